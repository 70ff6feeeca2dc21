import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { Calibration } from '../../core/calibration/calibration.ts';
import { calibratedDimensions } from '../../core/calibration/calibrationWords.ts';
import { staleReason } from '../../core/calibration/shownScore.ts';
import { clipVerdicts } from '../../core/review.ts';
import type { Taxonomy } from '../../core/taxonomy/model.ts';
import type { Board, CalibrationBoard, FromBoard } from '../../protocol/boardMessages.ts';
import { type Blindness, tellBlind } from '../annotations/blindness.ts';
import type { OpenBoard } from '../api.ts';
import { Disposables } from '../disposables.ts';
import type { Journals } from '../reviews/journals.ts';
import { BoardPanel } from './boardPanel.ts';
import { judgeName } from './boardPicks.ts';

export type BoardRequest = Exclude<FromBoard, { type: 'ready' }>;

/** What is on the screen, and what it was made of. */
export interface ShownBoard {
  readonly folder: vscode.Uri;
  readonly board: Board;
  /** For a board about a calibration. */
  readonly calibration: Calibration | null;
}

/**
 * The open boards: at most one about agreement and one about a calibration. Both tell what judges and other raters said, so that
 * they close when the person begins to annotate, and none opens before he is done.
 */
export class Boards implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #panels = new Map<Board['kind'], { readonly panel: BoardPanel; shown: ShownBoard }>();
  readonly #dist: vscode.Uri;
  readonly #blindness: Blindness;
  readonly #onRequest: (request: BoardRequest, shown: ShownBoard, column: vscode.ViewColumn | null) => void;

  /** @param onRequest what the user wants of a board. */
  constructor(
    { blindness, dist, journals }: { readonly blindness: Blindness; readonly dist: vscode.Uri; readonly journals: Journals },
    onRequest: (request: BoardRequest, shown: ShownBoard, column: vscode.ViewColumn | null) => void,
  ) {
    this.#blindness = blindness;
    this.#dist = dist;
    this.#onRequest = onRequest;
    this.#disposables.add(journals.onDidChange((hash) => void this.#watchVersion(journals, hash)));
    this.#disposables.add(blindness.onDidChange((annotating) => annotating && this.#closeAll()));
  }

  /** Opens a board, in place of an older one of its kind. */
  show(shown: ShownBoard): void {
    // He may have begun to annotate while it was reckoned.
    if (this.#blindness.on) return void tellBlind();
    const { kind } = shown.board;
    const open = this.#panels.get(kind);
    if (open) {
      open.shown = shown;
      open.panel.show(shown.board);
      return;
    }
    const panel = new BoardPanel(this.#dist, shown.board, () => this.#panels.delete(kind));
    const entry = { panel, shown };
    this.#panels.set(kind, entry);
    panel.onRequest((request) => this.#onRequest(request, entry.shown, panel.column));
  }

  open(): OpenBoard[] {
    return Array.from(this.#panels.values(), ({ panel: { board, ready } }) => ({
      kind: board.kind,
      judge: board.judge?.id ?? null,
      ready,
      stale: board.kind === 'calibration' && board.stale,
    }));
  }

  /** A verdict of another version of the judge makes the calibration that is shown stale. */
  async #watchVersion(journals: Journals, hash: string): Promise<void> {
    const entry = this.#panels.get('calibration');
    const calibration = entry?.shown.calibration;
    if (!entry || !calibration) return;
    const store = await journals.storeOf(vscode.Uri.joinPath(entry.shown.folder, 'clip'));
    const younger = clipVerdicts(await store.reviewOf(hash)).filter(
      ({ judge, model, createdAt }) =>
        judge.id === calibration.judge &&
        staleReason(calibration, { ...judge, versions: model?.versions ?? [] }) !== null &&
        Date.parse(createdAt) > Date.parse(calibration.createdAt),
    );
    if (younger.length > 0 && entry.shown.calibration === calibration) entry.panel.markStale();
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#closeAll();
  }

  #closeAll(): void {
    for (const { panel } of [...this.#panels.values()]) panel.dispose();
  }
}

/** The board about a calibration. `notes`: sentences about what was left out of it. */
export function calibrationBoard(
  {
    folder,
    taxonomy,
    calibration,
  }: { readonly folder: vscode.Uri; readonly taxonomy: Taxonomy; readonly calibration: Calibration },
  stale: boolean,
  notes: readonly string[],
): CalibrationBoard {
  const { judge, fingerprint, createdAt, coverage } = calibration;
  return {
    kind: 'calibration',
    folder: posix.basename(folder.path),
    judge: { id: judge, label: judgeName(judge) },
    ...{ fingerprint, createdAt, coverage, stale, notes },
    dimensions: calibratedDimensions(taxonomy, calibration),
  };
}
