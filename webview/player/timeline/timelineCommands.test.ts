import { expect, test } from 'vitest';
import type { ShotChange } from '../../../src/core/shotCorrections.ts';
import { timelineCommands } from './timelineCommands.ts';
import { TimelineView } from './timelineView.ts';

function bench(selection: { start: number; end: number } | null = null) {
  const view = new TimelineView();
  view.setDuration(100);
  const changes: ShotChange[] = [];
  const shots = [
    { index: 0, start: 0, end: 40 },
    { index: 1, start: 40, end: 100 },
  ];
  const onCorrectShots = (change: ShotChange) => changes.push(change);
  const commands = timelineCommands({ view, time: 50, shots, selection, onCorrectShots, onUndo: () => {} });
  return { view, changes, commands };
}

test('one key zooms to what is selected, else to the shot, and back to the whole clip', () => {
  const { view, commands } = bench();
  commands.toggleZoom();
  // As much air as there is room for before the end of the clip.
  expect(view.shown.span.start).toBeCloseTo(35.2, 6);
  commands.toggleZoom();
  expect(view.shown.span).toEqual({ start: 0, end: 100 });
  const selected = bench({ start: 10, end: 20 });
  selected.commands.toggleZoom();
  expect(selected.view.shown.span.start).toBeCloseTo(9.6, 6);
});

test('zooming goes around the playhead, which comes into sight', () => {
  const { view, commands } = bench({ start: 10, end: 20 });
  commands.toggleZoom();
  commands.zoomIn();
  const { start, end } = view.shown.span;
  expect(start <= 50 && end >= 50).toBe(true);
});

test('shots are split and joined where the playhead is', () => {
  const { changes, commands } = bench();
  commands.splitShot();
  commands.mergeShot();
  expect(changes).toEqual([
    { kind: 'split', at: 50 },
    { kind: 'merge', at: 40 },
  ]);
});
