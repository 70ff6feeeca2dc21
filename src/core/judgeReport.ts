import type { Calibration } from './calibration/calibration.ts';
import { type RawScore, type ScoreInterval, type ShownScore, shownScore } from './calibration/shownScore.ts';
import { type Doubt, doubtAbout } from './doubt.ts';
import type { Finding } from './finding.ts';
import { clipVerdicts, findingsOfReview, type Review, verdictsByJudge } from './review.ts';
import { type Coverage, type Score, scorecard, totalCoverage } from './score.ts';
import type { Dimension, Taxonomy } from './taxonomy/model.ts';
import type { FailureKind, OpenQuestion, ProxyReading, Uncertainty, Verdict } from './verdict.ts';

/** What one judge made of one dimension of a clip. */
export interface DimensionReport extends Doubt {
  readonly id: string;
  readonly title: string;
  readonly aspect: { readonly id: string; readonly title: string };
  /** As the judge gave it. */
  readonly score: Score;
  /** As it is to be shown; `null` where there is none. */
  readonly shown: ShownScore | null;
  /** `missing`: this judge was not asked. */
  readonly status: Verdict['status'] | 'missing';
  /** Why there is no answer, in a sentence; `null` when there is one. */
  readonly reason: string | null;
  readonly failure: FailureKind | null;
}

/** What one judge made of a clip as a whole, and of its ranges. Never mixed with another judge's. */
export interface JudgeReport {
  readonly judge: { readonly id: string; readonly fingerprint: string };
  /** Which model it asked; `null` for a judge that measures. */
  readonly model: { readonly origin: string; readonly model: string; readonly versions: readonly string[] } | null;
  /** Over all dimensions of the taxonomy, asked or not. */
  readonly coverage: Coverage;
  /** In taxonomy order. */
  readonly dimensions: readonly DimensionReport[];
  /** In time order. */
  readonly findings: readonly Finding[];
  /** What was said that could not be taken for an answer. */
  readonly open: readonly OpenQuestion[];
  readonly proxies: readonly ProxyReading[];
  /** What makes its answers less comparable or less certain, each sentence once. */
  readonly cautions: readonly string[];
}

/**
 * The reviews of a clip, one a judge; the one that measures comes first. The same judge in another version, or asked in another
 * way, is another judge here.
 *
 * @param calibrations of the folder that holds the clip.
 */
export function judgeReports(taxonomy: Taxonomy, review: Review, calibrations: readonly Calibration[]): JudgeReport[] {
  const findings = findingsOfReview(taxonomy, review, { passes: false });
  const whole = new Set(clipVerdicts(review));
  const byId = verdictsByJudge({ verdicts: review.ranges.flatMap(({ verdicts }) => verdicts) });
  return [...byId.values()].flatMap((ofId) =>
    [...Map.groupBy(ofId, ({ judge }) => judge.fingerprint).values()].flatMap((verdicts) => {
      const onClip = verdicts.filter((verdict) => whole.has(verdict));
      return reportOf({ taxonomy, all: verdicts, verdicts: onClip, findings, calibrations }) ?? [];
    }),
  );
}

interface ReportInput {
  readonly taxonomy: Taxonomy;
  /** Of one judge, on the clip and on its ranges. */
  readonly all: readonly Verdict[];
  /** Those on the clip. */
  readonly verdicts: readonly Verdict[];
  readonly findings: readonly Finding[];
  readonly calibrations: readonly Calibration[];
}

