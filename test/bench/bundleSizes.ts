import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { packageExtension } from '../../src/setup/packageExtension.mjs';
import { ROOT } from '../../src/setup/places.mjs';

export interface BundleSizes {
  /** Bytes that are read before `activate` runs: the entry and the chunks it imports at once. */
  readonly activation: number;
  /** Bytes of the player page: script and style. */
  readonly webview: number;
  /** Bytes of all JavaScript and CSS in `dist/`. */
  readonly all: number;
  /** Bytes of the package. */
  readonly vsix: number;
}

function isShipped(file: string): boolean {
  return file.startsWith('dist/') && !file.endsWith('.map');
}

/** The sizes of the production build that is in `dist/`. */
export async function measureBundle(): Promise<BundleSizes> {
  const outputs: Metafile['outputs'] = JSON.parse(await readFile(join(ROOT, 'test/out/outputs.json'), 'utf8'));
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { path, kind, external } of outputs[file]?.imports ?? []) if (kind === 'import-statement' && !external) load(path);
  };
  load('dist/extension.js');
  const bytesOf = (files: Iterable<string>) => [...files].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
  const shipped = Object.keys(outputs).filter(isShipped);
  return {
    activation: bytesOf(loaded),
    webview: bytesOf(shipped.filter((file) => file.startsWith('dist/webview/'))),
    all: bytesOf(shipped),
    vsix: (await stat(await packageExtension(process.execPath))).size,
  };
}
