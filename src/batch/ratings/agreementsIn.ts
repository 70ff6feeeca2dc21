import { type Agreement, agreementOf } from '../../core/agreement.ts';
import { leftOutSentences } from '../../core/agreementWords.ts';
import { raterScores } from '../../core/raterScores.ts';
import { skippedLines } from '../../store/journalFile.ts';
import { modelsOfClips, verdictsOfJudge } from './comparison.ts';
import type { RatedFolder } from './ratedFolder.ts';

export interface WantedAgreement {
  readonly level: 'clip' | 'model';
  readonly by: 'dimension' | 'sub-dimension';
}

/**
 * How far the raters of a folder agree, and a judge with them where one is named; one agreement for each wanted one, and sentences
 * about what was left out.
 *
 * @throws EvalVerseError `settings/invalid` when the judge answered about none of the rated clips.
 */
export async function agreementsIn(
  ratings: RatedFolder,
  judge: string | null,
  wanted: readonly WantedAgreement[],
): Promise<{ readonly agreements: readonly Agreement[]; readonly notes: readonly string[] }> {
  const { folder, taxonomy, annotations, clips, store } = ratings;
  const judged = judge === null ? null : await verdictsOfJudge(judge, clips.keys(), store);
  const models = wanted.some(({ level }) => level === 'model') ? await modelsOfClips(folder, clips) : null;
  const rated = raterScores(taxonomy, annotations.annotations(), annotations.ratings());
  const agreements = wanted.map(({ level, by }) =>
    agreementOf({ taxonomy, rated, judged, by, modelOf: level === 'model' ? (models?.modelOf ?? null) : null }),
  );
  const fingerprints = new Set([...(judged?.values() ?? [])].flatMap((own) => own.map((verdict) => verdict.judge.fingerprint)));
  const notes = [
    ...new Set(agreements.flatMap(leftOutSentences)),
    ...(fingerprints.size > 1
      ? [`The answers are of ${fingerprints.size} versions of the judge; score again to have them of one.`]
      : []),
    ...(models?.notes ?? []),
    ...skippedLines(annotations.problems()),
  ];
  return { agreements, notes };
}
