// How well shot boundaries are found: `node test/bench/shots/runShots.ts [tuning|held-out] [details]`, some minutes.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { detectShots, detectWithFfmpeg, type FoundBoundary } from '../../fixtures/shots/detectors.ts';
import { type EditedClip, encodeClip, type KnownBoundary } from '../../fixtures/shots/editedClip.ts';
import { FOOTAGE, type Group, loadScenes } from '../../fixtures/shots/scenes.ts';
import { type Matches, matchBoundaries, scoreOf } from '../../fixtures/shots/score.ts';
import { TRANSITIONS, type TransitionKind } from '../../fixtures/shots/transitions.ts';
import { editedSet } from './editedSet.ts';

interface ScoredClip extends Matches {
  readonly name: string;
  readonly class: EditedClip['class'];
}

const OWN = 'EvalVerse';
/** For orientation: ffmpeg's scene score, at its default threshold and at one that suits it better. */
const DETECTORS: Readonly<Record<string, (path: string) => Promise<FoundBoundary[]>>> = {
  [OWN]: (path) => detectShots(['-i', path]),
  'scdet 10': (path) => detectWithFfmpeg(path, 'scdet', 10),
  'scdet 15': (path) => detectWithFfmpeg(path, 'scdet', 15),
  'scene 0.3': (path) => detectWithFfmpeg(path, 'scene', 0.3),
};

function percent(value: number): string {
  return value.toFixed(3).replace(/^0/, '');
}

function row(name: string, clips: readonly ScoredClip[]): string[] {
  const scored = (of: EditedClip['class']) => scoreOf(clips.filter((clip) => clip.class === of));
  const all = scoreOf(clips.filter((clip) => clip.class !== 'uncut'));
  const uncut = clips.filter((clip) => clip.class === 'uncut').reduce((sum, { falseAlarms }) => sum + falseAlarms.length, 0);
  const recalls = TRANSITIONS.map((kind) => percent(recallOf(clips, kind)));
  const [plain, hard] = [scored('plain'), scored('hard')];
  return [
    name,
    percent(all.precision),
    percent(all.recall),
    percent(all.f1),
    percent(plain.f1),
    percent(hard.f1),
    ...recalls,
    `${uncut}`,
  ];
}

function recallOf(clips: readonly ScoredClip[], kind: TransitionKind): number {
  const hits = clips.flatMap((clip) => clip.hits).filter(({ known }) => known.kind === kind).length;
  const missed = clips.flatMap((clip) => clip.missed).filter((boundary) => boundary.kind === kind).length;
  return hits / Math.max(1, hits + missed);
}

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  for (const cells of rows) console.log(cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

const footageTruth = z.record(
  z.string(),
  z.object({ gt: z.array(z.tuple([z.enum(['cut', 'dissolve', 'fade', 'whitefade', 'wipe']), z.number(), z.number()])) }),
);
const FOOTAGE_KINDS = { cut: 'cut', dissolve: 'dissolve', fade: 'fade-black', whitefade: 'fade-white', wipe: 'wipe' } as const;

/** The edited clips that come with the footage, where it is present. */
async function editedFootage(): Promise<{ path: string; name: string; boundaries: KnownBoundary[] }[]> {
  const path = join(FOOTAGE, 'edited/gt.json');
  if (!existsSync(path)) return [];
  return Object.entries(footageTruth.parse(JSON.parse(await readFile(path, 'utf8')))).map(([name, { gt }]) => ({
    name: `edited/${name}`,
    path: join(FOOTAGE, 'edited', `${name}.mp4`),
    boundaries: gt.map(([kind, first, last]) => ({ kind: FOOTAGE_KINDS[kind], first, last })),
  }));
}

const [asked = 'held-out', details] = process.argv.slice(2);
const group: Group = asked === 'tuning' ? 'tuning' : 'held-out';
const scenes = await loadScenes(group, 'everywhere');
const clips = editedSet(group, scenes);
const scored = new Map<string, ScoredClip[]>(Object.keys(DETECTORS).map((name) => [name, []]));
const confusion = new Map<string, number>();
const folder = await mkdtemp(join(tmpdir(), 'evalverse-shots-'));
try {
  for (const clip of clips) {
    const path = join(folder, `${clip.name}.mp4`);
    await encodeClip(clip, path);
    for (const [name, detect] of Object.entries(DETECTORS)) {
      const matches = matchBoundaries(clip.boundaries, await detect(path));
      scored.get(name)?.push({ ...matches, name: clip.name, class: clip.class });
    }
    await rm(path);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

const boundaries = clips.reduce((sum, clip) => sum + clip.boundaries.length, 0);
const uncut = clips.filter((clip) => clip.class === 'uncut').length;
console.log(
  `${group}: ${scenes.length} scenes, ${clips.length - uncut} edited clips with ${boundaries} boundaries, ${uncut} uncut clips\n`,
);
const header = ['detector', 'precision', 'recall', 'F1', 'F1 plain', 'F1 hard', ...TRANSITIONS, 'false on uncut'];
printTable([header, ...[...scored].map(([name, all]) => row(name, all))]);
console.log('\nPrecision, recall and F1 over the edited clips; by kind of transition, recall.');

const own = scored.get(OWN) ?? [];
for (const { known, found } of own.flatMap(({ hits }) => hits)) {
  const as = `${known.kind} found as ${found.kind}`;
  confusion.set(as, (confusion.get(as) ?? 0) + 1);
}
console.log(`\n${[...confusion].map(([as, count]) => `${count} ${as}`).join(', ')}`);
if (details) {
  for (const { name, missed, falseAlarms } of own) {
    for (const { kind, first, last } of missed) console.log(`${name}: missed ${kind} ${first}–${last}`);
    for (const { kind, first, last } of falseAlarms) console.log(`${name}: false ${kind} ${first}–${last}`);
  }
}

for (const { name, path, boundaries: known } of await editedFootage()) {
  const { hits, missed, falseAlarms } = matchBoundaries(known, await detectShots(['-i', path]));
  const missing = missed.map(({ kind, first, last }) => `${kind} ${first}–${last}`).join(', ');
  console.log(`${name}: ${hits.length} of ${known.length} found${missing && `, missed ${missing}`}; ${falseAlarms.length} false`);
}
