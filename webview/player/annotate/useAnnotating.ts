import { useCallback, useMemo, useState } from 'preact/hooks';
import { unmetNeeds } from '../../../src/core/needs.ts';
import { type OwnAnswer, ownAnswers } from '../../../src/core/raterView.ts';
import { type Review, rangeKey } from '../../../src/core/review.ts';
import type { JudgedRange } from '../../../src/core/verdict.ts';
import type { PlayerSnapshot } from '../../../src/protocol/messages.ts';

/** What is annotated, what the rater said about it, and what he may see. */
export interface Annotating {
  readonly isOn: boolean;
  readonly range: JudgedRange;
  readonly setRange: (range: JudgedRange) => void;
  /** The rater's answers about the range, by rationale. */
  readonly answers: ReadonlyMap<string, OwnAnswer>;
  /** What the range does not bring for some questions to make sense. */
  readonly unmet: ReturnType<typeof unmetNeeds>;
  /** What of the review may be shown: all of it, or only what is about the range. */
  readonly visible: (review: Review) => Review;
  /** Whether the rater may know what judges say about a question. */
  readonly mayShow: (rationale: string) => boolean;
}

/** The state of annotate mode; outside of it everything may be shown. */
export function useAnnotating(snapshot: PlayerSnapshot | null): Annotating {
  const isOn = snapshot?.annotating ?? false;
  const clip = snapshot?.clip ?? null;
  const shots = snapshot?.analysis?.shots ?? null;
  const words = snapshot?.annotations.words;
  const [part, setPart] = useState<{ readonly hash: string; readonly range: JudgedRange } | null>(null);
  const chosen = part?.hash === clip?.hash ? part?.range : undefined;
  const range = useMemo<JudgedRange>(
    () => chosen ?? { whole: true, span: { start: 0, end: clip?.duration ?? 0 } },
    [chosen, clip?.duration],
  );
  const answers = useMemo(() => ownAnswers(words ?? [], range), [words, range]);
  const unmet = useMemo(
    () =>
      clip
        ? // Whether there is a face is for the rater to see.
          unmetNeeds({ ...clip, hasAudio: clip.audio !== null, shots, withoutFaces: null }, range.span)
        : new Map(),
    [clip, shots, range],
  );
  const key = rangeKey(range);
  return {
    isOn,
    range,
    setRange: useCallback((to) => setPart(clip && { hash: clip.hash, range: to }), [clip]),
    answers,
    unmet,
    visible: useCallback(
      (review) => (isOn ? { ...review, ranges: review.ranges.filter((one) => rangeKey(one.range) === key) } : review),
      [isOn, key],
    ),
    mayShow: useCallback((rationale) => !isOn || answers.has(rationale), [isOn, answers]),
  };
}
