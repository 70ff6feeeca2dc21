import * as vscode from 'vscode';
import type { JudgeActivity } from '../../core/judge.ts';
import type { PlayerActivity } from '../../protocol/messages.ts';

/** One evaluation, as its judges tell about it. */
export interface ActivityReport {
  readonly onActivity: (judge: string, activity: JudgeActivity) => void;
  readonly signalOf: (dimension: string) => AbortSignal;
  end(): void;
}

interface Evaluation {
  readonly clip: string;
  /** By judge and dimensions. */
  readonly activities: Map<string, PlayerActivity>;
  /** By dimension. */
  readonly controllers: Map<string, AbortController>;
}

/** At most this often are listeners told that a model wrote another word. */
const WORDS_EVERY = 120;

/** What the judges of this window are doing, clip by clip, and the way to end the judging of single dimensions. */
export class Activities implements vscode.Disposable {
  readonly #running = new Set<Evaluation>();
  readonly #due = new Map<string, NodeJS.Timeout>();
  readonly #changed = new vscode.EventEmitter<string>();
  /** Fires with the clip (its URI as text) for which something else is being done now. */
  readonly onDidChange = this.#changed.event;

  of(clip: vscode.Uri): readonly PlayerActivity[] {
    const key = clip.toString();
    return [...this.#running].flatMap((evaluation) => (evaluation.clip === key ? [...evaluation.activities.values()] : []));
  }

  begin(clip: vscode.Uri): ActivityReport {
    const evaluation: Evaluation = { clip: clip.toString(), activities: new Map(), controllers: new Map() };
    this.#running.add(evaluation);
    return {
      onActivity: (judge, activity) => {
        const key = `${judge} ${activity.dimensions.join(' ')}`;
        const before = evaluation.activities.get(key);
        if (activity.stage === 'done') evaluation.activities.delete(key);
        else evaluation.activities.set(key, { ...activity, judge });
        if (before?.stage === activity.stage) this.#tellSoon(evaluation.clip);
        else this.#tell(evaluation.clip);
      },
      signalOf: (dimension) => controllerOf(evaluation, dimension).signal,
      end: () => {
        this.#running.delete(evaluation);
        this.#tell(evaluation.clip);
      },
    };
  }

  /** Ends the judging of some dimensions of a clip; the others go on. */
  cancel(clip: vscode.Uri, dimensions: readonly string[]): void {
    for (const evaluation of this.#running) {
      if (evaluation.clip !== clip.toString()) continue;
      for (const dimension of dimensions) controllerOf(evaluation, dimension).abort();
    }
  }

  #tell(clip: string): void {
    clearTimeout(this.#due.get(clip));
    this.#due.delete(clip);
    this.#changed.fire(clip);
  }

  #tellSoon(clip: string): void {
    if (!this.#due.has(clip))
      this.#due.set(
        clip,
        setTimeout(() => this.#tell(clip), WORDS_EVERY),
      );
  }

  dispose(): void {
    for (const timer of this.#due.values()) clearTimeout(timer);
    this.#changed.dispose();
  }
}

function controllerOf({ controllers }: Evaluation, dimension: string): AbortController {
  const controller = controllers.get(dimension) ?? new AbortController();
  controllers.set(dimension, controller);
  return controller;
}
