import { type ChildProcess, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { EvalVerseError } from '../../core/errors.ts';
import { keepTail, splitLines } from './lines.ts';

/** How long a process may take to end by itself after it was told to, in milliseconds. */
const GRACE = 1500;
/** Characters of standard error that are kept. */
const STDERR_TAIL = 8192;

export interface ProcessRequest {
  readonly args: readonly string[];
  /**
   * One reader per pipe: the first reads standard output, the others file descriptors 3, 4, … A chunk is valid during the call only.
   */
  readonly readers: readonly ((chunk: Uint8Array) => void)[];
  readonly signal?: AbortSignal | undefined;
  /** Run below normal priority, so that editing stays smooth. */
  readonly background: boolean;
}

/** Processes that still run; a host that exits in good order takes them along. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) killTree(child, 'SIGKILL');
});

let watcher: (running: number[]) => void = () => undefined;

/** Calls `onChange` with the ids of the processes that run, whenever one begins or ends: whoever outlives this thread can end them. */
export function watchPrograms(onChange: (running: number[]) => void): void {
  watcher = onChange;
}

function tellRunning(): void {
  watcher([...running].flatMap(({ pid }) => pid ?? []));
}

/** The file descriptor that reader `index` of a request reads. */
export function descriptorOf(index: number): number {
  return index === 0 ? 1 : index + 2;
}

/**
 * Runs an executable without a shell and settles when it is gone and its pipes are closed.
 *
 * @returns the end of its standard error.
 * @throws the signal's reason on abort; what a reader threw; `ffmpeg/missing` or `ffmpeg/unusable` when it does not start;
 *   `ffmpeg/failed` (cause: the end of its standard error) when it ends badly.
 */
export function runProcess(executable: string, request: ProcessRequest): Promise<string> {
  const { args, readers, signal, background } = request;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const child = spawn(executable, args, {
      stdio: ['ignore', readers.length > 0 ? 'pipe' : 'ignore', 'pipe', ...readers.slice(1).map(() => 'pipe' as const)],
      // A folder that surely exists and holds the program's own libraries, never a workspace.
      cwd: dirname(executable),
      env: childEnvironment(),
      windowsHide: true,
      // A group of its own, so that a program that another one started (a wrapper script) ends with it.
      detached: process.platform !== 'win32',
    });
    running.add(child);
    tellRunning();
    // The types leave open which end of a pipe is ours; it is the one that reads.
    const pipes = readers.map((_, index) => child.stdio[descriptorOf(index)] as Readable | null | undefined);
    const stderr = keepTail(STDERR_TAIL);
    let failure: { readonly reason: unknown } | null = null;
    let killTimer: NodeJS.Timeout | undefined;

    // A writer blocked on a full pipe only sees SIGTERM's flag once the write returns: closing our end makes it return.
    const stop = (reason: unknown): void => {
      if (failure) return;
      failure = { reason };
      for (const pipe of pipes) pipe?.destroy();
      killTree(child, 'SIGTERM');
      killTimer = setTimeout(() => killTree(child, 'SIGKILL'), GRACE);
    };
    const onAbort = (): void => stop(signal?.reason);
    const settle = (act: () => void): void => {
      clearTimeout(killTimer);
      signal?.removeEventListener('abort', onAbort);
      running.delete(child);
      tellRunning();
      act();
    };

    signal?.addEventListener('abort', onAbort, { once: true });
    for (const [index, pipe] of pipes.entries()) {
      pipe?.on('error', stop);
      pipe?.on('data', (chunk: Buffer) => {
        if (failure) return;
        try {
          readers[index]?.(chunk);
          release(chunk);
        } catch (error) {
          stop(error);
        }
      });
    }
    child.stderr?.setEncoding('utf8').on('data', stderr.push);
    child.once('spawn', () => {
      if (background) lowerPriority(child.pid);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      // With a process id this is a failed kill: the process ends, or the kill timer repeats it.
      if (child.pid === undefined) settle(() => reject(failure ? failure.reason : startError(executable, error)));
    });
    child.once('close', (code, killedBy) =>
      settle(() => {
        if (failure) reject(failure.reason);
        else if (code === 0) resolve(stderr.text());
        else reject(exitError(executable, code ?? killedBy, stderr.text()));
      }),
    );
  });
}

/** Everything an executable prints on standard output, as lines. For short texts such as `-version`. */
export async function readLines(executable: string, args: readonly string[], signal?: AbortSignal): Promise<string[]> {
  const lines: string[] = [];
  const splitter = splitLines((line) => lines.push(line));
  await runProcess(executable, { args, readers: [splitter.push], signal, background: false });
  splitter.end();
  return lines;
}

/** Frees a chunk that has been read: pictures would fill the memory before the collector sees what became of them. */
function release({ buffer, byteLength }: Buffer): void {
  // Small chunks can share a buffer.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

/** FFREPORT would make every run write a log file beside the program; forced colours would end up in messages. */
function childEnvironment(): NodeJS.ProcessEnv {
  const { FFREPORT: _report, AV_LOG_FORCE_COLOR: _color, ...environment } = process.env;
  return environment;
}

/** Ends a process with all that it started. */
function killTree(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32')
      spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
    else process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

function lowerPriority(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Already gone, or a system that does not allow it: the work is the same, only less polite.
  }
}

function startError(executable: string, error: NodeJS.ErrnoException): EvalVerseError {
  return error.code === 'ENOENT'
    ? new EvalVerseError('ffmpeg/missing', `There is no program at ${executable}.`, { cause: error })
    : new EvalVerseError('ffmpeg/unusable', `${executable} cannot be started (${error.code ?? error.message}).`, {
        cause: error,
      });
}

/** The error for a program that ended badly: its last line for the user, the end of its standard error as the cause. */
export function exitError(program: string, status: number | string | null, stderr: string): EvalVerseError {
  const codec = /Decoder \(codec (\w+)\) not found/.exec(stderr)?.[1];
  if (codec) {
    const sentence = `This build of ffmpeg cannot decode ${codec}: install one that can.`;
    return new EvalVerseError('ffmpeg/failed', sentence, { cause: stderr });
  }
  const lastLine = stderr.trimEnd().split('\n').at(-1)?.trim().slice(0, 300) ?? '';
  const words = lastLine === '' ? '' : `: ${lastLine.replace(/\.$/, '')}`;
  return new EvalVerseError('ffmpeg/failed', `${program} stopped with ${status}${words}.`, { cause: stderr });
}
