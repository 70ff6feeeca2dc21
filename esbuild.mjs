import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, context } from 'esbuild';

const { values: flags } = parseArgs({ options: { watch: { type: 'boolean' }, production: { type: 'boolean' } } });
const root = import.meta.dirname;

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
  entryPoints: {
    extension: 'src/extension/extension.ts',
    cli: 'src/cli/main.ts',
    analysisWorker: 'src/media/analysis/worker.ts',
    ffmpegWasmWorker: 'src/media/ffmpeg/wasmWorker.ts',
    facesWorker: 'src/media/faces/worker.ts',
    ratingsWorker: 'src/batch/ratings/worker.ts',
  },
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
  entryPoints: { player: 'webview/player/main.tsx', board: 'webview/board/main.tsx', compare: 'webview/compare/main.tsx' },
  outdir: 'dist/webview',
};

/** @type {import('esbuild').BuildOptions} */
const hostTests = {
  ...common,
  platform: 'node',
  target: 'node24',
  minify: false,
  entryPoints: { host: 'test/host/index.ts', activationProbe: 'test/bench/activationProbe.ts' },
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

/** @param {string} file */
function isShipped(file) {
  return file.startsWith('dist/');
}

/**
 * The licences of the packages that went into these files.
 * @param {readonly string[]} files
 * @param {Record<string, import('esbuild').Metafile['outputs'][string]>} outputs
 */
async function noticesOf(files, outputs) {
  const inputs = files.flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}));
  const packages = inputs.flatMap((input) => input.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []);
  const notices = [];
  for (const name of [...new Set([...packages, '@vscode/codicons'])].sort()) {
    const folder = join(root, 'node_modules', name);
    const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? '' : await readFile(join(folder, file), 'utf8');
    notices.push(`${name} ${version}${license ? ` (${license})` : ''}\n\n${text.trim()}\n`);
  }
  return notices.join(`\n${'-'.repeat(80)}\n\n`);
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
  await writeFile(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), await noticesOf(Object.keys(outputs).filter(isShipped), outputs));
  await removeOldChunks(outputs);
  await mkdir(join(root, 'test/out'), { recursive: true });
  await writeFile(join(root, 'test/out/outputs.json'), JSON.stringify(outputs, null, 2));
}
