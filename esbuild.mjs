import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, context } from 'esbuild';

const { values: flags } = parseArgs({ options: { watch: { type: 'boolean' }, production: { type: 'boolean' } } });
const root = import.meta.dirname;

/**
 * Rooms that are still empty have no entry yet.
 * @param {Record<string, string>} entries
 */
const existing = (entries) => Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file))));

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  sourcemap: true,
  minify: flags.production ?? false,
  metafile: true,
  logLevel: 'warning',
  legalComments: 'none',
  loader: { '.css': 'css', '.ttf': 'file' },
  // fluent-ffmpeg picks between its sources and an instrumented copy that is not in its package.
  define: { 'process.env.FLUENTFFMPEG_COV': '""' },
};

/** @type {import('esbuild').BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  target: 'node24',
  entryPoints: existing({
    extension: 'src/extension/extension.ts',
    cli: 'src/cli/main.ts',
    analysisWorker: 'src/media/analysis/worker.ts',
    ffmpegWasmWorker: 'src/media/ffmpeg/wasmWorker.ts',
  }),
  outdir: 'dist',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  // jsonc-parser's CommonJS build requires its parts in a way no bundler can follow; its ES build is plain.
  mainFields: ['module', 'main'],
  external: ['vscode', '@ffmpeg/core'],
  // CommonJS dependencies use what an ES module does not have: require(), __dirname and __filename.
  banner: {
    js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url), __dirname = import.meta.dirname, __filename = import.meta.filename;",
  },
};

/** @type {import('esbuild').BuildOptions} */
const webview = {
  ...common,
  platform: 'browser',
  target: 'chrome138',
  entryPoints: existing({ player: 'webview/player/main.tsx' }),
  outdir: 'dist/webview',
};

/** @type {import('esbuild').BuildOptions} */
const hostTests = {
  ...common,
  platform: 'node',
  target: 'node24',
  minify: false,
  entryPoints: existing({ host: 'test/host/index.ts', activationProbe: 'test/bench/activationProbe.ts' }),
  outdir: 'test/out',
  packages: 'external',
  external: ['vscode'],
};

async function copyCodicons() {
  const source = join(dirname(createRequire(import.meta.url).resolve('@vscode/codicons/package.json')), 'dist');
  const target = join(root, 'dist/webview');
  await mkdir(target, { recursive: true });
  for (const file of ['codicon.css', 'codicon.ttf']) await cp(join(source, file), join(target, file));
}

/**
 * Chunk names carry a hash of their content, so each build leaves the chunks of the last one behind.
 * @param {Record<string, unknown>} outputs
 */
async function removeOldChunks(outputs) {
  const folder = join(root, 'dist/chunks');
  for (const file of existsSync(folder) ? await readdir(folder) : []) {
    if (!(`dist/chunks/${file}` in outputs)) await rm(join(folder, file), { force: true });
  }
}

const bundles = [node, webview, hostTests];
await copyCodicons();
if (flags.watch) {
  for (const options of bundles) await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  const results = await Promise.all(bundles.map((options) => build(options))).catch(() => {
    // esbuild has printed every error with its place.
    process.exit(1);
  });
  const outputs = Object.assign({}, ...results.map((result) => result.metafile?.outputs));
  await removeOldChunks(outputs);
  await mkdir(join(root, 'test/out'), { recursive: true });
  await writeFile(join(root, 'test/out/outputs.json'), JSON.stringify(outputs, null, 2));
}
