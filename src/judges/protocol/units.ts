import type { Dimension, Rationale, SubDimension } from '../../core/taxonomy/model.ts';

/** How much one call answers. `economy`: an aspect; `standard`: a dimension; `thorough`: a sub-dimension. */
export type JudgingMode = 'economy' | 'standard' | 'thorough';

/** A sub-dimension with those of its rationales that are asked. */
export interface AskedSubDimension {
  readonly dimension: Dimension;
  readonly subDimension: SubDimension;
  /** At least one. */
  readonly rationales: readonly Rationale[];
}

/** What one call answers: at least one sub-dimension, ordered by id, because servers that sort keys then change nothing. */
export type QuestionUnit = readonly AskedSubDimension[];

/** The last segment of a full id. */
export function lastSegment(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}

function groupKey({ dimension, subDimension }: AskedSubDimension, mode: JudgingMode): string {
  if (mode === 'thorough') return subDimension.id;
  return mode === 'standard' ? dimension.id : dimension.id.slice(0, Math.max(0, dimension.id.lastIndexOf('.')));
}

function byId<T>(idOf: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => (idOf(a) < idOf(b) ? -1 : 1);
}

/** The units of a mode, in the order of their first sub-dimension. */
export function unitsOf(asked: readonly AskedSubDimension[], mode: JudgingMode): QuestionUnit[] {
  return [...Map.groupBy(asked, (sub) => groupKey(sub, mode)).values()].map((subs) =>
    subs.toSorted(byId(({ subDimension }) => subDimension.id)),
  );
}

/** The dimensions that a unit answers, each once. */
export function dimensionsOfUnit(unit: QuestionUnit): Dimension[] {
  return [...new Map(unit.map(({ dimension }) => [dimension.id, dimension])).values()];
}

/** The next smaller units of an answer that came out too long: its dimensions, else its sub-dimensions; `null` when it is one. */
export function splitUnit(unit: QuestionUnit): QuestionUnit[] | null {
  if (unit.length < 2) return null;
  return unitsOf(unit, dimensionsOfUnit(unit).length > 1 ? 'standard' : 'thorough');
}

/** Every rationale that a unit asks, in the order in which it is answered. */
export function rationalesOfUnit(unit: QuestionUnit): Rationale[] {
  return unit.flatMap(({ rationales }) => rationales);
}
