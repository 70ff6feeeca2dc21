import { useMemo } from 'preact/hooks';
import type { Calibration } from '../../../src/core/calibration/calibration.ts';
import { shownScores } from '../../../src/core/calibration/shownScores.ts';
import { findingsOf } from '../../../src/core/finding.ts';
import { scorecard, totalCoverage } from '../../../src/core/score.ts';
import { countsOf } from '../../../src/core/taxonomy/counts.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { LANGUAGE } from '../../ui/language.ts';
import { STRINGS } from '../../ui/strings.ts';
import type { ScorecardChoice } from './model.ts';
import { calibrationNote } from './scoreWords.ts';

const DATE_AND_TIME = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium', timeStyle: 'short' });

interface Summarized {
  readonly taxonomy: Taxonomy;
  readonly verdicts: readonly Verdict[];
  readonly calibrations: readonly Calibration[];
}

/** How much was answered and found, and which scores are calibrated. No score of everything: a single answer can make all of it. */
function useSummary({ taxonomy, verdicts, calibrations }: Summarized) {
  return useMemo(() => {
    const card = scorecard(taxonomy, verdicts);
    return {
      coverage: totalCoverage(card),
      findings: findingsOf(taxonomy, verdicts, { passes: false }).length,
      calibration: calibrationNote(taxonomy, shownScores(card, verdicts, calibrations)),
    };
  }, [taxonomy, verdicts, calibrations]);
}

export function Summary(props: Summarized) {
  const { coverage, findings, calibration } = useSummary(props);
  const { answered, asked } = coverage;
  const { taxonomy } = props;
  const notApplicable = countsOf(taxonomy).rationales - asked;
  return (
    <>
      {STRINGS.answered(answered, asked)} {notApplicable > 0 && <span class="dim">{STRINGS.notApplicable(notApplicable)}</span>} ·{' '}
      {STRINGS.findingCount(findings)}
      {calibration !== '' && <span class="calibration-note">{STRINGS.calibration.note(calibration)}</span>}
    </>
  );
}

/** One of several judges in one line; when it said so, and under which fingerprint, is in its tooltip and on every detail card. */
export function ShortSummary({ judge, ...summarized }: Summarized & Pick<ScorecardChoice, 'judge'>) {
  const { coverage, findings, calibration } = useSummary(summarized);
  const latest = latestOf(summarized.verdicts);
  return (
    <p class="overall compared" title={[calibration, latest ? provenanceWords(latest) : ''].filter(Boolean).join('\n')}>
      <strong>{judge}</strong>{' '}
      {[STRINGS.coverage(coverage), STRINGS.findingCount(findings), calibration].filter(Boolean).join(' · ')}
    </p>
  );
}

function latestOf(verdicts: readonly Verdict[]): Verdict | null {
  return verdicts.reduce<Verdict | null>(
    (youngest, verdict) => (youngest && youngest.createdAt >= verdict.createdAt ? youngest : verdict),
    null,
  );
}

function provenanceWords({ judge, createdAt }: Verdict): string {
  return `${STRINGS.judgedBy(judge.id, DATE_AND_TIME.format(new Date(createdAt)))}\n${STRINGS.fingerprint(judge.fingerprint)}`;
}

/** Which judge said so, when, and under which fingerprint: a score that cannot be traced is worth nothing. */
export function Provenance({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  const latest = latestOf(verdicts);
  if (!latest) return null;
  const { judge, createdAt } = latest;
  return (
    <span class="provenance" title={STRINGS.fingerprint(judge.fingerprint)}>
      {STRINGS.judgedBy(judge.id, DATE_AND_TIME.format(new Date(createdAt)))}
    </span>
  );
}
