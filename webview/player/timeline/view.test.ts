import { describe, expect, it } from 'vitest';
import { isWhole, pannedBy, revealing, wholeWindow, withDuration, zoomedAt, zoomedTo } from './view.ts';

describe('the window of a timeline', () => {
  const whole = wholeWindow(100);

  it('zooms around a time that stays where it is', () => {
    const { span } = zoomedAt(whole, 25, 0.5);
    expect(span).toEqual({ start: 12.5, end: 62.5 });
    expect(zoomedAt({ duration: 100, span }, 25, 2)).toEqual(whole);
  });

  it('shows neither more than the clip nor less than some frames', () => {
    expect(zoomedAt(whole, 90, 4)).toEqual(whole);
    const deep = zoomedAt(whole, 50, 1e-9).span;
    expect(deep.end - deep.start).toBeCloseTo(0.2, 9);
    expect(zoomedAt(wholeWindow(0.1), 0.05, 0.1)).toEqual(wholeWindow(0.1));
    expect(isWhole(wholeWindow(0))).toBe(true);
  });

  it('pans up to both ends', () => {
    const part = zoomedTo(whole, { start: 40, end: 60 });
    expect(part.span.start).toBeCloseTo(39.2, 9);
    expect(pannedBy(part, -1000).span.start).toBe(0);
    expect(pannedBy(part, 1000).span.end).toBe(100);
  });

  it('follows a playhead only once it is out of sight', () => {
    const part = zoomedTo(whole, { start: 40, end: 60 });
    expect(revealing(part, 60)).toBe(part);
    expect(revealing(part, 39, 40)).toBe(part);
    const next = revealing(part, 70).span;
    expect([next.start < 70, next.end > 80]).toEqual([true, true]);
  });

  it('still shows all when the clip turns out to be longer, and the same part when zoomed', () => {
    expect(withDuration(whole, 120)).toEqual(wholeWindow(120));
    const part = zoomedTo(whole, { start: 40, end: 60 });
    expect(withDuration(part, 120).span).toEqual(part.span);
  });
});
