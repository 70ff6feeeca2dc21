import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import type { OperatorThreshold } from '../../../src/core/taxonomy/thresholds.ts';
import { dimensionsOf, rationalesOf } from '../../../src/core/taxonomy/walk.ts';
import { PROVES_ABSENCE } from '../../../src/judges/signals/signalsJudge.ts';
import { isFaultOperator, type Operator } from '../../../src/media/operators/operator.ts';
import type { BenchResults, FaultResult } from './results.ts';
import { missesOf, TARGETS } from './targets.ts';

/** `docs/operators.md`: what every operator measures, by which limits, and how well it finds faults that are known. */
export function operatorsDocument(operators: readonly Operator[], taxonomy: Taxonomy, results: BenchResults): string {
  const resultsOf = (id: string) => results.faults.filter(({ operator }) => operator === id);
  const questions = new Map(
    dimensionsOf(taxonomy)
      .flatMap(rationalesOf)
      .map(({ id, question }) => [id, question]),
  );
  return `${[
    '# Operators',
    '',
    'An operator is a deterministic measurement: the same file gives the same number. This page is generated from the operators, their limits',
    'in [`taxonomy/thresholds.json`](../taxonomy/thresholds.json) and the results of the fault bench:',
    '`npx vitest run test/bench/faultBench -u` writes it, `npm run bench:faults -- --write` measures again.',
    '',
    '## How well known faults are found',
    '',
    ...benchIntroduction(results),
    '',
    ...summaryTable(operators.filter(isFaultOperator), resultsOf),
    '',
    ...proxyTable(operators, resultsOf),
    ...untested(operators, resultsOf),
    '## The operators',
    '',
    ...operators.flatMap((operator) => section(operator, taxonomy, questions, resultsOf(operator.id))),
  ]
    .join('\n')
    .trimEnd()}\n`;
}

function benchIntroduction({ ffmpeg, faults }: BenchResults): string[] {
  const clips = Math.max(0, ...faults.map(({ clips }) => clips));
  const clean = Math.max(0, ...faults.map(({ clean }) => clean.clips));
  return [
    `The bench puts one fault at a time, at a known time and in five strengths, into up to ${clips} clean clips (rendered samples, real and`,
    `generated footage, drawn and live), and watches up to ${clean} clean clips for false alarms (ffmpeg ${ffmpeg}).`,
    'What counts as found is an event of that operator that overlaps the fault; on time, one whose both ends lie within 0.25 s of it.',
    'AUC is the area under the curve of the operator’s value, faulty against clean clips: 1 tells them apart always, 0.5 never.',
    `Targets: AUC at least ${TARGETS.separation}, at strength 3 at least ${percent(TARGETS.atStrength3)} found on time, at most ${percent(TARGETS.flaggedClean)} of the clean clips flagged. Rows that miss one stay here.`,
    `An operator that finds fewer than ${percent(PROVES_ABSENCE)} of the faults of strength 3 answers a question only when it finds something: finding nothing leaves the question open.`,
  ];
}

function summaryTable(operators: readonly Operator[], resultsOf: (id: string) => readonly FaultResult[]): string[] {
  const rows = operators.flatMap((operator) => resultsOf(operator.id).map((result) => summaryRow(operator, result)));
  return table(
    [
      'operator',
      'fault',
      'found at strength 1 · 2 · 3 · 4 · 5',
      '3 on time',
      'AUC at 1 · 2 · 3 · 4 · 5',
      'AUC',
      'start off by, median / 95 %',
      'end off by',
      'false alarms a minute',
      'clean clips flagged',
      'misses',
    ],
    rows,
  );
}

function proxyTable(operators: readonly Operator[], resultsOf: (id: string) => readonly FaultResult[]): string[] {
  const rows = operators.flatMap((operator) => {
    if (isFaultOperator(operator)) return [];
    return resultsOf(operator.id).map((result) => [
      named(operator, result),
      result.title,
      result.strengths.map((strength) => decimals(strength.separation)).join(' · '),
      decimals(result.separation),
      missesOf(result, true).join(', ') || 'none',
    ]);
  });
  if (rows.length === 0) return [];
  return [
    'A proxy has no limit, so that it finds nothing and raises no alarm; what counts is how well its value tells the clips apart:',
    '',
    ...table(['proxy', 'fault', 'AUC at 1 · 2 · 3 · 4 · 5', 'AUC', 'misses'], rows),
    '',
  ];
}

