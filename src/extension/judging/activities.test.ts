import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { JudgeActivity } from '../../core/judge.ts';
import { Activities } from './activities.ts';

/** The part of VS Code that this needs. */
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
}));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A clip is known by its text only. */
const clip = (name: string) => ({ toString: () => name }) as never;

const reasoning = (dimension: string, text: string): JudgeActivity => ({
  dimensions: [dimension],
  stage: 'reasoning',
  fraction: null,
  reasoning: text,
});

it('holds the latest of every group of dimensions until it is done', () => {
  const activities = new Activities();
  const report = activities.begin(clip('a'));
  report.onActivity('gemini', reasoning('x', 'It'));
  report.onActivity('gemini', reasoning('y', 'Sound'));
  report.onActivity('gemini', reasoning('x', 'It flickers'));
  expect(activities.of(clip('a')).map(({ judge, reasoning }) => `${judge}: ${reasoning}`)).toEqual([
    'gemini: It flickers',
    'gemini: Sound',
  ]);
  report.onActivity('gemini', { ...reasoning('x', ''), stage: 'done' });
  expect(activities.of(clip('a'))).toHaveLength(1);
  expect(activities.of(clip('b'))).toEqual([]);
  report.end();
  expect(activities.of(clip('a'))).toEqual([]);
});

it('tells of every new stage at once, and of words now and then', () => {
  const activities = new Activities();
  const told: string[] = [];
  activities.onDidChange((name) => told.push(name));
  const report = activities.begin(clip('a'));
  report.onActivity('gemini', { ...reasoning('x', ''), stage: 'sending' });
  report.onActivity('gemini', reasoning('x', 'I'));
  expect(told).toHaveLength(2);
  for (const text of ['It', 'It f', 'It fl']) report.onActivity('gemini', reasoning('x', text));
  expect(told).toHaveLength(2);
  vi.runAllTimers();
  expect(told).toHaveLength(3);
});

it('ends one dimension and leaves the others', () => {
  const activities = new Activities();
  const report = activities.begin(clip('a'));
  const [x, y] = [report.signalOf('x'), report.signalOf('y')];
  activities.cancel(clip('b'), ['y']);
  activities.cancel(clip('a'), ['x']);
  expect([x.aborted, y.aborted, report.signalOf('x').aborted]).toEqual([true, false, true]);
});
