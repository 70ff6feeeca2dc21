import * as vscode from 'vscode';
import { type Board, type FromBoard, fromBoardSchema, type ToBoard } from '../../protocol/boardMessages.ts';
import { Disposables } from '../disposables.ts';
import { BOARD_VIEW_TYPE } from '../ids.ts';
import { pageHtml } from '../pageHtml.ts';

/** One webview that shows a board, and later others of the same kind. */
export class BoardPanel implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #requested = this.#disposables.add(new vscode.EventEmitter<Exclude<FromBoard, { type: 'ready' }>>());
  readonly #panel: vscode.WebviewPanel;
  #board: Board;
  #ready = false;

  /** Fires with what the user wants of the board. */
  readonly onRequest = this.#requested.event;

  constructor(dist: vscode.Uri, board: Board, onClose: () => void) {
    this.#board = board;
    const options = { enableScripts: true, localResourceRoots: [dist], retainContextWhenHidden: true };
    this.#panel = vscode.window.createWebviewPanel(BOARD_VIEW_TYPE, titleOf(board), vscode.ViewColumn.Active, options);
    const { webview } = this.#panel;
    this.#disposables.add(
      webview.onDidReceiveMessage((message: unknown) => {
        const parsed = fromBoardSchema.safeParse(message);
        if (!parsed.success) return;
        if (parsed.data.type !== 'ready') this.#requested.fire(parsed.data);
        else {
          this.#ready = true;
          this.#post({ type: 'show', board: this.#board });
        }
      }),
    );
    this.#disposables.add(
      this.#panel.onDidDispose(() => {
        onClose();
        this.#disposables.dispose();
      }),
    );
    webview.html = pageHtml(webview, dist, { bundle: 'board', title: titleOf(board), sources: [] });
  }

  get board(): Board {
    return this.#board;
  }

  /** True once its page runs. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Where it lies, so that what is opened from it does not cover it. */
  get column(): vscode.ViewColumn | null {
    return this.#panel.viewColumn ?? null;
  }

  /** Shows another board in place of this one, and brings it to the front. */
  show(board: Board): void {
    this.#board = board;
    this.#panel.title = titleOf(board);
    this.#panel.reveal();
    if (this.#ready) this.#post({ type: 'show', board });
  }

  /** Says that the calibration does not hold any more. */
  markStale(): void {
    if (this.#board.kind !== 'calibration' || this.#board.stale) return;
    this.#board = { ...this.#board, stale: true };
    if (this.#ready) this.#post({ type: 'stale' });
  }

  #post(message: ToBoard): void {
    void this.#panel.webview.postMessage(message);
  }

  /** Closes it, as its user may do. */
  dispose(): void {
    this.#panel.dispose();
  }
}

function titleOf({ kind, folder }: Board): string {
  return kind === 'agreement' ? vscode.l10n.t('Agreement: {0}', folder) : vscode.l10n.t('Calibration: {0}', folder);
}
