import type { Calibration } from '../calibration/calibration.ts';
import { type ShownNodeScore, shownScores } from '../calibration/shownScores.ts';
import { doubtAbout } from '../doubt.ts';
import { clipVerdicts, type Review, verdictsByJudge } from '../review.ts';
import { type Coverage, type ScoredNode, scorecard } from '../score.ts';
import type { Taxonomy } from '../taxonomy/model.ts';
import type { Verdict } from '../verdict.ts';
import { type ComparedScore, compareDifferences, type ScoreDifference, scoreDifference } from './scoreDifference.ts';

/** What was judged about one of the clips. */
export interface JudgedClip {
  /** `null` when nothing was. */
  readonly review: Review | null;
  /** Of the folder that holds the clip. */
  readonly calibrations: readonly Calibration[];
}

/** A score with how much of what was asked it rests on. */
export interface SideScore extends ComparedScore {
  readonly coverage: Coverage;
  /** On the experts' scale. */
  readonly calibrated: boolean;
}

/** The scores of all clips by one aspect or dimension. */
export interface ScoreRow {
  readonly id: string;
  readonly title: string;
  /** In the order of the clips; `null`: not judged. */
  readonly scores: readonly (SideScore | null)[];
}

export interface DimensionRow extends ScoreRow {
  /** Title of the aspect that it belongs to. */
  readonly aspect: string;
  readonly difference: ScoreDifference;
  /** The judge answered in another version about some of the clips, so that its scores do not compare. */
  readonly otherVersions: boolean;
}

/** What one judge made of several clips as wholes. */
export interface ScoreComparison {
  /** Id of the judge. */
  readonly judge: string;
  /** How many of the clips it judged. */
  readonly clips: number;
  /** Those that it judged, in the taxonomy's order. A mean claims no interval, so that no difference is claimed either. */
  readonly aspects: readonly ScoreRow[];
  /** Those that it judged for any clip, the differences that matter first. */
  readonly dimensions: readonly DimensionRow[];
}

/** Holds the scores of clips against each other, judge by judge: who judged most of them comes first. Judges are never mixed. */
export function compareScores(taxonomy: Taxonomy, clips: readonly JudgedClip[]): ScoreComparison[] {
  const byJudge = clips.map(({ review }) =>
    review ? verdictsByJudge({ verdicts: clipVerdicts(review) }) : new Map<string, readonly Verdict[]>(),
  );
  const judges = [...new Set(byJudge.flatMap((verdicts) => [...verdicts.keys()]))];
  return judges
    .map((judge) => {
      const said = byJudge.map((verdicts) => verdicts.get(judge) ?? []);
      return comparisonBy(
        judge,
        said.map((verdicts, index) => sideOf(taxonomy, verdicts, clips[index]?.calibrations ?? [])),
      );
    })
    .filter(({ dimensions }) => dimensions.length > 0)
    .toSorted((a, b) => b.clips - a.clips);
}

interface Side {
  readonly verdicts: readonly Verdict[];
  readonly card: readonly ScoredNode[];
  readonly shown: ReadonlyMap<string, ShownNodeScore>;
}

function sideOf(taxonomy: Taxonomy, verdicts: readonly Verdict[], calibrations: readonly Calibration[]): Side {
  const card = scorecard(taxonomy, verdicts);
  return { verdicts, card, shown: shownScores(card, verdicts, calibrations) };
}

function comparisonBy(judge: string, sides: readonly Side[]): ScoreComparison {
  const aspectsOf = ({ card }: Side) => card.flatMap(({ children }) => children);
  const nodes = sides[0] ? aspectsOf(sides[0]) : [];
  const aspects = nodes.map(({ id, title }) => ({ id, title, scores: scoresOf(id, sides) }));
  const dimensions = nodes.flatMap((aspect) =>
    aspect.children.map(({ id, title }): DimensionRow => {
      const scores = scoresOf(id, sides);
      const otherVersions = fingerprintsOf(id, sides).size > 1;
      const difference = scoreDifference(otherVersions ? [] : scores);
      return { id, title, aspect: aspect.title, scores, difference, otherVersions };
    }),
  );
  return {
    judge,
    clips: sides.filter(({ shown }) => shown.size > 0).length,
    aspects: aspects.filter(isJudged),
    dimensions: dimensions.filter(isJudged).toSorted((a, b) => compareDifferences(a.difference, b.difference)),
  };
}

function isJudged({ scores }: ScoreRow): boolean {
  return scores.some((score) => score !== null);
}

/** Of the judge as it scored a dimension. */
function fingerprintsOf(dimension: string, sides: readonly Side[]): Set<string> {
  return new Set(
    sides.flatMap(({ verdicts, shown }) =>
      shown.has(dimension) ? verdicts.filter((own) => own.dimension === dimension).map((own) => own.judge.fingerprint) : [],
    ),
  );
}

/** The scores of one node on one scale: the experts' where all are calibrated, or else as the judge gave them. */
function scoresOf(id: string, sides: readonly Side[]): (SideScore | null)[] {
  const shown = sides.map((side) => side.shown.get(id) ?? null);
  const calibrated = shown.every((score) => score === null || score.status === 'calibrated');
  return sides.map((side, index): SideScore | null => {
    const score = shown[index];
    const node = nodeOf(side.card, id);
    if (!score || !node) return null;
    const { coverage } = node.score;
    const { uncertainty } = doubtAbout(id, side.verdicts);
    if (score.status !== 'calibrated') return { value: score.value, interval: null, uncertainty, coverage, calibrated };
    return calibrated
      ? { value: score.value, interval: score.interval, uncertainty, coverage, calibrated }
      : { value: score.raw, interval: null, uncertainty, coverage, calibrated };
  });
}

function nodeOf(nodes: readonly ScoredNode[], id: string): ScoredNode | null {
  for (const node of nodes) {
    const found = node.id === id ? node : nodeOf(node.children, id);
    if (found) return found;
  }
  return null;
}
