import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

const windows = process.platform === 'win32';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Signals a child and everything it started.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (windows) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    else process.kill(-child.pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}

let stopped = false;

/** True once the person at the terminal (or the system) has asked this process to end. */
export const wasStopped = () => stopped;

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => {
    stopped = true;
    for (const child of running) signalGroup(child, 'SIGTERM');
    // A moment to end by themselves; the exit handler kills what is left.
    setTimeout(() => process.exit(130), 500);
  });
}
process.once('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});

/**
 * @typedef {object} LaunchOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {'inherit'} [show] write to the terminal; without it the output is collected.
 */

/**
 * Starts a program in a process group of its own, with no standard input. It ends when this process does.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {LaunchOptions} [options]
 */
export function launch(command, args, options = {}) {
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
  /** @type {Set<() => void>} */
  const listeners = new Set();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (chunk) => {
      output += chunk;
      for (const listener of listeners) listener();
    });
  }
  /** Never rejects: a program that cannot be started has code 127. */
  /** @type {Promise<{ code: number; output: string }>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 127, output: `${output}${error}` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  }).finally(() => running.delete(child));

  return {
    ended,
    output: () => output,
    /**
     * The first match of a pattern in the output.
     * @param {RegExp} pattern
     * @param {number} timeoutSeconds
     * @returns {Promise<RegExpExecArray>}
     */
    async printed(pattern, timeoutSeconds) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output);
          if (match) settle(() => resolve(match));
        };
        /** @param {string} why */
        const fail = (why) => settle(() => reject(new Error(`${command} ${why}:\n${output}`)));
        const timer = setTimeout(() => fail(`did not print ${pattern} within ${timeoutSeconds} s`), timeoutSeconds * 1000);
        /** @param {() => void} then */
        const settle = (then) => {
          clearTimeout(timer);
          listeners.delete(look);
          then();
        };
        listeners.add(look);
        void ended.then(({ code }) => fail(`ended with code ${code}`));
        look();
      });
    },
    /** Ends it with all it started, by force after three seconds. */
    async stop() {
      signalGroup(child, 'SIGTERM');
      /** @type {NodeJS.Timeout | undefined} */
      let timer;
      await Promise.race([ended, new Promise((resolve) => (timer = setTimeout(resolve, 3000)))]);
      clearTimeout(timer);
      // Also when the program itself has ended: it may have left children behind.
      signalGroup(child, 'SIGKILL');
      await ended;
    },
  };
}

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {LaunchOptions & { timeoutSeconds?: number }} [options]
 * @returns {Promise<{ code: number; output: string }>} never rejects.
 */
export async function run(command, args, options = {}) {
  const program = launch(command, args, options);
  if (options.timeoutSeconds === undefined) return program.ended;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void program.stop();
  }, options.timeoutSeconds * 1000);
  const { code, output } = await program.ended;
  clearTimeout(timer);
  return late ? { code: 1, output: `${output}\nstopped after ${options.timeoutSeconds} s` } : { code, output };
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
 * Runs the npm of this machine, with install scripts off: nothing here needs one.
 * @param {string} node the Node that runs it.
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export function npm(node, args, cwd) {
  const here = dirname(process.execPath);
  const cli = [
    process.env.npm_execpath ?? '',
    join(here, 'node_modules/npm/bin/npm-cli.js'),
    join(here, '../lib/node_modules/npm/bin/npm-cli.js'),
  ].find((file) => /npm-cli\.js$/.test(file) && isFile(file));
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const env = npmEnvironment();
  if (cli) return run(node, [cli, ...args, ...quiet], { cwd, env });
  return run(findOnPath(['npm']) ?? 'npm', [...args, ...quiet], { cwd, env: { ...env, ...pathWith(node, env) } });
}

/**
 * PATH with a Node in front, under the name it has in this environment (`Path` on Windows).
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
export function pathWith(node, env) {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { [name]: `${dirname(node)}${delimiter}${env[name] ?? ''}` };
}
