import type { Calibration } from '../../../src/core/calibration/calibration.ts';
import { type ShownNodeScore, shownScores } from '../../../src/core/calibration/shownScores.ts';
import { type Finding, type FindingSeverity, findingsOf } from '../../../src/core/finding.ts';
import { type Score, type ScoredNode, scorecard } from '../../../src/core/score.ts';
import type { Rationale, Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { dimensionsOf } from '../../../src/core/taxonomy/walk.ts';
import type { Answer, Observation, ProxyReading, Uncertainty, Verdict } from '../../../src/core/verdict.ts';
import { type VoteSpread, voteSpread } from '../../../src/core/votes.ts';
import type { ScorecardChoice } from './model.ts';

/** What one judge said about one rationale. */
export interface Said {
  /** Id of the verdict. */
  readonly verdict: string;
  readonly judge: string;
  /** `open`: it said something that could not be taken for an answer. */
  readonly mark: Answer | 'open';
  readonly reason: string;
  readonly observations: readonly Observation[];
  /** How bad its findings are, or `null` for what is no fault. */
  readonly severity: FindingSeverity | null;
  /** How sure the judge says it is; `null` for one that measures. */
  readonly uncertainty: Uncertainty | null;
  /** `null` when it was asked once. */
  readonly votes: VoteSpread | null;
}

/** What one judge has for one node of the taxonomy. */
export interface NodeCell {
  readonly judge: string;
  /** As the judge gave it. */
  readonly score: Score;
  /** As it is to be shown; `null` where there is none. */
  readonly shown: ShownNodeScore | null;
  /** Why some of it could not be judged; `null` when nothing failed. */
  readonly failure: string | null;
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

/** A visible line of the scorecard tree. Cells are in the order of the columns. */
export type ScorecardRow = RowPlace &
  (
    | { readonly kind: 'node'; readonly node: Pick<ScoredNode, 'id' | 'title' | 'level'>; readonly cells: readonly NodeCell[] }
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

type Column = Pick<ScorecardChoice, 'judge' | 'verdicts'>;

/** What a column says about rationales, by rationale id. */
function sayingsOf(taxonomy: Taxonomy, { judge, verdicts }: Column): Map<string, Said> {
  const severities = new Map(
    findingsOf(taxonomy, verdicts, { passes: false }).map(({ rationale, severity }) => [rationale, severity] as const),
  );
  const sayings = new Map<string, Said>();
  for (const { id: verdict, answers, open = [], reasoning = [] } of verdicts) {
    const uncertaintyOf = (rationale: string) =>
      reasoning.find(({ subDimension }) => rationale.startsWith(`${subDimension}.`))?.uncertainty ?? null;
    for (const { rationale, reason } of open) {
      const uncertainty = uncertaintyOf(rationale);
      const said = { verdict, judge, mark: 'open', reason, observations: [], severity: null, uncertainty, votes: null } as const;
      sayings.set(rationale, said);
    }
    for (const { rationale, answer, reason, observations, sampled } of answers) {
      const severity = severities.get(rationale) ?? null;
      const uncertainty = uncertaintyOf(rationale);
      const votes = sampled ? voteSpread(sampled.votes) : null;
      sayings.set(rationale, { verdict, judge, mark: answer, reason, observations, severity, uncertainty, votes });
    }
  }
  return sayings;
}

function isFault(said: Said | null): boolean {
  return said?.mark === 'fail' || said?.mark === 'partial';
}

/**
 * The visible rows of the tree stage › aspect › dimension › sub-dimension › answer › observation, top to bottom. With several
 * columns the reasons and observations stand under each question judge by judge.
 *
 * @param selected id of the finding that has to be in sight wherever its sub-dimension is open.
 * @param calibrations of the folder that holds the clip.
 */
export function scorecardRows(
  taxonomy: Taxonomy,
  columns: readonly Column[],
  opened: OpenState,
  selected: string | null = null,
  calibrations: readonly Calibration[] = [],
): ScorecardRow[] {
  const shown: readonly Column[] = columns.length > 0 ? columns : [{ judge: '', verdicts: [] }];
  const several = shown.length > 1;
  const dimensions = dimensionsOf(taxonomy);
  const rationales = new Map<string, readonly Rationale[]>(
    dimensions.flatMap((d) => d.subDimensions.map((sub) => [sub.id, sub.rationales] as const)),
  );
  const questions = new Map([...rationales.values()].flat().map(({ id, question }) => [id, question] as const));
  const sayings = shown.map((column) => sayingsOf(taxonomy, column));
  const failures = shown.map(({ verdicts }) => failuresOf(verdicts));
  const cards = shown.map(({ verdicts }) => scorecard(taxonomy, verdicts));
  const scores = cards.map((card, column) => shownScores(card, shown[column]?.verdicts ?? [], calibrations));
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
  const addLeaves = (sub: ScoredNode, own: readonly ProxyReading[], level: number) => {
    for (const rationale of rationales.get(sub.id) ?? []) {
      const cells = sayings.map((saying) => saying.get(rationale.id) ?? null);
      const answered = cells.some((said) => said !== null);
      if (answered) addAnswer(rationale, cells, level, sub.id);
      for (const [position, proxy] of own.filter((reading) => reading.rationale === rationale.id).entries())
        addProxy(proxy, answered || position > 0, `${rationale.id}~${position}`, level, sub.id);
    }
  };
  /** @param nodes the same node in each column. */
  const addNode = (nodes: readonly ScoredNode[], level: number, parent: string | null) => {
    const [node] = nodes;
    if (!node) return;
    const cells = nodes.map(({ score }, column) => ({
      judge: shown[column]?.judge ?? '',
      score,
      shown: scores[column]?.get(node.id) ?? null,
      failure: failures[column]?.get(node.id) ?? null,
    }));
    const own = node.level === 'sub-dimension' ? proxies.filter(({ rationale }) => rationale.startsWith(`${node.id}.`)) : [];
    const said = (rationales.get(node.id) ?? []).flatMap(({ id }) => sayings.map((saying) => saying.get(id) ?? null));
    const hasSaid = said.some((one) => one !== null);
    const failed = cells.filter(({ failure }) => failure !== null);
    const expandable = node.children.length > 0 || hasSaid || own.length > 0;
    const isOpen =
      node.level === 'sub-dimension'
        ? said.some((one) => isFault(one) || one?.mark === 'open')
        : cells.some(({ score }) => score.coverage.answered > 0) || hasFailed(node, failures);
    const open = expandable ? (opened[node.id] ?? isOpen) : null;
    rows.push({ kind: 'node', key: node.id, level, parent, open, node, cells });
    if (!open) return;
    for (const { judge, failure } of failed) {
      const place = { key: `${node.id}!${judge}`, level: level + 1, parent: node.id, open: null };
      rows.push({ ...place, kind: 'failure', judge, reason: failure ?? '' });
    }
    node.children.forEach((_, index) => {
      addNode(
        nodes.flatMap(({ children }) => children[index] ?? []),
        level + 1,
        node.id,
      );
    });
    if (node.level === 'sub-dimension') addLeaves(node, own, level + 1);
  };

  for (const { verdicts } of shown) {
    const suspicions = findingsOf(taxonomy, verdicts, { passes: false }).filter(({ answer }) => answer === 'suspicion');
    for (const finding of suspicions)
      rows.push({ kind: 'suspicion', key: finding.id, level: 1, parent: null, open: null, finding });
  }
  taxonomy.stages.forEach((_, index) => {
    addNode(
      cards.flatMap((card) => card[index] ?? []),
      1,
      null,
    );
  });
  return rows;
}

/** Why dimensions could not be judged, by dimension id. */
function failuresOf(verdicts: readonly Verdict[]): Map<string, string> {
  return new Map(
    verdicts.flatMap(({ status, dimension, statusReason = '' }) =>
      status === 'failed' ? [[dimension, statusReason] as const] : [],
    ),
  );
}

function hasFailed(node: ScoredNode, failures: readonly ReadonlyMap<string, string>[]): boolean {
  return failures.some((failed) => failed.has(node.id)) || node.children.some((child) => hasFailed(child, failures));
}
