import { expect, test } from 'vitest';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { testFinding } from '../testFindings.ts';
import { layoutLanes } from './lanes.ts';
import { timeScale } from './scale.ts';

const aspect = (id: string) => ({ id, title: id, definition: '', dimensions: [] });
const taxonomy: Taxonomy = {
  stages: [
    { id: 'production', title: 'Production', aspects: [aspect('cinematography'), aspect('aesthetics')] },
    { id: 'post-production', title: 'Post-Production', aspects: [aspect('sound-design')] },
  ],
  thresholds: {},
};
const scale = timeScale(10, 1000);
const sizes = { minimumWidth: 20, gap: 2 };

test('aspects with findings get a lane each, in taxonomy order', () => {
  const findings = [testFinding('a', 0, 1, 'sound-design'), testFinding('b', 1, 2, 'cinematography')];
  expect(layoutLanes(taxonomy, findings, scale, sizes).map((lane) => lane.aspect.id)).toEqual(['cinematography', 'sound-design']);
  expect(layoutLanes(taxonomy, [], scale, sizes)).toEqual([]);
});

test('markers that would overlap stack, and rows are used again as soon as they are free', () => {
  const findings = [testFinding('a', 1, 2), testFinding('b', 1.5, 4), testFinding('c', 2.5, 3), testFinding('d', 5, 6)];
  const [lane] = layoutLanes(taxonomy, findings, scale, sizes);
  expect(lane?.rows).toBe(2);
  expect(lane?.findings.map(({ finding, row }) => [finding.id, row])).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 0],
    ['d', 0],
  ]);
});

test('a short finding is as wide as its icon but keeps its true extent', () => {
  const [lane] = layoutLanes(taxonomy, [testFinding('a', 5, 5.04)], scale, sizes);
  expect(lane?.findings[0]).toMatchObject({ x: 500, width: 20, spanX: 0 });
  expect(lane?.findings[0]?.spanWidth).toBeCloseTo(4, 6);
});

test('a marker at the very end moves left to stay inside, its extent does not', () => {
  const [lane] = layoutLanes(taxonomy, [testFinding('a', 9.96, 10)], scale, sizes);
  expect(lane?.findings[0]?.x).toBe(980);
  expect((lane?.findings[0]?.x ?? 0) + (lane?.findings[0]?.spanX ?? 0)).toBeCloseTo(996, 6);
});

test('what is no aspect of the taxonomy gets a lane too, above all others', () => {
  const findings = [testFinding('a', 0, 1), testFinding('b', 1, 2, 'judging')];
  expect(layoutLanes(taxonomy, findings, scale, sizes).map((lane) => lane.aspect.id)).toEqual(['judging', 'cinematography']);
});
