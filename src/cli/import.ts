import { basename, resolve } from 'node:path';
import { type ImportAccount, importFile } from '../batch/importAnnotations.ts';
import { counted } from '../core/counted.ts';
import { locateFfmpeg } from '../media/ffmpeg/location.ts';
import { openAnnotations } from '../store/annotations.ts';
import { defaultCacheFolder } from '../store/cache.ts';
import { openStore } from '../store/store.ts';
import type { ImportArguments } from './arguments.ts';
import { loadTaxonomy } from './taxonomyOption.ts';
import { printable } from './terminalText.ts';

/**
 * `evalverse import`: takes over ratings from a CSV or JSON file and prints what became of every row.
 *
 * @returns the exit code: 1 when no row could be used.
 * @throws EvalVerseError; `signal.reason` when cancelled.
 */
export async function importRatings(options: ImportArguments, signal: AbortSignal): Promise<number> {
  const folder = resolve(options.into);
  const taxonomy = await loadTaxonomy(options.taxonomy);
  const annotations = await openAnnotations(folder);
  const store = await openStore({ root: folder, cacheFolder: resolve(options.cache ?? defaultCacheFolder()) });
  const setting = options.ffmpeg ?? null;
  try {
    const ffmpeg = () => locateFfmpeg({ setting, settingPlace: 'by --ffmpeg', wasmFolders: [], signal });
    const { scale } = options;
    const account = await importFile(resolve(options.file), folder, { scale, taxonomy, store, annotations, ffmpeg, signal });
    process.stdout.write(
      options.json ? `${JSON.stringify({ schema: 1, ...account }, null, 2)}\n` : accountText(options.file, account),
    );
    return account.answers + account.scores + account.known > 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}

/** Every row that was not used, by line, and the sum. */
export function accountText(file: string, account: ImportAccount): string {
  const { problems, answers, scores, known, rows, raters, clips, unused } = account;
  const name = basename(file);
  const listed = problems.map(({ line, reason, near }) => {
    const meant = near.length === 0 ? '' : ` Did you mean ${near.map((each) => `"${each}"`).join(' or ')}?`;
    return `${name}:${line}: ${reason}${meant}`;
  });
  const taken = [
    counted(answers, 'answer'),
    counted(scores, 'score'),
    ...(known > 0 ? [`${known} that had been taken over before`] : []),
  ];
  const by = raters.length === 0 ? '' : ` Raters: ${raters.join(', ')}; ${counted(clips, 'clip')}.`;
  const sum = `Of ${counted(rows, 'row')}: ${taken.join(', ')}; ${counted(problems.length, 'row')} not used.${by}`;
  const columns = unused.length === 0 ? [] : [`Not used: ${unused.map((column) => `"${column}"`).join(', ')}.`];
  return `${[...listed, ...columns, sum].map(printable).join('\n')}\n`;
}
