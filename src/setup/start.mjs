// `npm start [folder]`: installs and builds what is missing, scores the folder, and opens it in VS Code.
import { existsSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { build } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureFfmpeg } from './ffmpeg.mjs';
import { ensureNode, toolEnvironment } from './node.mjs';
import { packageExtension } from './packageExtension.mjs';
import { ROOT, TOOLCHAIN } from './places.mjs';
import { findOnPath, run, wasStopped } from './process.mjs';
import { bold, dim, runMain, SetupError } from './say.mjs';
import { serveWorkbench } from './serveWorkbench.mjs';
import { ensureVscodeServer } from './vscodeServer.mjs';

/** @returns {{ folder: string; open: boolean }} */
function parseArguments() {
  const words = process.argv.slice(2);
  const unknown = words.find((word) => word.startsWith('-') && word !== '--no-open');
  const folders = words.filter((word) => !word.startsWith('-'));
  if (unknown !== undefined || folders.length > 1) throw new SetupError('Usage: npm start [folder] [--no-open]');
  // npm runs scripts in the repository; a relative folder is meant from where the person stands.
  const from = process.env.INIT_CWD ?? process.cwd();
  const [named] = folders;
  const folder = named === undefined ? join(ROOT, 'media/samples') : isAbsolute(named) ? named : resolve(from, named);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new SetupError(`There is no folder ${folder}.`);
  // npm takes `npm start --no-open` for an option of its own and passes it on as an empty variable.
  const open = !words.includes('--no-open') && process.env.npm_config_open !== '';
  return { folder, open };
}

/**
 * @template T
 * @param {string} what
 * @param {Promise<T>} work
 */
async function announce(what, work) {
  console.log(dim(`${what} …`));
  return work;
}

/** The desktop VS Code of this machine, when somebody could see its window. */
function desktopCode() {
  const screen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return screen ? findOnPath(['code', 'code-insiders']) : null;
}

/**
 * Packages the extension and serves a workbench that has it installed, until Ctrl-C.
 * @param {string} node
 * @param {string} folder
 * @param {boolean} nativeFfmpeg
 * @returns {Promise<number>} the exit code.
 */
async function serveUntilStopped(node, folder, nativeFfmpeg) {
  const server = await announce('Installing a VS Code server from npm (once)', ensureVscodeServer(node));
  const vsix = await packageExtension(node);
  const workbench = await serveWorkbench({
    node,
    server,
    vsix,
    dataFolder: join(TOOLCHAIN, 'workbench'),
    settings: {
      'git.openRepositoryInParentFolders': 'never',
      // The package carries no ffmpeg; the checkout's WebAssembly build serves where the machine has none.
      ...(nativeFfmpeg ? {} : { 'evalverse.ffmpeg.path': join(ROOT, 'node_modules/@ffmpeg/core') }),
    },
  });
  console.log(`\n${bold('VS Code is ready:')} ${workbench.url(folder)}`);
  console.log(dim('Open this address in a browser on this machine. Ctrl-C stops it.'));
  const { code, output } = await workbench.ended;
  if (wasStopped()) return 0;
  throw new SetupError(`The VS Code server ended with code ${code}:\n${output.slice(-2000)}`);
}

await runMain(async () => {
  const { folder, open } = parseArguments();
  const node = await announce('Checking Node 24', ensureNode());
  await announce('Checking the npm packages', ensureDependencies(node));
  const { native, advice } = await announce('Checking ffmpeg', ensureFfmpeg());
  if (advice !== null) console.log(advice);
  const built = await announce('Building', build(node));
  if (built.code !== 0) throw new SetupError(built.output);

  const scored = await run(node, [join(ROOT, 'dist/cli.js'), 'score', folder], { env: toolEnvironment(node), show: 'inherit' });
  if (scored.code !== 0) return scored.code;
  if (!open) return 0;

  const code = desktopCode();
  if (code === null) return serveUntilStopped(node, folder, native);
  const opened = await run(code, [`--extensionDevelopmentPath=${ROOT}`, folder]);
  if (opened.code !== 0) throw new SetupError(`${code} did not start:\n${opened.output}`);
  console.log(`Opened ${folder} in VS Code.`);
  return 0;
});
