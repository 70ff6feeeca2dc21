import { beforeEach, expect, it, vi } from 'vitest';
import { Tasks } from './tasks.ts';

/** The part of VS Code that tasks need. The notification keeps its Cancel button for the test. */
const workbench = vi.hoisted(() => ({ notifications: 0, pressCancel: (): void => undefined }));
vi.mock('vscode', () => ({
  EventEmitter: class<T> {
    readonly #listeners = new Set<(item: T) => void>();
    readonly event = (listener: (item: T) => void) => {
      this.#listeners.add(listener);
      return { dispose: () => this.#listeners.delete(listener) };
    };
    fire(item: T) {
      for (const listener of this.#listeners) listener(item);
    }
    dispose() {}
  },
  ProgressLocation: { Notification: 15 },
  window: {
    withProgress: (_options: unknown, task: (progress: unknown, token: unknown) => Promise<unknown>) => {
      workbench.notifications++;
      const onCancellationRequested = (listener: () => void) => {
        workbench.pressCancel = listener;
        return { dispose: () => undefined };
      };
      return task({ report: () => undefined }, { onCancellationRequested });
    },
  },
  commands: { executeCommand: async () => undefined },
}));

let tasks: Tasks;
let ended: string[];
beforeEach(() => {
  tasks = new Tasks();
  ended = [];
  workbench.notifications = 0;
});

/** Something that runs until it is cancelled. A clip is known by its text only. */
function start(label: string, clip: string | null, options: { byUser: boolean; notify: boolean }): void {
  const uri = clip === null ? null : { toString: () => clip };
  void tasks.run({ label, clip: uri as never, ...options }, (signal) => {
    signal.addEventListener('abort', () => ended.push(label));
    return new Promise<void>(() => undefined);
  });
}

const QUIET = { byUser: false, notify: false };
const ASKED = { byUser: true, notify: false };

it('one cancel ends everything on the clip that the user had evaluated, and nothing else', () => {
  const told: string[] = [];
  tasks.onDidCancel((clip) => told.push(String(clip)));
  start('analysis of a', 'a', QUIET);
  start('evaluation of a', 'a', ASKED);
  start('analysis of b', 'b', QUIET);
  tasks.cancel();
  expect(ended).toEqual(['analysis of a', 'evaluation of a']);
  expect(told).toEqual(['a']);
});

it('ends what runs of its own accord where the user started nothing', () => {
  start('analysis of a', 'a', QUIET);
  start('analysis of b', 'b', QUIET);
  tasks.cancel();
  expect(ended).toEqual(['analysis of a', 'analysis of b']);
});

it('ends a folder without the clips that are open', () => {
  start('folder', null, ASKED);
  start('analysis of a', 'a', QUIET);
  tasks.cancel();
  expect(ended).toEqual(['folder']);
});

it('the button of a notification does the same', () => {
  start('analysis of a', 'a', QUIET);
  start('evaluation of a', 'a', { byUser: true, notify: true });
  workbench.pressCancel();
  expect(ended.toSorted()).toEqual(['analysis of a', 'evaluation of a']);
});

it('shows a notification only where it is wanted', () => {
  start('evaluation of a', 'a', ASKED);
  expect(workbench.notifications).toBe(0);
  start('folder', null, { byUser: true, notify: true });
  expect(workbench.notifications).toBe(1);
});