/** The operator, and the version that was measured when it is no longer the same. */
function named({ id, version }: Operator, result: FaultResult): string {
  return `[${id}](#${id})${result.version === version ? '' : ` (version ${result.version})`}`;
}

function summaryRow(operator: Operator, result: FaultResult): string[] {
  const { title, strengths, separation, startError, endError, clean } = result;
  const perMinute = clean.minutes > 0 ? clean.alarms / clean.minutes : 0;
  return [
    named(operator, result),
    title,
    strengths.map(({ detected }) => percent(detected)).join(' · '),
    percent(strengths[2]?.onTime ?? null),
    strengths.map((strength) => decimals(strength.separation)).join(' · '),
    decimals(separation),
    seconds(startError),
    seconds(endError),
    perMinute.toFixed(2),
    `${clean.flagged.length} of ${clean.clips}`,
    missesOf(result, false).join(', ') || 'none',
  ];
}

function untested(operators: readonly Operator[], resultsOf: (id: string) => readonly FaultResult[]): string[] {
  const ids = operators.flatMap(({ id }) => (resultsOf(id).length > 0 ? [] : [`\`${id}\``]));
  return ids.length > 0 ? [`Without a fault in the bench: ${ids.join(', ')}.`, ''] : [];
}

function section(
  operator: Operator,
  taxonomy: Taxonomy,
  questions: ReadonlyMap<string, string>,
  results: readonly FaultResult[],
): string[] {
  const { id, version, title, quantity, unit, source } = operator;
  const asked = (ids: readonly string[]) => ids.map((rationale) => `- \`${rationale}\`: ${questions.get(rationale) ?? ''}`);
  const answers = isFaultOperator(operator) ? ['Answers:', '', ...asked(operator.rationales), ''] : [];
  const hints = operator.proxyFor?.length ? ['Shown beside, never scored:', '', ...asked(operator.proxyFor), ''] : [];
  return [
    `### ${id}`,
    '',
    `${title}, version ${version}. Measures the ${quantity}${unit ? `, in ${unit}` : ''}.`,
    '',
    source,
    '',
    ...(isFaultOperator(operator) ? limits(taxonomy.thresholds[id], unit) : []),
    ...answers,
    ...hints,
    ...results.flatMap((result) => evidence(result, !isFaultOperator(operator))),
  ];
}

function limits(threshold: OperatorThreshold | undefined, unit: string): string[] {
  if (!threshold) return [];
  const { faultWhen, partial, fail, origin } = threshold;
  const limit = (value: number) => `${value}${unit ? ` ${unit}` : ''}`;
  return [`Partial ${faultWhen} ${limit(partial)}, fail ${faultWhen} ${limit(fail)}. ${origin}`, ''];
}

function evidence({ title, strengths, clips, abstained, excluded, clean }: FaultResult, isProxy: boolean): string[] {
  const left = Object.entries(excluded).map(([name, reason]) => `Left out: \`${name}\`. ${reason}`);
  const found = ({ detected, onTime }: FaultResult['strengths'][number]) => (isProxy ? [] : [percent(detected), percent(onTime)]);
  return [
    `Fault: ${title}, in ${clips} clips${abstained > 0 ? ` (${abstained} more cannot be judged even when clean)` : ''}.`,
    '',
    ...table(
      ['strength', ...(isProxy ? [] : ['found', 'on time']), 'AUC'],
      strengths.map((row) => [row.strength, ...found(row), decimals(row.separation)]),
    ),
    '',
    ...(clean.flagged.length > 0 && !isProxy
      ? [`False alarms in ${clean.flagged.map((name) => `\`${name}\``).join(', ')}.`, '']
      : []),
    ...left.flatMap((line) => [line, '']),
  ];
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)];
}

function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(100 * share)} %`;
}

function decimals(value: number | null): string {
  return value === null ? '–' : value.toFixed(2);
}

function seconds(error: FaultResult['startError']): string {
  return error ? `${error.median.toFixed(2)} / ${error.p95.toFixed(2)} s` : '–';
}
