import { describe, expect, it } from 'vitest';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { testFinding } from '../testFindings.ts';
import type { Scene } from './draw/scene.ts';
import { hitTest } from './hitTest.ts';
import { findingsByLane, Lane } from './lanes.ts';
import { timeScale } from './scale.ts';
import { HEAD_HEIGHT, LANE_GAP, LANE_ROW } from './sizes.ts';
import { stackTracks } from './trackLayout.ts';

const aspect = { id: 'cinematography', title: 'Cinematography', definition: '', dimensions: [] };
const taxonomy: Taxonomy = { stages: [{ id: 'production', title: 'Production', aspects: [aspect] }], thresholds: {} };
const findings = [testFinding('a', 1, 2), testFinding('b', 1.5, 3)];
const sizes = { minimumWidth: 20, gap: 2, mostRows: 4 };
const lanes = findingsByLane(taxonomy, findings).map((own) => new Lane(own, { duration: 10, perSecond: 200 }, sizes));
const { tracks } = stackTracks([
  { id: 'shots', height: 18 },
  { id: 'lane:cinematography', height: 60 },
]);
const scene: Scene = {
  duration: 10,
  tracks,
  shots: [],
  boundaries: [
    { kind: 'cut', start: 4, end: 4, confidence: 1 },
    { kind: 'dissolve', start: 6, end: 7, confidence: 1 },
  ],
  corrected: [],
  waveform: [],
  traces: [],
  lanes,
  findings,
  selected: null,
  current: new Set(),
  outdated: new Set(),
  marked: [],
  range: null,
  sheets: null,
};
/** Five of ten seconds on a thousand pixels. */
const scale = timeScale({ duration: 10, span: { start: 1, end: 6 } }, 1000);
const laneTop = HEAD_HEIGHT + 20 + LANE_GAP;

describe('what is under the pointer', () => {
  it('is the marker of the row, wherever the timeline is panned and scrolled to', () => {
    const at = (x: number, y: number, scrolled = 0) => {
      const hit = hitTest(scene, scale, { x, y, scrolled });
      return hit.kind === 'marker' ? hit.marker.gravest.id : hit.kind;
    };
    expect(at(50, laneTop + 5)).toBe('a');
    expect(at(250, laneTop + 5)).toBe('time');
    expect(at(250, laneTop + LANE_ROW + LANE_GAP + 5)).toBe('b');
    expect(at(250, laneTop + 5, LANE_ROW + LANE_GAP)).toBe('b');
  });

  it('is a boundary within some pixels of its middle', () => {
    const at = (x: number) => {
      const hit = hitTest(scene, scale, { x, y: HEAD_HEIGHT + 5, scrolled: 0 });
      return hit.kind === 'boundary' ? hit.boundary.kind : hit.kind;
    };
    expect([at(597), at(604), at(606)]).toEqual(['cut', 'cut', 'time']);
    expect(
      hitTest(scene, timeScale({ duration: 10, span: { start: 5, end: 10 } }, 1000), { x: 302, y: HEAD_HEIGHT + 5, scrolled: 0 }),
    ).toMatchObject({
      boundary: { kind: 'dissolve' },
    });
  });

  it('is the overview above the ruler, and else a time', () => {
    expect(hitTest(scene, scale, { x: 10, y: 5, scrolled: 100 }).kind).toBe('overview');
    expect(hitTest(scene, scale, { x: 10, y: 25, scrolled: 100 }).kind).toBe('time');
  });
});
