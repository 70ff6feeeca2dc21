import * as vscode from 'vscode';
import { Disposables } from '../disposables.ts';
import { PLAYER_VIEW_TYPE } from '../ids.ts';
import type { PlayerSession, SeekTarget } from './playerSession.ts';

/** Knows every open player, the one in front, and seeks that wait for a player to open. */
export class PlayerRegistry implements vscode.Disposable {
  /** Most recently active first. */
  #sessions: readonly PlayerSession[] = [];
  readonly #waiting = new Map<string, SeekTarget>();
  readonly #changed = new vscode.EventEmitter<void>();

  /** Fires when players open, close or come to the front. */
  readonly onDidChange = this.#changed.event;

  /** All open players, most recently active first. */
  get sessions(): readonly PlayerSession[] {
    return this.#sessions;
  }

  /** The player that is the active editor. */
  get active(): PlayerSession | null {
    return this.#sessions.find(({ panel }) => panel.active) ?? null;
  }

  /** Players of one clip: visible ones first, then the most recently active. */
  playersOf(clip: vscode.Uri): PlayerSession[] {
    const own = this.#sessions.filter(({ document }) => document.uri.toString() === clip.toString());
    return own.sort((a, b) => Number(b.panel.visible) - Number(a.panel.visible));
  }

  /** Takes in a new player until it is closed. */
  add(session: PlayerSession): void {
    const disposables = new Disposables();
    this.#sessions = [session, ...this.#sessions];
    const waiting = this.#waiting.get(session.document.uri.toString());
    this.#waiting.delete(session.document.uri.toString());
    if (waiting) session.seek(waiting);
    disposables.add(
      session.panel.onDidChangeViewState(({ webviewPanel }) => {
        if (webviewPanel.active) this.#sessions = [session, ...this.#sessions.filter((other) => other !== session)];
        this.#changed.fire();
      }),
    );
    disposables.add(
      session.panel.onDidDispose(() => {
        this.#sessions = this.#sessions.filter((other) => other !== session);
        disposables.dispose();
        session.dispose();
        this.#changed.fire();
      }),
    );
    this.#changed.fire();
  }

  /**
   * Moves the playhead of the clip's player to `target`, opening a player when there is none on the screen. A text editor
   * that the user is reading stays where it is and keeps the focus.
   *
   * @param readIn the column of the text editor that the wish comes from, if it comes from one. It covers whatever player is in
   *   that column, which the player's own state may not say yet.
   */
  async seek(clip: vscode.Uri, target: SeekTarget, readIn: vscode.ViewColumn | null = textColumn()): Promise<void> {
    this.#playersOutside(clip, readIn)[0]?.seek(target);
    await this.#bringIntoSight(clip, target, readIn);
  }

  /** Moves all players of the clip to `target`, and brings one into sight as `seek` does. */
  async seekAll(clip: vscode.Uri, target: SeekTarget, readIn: vscode.ViewColumn | null = textColumn()): Promise<void> {
    for (const session of this.playersOf(clip)) session.seek(target);
    await this.#bringIntoSight(clip, target, readIn);
  }

  /** Players of one clip that a text in that column does not cover: visible ones first, then the most recently active. */
  #playersOutside(clip: vscode.Uri, readIn: vscode.ViewColumn | null): PlayerSession[] {
    return this.playersOf(clip).filter(({ panel }) => readIn === null || panel.viewColumn !== readIn);
  }

  /** Reveals or opens a player of the clip where none is on the screen; one that is opened begins at `target`. */
  async #bringIntoSight(clip: vscode.Uri, target: SeekTarget, readIn: vscode.ViewColumn | null): Promise<void> {
    const [player] = this.#playersOutside(clip, readIn);
    if (player?.panel.visible) return;
    const reading = readIn !== null;
    if (player) {
      player.panel.reveal(player.panel.viewColumn, reading);
      return;
    }
    this.#waiting.set(clip.toString(), target);
    const options: vscode.TextDocumentShowOptions = {
      viewColumn: reading ? besideActive() : vscode.ViewColumn.Active,
      preserveFocus: reading,
      preview: false,
    };
    try {
      await vscode.commands.executeCommand('vscode.openWith', clip, PLAYER_VIEW_TYPE, options);
    } catch (error) {
      this.#waiting.delete(clip.toString());
      throw error;
    }
  }

  /**
   * Opens the player of a clip, or brings it to the front.
   *
   * @param preview in a tab that the next one to be opened so takes over.
   */
  async open(clip: vscode.Uri, { preview }: { readonly preview: boolean }): Promise<void> {
    await vscode.commands.executeCommand('vscode.openWith', clip, PLAYER_VIEW_TYPE, { preview });
  }

  dispose(): void {
    for (const session of this.#sessions) session.dispose();
    this.#changed.dispose();
  }
}

/** The column of the text editor that the user is in, or `null` when he is elsewhere. */
function textColumn(): vscode.ViewColumn | null {
  const { activeTab, viewColumn } = vscode.window.tabGroups.activeTabGroup;
  return activeTab?.input instanceof vscode.TabInputText ? viewColumn : null;
}

/** The column next to the active one where a player fits without covering what is read. */
function besideActive(): vscode.ViewColumn {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  return all.find((group) => group !== activeTabGroup)?.viewColumn ?? vscode.ViewColumn.Beside;
}
