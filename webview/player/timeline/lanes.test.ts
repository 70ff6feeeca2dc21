import { assert, expect, test } from 'vitest';
import type { Finding } from '../../../src/core/finding.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { testFinding } from '../testFindings.ts';
import { findingsByLane, Lane, type Marker } from './lanes.ts';

const aspect = (id: string) => ({ id, title: id, definition: '', dimensions: [] });
const taxonomy: Taxonomy = {
  stages: [
    { id: 'production', title: 'Production', aspects: [aspect('cinematography'), aspect('aesthetics')] },
    { id: 'post-production', title: 'Post-Production', aspects: [aspect('sound-design')] },
  ],
  thresholds: {},
};
const clip = { duration: 10, perSecond: 100 };
const sizes = { minimumWidth: 20, gap: 2, mostRows: 4 };

function lanesOf(findings: readonly Finding[], shown = clip): Lane[] {
  return findingsByLane(taxonomy, findings).map((own) => new Lane(own, shown, sizes));
}

/** All markers of the first lane, by row. */
function rowsOf(findings: readonly Finding[], shown = clip): Marker[][] {
  const [lane] = lanesOf(findings, shown);
  return Array.from({ length: lane?.rows ?? 0 }, (_, row) => lane?.markersBetween(row, 0, Number.POSITIVE_INFINITY) ?? []);
}

test('aspects with findings get a lane each, in taxonomy order', () => {
  const findings = [testFinding('a', 0, 1, 'sound-design'), testFinding('b', 1, 2, 'cinematography')];
  expect(lanesOf(findings).map((lane) => lane.aspect.id)).toEqual(['cinematography', 'sound-design']);
  expect(lanesOf([])).toEqual([]);
});

test('markers that would overlap stack, and rows are used again as soon as they are free', () => {
  const findings = [testFinding('a', 1, 2), testFinding('b', 1.5, 4), testFinding('c', 2.5, 3), testFinding('d', 5, 6)];
  expect(rowsOf(findings).map((row) => row.map(({ gravest }) => gravest.id))).toEqual([['a', 'c', 'd'], ['b']]);
});

test('a short finding is as wide as its icon but keeps its true extent', () => {
  expect(rowsOf([testFinding('a', 5, 5.04)])[0]?.[0]).toMatchObject({ x: 500, width: 20, span: { start: 5, end: 5.04 } });
});

test('a marker at the very end moves left to stay inside, its extent does not', () => {
  expect(rowsOf([testFinding('a', 9.96, 10)])[0]?.[0]).toMatchObject({ x: 980, span: { start: 9.96 } });
});

test('what is no aspect of the taxonomy gets a lane too, above all others', () => {
  const findings = [testFinding('a', 0, 1), testFinding('b', 1, 2, 'judging')];
  expect(lanesOf(findings).map((lane) => lane.aspect.id)).toEqual(['judging', 'cinematography']);
});

test('what finds no free row is shown with a neighbour, which takes the look of the gravest', () => {
  const findings = Array.from({ length: 6 }, (_, i) => testFinding(`f${i}`, i / 100, 0.1 + i / 100));
  const grave = findings.map((finding, i) => (i === 5 ? { ...finding, severity: 'error' as const } : finding));
  const rows = rowsOf(grave);
  expect(rows).toHaveLength(4);
  expect(rows.flat().flatMap(({ findings: held }) => held)).toHaveLength(6);
  const crowded = rows.flat().find(({ findings: held }) => held.some(({ id }) => id === 'f5'));
  expect(crowded?.gravest.id).toBe('f5');
  expect(crowded?.span.end).toBeCloseTo(0.15, 9);
});

test('ten thousand findings on two hours fit into few markers, none lost, none overlapping', () => {
  const findings = Array.from({ length: 10_000 }, (_, i) => testFinding(`f${i}`, i * 0.72, i * 0.72 + (i % 9)));
  const rows = rowsOf(findings, { duration: 7200, perSecond: 1400 / 7200 });
  expect(rows.flat().reduce((sum, marker) => sum + marker.findings.length, 0)).toBe(10_000);
  expect(rows.flat().length).toBeLessThan(300);
  expect(rows.flat().length).toBeGreaterThan(200);
  for (const row of rows)
    row.slice(1).forEach((marker, i) => {
      const before = row[i];
      expect(marker.x).toBeGreaterThanOrEqual((before?.x ?? 0) + (before?.width ?? 0));
    });
});

test('every finding has the marker that holds it', () => {
  const findings = Array.from({ length: 400 }, (_, i) => testFinding(`f${i}`, i * 0.025, i * 0.025 + (i % 7) * 0.3));
  const [lane] = lanesOf(findings);
  assert(lane);
  expect(
    rowsOf(findings)
      .flat()
      .some((marker) => marker.findings.length > 1),
  ).toBe(true);
  for (const finding of findings) expect(lane.markerOf(finding)?.findings).toContain(finding);
  expect(lane.markerOf(testFinding('other', 2, 3))).toBeNull();
});

test('only what reaches into sight is drawn', () => {
  const findings = Array.from({ length: 10 }, (_, i) => testFinding(`f${i}`, i, i + 0.5));
  const [lane] = lanesOf(findings);
  expect(lane?.markersBetween(0, 320, 500).map(({ gravest }) => gravest.id)).toEqual(['f3', 'f4', 'f5']);
  expect(lane?.markersBetween(0, 960, 2000)).toEqual([]);
});
