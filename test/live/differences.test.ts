import { expect, it } from 'vitest';
import type { Verdict } from '../../src/core/verdict.ts';
import { differences } from './differences.ts';
import type { JudgedSamples } from './judgeSamples.ts';

function verdict(changes: Partial<Verdict> = {}, inputTokens = 1000, cautions: string[] = []): Verdict {
  return {
    schema: 1,
    id: 'v',
    run: 'r',
    clip: { hash: 'h', path: 'a.mp4' },
    range: { whole: true, span: { start: 0, end: 4 } },
    dimension: 'd',
    judge: { id: 'gemini', fingerprint: 'f' },
    status: 'answered',
    asked: [],
    answers: [],
    createdAt: '2026-11-22T10:00:00.000Z',
    model: {
      ...{ backend: 'gemini', origin: 'o', model: 'm', versions: [], responses: [], samples: 1, cautions },
      usage: { calls: 1, inputTokens, cachedTokens: 0, outputTokens: 1, cost: null },
      footage: { kind: 'video', frameRate: 8, longSide: 720, withAudio: true, bytes: 1 },
    },
    ...changes,
  };
}

function samples(given: Verdict | null, statuses: (number | 'cut')[] = [200], stopped: string | null = null): JudgedSamples {
  const entry = { time: '2026-11-22T10:00:00.000Z', origin: 'o', bytesOut: 1, bytesIn: 1, tokens: 1, clip: null, dimensions: [] };
  return {
    verdicts: new Map(given ? [['a.mp4 d', given]] : []),
    requests: statuses.map((status) => ({ ...entry, status })),
    stopped,
  };
}

const usual = samples(verdict());

it('says nothing of what is alike', () => {
  expect(differences(samples(verdict({}, 1100)), usual)).toEqual([]);
});

it.each([
  [samples(null, [429], 'No quota.'), ['No quota.', '1 of 1 requests ended with 429.', 'a.mp4 d: no verdict']],
  [samples(verdict({ status: 'failed', failure: 'blocked' })), ['a.mp4 d: failed (blocked) instead of answered.']],
  [samples(verdict({ open: [{ rationale: 'q', why: 'unsupported', reason: '' }] })), ['a.mp4 d: q unsupported.']],
  [samples(verdict({}, 1000, ['The model takes no seed.'])), ['Caution: The model takes no seed.']],
  [samples(verdict({}, 2000)), ['Input tokens: 2000, where the loopback server counts 1000.']],
  [samples(verdict(), [200, 'cut']), ['1 of 2 requests ended with cut.']],
])('names what differs: %#', (live, parts) => {
  const lines = differences(live, usual);
  for (const [index, part] of parts.entries()) expect(lines[index]).toContain(part);
});
