import * as vscode from 'vscode';
import type { PlaybackKind } from '../../media/playback/playbackCopy.ts';
import type { PlayerClip } from '../../protocol/messages.ts';
import type { ClipServer } from '../playback/clipServer.ts';
import { openSources, type PlaybackSources } from '../playback/sources.ts';
import type { Log } from '../reporting.ts';
import type { PlaybackCopies } from './playbackCopies.ts';

interface Played {
  readonly uri: vscode.Uri;
  readonly copies: PlaybackCopies;
}

/** What one page plays: the clip, or a copy where it cannot play the clip as it is; and the ways to read it. */
export class PagePlayback implements vscode.Disposable {
  readonly #played: Played;
  readonly #server: ClipServer;
  readonly #log: Log;
  #sources: PlaybackSources | null = null;
  #copy: { readonly kind: PlaybackKind; readonly file: string } | null = null;
  /** Counts page loads; one that was overtaken by the next, or by the end, gives its sources back. */
  #load = 0;

  constructor(played: Played, server: ClipServer, log: Log) {
    this.#played = played;
    this.#server = server;
    this.#log = log;
  }

  /** URLs in the order to try. */
  get urls(): readonly string[] {
    return this.#sources?.urls ?? [];
  }

  /** The file that is played. */
  get file(): vscode.Uri {
    return this.#copy === null ? this.#played.uri : vscode.Uri.file(this.#copy.file);
  }

  /** Opens the ways to read the file for a page that begins anew. @returns false when another one began meanwhile. */
  async open(webview: vscode.Webview): Promise<boolean> {
    this.#load++;
    const load = this.#load;
    const sources = await openSources(this.file, webview, this.#server, this.#log);
    if (load !== this.#load) {
      sources.dispose();
      return false;
    }
    this.#sources?.dispose();
    this.#sources = sources;
    return true;
  }

  /** Turns to a copy of the clip. @returns true when the page has to begin anew for it. */
  async turnTo(kind: PlaybackKind): Promise<boolean> {
    if (this.#hasAsMuchAs(kind)) return false;
    const load = this.#load;
    const file = await this.#played.copies.of(kind);
    // Another page, or none any more, came meanwhile; or such a copy that was asked for as well.
    if (file === null || load !== this.#load || this.#hasAsMuchAs(kind)) return false;
    this.#copy = { kind, file };
    return true;
  }

  #hasAsMuchAs(kind: PlaybackKind): boolean {
    return this.#copy !== null && (this.#copy.kind === 'full' || kind === 'sound');
  }

  /** The clip has other bytes now. */
  forgetCopy(): void {
    this.#copy = null;
  }

  /** A clip as the page has to count it: a copy begins at 0, wherever the clip's own time begins. */
  asPlayed<T extends PlayerClip | null>(clip: T): T {
    return clip !== null && this.#copy !== null ? { ...clip, startTime: 0 } : clip;
  }

  dispose(): void {
    this.#load++;
    this.#sources?.dispose();
  }
}
