import { type FindingSeverity, findingsOf } from '../../../src/core/finding.ts';
import { type Review, rangeKey } from '../../../src/core/review.ts';
import { type ScoredNode, scorecard } from '../../../src/core/score.ts';
import type { Rationale, Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { dimensionsOf, rationalesOf } from '../../../src/core/taxonomy/walk.ts';
import type { JudgedRange, Observation, ProxyReading, RationaleAnswer, Verdict } from '../../../src/core/verdict.ts';

/** One scorecard that can be shown: what one judge said about one range. */
export interface ScorecardChoice {
  readonly key: string;
  readonly range: JudgedRange;
  readonly judge: string;
  readonly verdicts: readonly Verdict[];
}

/** Every range × judge of a review, the whole clip first. */
export function choicesOf(review: Review): ScorecardChoice[] {
  return review.ranges.flatMap(({ range, verdicts }) =>
    [...Map.groupBy(verdicts, ({ judge }) => judge.id)].map(([judge, own]) => ({
      key: `${rangeKey(range)} ${judge}`,
      range,
      judge,
      verdicts: own,
    })),
  );
}

/** Key of the first scorecard on a range, or `null` when the range was not judged. */
export function choiceOn(review: Review, range: JudgedRange): string | null {
  return choicesOf(review).find((choice) => rangeKey(choice.range) === rangeKey(range))?.key ?? null;
}

/** Key of the scorecard with the youngest of the verdicts that `after` adds to `before`, or `null` when it adds none. */
export function newlyJudged(before: Review, after: Review): string | null {
  const known = new Set(before.ranges.flatMap(({ verdicts }) => verdicts.map(({ id }) => id)));
  const added = choicesOf(after).flatMap(({ key, verdicts }) =>
    verdicts.flatMap(({ id, createdAt }) => (known.has(id) ? [] : [{ key, createdAt: Date.parse(createdAt) }])),
  );
  return added.sort((a, b) => b.createdAt - a.createdAt)[0]?.key ?? null;
}

interface RowPlace {
  /** Unique in the tree and stable, so that what is open stays open. */
  readonly key: string;
  /** 1-based depth, as `aria-level` counts. */
  readonly level: number;
  /** Key of the row it hangs under. */
  readonly parent: string | null;
  /** `null` for a row without children. */
  readonly open: boolean | null;
}

/** A visible line of the scorecard tree. */
export type ScorecardRow = RowPlace &
  (
    | { readonly kind: 'node'; readonly node: ScoredNode }
    | {
        readonly kind: 'answer';
        readonly answer: RationaleAnswer;
        readonly question: string;
        /** How bad its findings are, or `null` for an answer that is no fault. */
        readonly severity: FindingSeverity | null;
      }
    | {
        /** Measured about a question that measuring cannot answer. */
        readonly kind: 'proxy';
        readonly proxy: ProxyReading;
        /** `null` under a row that asks it already. */
        readonly question: string | null;
      }
    | {
        readonly kind: 'observation';
        readonly observation: Observation;
        /** Id of the finding that it would be; `null` for what a proxy measured, which is no finding. */
        readonly finding: string | null;
        /** The row above says the same words. */
        readonly repeated: boolean;
      }
  );

/** Keys that a person opened (`true`) or closed (`false`); all others are as `opensByDefault` says. */
export type OpenState = Readonly<Record<string, boolean>>;

/** Whatever holds answers is open down to its sub-dimensions; those only where something is not a clean pass. */
function opensByDefault(node: ScoredNode): boolean {
  if (node.level === 'sub-dimension') return node.answers.some(({ answer }) => answer === 'fail' || answer === 'partial');
  return node.score.coverage.answered > 0;
}

/** The visible rows of the tree stage › aspect › dimension › sub-dimension › answer › observation, top to bottom. */
export function scorecardRows(taxonomy: Taxonomy, verdicts: readonly Verdict[], opened: OpenState): ScorecardRow[] {
  const rationales = new Map<string, Rationale>(
    dimensionsOf(taxonomy).flatMap((d) => rationalesOf(d).map((r) => [r.id, r] as const)),
  );
  const verdictOf = new Map(
    verdicts.flatMap((verdict) => verdict.answers.map(({ rationale }) => [rationale, verdict.id] as const)),
  );
  const rows: ScorecardRow[] = [];

  const severities = new Map(
    findingsOf(taxonomy, verdicts, { passes: false }).map(({ rationale, severity }) => [rationale, severity] as const),
  );
  const addAnswer = (answer: RationaleAnswer, level: number, parent: string) => {
    const key = answer.rationale;
    const shown = answer.observations;
    const open = shown.length === 0 ? null : (opened[key] ?? (answer.answer === 'fail' || answer.answer === 'partial'));
    const question = rationales.get(key)?.question ?? key;
    rows.push({ kind: 'answer', key, level, parent, open, answer, question, severity: severities.get(key) ?? null });
    if (!open) return;
    shown.forEach((observation, position) => {
      const finding = `${verdictOf.get(key) ?? ''}/${key}/${position}`;
      const repeated = observation.text === answer.reason;
      const place = { key: `${key}#${position}`, level: level + 1, parent: key, open: null };
      rows.push({ ...place, kind: 'observation', observation, finding, repeated });
    });
  };
  const addProxy = (proxy: ProxyReading, asked: boolean, key: string, level: number, parent: string) => {
    const shown = proxy.observations.filter(({ text }) => text !== proxy.reading);
    const open = shown.length === 0 ? null : (opened[key] ?? false);
    const question = asked ? null : (rationales.get(proxy.rationale)?.question ?? proxy.rationale);
    rows.push({ kind: 'proxy', key, level, parent, open, proxy, question });
    if (!open) return;
    shown.forEach((observation, position) => {
      const place = { key: `${key}#${position}`, level: level + 1, parent: key, open: null };
      const repeated = proxy.reading.startsWith(observation.text);
      rows.push({ ...place, kind: 'observation', observation, finding: null, repeated });
    });
  };
  const proxies = verdicts.flatMap((verdict) => verdict.proxies ?? []);
  const addNode = (node: ScoredNode, level: number, parent: string | null) => {
    const own = node.level === 'sub-dimension' ? proxies.filter(({ rationale }) => rationale.startsWith(`${node.id}.`)) : [];
    const expandable = node.children.length > 0 || node.answers.length > 0 || own.length > 0;
    const open = expandable ? (opened[node.id] ?? opensByDefault(node)) : null;
    rows.push({ kind: 'node', key: node.id, level, parent, open, node });
    if (!open) return;
    for (const child of node.children) addNode(child, level + 1, node.id);
    if (node.level !== 'sub-dimension') return;
    for (const id of [...rationales.keys()].filter((rationale) => rationale.startsWith(`${node.id}.`))) {
      const answer = node.answers.find(({ rationale }) => rationale === id);
      if (answer) addAnswer(answer, level + 1, node.id);
      for (const [position, proxy] of own.filter(({ rationale }) => rationale === id).entries()) {
        addProxy(proxy, answer !== undefined || position > 0, `${id}~${position}`, level + 1, node.id);
      }
    }
  };
  for (const stage of scorecard(taxonomy, verdicts)) addNode(stage, 1, null);
  return rows;
}

/** What a key does in the tree, after the ARIA tree pattern: focus another row, or open or close one. */
export type TreeMove = { readonly focus: string } | { readonly toggle: string; readonly open: boolean };

/** @param key `KeyboardEvent.key`. */
export function treeMove(rows: readonly ScorecardRow[], focused: string, key: string): TreeMove | null {
  const index = rows.findIndex((row) => row.key === focused);
  const row = rows[index];
  if (!row) return null;
  const focus = (target: ScorecardRow | undefined): TreeMove | null => (target ? { focus: target.key } : null);
  switch (key) {
    case 'ArrowDown':
      return focus(rows[index + 1]);
    case 'ArrowUp':
      return focus(rows[index - 1]);
    case 'Home':
      return focus(rows[0]);
    case 'End':
      return focus(rows.at(-1));
    case 'ArrowRight':
      if (row.open === false) return { toggle: row.key, open: true };
      return row.open ? focus(rows[index + 1]) : null;
    case 'ArrowLeft':
      if (row.open) return { toggle: row.key, open: false };
      return row.parent === null ? null : { focus: row.parent };
    default:
      return null;
  }
}
