import { resolve } from 'node:path';
import { accountLines } from '../batch/importAccount.ts';
import { importFile } from '../batch/importAnnotations.ts';
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
      options.json
        ? `${JSON.stringify({ schema: 1, ...account }, null, 2)}\n`
        : `${accountLines(options.file, account).map(printable).join('\n')}\n`,
    );
    return account.answers + account.scores + account.known > 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}
