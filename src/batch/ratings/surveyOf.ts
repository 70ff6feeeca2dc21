import type { ScoringJudge } from '../../core/calibration/shownScore.ts';
import { clipVerdicts } from '../../core/review.ts';
import type { Verdict } from '../../core/verdict.ts';
import type { RatedFolder } from './ratedFolder.ts';

/** What of a folder there is to compare. */
export interface RatingsSurvey {
  /** How many clips anybody rated. */
  readonly clips: number;
  readonly raters: number;
  /** Whose answers there are about rated clips as wholes; those about most first. */
  readonly judges: readonly SurveyedJudge[];
}

/** A judge as it answered last. */
export interface SurveyedJudge extends ScoringJudge {
  /** Of how many rated clips there are answers. */
  readonly clips: number;
}

export async function surveyOf({ annotations, clips, store }: RatedFolder): Promise<RatingsSurvey> {
  const judges = new Map<string, { clips: number; youngest: Verdict }>();
  for (const hash of clips.keys()) {
    const answered = clipVerdicts(await store.reviewOf(hash)).filter(({ status }) => status === 'answered');
    for (const [id, verdicts] of Map.groupBy(answered, ({ judge }) => judge.id)) {
      const known = judges.get(id);
      const youngest = [...(known ? [known.youngest] : []), ...verdicts].reduce((a, b) =>
        Date.parse(b.createdAt) > Date.parse(a.createdAt) ? b : a,
      );
      judges.set(id, { clips: (known?.clips ?? 0) + 1, youngest });
    }
  }
  return {
    clips: clips.size,
    raters: annotations.raters().length,
    judges: Array.from(judges, ([id, { clips: count, youngest }]) => ({
      id,
      clips: count,
      fingerprint: youngest.judge.fingerprint,
      versions: youngest.model?.versions ?? [],
    })).sort((a, b) => b.clips - a.clips),
  };
}
