import { expect, test } from 'vitest';
import { smallTaxonomy } from '../../../src/core/testVerdicts.ts';
import type { PlayerActivity } from '../../../src/protocol/messages.ts';
import { activityKey, activityLines, tailOf } from './activityList.ts';

const taxonomy = smallTaxonomy();
const NONE: ReadonlySet<string> = new Set();
const activity = (dimensions: readonly string[], stage: PlayerActivity['stage'], reasoning?: string): PlayerActivity => ({
  judge: 'gemini',
  dimensions,
  stage,
  fraction: null,
  ...(reasoning !== undefined && { reasoning }),
});

test('what is worked on stands before what waits', () => {
  const lines = activityLines(taxonomy, [activity(['a.x'], 'waiting'), activity(['a.y'], 'reasoning', 'I see a lamp.')], NONE);
  expect(lines.map(({ title, stage, reasoning }) => [title, stage, reasoning])).toEqual([
    ['Y', 'reasoning', 'I see a lamp.'],
    ['X', 'waiting', ''],
  ]);
});

test('a whole aspect judged at once is called by its name, and an unknown dimension by its id', () => {
  const lines = activityLines(taxonomy, [activity(['a.x', 'a.y'], 'sending'), activity(['gone'], 'waiting')], NONE);
  expect(lines.map(({ title }) => title)).toEqual(['Aspect A', 'gone']);
});

test('what is done or was cancelled is out of sight', () => {
  const cancelled = activity(['a.y'], 'reasoning');
  const lines = activityLines(taxonomy, [activity(['a.x'], 'done'), cancelled], new Set([activityKey(cancelled)]));
  expect(lines).toEqual([]);
});

test('of a text that grows the end is shown, from the beginning of a word', () => {
  expect(tailOf('short. ')).toBe('short.');
  expect(tailOf('The lamp is lit from the left.', 12)).toBe('…the left.');
  expect(tailOf('x'.repeat(20), 5)).toBe('…xxxxx');
});
