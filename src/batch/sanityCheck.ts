import { resolve } from 'node:path';
import type { Judge, JudgeRequest } from '../core/judge.ts';
import type { Dimension } from '../core/taxonomy/model.ts';
import { dimensionsOf } from '../core/taxonomy/walk.ts';
import type { Answer } from '../core/verdict.ts';
import type { AnalysisOptions } from './context.ts';
import { createBlankFootage } from './footage.ts';
import { judgeRequestFor, type RequestContext } from './judgeRequest.ts';
import { prepareClip } from './prepareClip.ts';
import { shotEditsFor } from './shotEditsFor.ts';
import { readSidecar } from './sidecar.ts';
import { judgedRange } from './target.ts';

/** Fewer answers than this, given to both, tell nothing. */
const LEAST_ANSWERS = 5;
/** A judge that gives this share of its answers to nothing at all as well is not looking. */
const BLIND = 0.9;

/** What a judge says of a clip, held against what it says of the same length of grey and silence. */
export interface SanityCheck {
  /** Questions that got an answer other than `na` both times. */
  readonly compared: number;
  /** How many of them got the same one. */
  readonly same: number;
  /** Questions that the blank footage made it call not applicable, or leave open. */
  readonly withdrawn: number;
  /** `null` when too little was answered to tell. */
  readonly looks: boolean | null;
}

/**
 * Judges a clip, then grey and silence in its place, and compares the answers: a judge that answers both alike answers out of the
 * question. Nothing is kept. Measurements have to be switched off in the judge, for they would tell it about the clip.
 *
 * @throws EvalVerseError `clip/…`, `ffmpeg/…`, `judge/…`; `options.signal.reason` when aborted.
 */
export async function checkSanity(
  context: RequestContext,
  path: string,
  judge: Judge,
  options: AnalysisOptions & { readonly signal: AbortSignal; readonly dimensions?: readonly string[] },
): Promise<SanityCheck> {
  const { signal, dimensions } = options;
  const clip = await prepareClip(context, resolve(path), signal);
  const range = judgedRange(clip, { kind: 'clip' });
  const { request } = await judgeRequestFor(
    context,
    clip,
    { range, shotEdits: await shotEditsFor(context, clip.hash) },
    await readSidecar(clip.path),
    options,
  );
  const asked = dimensionsOf(context.taxonomy).filter(({ id }) => dimensions === undefined || dimensions.includes(id));
  const seen = await answersTo(judge, request, asked, signal);
  const blank = { ...request, footage: createBlankFootage(context.ffmpeg, clip) };
  const blind = await answersTo(judge, blank, asked, signal);
  const given = [...seen].filter(([, answer]) => answer !== 'na');
  const both = given.filter(([rationale]) => (blind.get(rationale) ?? 'na') !== 'na');
  const same = both.filter(([rationale, answer]) => blind.get(rationale) === answer).length;
  const looks = given.length < LEAST_ANSWERS ? null : same < BLIND * given.length;
  return { compared: both.length, same, withdrawn: given.length - both.length, looks };
}

async function answersTo(
  judge: Judge,
  request: JudgeRequest,
  dimensions: readonly Dimension[],
  signal: AbortSignal,
): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  await judge.judge(request, dimensions, {
    signal,
    onJudgement: (_, judgement) => {
      if (judgement.status !== 'answered') return;
      for (const { rationale, answer } of judgement.answers) answers.set(rationale, answer);
    },
  });
  return answers;
}
