import type { Calibration } from '../../../src/core/calibration/calibration.ts';
import { type Finding, findingsOf } from '../../../src/core/finding.ts';
import type { Rationale, Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { dimensionsOf } from '../../../src/core/taxonomy/walk.ts';
import type { Observation, ProxyReading } from '../../../src/core/verdict.ts';
import type { Matches } from './filter.ts';
import { type CellNode, cellTree } from './nodeCells.ts';
import { type Column, isFault, type Said, sayingsOf } from './sayings.ts';

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

/** A visible line of the scorecard tree. Cells are in the order of the columns. */
export type ScorecardRow = RowPlace &
  (
    | ({ readonly kind: 'node' } & Pick<CellNode, 'node' | 'cells'>)
    | {
        readonly kind: 'answer';
        readonly rationale: string;
        readonly question: string;
        /** `null` where a judge said nothing. */
        readonly cells: readonly (Said | null)[];
      }
    /** One of several judges about the question above. */
    | { readonly kind: 'voice'; readonly rationale: string; readonly said: Said }
    /** Measured about a question that measuring cannot answer. */
    | {
        readonly kind: 'proxy';
        readonly proxy: ProxyReading;
        /** `null` under a row that asks it already. */
        readonly question: string | null;
      }
    /** Something in the material seems to speak to the judge. */
    | { readonly kind: 'suspicion'; readonly finding: Finding }
    /** A judge could not judge the dimension above. */
    | { readonly kind: 'failure'; readonly judge: string; readonly reason: string }
    | {
        readonly kind: 'observation';
        readonly observation: Observation;
        /** Id of the finding that it would be; `null` for what a proxy measured, which is no finding. */
        readonly finding: string | null;
        /** The row above says the same words. */
        readonly repeated: boolean;
      }
  );

/** Keys that a person opened (`true`) or closed (`false`); all others open by themselves where there is something to see. */
export type OpenState = Readonly<Record<string, boolean>>;

interface RowWishes {
  /** Id of the finding that has to be in sight wherever its sub-dimension is open. */
  readonly selected?: string | null;
  /** Of the folder that holds the clip. */
  readonly calibrations?: readonly Calibration[];
  /** What the filter lets through; `null` without one. */
  readonly matches?: Matches | null;
}

/**
 * The visible rows of the tree stage › aspect › dimension › sub-dimension › answer › observation, top to bottom. With several
 * columns the reasons and observations stand under each question judge by judge.
 * With a filter there is only what it lets through, open.
 */
export function scorecardRows(
  taxonomy: Taxonomy,
  columns: readonly Column[],
  opened: OpenState,
  { selected = null, calibrations = [], matches = null }: RowWishes = {},
): ScorecardRow[] {
  const shown: readonly Column[] = columns.length > 0 ? columns : [{ judge: '', verdicts: [] }];
  const several = shown.length > 1;
  const dimensions = dimensionsOf(taxonomy);
  const rationales = new Map<string, readonly Rationale[]>(
    dimensions.flatMap((d) => d.subDimensions.map((sub) => [sub.id, sub.rationales] as const)),
  );
  const questions = new Map([...rationales.values()].flat().map(({ id, question }) => [id, question] as const));
  const sayings = shown.map((column) => sayingsOf(taxonomy, column));
  const proxies = shown.flatMap(({ verdicts }) => verdicts.flatMap((verdict) => verdict.proxies ?? []));
  const rows: ScorecardRow[] = [];

  const addObservations = ({ verdict, reason, observations }: Said, rationale: string, level: number, parent: string) => {
    observations.forEach((observation, position) => {
      const place = { key: `${parent}#${position}`, level, parent, open: null };
      const repeated = observation.text === reason;
      rows.push({ ...place, kind: 'observation', observation, finding: `${verdict}/${rationale}/${position}`, repeated });
    });
  };
  const addAnswer = (rationale: Rationale, cells: readonly (Said | null)[], level: number, parent: string) => {
    const { id: key, question } = rationale;
    const voices = cells.filter((said) => said !== null);
    const expandable = several || voices.some(({ observations }) => observations.length > 0);
    const isSelected = voices.some(({ verdict }) => selected?.startsWith(`${verdict}/${key}/`));
    const open = expandable ? (opened[key] ?? (isSelected || (!several && cells.some(isFault)))) : null;
    rows.push({ kind: 'answer', key, level, parent, open, rationale: key, question, cells });
    if (!open) return;
    for (const said of voices) {
      if (!several) addObservations(said, key, level + 1, key);
      else {
        const voice = `${key}@${said.judge}`;
        const isOpen = said.observations.length > 0 ? (opened[voice] ?? true) : null;
        rows.push({ kind: 'voice', key: voice, level: level + 1, parent: key, open: isOpen, rationale: key, said });
        if (isOpen) addObservations(said, key, level + 2, voice);
      }
    }
  };
  const addProxy = (proxy: ProxyReading, asked: boolean, key: string, level: number, parent: string) => {
    const hints = proxy.observations.filter(({ text }) => text !== proxy.reading);
    const open = hints.length === 0 ? null : (opened[key] ?? false);
    const question = asked ? null : (questions.get(proxy.rationale) ?? proxy.rationale);
    rows.push({ kind: 'proxy', key, level, parent, open, proxy, question });
    if (!open) return;
    hints.forEach((observation, position) => {
      const place = { key: `${key}#${position}`, level: level + 1, parent: key, open: null };
      const repeated = proxy.reading.startsWith(observation.text);
      rows.push({ ...place, kind: 'observation', observation, finding: null, repeated });
    });
  };
  const addLeaves = (sub: CellNode['node'], own: readonly ProxyReading[], level: number) => {
    for (const rationale of rationales.get(sub.id) ?? []) {
      const cells = sayings.map((saying) => saying.get(rationale.id) ?? null);
      const answered = cells.some((said) => said !== null);
      if (matches && !matches.rationales.has(rationale.id)) continue;
      if (answered || (matches && own.every((reading) => reading.rationale !== rationale.id)))
        addAnswer(rationale, cells, level, sub.id);
      for (const [position, proxy] of own.filter((reading) => reading.rationale === rationale.id).entries())
        addProxy(proxy, answered || position > 0, `${rationale.id}~${position}`, level, sub.id);
    }
  };
  const isLetThrough = ({ node, children }: CellNode): boolean =>
    (matches?.failures.has(node.id) ?? false) ||
    (rationales.get(node.id) ?? []).some(({ id }) => matches?.rationales.has(id)) ||
    children.some(isLetThrough);
  const addNode = (tree: CellNode, level: number, parent: string | null) => {
    const { node, cells, children } = tree;
    if (matches && !isLetThrough(tree)) return;
    const own = node.level === 'sub-dimension' ? proxies.filter(({ rationale }) => rationale.startsWith(`${node.id}.`)) : [];
    const said = (rationales.get(node.id) ?? []).flatMap(({ id }) => sayings.map((saying) => saying.get(id) ?? null));
    const hasSaid = said.some((one) => one !== null);
    const failed = cells.filter(({ failure }) => failure !== null && (matches?.failures.has(node.id) ?? true));
    const expandable = children.length > 0 || hasSaid || own.length > 0 || matches !== null;
    const isOpen = matches
      ? true
      : node.level === 'sub-dimension'
        ? said.some((one) => isFault(one) || one?.mark === 'open')
        : cells.some(({ score }) => score.coverage.answered > 0) || hasFailed(tree);
    const open = expandable ? (opened[node.id] ?? isOpen) : null;
    rows.push({ kind: 'node', key: node.id, level, parent, open, node, cells });
    if (!open) return;
    for (const { judge, failure } of failed) {
      const place = { key: `${node.id}!${judge}`, level: level + 1, parent: node.id, open: null };
      rows.push({ ...place, kind: 'failure', judge, reason: failure ?? '' });
    }
    for (const child of children) addNode(child, level + 1, node.id);
    if (node.level === 'sub-dimension') addLeaves(node, own, level + 1);
  };

  for (const { verdicts } of shown) {
    const suspicions = findingsOf(taxonomy, verdicts, { passes: false }).filter(({ answer }) => answer === 'suspicion');
    for (const finding of suspicions)
      rows.push({ kind: 'suspicion', key: finding.id, level: 1, parent: null, open: null, finding });
  }
  for (const stage of cellTree(taxonomy, shown, calibrations)) addNode(stage, 1, null);
  return rows;
}

function hasFailed({ cells, children }: CellNode): boolean {
  return cells.some(({ failure }) => failure !== null) || children.some(hasFailed);
}
