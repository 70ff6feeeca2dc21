import * as vscode from 'vscode';
import { CONTEXT } from '../ids.ts';
import { notificationText } from '../notificationText.ts';

/** Something long that runs now. */
export interface Task {
  /** What is going on, localised. */
  readonly label: string;
  /** The clip it works on; `null` for a folder. */
  readonly clip: vscode.Uri | null;
  /** 0…1, or `null` while it cannot be told. */
  readonly fraction: number | null;
  /** Asked for by the user, as against the analysis that opening a clip starts. */
  readonly byUser: boolean;
}

export interface TaskOptions {
  readonly label: string;
  readonly clip: vscode.Uri | null;
  readonly byUser: boolean;
  /** Show it in a notification as well; needless where a player shows it. */
  readonly notify: boolean;
  /** Ends the task from outside, like closing the player does. */
  readonly signal?: AbortSignal;
}

export type Report = (progress: { readonly fraction: number | null; readonly label?: string }) => void;

interface Running extends Task {
  label: string;
  fraction: number | null;
  readonly controller: AbortController;
}

/** All long work of this window: who runs, how far, and the way to cancel it. */
export class Tasks implements vscode.Disposable {
  readonly #running = new Set<Running>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #cancelled = new vscode.EventEmitter<vscode.Uri | null>();
  readonly onDidChange = this.#changed.event;
  /** Fires with each clip on which everything is to stop; `null` for a folder. */
  readonly onDidCancel = this.#cancelled.event;

  get running(): readonly Task[] {
    return [...this.#running];
  }

  /** Runs `work` where `onDidChange` shows it, and under a cancellable notification where the options say so. */
  async run<T>(options: TaskOptions, work: (signal: AbortSignal, report: Report) => Promise<T>): Promise<T> {
    if (!options.notify) return this.#track(options, new AbortController(), () => undefined, work);
    return vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: notificationText(options.label), cancellable: true },
      async (progress, token) => {
        const controller = new AbortController();
        const cancelled = token.onCancellationRequested(() => {
          controller.abort();
          if (options.clip) this.cancel(options.clip);
        });
        let shown = 0;
        const show: Report = ({ fraction, label }) => {
          const percent = fraction === null ? shown : Math.round(fraction * 100);
          progress.report({
            increment: Math.max(0, percent - shown),
            ...(label !== undefined && { message: notificationText(label) }),
          });
          shown = Math.max(shown, percent);
        };
        try {
          return await this.#track(options, controller, show, work);
        } finally {
          cancelled.dispose();
        }
      },
    );
  }

  /**
   * Cancels everything that runs on `clip`. Without one, everything on what the user had evaluated, or where he started nothing,
   * what runs of its own accord.
   */
  cancel(clip?: vscode.Uri): void {
    const running = [...this.#running];
    const asked = running.filter(({ byUser }) => byUser);
    const aims = clip ? [clip] : (asked.length > 0 ? asked : running).map((task) => task.clip);
    for (const [key, aim] of new Map(aims.map((uri) => [uri?.toString(), uri]))) {
      for (const task of running) if (task.clip?.toString() === key) task.controller.abort();
      this.#cancelled.fire(aim);
    }
  }

  async #track<T>(
    { label, clip, byUser, signal: outer }: Omit<TaskOptions, 'notify'>,
    controller: AbortController,
    show: Report,
    work: (signal: AbortSignal, report: Report) => Promise<T>,
  ): Promise<T> {
    const task: Running = { label, clip, byUser, fraction: null, controller };
    const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal;
    signal.throwIfAborted();
    this.#running.add(task);
    this.#announce();
    const report: Report = (progress) => {
      const seen = task.label + percentOf(task);
      task.fraction = progress.fraction;
      task.label = progress.label ?? task.label;
      if (task.label + percentOf(task) === seen) return;
      show(progress);
      this.#changed.fire();
    };
    try {
      return await work(signal, report);
    } finally {
      this.#running.delete(task);
      this.#announce();
    }
  }

  #announce(): void {
    void vscode.commands.executeCommand('setContext', CONTEXT.running, this.#running.size > 0);
    this.#changed.fire();
  }

  dispose(): void {
    for (const { controller } of this.#running) controller.abort();
    this.#changed.dispose();
    this.#cancelled.dispose();
  }
}

/** ` 42 %`, or nothing while it cannot be told. */
export function percentOf({ fraction }: Pick<Task, 'fraction'>): string {
  return fraction === null ? '' : ` ${Math.round(fraction * 100)} %`;
}
