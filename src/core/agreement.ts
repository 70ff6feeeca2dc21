import type { ClipHash } from './clip.ts';
import { type Disagreement, disagreementsOf, type JudgedClip } from './disagreements.ts';
import { judgeScores } from './judgeScores.ts';
import type { RatedClips, RaterScores } from './raterScores.ts';
import { type CorrelationKind, correlationInterval, type Interval } from './stats/correlationInterval.ts';
import { kendall } from './stats/kendall.ts';
import { krippendorffAlpha, krippendorffInterval, pairableRatings } from './stats/krippendorff.ts';
import { mean } from './stats/mean.ts';
import { pairwiseAccuracy } from './stats/pairwiseAccuracy.ts';
import { pearson } from './stats/pearson.ts';
import { raterCeiling } from './stats/raterCeiling.ts';
import { spearman } from './stats/spearman.ts';
import type { Taxonomy } from './taxonomy/model.ts';
import { dimensionsOf } from './taxonomy/walk.ts';
import type { Verdict } from './verdict.ts';

/** What one coefficient is, with its 95 % interval. */
export interface Coefficient {
  /** `null` where it is not defined. */
  readonly value: number | null;
  /** `null` where the data give none: of too few clips, or where all are in line. */
  readonly interval: Interval | null;
}

/** How far raters agree on one dimension or sub-dimension, and a judge with their mean. */
export interface SubjectAgreement {
  readonly id: string;
  readonly title: string;
  readonly raters: {
    readonly count: number;
    /** Clips, or models, that at least two raters scored: those that α speaks of. */
    readonly n: number;
    /** Krippendorff's α on the ordinal scale, with a bootstrap interval by clip. */
    readonly alpha: Coefficient;
  };
  /** `null` when no judge was asked for. */
  readonly judge: {
    /** Clips, or models, that both the judge and at least one rater scored. */
    readonly n: number;
    readonly pearson: Coefficient;
    readonly spearman: Coefficient;
    /** τ-b. */
    readonly kendall: Coefficient;
    readonly pairs: { readonly withTies: Coefficient; readonly withoutTies: Coefficient };
    /** The most that a correlation with a mean of as many raters can be, by their own α; `null` where that is not defined. */
    readonly ceiling: number | null;
  } | null;
}

export interface AgreementInput {
  readonly taxonomy: Taxonomy;
  readonly rated: RatedClips;
  /** Current verdicts of one judge on clips as wholes, by clip; `null` compares raters alone. */
  readonly judged: ReadonlyMap<ClipHash, readonly Verdict[]> | null;
  /** The model that made each clip: scores are then means of its clips. `null` compares clips. */
  readonly modelOf: ReadonlyMap<ClipHash, string> | null;
  readonly by: 'dimension' | 'sub-dimension';
}

export interface Agreement {
  /** Those that anybody rated, in taxonomy order. */
  readonly subjects: readonly SubjectAgreement[];
  /** Worst first. */
  readonly disagreements: readonly Disagreement[];
  /** Words that count for nothing here: about ranges, about questions that the taxonomy does not have, about clips without a model. */
  readonly leftOut: { readonly ranges: number; readonly unknown: number; readonly withoutModel: number };
}

/** Agreement at one level, by dimension and by sub-dimension. */
export interface LevelAgreement {
  readonly dimensions: Agreement;
  readonly subDimensions: Agreement;
}

/** Agreement at both levels. `model` has no subjects where no clip says which model made it. */
export interface FolderAgreement {
  readonly clip: LevelAgreement;
  readonly model: LevelAgreement;
  /** Sentences about what was left out. */
  readonly notes: readonly string[];
}

const CONFIDENCE = 0.95;
const BOOTSTRAP = { seed: 20260101, repetitions: 1000, confidence: CONFIDENCE };

