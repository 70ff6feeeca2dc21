import type { Measurement } from '../../../src/core/measurement.ts';
import { type Coverage, formatCoverage, formatScore } from '../../../src/core/score.ts';
import { formatTime } from '../../../src/core/time.ts';
import { Icon } from '../../ui/Icon.tsx';
import { STRINGS } from '../../ui/strings.ts';
import { ANSWER_ICON } from '../severity.ts';
import type { ScorecardRow } from './model.ts';

/** What a line of the scorecard says. Everything a judge wrote is a text node. */
export function RowContent({ row }: { readonly row: ScorecardRow }) {
  switch (row.kind) {
    case 'node':
      return <NodeContent node={row.node} />;
    case 'answer':
      return (
        <>
          <span class={`answer-icon ${row.severity ?? row.answer.answer}`} title={STRINGS.answer[row.answer.answer]}>
            <Icon name={ANSWER_ICON[row.answer.answer]} />
            <span class="visually-hidden">{STRINGS.answer[row.answer.answer]}</span>
          </span>
          <span class="answer-text">
            <span class="question">{row.question}</span>
            <span class="reason">{row.answer.reason}</span>
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

function NodeContent({ node: { title, score } }: { readonly node: Extract<ScorecardRow, { kind: 'node' }>['node'] }) {
  const { value } = score;
  return (
    <>
      <span class="node-title" title={title}>
        {title}
      </span>
      <CoverageText coverage={score.coverage} />
      {value === null ? (
        <span class="not-judged">{formatScore(score)}</span>
      ) : (
        <>
          <span class={`score-bar ${bandOf(value)}`} aria-hidden="true">
            <span style={{ width: `${value * 100}%` }} />
          </span>
          <span class="score">{formatScore(score)}</span>
        </>
      )}
    </>
  );
}

/** `4/19`: short, so that names keep their room; a screen reader and the tooltip say it in words. */
function CoverageText({ coverage }: { readonly coverage: Coverage }) {
  const words = formatCoverage(coverage);
  return (
    <span class="coverage" title={words}>
      <span aria-hidden="true">
        {coverage.answered}/{coverage.asked}
      </span>
      <span class="visually-hidden">{words}</span>
    </span>
  );
}

function bandOf(value: number): 'high' | 'middle' | 'low' {
  if (value >= 0.8) return 'high';
  return value >= 0.5 ? 'middle' : 'low';
}

/** `length of the still picture 1.25 s (partial above 0.5 s, fail above 1 s)`. */
export function describeMeasurement({ quantity, value, unit, threshold }: Measurement): string {
  const number = `${quantity} ${withUnit(value, unit)}`;
  if (!threshold) return number;
  const limit = (grade: 'partial' | 'fail') => STRINGS.limit[threshold.faultWhen](grade, withUnit(threshold[grade], unit));
  return `${number} (${limit('partial')}, ${limit('fail')})`;
}

function withUnit(value: number, unit: string): string {
  const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(value);
  return unit === '' ? number : `${number} ${unit}`;
}
