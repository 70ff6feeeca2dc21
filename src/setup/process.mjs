import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

const windows = process.platform === 'win32';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Ends a child and everything it started.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function end(child, signal) {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    if (windows) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    else process.kill(-child.pid, signal);
  } catch {
    // It ended by itself between the check and the call.
  }
}

/** @param {NodeJS.Signals} signal */
function endAll(signal) {
  for (const child of running) end(child, signal);
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => {
    endAll('SIGTERM');
    // A moment to end by themselves; the exit handler kills what is left.
    setTimeout(() => process.exit(130), 500);
  });
}
process.once('exit', () => endAll('SIGKILL'));

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {'print' | 'inherit'} [show] `print` the output as it comes, besides collecting it; `inherit` the terminal, collecting
 *   nothing. Without it the output is only collected.
 * @property {number} [timeoutSeconds]
 */

/**
 * Runs a program to its end, with no standard input, in a process group of its own.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number; output: string }>} never rejects: a program that cannot be started has code 127.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    // Windows starts .cmd files only through a shell; the arguments passed here are our own words.
    const shell = windows && /\.(cmd|bat)$/i.test(command);
    const child = spawn(shell ? `"${command}"` : command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.show === 'inherit' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      detached: !windows,
      shell,
    });
    running.add(child);
    let output = '';
    const timer =
      options.timeoutSeconds === undefined
        ? undefined
        : setTimeout(() => {
            output += `\nstopped after ${options.timeoutSeconds} s`;
            end(child, 'SIGKILL');
          }, options.timeoutSeconds * 1000);
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (chunk) => {
        output += chunk;
        if (options.show === 'print') process.stdout.write(chunk);
      });
    }
    child.once('error', (error) => {
      output += String(error);
      finish(127);
    });
    child.once('close', (code) => finish(code ?? 1));
  });
}

/** @param {string} file */
export function isFile(file) {
  return existsSync(file) && statSync(file).isFile();
}

/**
 * The first of these programs that PATH holds.
 * @param {readonly string[]} names without `.exe`.
 * @returns {string | null} its absolute path.
 */
export function findOnPath(names) {
  const endings = windows ? ['.exe', '.cmd', '.bat'] : [''];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const name of names) {
    for (const folder of folders) {
      for (const ending of endings) {
        const file = join(folder, name + ending);
        if (isFile(file)) return file;
      }
    }
  }
  return null;
}

/** The environment without what an outer `npm run` put there about its own package. */
function npmEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|INIT_CWD$)/.test(name),
    ),
  );
}

/**
 * Runs npm with the Node it came with: the machine's own npm is always one that its Node can run.
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export function npm(args, cwd) {
  const node = dirname(process.execPath);
  const cli = [
    process.env.npm_execpath ?? '',
    join(node, 'node_modules/npm/bin/npm-cli.js'),
    join(node, '../lib/node_modules/npm/bin/npm-cli.js'),
  ].find((file) => /npm-cli\.js$/.test(file) && isFile(file));
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const options = { cwd, env: npmEnvironment() };
  if (cli) return run(process.execPath, [cli, ...args, ...quiet], options);
  return run(findOnPath(['npm']) ?? 'npm', [...args, ...quiet], options);
}
