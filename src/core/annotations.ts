import type { Annotation, Rating } from './annotation.ts';
import { rangeKey } from './review.ts';

/** What a word is about, apart from who said it when. */
export type AnnotationPlace = Pick<Annotation, 'rater' | 'range' | 'rationale'> & { readonly clip: { readonly hash: string } };

function placeKey({ rater, clip, range, rationale }: AnnotationPlace): string {
  return JSON.stringify([rater, clip.hash, rangeKey(range), rationale]);
}

/** Oldest first; of the same moment as they stand in the file. */
export function inTime<Line extends { readonly createdAt: string }>(lines: readonly Line[]): readonly Line[] {
  const times = Float64Array.from(lines, ({ createdAt }) => Date.parse(createdAt));
  const timeAt = (index: number) => times[index] ?? 0;
  // What was imported at once stands in order already.
  if (times.every((time, index) => index === 0 || time >= timeAt(index - 1))) return lines;
  return [...lines.keys()].sort((a, b) => timeAt(a) - timeAt(b)).flatMap((index) => lines[index] ?? []);
}

/** Takes back all that the rater said there: a `null` that is no word about a finding. */
function takesBack({ answer, about }: Annotation): boolean {
  return answer === null && about === undefined;
}

/**
 * The answers that count: of each rater the last one about each range and rationale of each clip. A word about a finding that gives
 * no answer leaves the rater's own answer as it was.
 *
 * @param annotations in the order of their files.
 */
export function currentAnnotations(
  annotations: readonly Annotation[],
): (Annotation & { answer: NonNullable<Annotation['answer']> })[] {
  const current = new Map<string, Annotation & { answer: NonNullable<Annotation['answer']> }>();
  for (const annotation of inTime(annotations)) {
    const { answer } = annotation;
    if (answer !== null) current.set(placeKey(annotation), { ...annotation, answer });
    else if (takesBack(annotation)) current.delete(placeKey(annotation));
  }
  return [...current.values()];
}

/** All that one rater said about one range and rationale of one clip, oldest first: the history of a change of mind. */
export function annotationHistory(annotations: readonly Annotation[], place: AnnotationPlace): Annotation[] {
  const key = placeKey(place);
  return [...inTime(annotations.filter((annotation) => placeKey(annotation) === key))];
}

/**
 * What raters think of findings: of each rater the last word about what each judge found on each range and rationale of each clip,
 * unless it was taken back.
 */
export function currentStances(annotations: readonly Annotation[]): (Annotation & { about: NonNullable<Annotation['about']> })[] {
  type Stance = Annotation & { about: NonNullable<Annotation['about']> };
  const current = new Map<string, Map<string, Stance>>();
  for (const annotation of inTime(annotations)) {
    const key = placeKey(annotation);
    const { about } = annotation;
    if (about !== undefined) {
      const byJudge = current.get(key) ?? new Map<string, Stance>();
      current.set(key, byJudge.set(about.judge, { ...annotation, about }));
    } else if (takesBack(annotation)) current.delete(key);
  }
  return [...current.values()].flatMap((byJudge) => [...byJudge.values()]);
}

/** The words by which raters suppress what a judge found; a finding with the clip, rationale and judge of one is not to be shown. */
export function suppressions(annotations: readonly Annotation[]): ReturnType<typeof currentStances> {
  return currentStances(annotations).filter(({ about }) => about.stance === 'suppress');
}

/** The scores that count: of each rater the last one about each range and subject of each clip, unless it was taken back. */
export function currentRatings(ratings: readonly Rating[]): (Rating & { score: number })[] {
  // Maps in maps: a key joined of all four names is dear when there are a million ratings.
  const current = new Map<string, Map<string, Map<string, Map<string, number>>>>();
  const kept: ((Rating & { score: number }) | undefined)[] = [];
  for (const rating of inTime(ratings)) {
    const ofRater = entry(current, rating.rater, () => new Map());
    const ofClip = entry(ofRater, rating.clip.hash, () => new Map());
    const places = entry(ofClip, rangeKey(rating.range), () => new Map<string, number>());
    const place = places.get(rating.subject) ?? kept.length;
    if (isScored(rating)) {
      places.set(rating.subject, place);
      kept[place] = rating;
    } else if (places.delete(rating.subject)) kept[place] = undefined;
  }
  return kept.filter((rating) => rating !== undefined);
}

function isScored(rating: Rating): rating is Rating & { score: number } {
  return rating.score !== null;
}

function entry<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  const held = map.get(key) ?? create();
  map.set(key, held);
  return held;
}
