import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EvalVerseError, userMessageOf } from '../core/errors.ts';
import { type Exemplar, exemplarProblems, exemplarsFileSchema } from '../core/exemplar.ts';
import type { Taxonomy } from '../core/taxonomy/model.ts';
import { fileErrorCode } from './fileErrors.ts';

/**
 * The exemplars that experts left in a folder; none where there is no file. One that cannot be used keeps a model from being asked:
 * without it, it would answer as another judge.
 *
 * @param root the folder that holds `.evalverse`.
 * @throws EvalVerseError `settings/invalid`.
 */
export async function readExemplars(root: string, taxonomy: Taxonomy): Promise<readonly Exemplar[]> {
  const file = join(root, '.evalverse', 'exemplars.json');
  const unusable = (why: string, cause?: unknown) =>
    new EvalVerseError('settings/invalid', `${file} cannot be used: ${why} Mend or remove it.`, { cause });
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return [];
    throw unusable(`${userMessageOf(error)}.`, error);
  }
  const parsed = exemplarsFileSchema.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unusable(`${issue?.path.join('.') || 'the content'}: ${issue?.message ?? 'unknown shape'}.`);
  }
  const { exemplars } = parsed.data;
  const [problem] = exemplarProblems(taxonomy, exemplars);
  if (problem !== undefined) throw unusable(problem);
  return exemplars;
}
