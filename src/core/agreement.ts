import type { ClipHash } from './clip.ts';
import type { RatedClips, RaterScores } from './raterScores.ts';
import { type ScoredNode, scorecard, scoreOfAnswer } from './score.ts';
import { type CorrelationKind, correlationInterval, type Interval } from './stats/correlationInterval.ts';
import { kendall } from './stats/kendall.ts';
import { krippendorffAlpha, krippendorffInterval, pairableRatings } from './stats/krippendorff.ts';
import { mean } from './stats/mean.ts';
import { pairwiseAccuracy } from './stats/pairwiseAccuracy.ts';
import { pearson } from './stats/pearson.ts';
import { spearman } from './stats/spearman.ts';
import type { Taxonomy } from './taxonomy/model.ts';
import { dimensionsOf } from './taxonomy/walk.ts';
import type { TimeSpan } from './time.ts';
import type { Verdict } from './verdict.ts';

/** What one coefficient is, with its 95 % interval; `null` where it is not defined. */
export interface Coefficient {
  readonly value: number | null;
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
    readonly pairs: { readonly withTies: number | null; readonly withoutTies: number | null };
  } | null;
}

/** Where the answers lie farthest apart. */
export interface Disagreement {
  readonly clip: { readonly hash: ClipHash; readonly path: string };
  /** Id of a rationale, or of what was scored as such. */
  readonly subject: string;
  readonly question: string;
  /** When it is seen or heard; `null` where nobody said. */
  readonly span: TimeSpan | null;
  /** The judge's score, `null` when raters alone are compared. */
  readonly judge: number | null;
  /** Each rater's score. */
  readonly raters: Readonly<Record<string, number>>;
  /** Judge from the raters' mean, or the farthest raters from each other; 0…1. */
  readonly distance: number;
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
const MOST_DISAGREEMENTS = 10;
/** Nearer than this is no disagreement worth a look. */
const LEAST_DISTANCE = 0.25;

/** Agreement between raters, and of a judge with them. */
export function agreementOf({ taxonomy, rated: { scores, ranges, unknown }, judged, modelOf, by }: AgreementInput): Agreement {
  const cards = judged && new Map([...judged].map(([hash, verdicts]) => [hash, cardOf(taxonomy, verdicts)]));
  const dimensions = dimensionsOf(taxonomy);
  const subjects = by === 'dimension' ? dimensions : dimensions.flatMap(({ subDimensions }) => subDimensions);
  const unitOf = (hash: ClipHash): string | null => (modelOf === null ? hash : (modelOf.get(hash) ?? null));
  return {
    subjects: subjects.flatMap(({ id, title }) => subjectAgreement({ id, title }, scores, cards, unitOf) ?? []),
    disagreements: disagreementsOf(taxonomy, scores, judged, cards),
    leftOut: {
      ranges,
      unknown,
      withoutModel: new Set(scores.flatMap(({ clip }) => (unitOf(clip.hash) === null ? [clip.hash] : []))).size,
    },
  };
}

/** The judge's score by the id of a dimension or sub-dimension; what was not judged is not there. */
export function cardOf(taxonomy: Taxonomy, verdicts: readonly Verdict[]): Map<string, number> {
  const flat = (nodes: readonly ScoredNode[]): readonly ScoredNode[] => nodes.flatMap((node) => [node, ...flat(node.children)]);
  return new Map(
    flat(scorecard(taxonomy, verdicts)).flatMap(({ id, score }) => (score.value === null ? [] : [[id, score.value] as const])),
  );
}

function subjectAgreement(
  { id, title }: { readonly id: string; readonly title: string },
  scores: readonly RaterScores[],
  cards: ReadonlyMap<ClipHash, ReadonlyMap<string, number>> | null,
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
      const judge = cards?.get(hash)?.get(id);
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
      cards === null
        ? null
        : judgeAgreement(
            both.map(({ clips }) => meanOf(clips.map(({ judge }) => judge))),
            both.map(({ clips }) => meanOf(clips.map(({ raters }) => raters))),
          ),
  };
}

function judgeAgreement(judge: readonly number[], raters: readonly number[]): NonNullable<SubjectAgreement['judge']> {
  const n = judge.length;
  const coefficient = (kind: CorrelationKind, value: number | null): Coefficient => ({
    value,
    interval: value === null ? null : correlationInterval(kind, value, n, CONFIDENCE),
  });
  const { withTies, withoutTies } = pairwiseAccuracy(judge, raters);
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

function disagreementsOf(
  taxonomy: Taxonomy,
  scores: readonly RaterScores[],
  judged: ReadonlyMap<ClipHash, readonly Verdict[]> | null,
  cards: ReadonlyMap<ClipHash, ReadonlyMap<string, number>> | null,
): Disagreement[] {
  const questions = new Map(
    dimensionsOf(taxonomy).flatMap((dimension) => [
      [dimension.id, dimension.title] as const,
      ...dimension.subDimensions.flatMap((sub) => [
        [sub.id, sub.title] as const,
        ...sub.rationales.map(({ id, question }) => [id, question] as const),
      ]),
    ]),
  );
  const found: Disagreement[] = [];
  for (const ofClip of Map.groupBy(scores, ({ clip }) => clip.hash).values()) {
    const [first] = ofClip;
    if (first === undefined) continue;
    const verdicts = judged?.get(first.clip.hash) ?? [];
    const card = cards?.get(first.clip.hash);
    const answers = new Map(verdicts.flatMap((verdict) => verdict.answers.map((answer) => [answer.rationale, answer] as const)));
    for (const subject of new Set(ofClip.flatMap(({ said }) => [...said.keys()]))) {
      const raters = Object.fromEntries(
        ofClip.flatMap(({ rater, scores: own, said }) => {
          const score = said.has(subject) ? own.get(subject) : undefined;
          return score === undefined ? [] : [[rater, score] as const];
        }),
      );
      const values = Object.values(raters);
      const answer = answers.get(subject);
      const judge = answer ? scoreOfAnswer(answer) : (card?.get(subject) ?? null);
      if (values.length === 0 || (judged !== null && judge === null)) continue;
      const distance = judge === null ? Math.max(...values) - Math.min(...values) : Math.abs(judge - meanOf(values));
      if (distance < LEAST_DISTANCE) continue;
      const spans = ofClip.flatMap(({ said }) => said.get(subject)?.span ?? []);
      const span = answer?.observations[0]?.span ?? spans[0] ?? null;
      found.push({ clip: first.clip, subject, question: questions.get(subject) ?? subject, span, judge, raters, distance });
    }
  }
  return found
    .sort((a, b) => b.distance - a.distance || a.clip.path.localeCompare(b.clip.path) || a.subject.localeCompare(b.subject))
    .slice(0, MOST_DISAGREEMENTS);
}