/** Agreement between raters, and of a judge with them. */
export function agreementOf({ taxonomy, rated: { scores, ranges, unknown }, judged, modelOf, by }: AgreementInput): Agreement {
  const ofJudge =
    judged && new Map(Array.from(judged, ([hash, verdicts]) => [hash, { verdicts, scores: judgeScores(taxonomy, verdicts) }]));
  const dimensions = dimensionsOf(taxonomy);
  const subjects = by === 'dimension' ? dimensions : dimensions.flatMap(({ subDimensions }) => subDimensions);
  const unitOf = (hash: ClipHash): string | null => (modelOf === null ? hash : (modelOf.get(hash) ?? null));
  return {
    subjects: subjects.flatMap(({ id, title }) => subjectAgreement({ id, title }, scores, ofJudge, unitOf) ?? []),
    disagreements: disagreementsOf(taxonomy, scores, ofJudge),
    leftOut: {
      ranges,
      unknown,
      withoutModel: new Set(scores.flatMap(({ clip }) => (unitOf(clip.hash) === null ? [clip.hash] : []))).size,
    },
  };
}

function subjectAgreement(
  { id, title }: { readonly id: string; readonly title: string },
  scores: readonly RaterScores[],
  judged: ReadonlyMap<ClipHash, JudgedClip> | null,
  unitOf: (hash: ClipHash) => string | null,
): SubjectAgreement | null {
  const rated = scores.flatMap(({ rater, clip, scores: own }) => {
    const [unit, score] = [unitOf(clip.hash), own.get(id)];
    return unit === null || score === undefined ? [] : [{ rater, hash: clip.hash, unit, score }];
  });
  if (rated.length === 0) return null;
  const units = [...Map.groupBy(rated, ({ unit }) => unit)].map(([unit, all]) => {
    const byRater = [...Map.groupBy(all, ({ rater }) => rater).values()].map((own) => meanOf(own.map(({ score }) => score)));
    // The same clips on both sides: a model is not compared by clips that only one of them saw.
    const clips = [...Map.groupBy(all, ({ hash }) => hash)].flatMap(([hash, own]) => {
      const judge = judged?.get(hash)?.scores.get(id);
      return judge === undefined ? [] : [{ judge, raters: meanOf(own.map(({ score }) => score)) }];
    });
    return { unit, byRater, clips };
  });
  const pairable = pairableRatings(units.map(({ unit, byRater }) => ({ cluster: unit, ratings: byRater })));
  const alpha = krippendorffAlpha(pairable, 'ordinal');
  const both = units.filter(({ clips }) => clips.length > 0);
  return {
    id,
    title,
    raters: {
      count: new Set(rated.map(({ rater }) => rater)).size,
      n: pairable.clusters,
      alpha: { value: alpha, interval: alpha === null ? null : krippendorffInterval(pairable, 'ordinal', BOOTSTRAP).interval },
    },
    judge:
      judged === null
        ? null
        : {
            ...judgeAgreement(
              both.map(({ clips }) => meanOf(clips.map(({ judge }) => judge))),
              both.map(({ clips }) => meanOf(clips.map(({ raters }) => raters))),
            ),
            ceiling: alpha === null ? null : raterCeiling(alpha, meanOf(both.map(({ byRater }) => byRater.length))),
          },
  };
}

function judgeAgreement(
  judge: readonly number[],
  raters: readonly number[],
): Omit<NonNullable<SubjectAgreement['judge']>, 'ceiling'> {
  const n = judge.length;
  const coefficient = (kind: CorrelationKind, value: number | null): Coefficient => ({
    value,
    interval: value === null ? null : correlationInterval(kind, value, n, CONFIDENCE),
  });
  const { withTies, withoutTies } = pairwiseAccuracy(judge, raters, { confidence: CONFIDENCE });
  return {
    n,
    pearson: coefficient('pearson', pearson(judge, raters)),
    spearman: coefficient('spearman', spearman(judge, raters)),
    kendall: coefficient('kendall', kendall(judge, raters)?.tauB ?? null),
    pairs: { withTies, withoutTies },
  };
}

/** Of values that there are. */
function meanOf(values: readonly number[]): number {
  return mean(values) ?? Number.NaN;
}
