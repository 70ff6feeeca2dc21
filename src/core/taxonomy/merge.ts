import * as z from 'zod';
import { type Aspect, type Dimension, type Rationale, rationaleSchema, type SubDimension, type Taxonomy } from './model.ts';
import type { AspectOverride, DimensionOverride, RationaleOverride, SubDimensionOverride } from './override.ts';

/** Where in a JSON document: property names and array positions from the root. */
export type JsonPath = readonly (string | number)[];

/** Takes what is wrong with the entry at a place, as one sentence. */
export type ReportProblem = (at: JsonPath, message: string) => void;

type Kind = 'aspect' | 'dimension' | 'sub-dimension' | 'rationale';

/** One entry of an override, with its full id, its place in the file and what the taxonomy holds under that id. */
interface Change<Held, Given> {
  readonly id: string;
  readonly held: Held | null;
  readonly given: Given;
  readonly at: JsonPath;
}

/** What the entries of one list share: their kind, the full id of their parent, and the place of the list in the file. */
interface Siblings {
  readonly kind: Kind;
  readonly parent: string;
  readonly at: JsonPath;
}

/** Turns a change into the new node, or into `null` when it reported a problem. */
type Merge<Held, Given> = (change: Change<Held, Given>, report: ReportProblem) => Held | null;

const rationaleFields = z.object(rationaleSchema.shape).omit({ id: true });
const parentFields = z.object({ title: z.string(), definition: z.string() });

/**
 * The taxonomy with one override applied, by the rules told at `extendTaxonomy`. Where `report` was called, the result is
 * incomplete and not to be used.
 */
export function mergeOverride(taxonomy: Taxonomy, given: AspectOverride, report: ReportProblem): Taxonomy {
  const home = taxonomy.stages.find((stage) => stage.aspects.some((aspect) => aspect.id === given.id));
  if (given.omit) {
    if (!home) report(['id'], `There is no aspect "${given.id}" to leave out.`);
  } else if (home && given.stage && given.stage !== home.id) {
    report(['stage'], `An aspect keeps its stage: "${given.id}" belongs to "${home.id}".`);
  }
  const target = home?.id ?? given.stage;
  const held = home?.aspects.find((aspect) => aspect.id === given.id) ?? null;
  const merged = given.omit ? null : mergeAspect({ id: given.id, held, given, at: [] }, report);
  return withoutEmptyParents({
    ...taxonomy,
    stages: taxonomy.stages.map((stage) => {
      if (stage.id !== target) return stage;
      if (!held) return { ...stage, aspects: merged ? [...stage.aspects, merged] : stage.aspects };
      return { ...stage, aspects: stage.aspects.flatMap((aspect) => (aspect === held ? (merged ?? []) : aspect)) };
    }),
  });
}

function mergeAspect(change: Change<Aspect, AspectOverride>, report: ReportProblem): Aspect | null {
  const { id, held, given, at } = change;
  const own = mergeParent(change, { kind: 'aspect', required: { stage: given.stage, dimensions: given.dimensions } }, report);
  const place: Siblings = { kind: 'dimension', parent: id, at: [...at, 'dimensions'] };
  return own && { ...own, dimensions: mergeList(place, held?.dimensions ?? [], given.dimensions ?? [], report, mergeDimension) };
}

function mergeDimension(change: Change<Dimension, DimensionOverride>, report: ReportProblem): Dimension | null {
  const { id, held, given, at } = change;
  const own = mergeParent(change, { kind: 'dimension', required: { subDimensions: given.subDimensions } }, report);
  const place: Siblings = { kind: 'sub-dimension', parent: id, at: [...at, 'subDimensions'] };
  return (
    own && {
      ...own,
      subDimensions: mergeList(place, held?.subDimensions ?? [], given.subDimensions ?? [], report, mergeSubDimension),
    }
  );
}

