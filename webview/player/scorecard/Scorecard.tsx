import { useMemo, useRef } from 'preact/hooks';
import type { Calibration } from '../../../src/core/calibration/calibration.ts';
import { shownScores } from '../../../src/core/calibration/shownScores.ts';
import { findingsOf } from '../../../src/core/finding.ts';
import type { Review } from '../../../src/core/review.ts';
import { scorecard, totalCoverage } from '../../../src/core/score.ts';
import type { ShotEdits } from '../../../src/core/shotCorrections.ts';
import { countsOf } from '../../../src/core/taxonomy/counts.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { formatTime } from '../../../src/core/time.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { Dropdown } from '../../ui/Dropdown.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { LANGUAGE } from '../../ui/language.ts';
import { STRINGS } from '../../ui/strings.ts';
import { useWidth } from '../useWidth.ts';
import { besides, choicesOf, fitsBeside, type ScorecardChoice } from './model.ts';
import { OutdatedNote } from './OutdatedNote.tsx';
import { type OpenState, scorecardRows } from './rows.ts';
import { ScoreTree, type ScoreTreeProps } from './ScoreTree.tsx';
import { calibrationNote } from './scoreWords.ts';

const DATE_AND_TIME = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium', timeStyle: 'short' });

interface ScorecardProps extends Omit<ScoreTreeProps, 'rows' | 'isBeside'> {
  readonly taxonomy: Taxonomy;
  readonly review: Review | null;
  /** Of the folder that holds the clip. */
  readonly calibrations: readonly Calibration[];
  /** How people corrected the shots. */
  readonly shotEdits: ShotEdits;
  /** Key of the scorecard to show; the first one when there is none of that key. */
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
  /** The file cannot be evaluated, and the page says elsewhere why. */
  readonly unusable: boolean;
  readonly opened: OpenState;
  /** `null` while there is nothing to annotate. */
  readonly onAnnotate: (() => void) | null;
}

/**
 * Scores with their reasons: stage › aspect › dimension › sub-dimension › answer › observation. Judges of the same range stand side
 * by side where there is room, otherwise there is a switch between them.
 */
export function Scorecard(props: ScorecardProps) {
  const { taxonomy, review, calibrations, shotEdits, chosen, onChoose, unusable, onAnnotate } = props;
  const { selectedFinding, opened, onOpen, onObservation, onInspect } = props;
  const root = useRef<HTMLElement>(null);
  const width = useWidth(root);
  const choices = useMemo(() => (review ? choicesOf(review) : []), [review]);
  const choice = choices.find(({ key }) => key === chosen) ?? choices[0];
  const columns = useMemo(() => {
    if (!choice) return [];
    const beside = besides(choices, choice);
    return fitsBeside(beside.length, width) ? beside : [choice];
  }, [choices, choice, width]);
  const isBeside = columns.length > 1 || (choice !== undefined && besides(choices, choice).length === 1);
  const options = useMemo(() => choiceOptions(choices, isBeside), [choices, isBeside]);
  const shownKey = options.find(({ range }) => range === choice?.range)?.value ?? '';
  const rows = useMemo(
    () => scorecardRows(taxonomy, columns, opened, selectedFinding, calibrations),
    [taxonomy, columns, opened, selectedFinding, calibrations],
  );

  return (
    <section class="scorecard" aria-label={STRINGS.scorecard} ref={root}>
      <header class="scorecard-header">
        <h2>{STRINGS.scorecard}</h2>
        {choice && options.length > 1 && (
          <Dropdown
            label={STRINGS.scorecardFor}
            class="range-choice"
            value={isBeside ? shownKey : choice.key}
            options={options}
            onChange={onChoose}
          />
        )}
        {choice && options.length === 1 && <span class="dim">{options[0]?.text}</span>}
        {onAnnotate && (
          <button type="button" class="link-button" title={STRINGS.annotateHelp} onClick={onAnnotate}>
            {STRINGS.annotate}
          </button>
        )}
      </header>
      {columns.length === 1 && choice && (
        <p class="overall">
          <Summary taxonomy={taxonomy} verdicts={choice.verdicts} calibrations={calibrations} />
          <Provenance verdicts={choice.verdicts} />
        </p>
      )}
      {columns.length > 1 &&
        columns.map(({ key, judge, verdicts }) => (
          <ShortSummary key={key} taxonomy={taxonomy} judge={judge} verdicts={verdicts} calibrations={calibrations} />
        ))}
      <OutdatedNote verdicts={columns.flatMap(({ verdicts }) => verdicts)} shotEdits={shotEdits} />
      {!choice && (
        <div class="scorecard-empty">
          <Icon name="checklist" class="large" />
          <p>
            <strong>{unusable ? STRINGS.cannotEvaluate : STRINGS.nothingJudged}</strong>
          </p>
          {!unusable && <p>{STRINGS.nothingJudgedHelp}</p>}
        </div>
      )}
      <div class="scorecard-scroll">
        {columns.length > 1 && (
          <div class="judge-heads" aria-hidden="true">
            {columns.map(({ key, judge }) => (
              <span key={key} class="judge-cell" title={judge}>
                {judge}
              </span>
            ))}
          </div>
        )}
        <ScoreTree
          rows={rows}
          isBeside={columns.length > 1}
          selectedFinding={selectedFinding}
          onOpen={onOpen}
          onObservation={onObservation}
          onInspect={onInspect}
        />
        <footer class="scorecard-foot">{STRINGS.taxonomyCounts(taxonomy)}</footer>
      </div>
    </section>
  );
}

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

function Summary(props: Summarized) {
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
function ShortSummary({ judge, ...summarized }: Summarized & Pick<ScorecardChoice, 'judge'>) {
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
function Provenance({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  const latest = latestOf(verdicts);
  if (!latest) return null;
  const { judge, createdAt } = latest;
  return (
    <span class="provenance" title={STRINGS.fingerprint(judge.fingerprint)}>
      {STRINGS.judgedBy(judge.id, DATE_AND_TIME.format(new Date(createdAt)))}
    </span>
  );
}

interface ChoiceOption {
  readonly value: string;
  readonly text: string;
  readonly range: ScorecardChoice['range'];
}

/** @param isBeside one entry a range, since all of its judges are shown at once. */
function choiceOptions(choices: readonly ScorecardChoice[], isBeside: boolean): ChoiceOption[] {
  const severalJudges = new Set(choices.map(({ judge }) => judge)).size > 1;
  const options = choices.map(({ key, range, judge }) => {
    const { whole, span } = range;
    const text = whole ? STRINGS.wholeClip : `${formatTime(span.start)}–${formatTime(span.end)}`;
    return { value: key, text: severalJudges && !isBeside ? `${text} · ${judge}` : text, range };
  });
  return isBeside ? options.filter(({ range }, index) => range !== options[index - 1]?.range) : options;
}
