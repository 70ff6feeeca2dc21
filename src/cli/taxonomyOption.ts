import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EvalVerseError, userMessageOf } from '../core/errors.ts';
import { builtinTaxonomy } from '../core/taxonomy/builtin.ts';
import { extendTaxonomy, type TaxonomyFile } from '../core/taxonomy/extend.ts';
import type { Taxonomy } from '../core/taxonomy/model.ts';

/**
 * The built-in taxonomy with the changes of one file, or of every `.json` file in a folder (by name).
 *
 * @throws EvalVerseError `taxonomy/invalid` that names file, line and column of each problem.
 */
export async function loadTaxonomy(path: string | undefined): Promise<Taxonomy> {
  if (path === undefined) return builtinTaxonomy();
  let files: TaxonomyFile[];
  try {
    files = await readFiles(resolve(path));
  } catch (error) {
    throw new EvalVerseError('taxonomy/invalid', `The taxonomy ${path} cannot be read: ${userMessageOf(error)}.`, {
      cause: error,
    });
  }
  if (files.length === 0) throw new EvalVerseError('taxonomy/invalid', `The folder ${path} holds no .json file.`);
  const { taxonomy, problems } = extendTaxonomy(builtinTaxonomy(), files);
  if (problems.length === 0) return taxonomy;
  const places = problems.map(({ path: file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  throw new EvalVerseError('taxonomy/invalid', `The taxonomy cannot be used:\n${places.join('\n')}`);
}

async function readFiles(path: string): Promise<TaxonomyFile[]> {
  const paths = (await stat(path)).isDirectory()
    ? (await readdir(path))
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => join(path, name))
    : [path];
  return Promise.all(paths.map(async (file) => ({ path: file, text: await readFile(file, 'utf8') })));
}