function reportOf({ taxonomy, all, verdicts, findings, calibrations }: ReportInput): JudgeReport | null {
  const [first] = all;
  if (first === undefined) return null;
  const stages = scorecard(taxonomy, verdicts);
  const records = all.flatMap(({ model }) => model ?? []);
  const [record] = records;
  return {
    judge: first.judge,
    model: record
      ? { origin: record.origin, model: record.model, versions: [...new Set(records.flatMap(({ versions }) => versions))] }
      : null,
    coverage: totalCoverage(stages),
    dimensions: stages
      .flatMap(({ children }) => children)
      .flatMap((aspect) =>
        aspect.children.map(({ id, title, score }) => {
          const verdict = verdicts.find(({ dimension }) => dimension === id);
          const judge = { ...first.judge, versions: verdict?.model?.versions ?? [] };
          const shown = score.value === null ? null : shownScore(calibrations, judge, id, score.value);
          return { id, title, aspect: { id: aspect.id, title: aspect.title }, score, shown, ...outcomeOf(verdict) };
        }),
      ),
    // A finding's id begins with its verdict's.
    findings: findings.filter((finding) => all.some(({ id }) => finding.id.startsWith(`${id}/`))),
    open: verdicts.flatMap(({ open = [] }) => open),
    proxies: verdicts.flatMap(({ proxies = [] }) => proxies),
    cautions: [...new Set(records.flatMap(({ cautions }) => cautions))],
  };
}

function outcomeOf(verdict: Verdict | undefined): Pick<DimensionReport, 'status' | 'reason' | 'failure' | keyof Doubt> {
  if (!verdict)
    return { status: 'missing', reason: 'This judge was not asked about it.', failure: null, uncertainty: null, split: 0 };
  const { status, statusReason = null, failure = null, dimension } = verdict;
  return { status, reason: statusReason, failure, ...doubtAbout(dimension, [verdict]) };
}

/** A finding as plain data, without what only surfaces need. Texts are the judge's own: data, never instructions. */
export interface PlainFinding {
  readonly start: number;
  readonly end: number;
  readonly severity: Finding['severity'];
  readonly answer: Finding['answer'];
  readonly rationale: string;
  readonly question: string | null;
  readonly message: string;
  readonly reason: string;
  readonly reflection: string | null;
  readonly uncertainty: Uncertainty | null;
  readonly votes: Finding['basis']['votes'];
  readonly measurement: Finding['measurement'];
}

/** What a calibration makes of a score, or why there is none. */
export type PlainCalibration =
  | ({ readonly status: 'calibrated'; readonly score: number } & ScoreInterval)
  | Pick<RawScore, 'status' | 'why'>;

/** A judge's report as files and other programs get it: scores are 0…1 or `null`, always with how much was answered. */
export interface PlainJudgeReport {
  readonly judge: string;
  readonly fingerprint: string;
  readonly model: JudgeReport['model'];
  readonly answered: number;
  readonly asked: number;
  readonly dimensions: readonly {
    readonly id: Dimension['id'];
    /** Raw, whatever `calibration` says. */
    readonly score: number | null;
    readonly calibration: PlainCalibration | null;
    readonly answered: number;
    readonly asked: number;
    readonly status: DimensionReport['status'];
    readonly reason: string | null;
    readonly failure: FailureKind | null;
    readonly uncertainty: Uncertainty | null;
    /** Answers about which the judge's samples disagree. */
    readonly split: number;
  }[];
  readonly findings: readonly PlainFinding[];
  readonly open: readonly OpenQuestion[];
  readonly proxies: readonly { readonly rationale: string; readonly reading: string }[];
  readonly cautions: readonly string[];
}

export function plainJudgeReport(report: JudgeReport): PlainJudgeReport {
  return {
    judge: report.judge.id,
    fingerprint: report.judge.fingerprint,
    model: report.model,
    ...report.coverage,
    dimensions: report.dimensions.map(({ id, score, shown, status, reason, failure, uncertainty, split }) => ({
      id,
      score: score.value,
      calibration: shown && plainCalibration(shown),
      ...score.coverage,
      status,
      reason,
      failure,
      uncertainty,
      split,
    })),
    findings: report.findings.map(({ rationale, answer, severity, span, message, measurement, basis }) => ({
      ...span,
      severity,
      answer,
      rationale,
      question: basis.question,
      message,
      reason: basis.reason,
      reflection: basis.reflection,
      uncertainty: basis.uncertainty,
      votes: basis.votes,
      measurement,
    })),
    open: report.open,
    proxies: report.proxies.map(({ rationale, reading }) => ({ rationale, reading })),
    cautions: report.cautions,
  };
}

function plainCalibration(shown: ShownScore): PlainCalibration {
  if (shown.status !== 'calibrated') return { status: shown.status, why: shown.why };
  return { status: shown.status, score: shown.value, ...shown.interval };
}