function mergeSubDimension(change: Change<SubDimension, SubDimensionOverride>, report: ReportProblem): SubDimension | null {
  const { id, held, given, at } = change;
  const own = mergeParent(change, { kind: 'sub-dimension', required: { rationales: given.rationales } }, report);
  const place: Siblings = { kind: 'rationale', parent: id, at: [...at, 'rationales'] };
  return own && { ...own, rationales: mergeList(place, held?.rationales ?? [], given.rationales ?? [], report, mergeRationale) };
}

function mergeRationale({ id, held, given, at }: Change<Rationale, RationaleOverride>, report: ReportProblem): Rationale | null {
  const measurable = held?.measurable ?? 'none';
  if (given.measurable !== undefined && given.measurable !== measurable) {
    report([...at, 'measurable'], `What can be measured is not for a file to change: "${id}" is "${measurable}".`);
    return null;
  }
  const fields = rationaleFields.safeParse({ measurable, ...held, ...given });
  if (fields.success) return { id, ...fields.data };
  reportIncomplete('rationale', id, missingFrom(fields.error), at, report);
  return null;
}

/** The id, title and definition of a node with children. A new one also needs every field of `required`, lists not empty. */
function mergeParent<Held extends object, Given extends object>(
  { id, held, given, at }: Change<Held, Given>,
  { kind, required }: { kind: Kind; required: Readonly<Record<string, string | readonly unknown[] | undefined>> },
  report: ReportProblem,
): { id: string; title: string; definition: string } | null {
  const fields = parentFields.safeParse({ ...held, ...given });
  const missing = fields.success ? [] : missingFrom(fields.error);
  if (!held) missing.push(...Object.keys(required).filter((key) => !required[key]?.length));
  if (fields.success && missing.length === 0) return { id, ...fields.data };
  reportIncomplete(kind, id, missing, at, report);
  return null;
}

/** `held` with the entries of one list applied. */
function mergeList<Held extends { readonly id: string }, Given extends { readonly id: string; readonly omit?: true | undefined }>(
  { kind, parent, at }: Siblings,
  held: readonly Held[],
  given: readonly Given[],
  report: ReportProblem,
  merge: Merge<Held, Given>,
): Held[] {
  const result = new Map(held.map((node) => [node.id, node]));
  const seen = new Set<string>();
  for (const [position, entry] of given.entries()) {
    const id = `${parent}.${entry.id}`;
    const entryAt = [...at, position];
    const known = result.get(id) ?? null;
    if (seen.has(id)) report([...entryAt, 'id'], `The ${kind} "${id}" is already in this list.`);
    else if (!entry.omit) {
      const merged = merge({ id, held: known, given: entry, at: entryAt }, report);
      if (merged) result.set(id, merged);
    } else if (!result.delete(id)) report([...entryAt, 'id'], `There is no ${kind} "${id}" to leave out.`);
    seen.add(id);
  }
  return [...result.values()];
}

function missingFrom(error: z.ZodError): string[] {
  return error.issues.map((issue) => String(issue.path[0]));
}

function reportIncomplete(kind: Kind, id: string, missing: readonly string[], at: JsonPath, report: ReportProblem): void {
  const fields = missing.map((field) => `"${field}"`).join(', ');
  report([...at, 'id'], `There is no ${kind} "${id}" to change; to add it, give ${fields} too.`);
}

function withoutEmptyParents(taxonomy: Taxonomy): Taxonomy {
  return {
    ...taxonomy,
    stages: taxonomy.stages.map((stage) => ({
      ...stage,
      aspects: stage.aspects
        .map((aspect) => ({
          ...aspect,
          dimensions: aspect.dimensions
            .map((dimension) => ({
              ...dimension,
              subDimensions: dimension.subDimensions.filter((sub) => sub.rationales.length > 0),
            }))
            .filter((dimension) => dimension.subDimensions.length > 0),
        }))
        .filter((aspect) => aspect.dimensions.length > 0),
    })),
  };
}
