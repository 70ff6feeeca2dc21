import type * as vscode from 'vscode';
import type { ClipServer } from '../playback/clipServer.ts';
import { PagePlayback } from '../player/pagePlayback.ts';
import { type DocumentServices, PlayerDocument } from '../player/playerDocument.ts';

export interface SideServices extends DocumentServices {
  readonly server: ClipServer;
}

/** One of the clips of a comparison: what is known about it and what the page plays of it. */
export class ComparedSide implements vscode.Disposable {
  readonly document: PlayerDocument;
  readonly playback: PagePlayback;

  constructor(uri: vscode.Uri, services: SideServices) {
    this.document = new PlayerDocument(uri, services);
    this.playback = new PagePlayback(this.document, services.server, services.log);
  }

  /** What the page calls it. */
  get id(): string {
    return this.document.uri.toString();
  }

  dispose(): void {
    this.playback.dispose();
    this.document.dispose();
  }
}
