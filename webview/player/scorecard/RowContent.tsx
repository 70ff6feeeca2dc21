import type { Measurement } from '../../../src/core/measurement.ts';
import { formatTime } from '../../../src/core/time.ts';
import { Icon } from '../../ui/Icon.tsx';
import { LANGUAGE, LIST_JOINT } from '../../ui/language.ts';
import { STRINGS } from '../../ui/strings.ts';
import { ANSWER_ICON, findingIcon } from '../severity.ts';
import { NodeContent } from './NodeContent.tsx';
import type { ScorecardRow } from './rows.ts';
import type { Said } from './sayings.ts';

/** What a line of the scorecard says. Everything a judge wrote is a text node. */
export function RowContent({ row }: { readonly row: ScorecardRow }) {
  switch (row.kind) {
    case 'node':
      return <NodeContent row={row} />;
    case 'answer':
      return <AnswerContent row={row} />;
    case 'voice':
      return (
        <>
          <AnswerMark said={row.said} />
          <span class="answer-text">
            <span class="question">
              {row.said.judge}
              <Sureness said={row.said} />
            </span>
            <span class="reason">{row.said.reason}</span>
          </span>
        </>
      );
    case 'proxy':
      return (
        <>
          <span class="answer-icon proxy" title={STRINGS.proxy}>
            <Icon name="pulse" />
            <span class="visually-hidden">{STRINGS.proxy}</span>
          </span>
          <span class="answer-text">
            {row.question !== null && <span class="question">{row.question}</span>}
            <span class="reason">{row.proxy.reading}</span>
          </span>
        </>
      );
    case 'suspicion':
      return (
        <>
          <span class="answer-icon suspicion" title={STRINGS.suspicionHelp}>
            <Icon name={findingIcon(row.finding)} />
          </span>
          <span class="answer-text">
            <span class="question">
              {STRINGS.suspicion} · {row.finding.judge} · <span class="time-link">{formatTime(row.finding.span.start)}</span>
            </span>
            <span class="reason">{row.finding.message}</span>
          </span>
        </>
      );
    case 'failure':
      return (
        <>
          <span class="answer-icon" title={STRINGS.couldNotJudge}>
            <Icon name="circle-slash" />
          </span>
          <span class="answer-text">
            <span class="question">
              {STRINGS.couldNotJudge} · {row.judge}
            </span>
            <span class="reason">{row.reason}</span>
          </span>
        </>
      );
    case 'observation': {
      const { span, text, measurement } = row.observation;
      const from = formatTime(span.start);
      return (
        <span class="observation-text">
          <span class="time-link" title={STRINGS.seekTo(from)}>
            {span.end > span.start ? `${from}–${formatTime(span.end)}` : from}
          </span>{' '}
          {!row.repeated && text}
          {measurement && <span class="measurement">{describeMeasurement(measurement)}</span>}
        </span>
      );
    }
  }
}

/** Never hidden: how sure a judge says it is, and how its samples bear that out. */
function surenessWords({ uncertainty, votes }: Said): string {
  const [most] = votes?.shares ?? [];
  return [
    ...(uncertainty === null ? [] : [STRINGS.surenessShort[uncertainty]]),
    ...(votes?.samples && most ? [STRINGS.agreeing(most.votes, votes.samples)] : []),
    ...(votes?.samples === null && most ? [STRINGS.percent(most.share)] : []),
  ].join(LIST_JOINT);
}

function Sureness({ said }: { readonly said: Said }) {
  const words = surenessWords(said);
  return words === '' ? null : <span class="sureness"> · {words}</span>;
}

function AnswerMark({ said, judge }: { readonly said: Said; readonly judge?: string }) {
  const { mark, severity } = said;
  const word = judge === undefined ? STRINGS.answer[mark] : withSureness(said);
  return (
    <span class={`answer-icon ${severity ?? mark}`} title={word}>
      <Icon name={ANSWER_ICON[mark]} />
      <span class="visually-hidden">{judge === undefined ? word : STRINGS.judgeSays(judge, word)}</span>
    </span>
  );
}

function withSureness(said: Said): string {
  const sureness = surenessWords(said);
  return sureness === '' ? STRINGS.answer[said.mark] : `${STRINGS.answer[said.mark]} (${sureness})`;
}

function AnswerContent({ row: { question, cells } }: { readonly row: Extract<ScorecardRow, { kind: 'answer' }> }) {
  const [only] = cells;
  if (cells.length === 1 && only)
    return (
      <>
        <AnswerMark said={only} />
        <span class="answer-text">
          <span class="question">{question}</span>
          <span class="reason">
            {only.reason}
            <Sureness said={only} />
          </span>
        </span>
      </>
    );
  return (
    <>
      <span class="answer-text beside">{question}</span>
      {cells.map((said, column) => (
        <span key={column} class="judge-cell mark">
          {said ? (
            <AnswerMark said={said} judge={said.judge} />
          ) : (
            <span class="not-judged" title={STRINGS.saidNothing}>
              <span aria-hidden="true">–</span>
              <span class="visually-hidden">{STRINGS.saidNothing}</span>
            </span>
          )}
        </span>
      ))}
    </>
  );
}

/** `length of the still picture 1.25 s (partial above 0.5 s, fail above 1 s)`. */
export function describeMeasurement({ quantity, value, unit, threshold }: Measurement): string {
  const number = `${quantity} ${withUnit(value, unit)}`;
  if (!threshold) return number;
  const limit = (grade: 'partial' | 'fail') => STRINGS.limit[threshold.faultWhen](grade, withUnit(threshold[grade], unit));
  return `${number} (${limit('partial')}${LIST_JOINT}${limit('fail')})`;
}

function withUnit(value: number, unit: string): string {
  const number = new Intl.NumberFormat(LANGUAGE, { maximumSignificantDigits: 3 }).format(value);
  return unit === '' ? number : `${number}\u00a0${unit}`;
}
