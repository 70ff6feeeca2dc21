import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FailedSource, playFirstOf, type SourceElement } from './sourceLadder.ts';

class TestElement extends EventTarget implements SourceElement {
  readonly tried: string[] = [];
  crossOrigin: string | null = null;
  videoWidth = 640;
  readyState = 0;
  error: { code: number; message: string } | null = null;

  get src(): string {
    return this.tried.at(-1) ?? '';
  }

  set src(source: string) {
    this.tried.push(source);
  }

  /** Fails with and without the permission to read. */
  fail(code: number, message: string): void {
    this.failOnce(code, message);
    this.failOnce(code, message);
  }

  failOnce(code: number, message: string): void {
    this.error = { code, message };
    this.dispatchEvent(new Event('error'));
  }
}

function ladder(...sources: string[]) {
  return climb(new TestElement(), sources);
}

/** What an element that was given a source before does with it. */
function begun(source: string, told: Partial<Pick<TestElement, 'error' | 'readyState' | 'videoWidth'>>) {
  const element = new TestElement();
  element.src = source;
  element.crossOrigin = 'anonymous';
  return climb(Object.assign(element, told), ['one', 'two']);
}

function climb(element: TestElement, sources: readonly string[]) {
  const failed: FailedSource[][] = [];
  const stop = playFirstOf(element, sources, (failures) => failed.push(failures));
  return { element, failed, stop };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the next source is tried when one fails, and the failures are told once none is left', () => {
  const { element, failed } = ladder('one', 'two');
  element.fail(2, 'gone');
  expect(element.tried).toEqual(['one', 'one', 'two']);
  expect(failed).toEqual([]);
  element.fail(4, 'no codec');
  expect(failed).toEqual([
    [
      { source: 'one', failure: 'network', message: 'gone' },
      { source: 'two', failure: 'format', message: 'no codec' },
    ],
  ]);
});

test('a source is read with permission for its pixels, or else without', () => {
  const { element, failed } = ladder('one');
  expect(element.crossOrigin).toBe('anonymous');
  element.failOnce(4, 'refused');
  expect([element.crossOrigin, element.tried, failed]).toEqual([null, ['one', 'one'], []]);
});

test('a source that stays silent is given up; one that loads is not', () => {
  const { element, failed } = ladder('silent', 'good');
  vi.advanceTimersByTime(12_000);
  expect(element.tried).toEqual(['silent', 'good']);
  element.dispatchEvent(new Event('loadeddata'));
  vi.advanceTimersByTime(60_000);
  expect(failed).toEqual([]);
});

test('a slow source that keeps sending is waited for', () => {
  const { element } = ladder('slow', 'other');
  for (let i = 0; i < 5; i++) {
    vi.advanceTimersByTime(10_000);
    element.dispatchEvent(new Event('progress'));
  }
  expect(element.tried).toEqual(['slow']);
});

test('what goes on arriving after the first frame, and then rests, is no failure', () => {
  const { element, failed } = ladder('good', 'other');
  element.dispatchEvent(new Event('loadeddata'));
  element.dispatchEvent(new Event('progress'));
  vi.advanceTimersByTime(60_000);
  expect([element.tried, failed]).toEqual([['good'], []]);
  element.fail(2, 'gone');
  vi.advanceTimersByTime(12_000);
  expect([element.tried, failed.length]).toEqual([['good', 'good', 'other'], 1]);
});

test('sound without a picture is a failure', () => {
  const { element, failed } = ladder('hevc');
  element.videoWidth = 0;
  element.dispatchEvent(new Event('loadedmetadata'));
  expect(failed[0]?.[0]?.failure).toBe('no-picture');
});

test('no sources at all fail at once, and a stopped ladder climbs no more', () => {
  expect(ladder().failed).toEqual([[]]);
  const { element, stop } = ladder('one', 'two');
  stop();
  element.fail(2, '');
  vi.advanceTimersByTime(60_000);
  expect(element.tried).toEqual(['one']);
});

test('what loads already is not asked for again, and has its patience', () => {
  const { element, failed } = begun('one', {});
  expect(element.tried).toEqual(['one']);
  vi.advanceTimersByTime(12_000);
  expect(element.tried).toEqual(['one', 'two']);
  expect(failed).toEqual([]);
});

test('a first frame that is there already needs nothing more', () => {
  const { element } = begun('one', { readyState: 4 });
  vi.advanceTimersByTime(60_000);
  expect(element.tried).toEqual(['one']);
});

test('what failed before anybody listened is known', () => {
  expect(begun('one', { error: { code: 2, message: 'gone' } }).element.tried).toEqual(['one', 'one']);
  expect(begun('one', { readyState: 1, videoWidth: 0 }).element.tried).toEqual(['one', 'two']);
});

test('an element that loads something else begins with the first source', () => {
  expect(begun('zero', { readyState: 4 }).element.tried).toEqual(['zero', 'one']);
});
