/** What a judge and the experts said of one dimension of one clip, both 0…1. */
export interface LabelledScore {
  readonly clip: string;
  /** Clips of one prompt or source share a group: they never stand on both sides of a split. */
  readonly group: string;
  /** The judge's score before calibration. */
  readonly raw: number;
  /** Mean of the experts who rated the clip. */
  readonly expert: number;
}

/**
 * @throws RangeError when a score lies outside 0…1 or a clip stands there twice.
 */
export function requireLabelled(labels: readonly LabelledScore[]): void {
  const clips = new Set<string>();
  for (const { clip, raw, expert } of labels) {
    if (clips.has(clip)) throw new RangeError('a clip is labelled twice in one dimension');
    clips.add(clip);
    for (const score of [raw, expert]) if (!(score >= 0 && score <= 1)) throw new RangeError(`score ${score} outside 0…1`);
  }
}
