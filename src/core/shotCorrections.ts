import * as z from 'zod';
import type { Boundary } from './signals.ts';
import type { TimeSpan } from './time.ts';
import type { JudgedRange, Verdict } from './verdict.ts';

/** Seconds within which two times mean the same boundary: less than any frame lasts, more than a container rounds. */
const SAME = 0.002;

/** What is done to the shots; times are middles of boundaries, in seconds of clip time. */
export const shotChangeSchema = z.discriminatedUnion('kind', [
  /** A shot ends where the detector saw no cut. */
  z.object({ kind: z.literal('split'), at: z.number().min(0) }),
  /** There is no cut: the two shots are one. */
  z.object({ kind: z.literal('merge'), at: z.number().min(0) }),
  /** The cut is elsewhere. */
  z.object({ kind: z.literal('move'), from: z.number().min(0), to: z.number().min(0) }),
  /** An earlier correction does not hold. */
  z.object({ kind: z.literal('undo'), correction: z.string() }),
]);
export type ShotChange = z.infer<typeof shotChangeSchema>;

/** One correction of one author: a line of `.evalverse/shots/<author>.jsonl`, which is only ever appended to. */
export const shotCorrectionSchema = z.object({
  schema: z.literal(1),
  id: z.string(),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  /** Pseudonym, also the name of the file. */
  author: z.string(),
  clip: z.object({ hash: z.string(), path: z.string() }),
  change: shotChangeSchema,
});
export type ShotCorrection = z.infer<typeof shotCorrectionSchema>;

/** What corrections come to, against what the detector found: boundaries that are there as well, and detected ones that are not. */
export interface ShotEdits {
  readonly added: readonly number[];
  readonly removed: readonly number[];
}

export const NO_SHOT_EDITS: ShotEdits = { added: [], removed: [] };

/** The corrections that were not taken back, oldest first. */
export function standingCorrections(corrections: readonly ShotCorrection[]): ShotCorrection[] {
  const undone = new Set(corrections.flatMap(({ change }) => (change.kind === 'undo' ? change.correction : [])));
  return corrections
    .filter(({ id, change }) => change.kind !== 'undo' && !undone.has(id))
    .sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
}

/** The correction that an undo of `author` takes back; `null` when nothing of his stands. */
export function lastCorrectionOf(corrections: readonly ShotCorrection[], author: string): ShotCorrection | null {
  return standingCorrections(corrections).findLast((correction) => correction.author === author) ?? null;
}

/** What the corrections of one clip come to, whoever made them. A later one about the same boundary wins. */
export function shotEditsOf(corrections: readonly ShotCorrection[]): ShotEdits {
  const added: number[] = [];
  const removed: number[] = [];
  const put = (at: number) => {
    if (!takeOut(removed, at) && !has(added, at)) added.push(at);
  };
  const drop = (at: number) => {
    if (!takeOut(added, at) && !has(removed, at)) removed.push(at);
  };
  for (const { change } of standingCorrections(corrections)) {
    if (change.kind === 'split') put(change.at);
    else if (change.kind === 'merge') drop(change.at);
    else if (change.kind === 'move' && !isSame(change.from, change.to)) {
      drop(change.from);
      put(change.to);
    }
  }
  return { added: added.sort((a, b) => a - b), removed: removed.sort((a, b) => a - b) };
}

/** The detected boundaries as they are after the edits, in time order. What a person put there is a cut, and sure. */
export function editedBoundaries(detected: readonly Boundary[], { added, removed }: ShotEdits): Boundary[] {
  const kept = detected.filter((boundary) => !has(removed, middleOf(boundary)));
  const put = added
    .filter((at) => !kept.some((boundary) => isSame(middleOf(boundary), at)))
    .map((at): Boundary => ({ kind: 'cut', start: at, end: at, confidence: 1 }));
  return [...kept, ...put].sort((a, b) => a.start - b.start);
}

/** The edits inside a span: those that change which shots it is made of. A boundary at its very edge divides nothing in it. */
function editsWithin({ added, removed }: ShotEdits, { start, end }: TimeSpan): ShotEdits {
  const isInside = (time: number) => time > start + SAME && time < end - SAME;
  return { added: added.filter(isInside), removed: removed.filter(isInside) };
}

/**
 * Whether a verdict was reached on other shots than its range has now, so that it has to be asked again. Nothing else makes it so:
 * a correction outside its range leaves it current, and one that was taken back makes it current again.
 */
export function isOutdated({ range, shotEdits }: Pick<Verdict, 'range' | 'shotEdits'>, edits: ShotEdits): boolean {
  return !areSame(editsWithin(edits, range.span), shotEdits ?? NO_SHOT_EDITS);
}

/** What a verdict on `range` has to remember of the edits; `undefined` when they do not concern it. */
export function rememberedEdits(range: JudgedRange, edits: ShotEdits): Verdict['shotEdits'] {
  const { added, removed } = editsWithin(edits, range.span);
  return added.length + removed.length > 0 ? { added: [...added], removed: [...removed] } : undefined;
}

/** As sets. */
function areSame(a: ShotEdits, b: ShotEdits): boolean {
  const match = (x: readonly number[], y: readonly number[]) => x.length === y.length && x.every((time) => has(y, time));
  return match(a.added, b.added) && match(a.removed, b.removed);
}

function middleOf({ start, end }: Boundary): number {
  return (start + end) / 2;
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME;
}

function has(times: readonly number[], at: number): boolean {
  return times.some((time) => isSame(time, at));
}

/** @returns whether it was there. */
function takeOut(times: number[], at: number): boolean {
  const index = times.findIndex((time) => isSame(time, at));
  if (index >= 0) times.splice(index, 1);
  return index >= 0;
}
