import { access, constants, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { EvalVerseError, isAbort, userMessageOf } from '../../core/errors.ts';
import { splitLines } from './lines.ts';
import { executableName, ffmpegInstallHelp, knownFolders, type Machine, pathFolders } from './places.ts';
import { readLines } from './process.ts';
import { findWasmCore, runWasm } from './wasm.ts';

/** A working ffmpeg and ffprobe. Can be sent to a worker. */
export interface FfmpegLocation {
  readonly kind: 'native' | 'wasm';
  /** Absolute path of the executable; for `wasm` the package folder of @ffmpeg/core, in both. */
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** As the program prints it, e.g. `5.1.9-0+deb12u1`. */
  readonly version: string;
  /** Names of the filters that this build has. */
  readonly filters: readonly string[];
  readonly foundBy: 'setting' | 'environment' | 'path' | 'known-place' | 'wasm';
}

/** FFmpeg 5.1 by the version of its libavutil, which development snapshots carry as well. */
const MINIMUM = { release: '5.1', libavutil: [57, 28] } as const;
/** Without these no clip can be analysed. */
export const REQUIRED_FILTERS = [
  ...['scale', 'format', 'split', 'select', 'crop', 'vstack', 'tile', 'setpts', 'settb', 'metadata'],
  ...['aresample', 'aformat'],
] as const;

/** A program that does not tell its version within this time, in milliseconds, is none to wait for; a cold start takes two seconds. */
const ANSWER_WITHIN = 20_000;

/** Results by path and modification time of both programs. */
const validated = new Map<string, FfmpegLocation>();

export interface LocateOptions {
  /** Path of the ffmpeg program, of its folder, or of the folder of @ffmpeg/core; empty or `null` when not set. */
  readonly setting: string | null;
  /** How a person names `setting`, as messages put it after "named". */
  readonly settingPlace?: 'in the settings' | 'by --ffmpeg';
  /** Folders that may be, or hold, the package @ffmpeg/core. */
  readonly wasmFolders: readonly string[];
  readonly signal?: AbortSignal;
}

/**
 * Finds a usable ffmpeg: the setting, `FFMPEG_PATH` (with `FFPROBE_PATH`), the PATH, the usual places of the system, and
 * last the WebAssembly build. What was named on purpose (setting, environment) is used or is an error; it is never skipped.
 *
 * @throws `EvalVerseError` `ffmpeg/missing` or `ffmpeg/unusable`; the signal's reason.
 */
export async function locateFfmpeg(options: LocateOptions): Promise<FfmpegLocation> {
  return locateOn({ platform: process.platform, env: process.env, home: homedir() }, options);
}

/** `locateFfmpeg` on a described machine. */
export async function locateOn(machine: Machine, options: LocateOptions): Promise<FfmpegLocation> {
  const { settingPlace = 'in the settings', signal } = options;
  signal?.throwIfAborted();

  const setting = options.setting?.trim() ?? '';
  if (setting !== '') return named(setting, { foundBy: 'setting', place: settingPlace }, machine, signal);
  const fromEnvironment = machine.env.FFMPEG_PATH?.trim() ?? '';
  if (fromEnvironment !== '') return named(fromEnvironment, { foundBy: 'environment', place: 'by FFMPEG_PATH' }, machine, signal);

  const failures: unknown[] = [];
  const places = [
    ...pathFolders(machine).map((folder) => ({ folder, foundBy: 'path' as const })),
    ...knownFolders(machine).map((folder) => ({ folder, foundBy: 'known-place' as const })),
  ];
  for (const { folder, foundBy } of places) {
    const ffmpeg = join(folder, executableName('ffmpeg', machine.platform));
    if (!(await isExecutable(ffmpeg))) continue;
    try {
      return await validate(ffmpeg, foundBy, machine, signal);
    } catch (error) {
      if (isAbort(error) || signal?.aborted) throw error;
      failures.push(error);
    }
  }
  const core = await findWasmCore(options.wasmFolders);
  if (core !== null) return validateWasm(core, signal);
  if (failures.length > 0) throw failures[0];
  throw new EvalVerseError(
    'ffmpeg/missing',
    `ffmpeg was not found: install it (${ffmpegInstallHelp(machine.platform)[0]}) or name it ${settingPlace}.`,
  );
}

async function named(
  path: string,
  { foundBy, place }: { readonly foundBy: 'setting' | 'environment'; readonly place: string },
  machine: Machine,
  signal: AbortSignal | undefined,
): Promise<FfmpegLocation> {
  try {
    const core = isAbsolute(path) ? await findWasmCore([path]) : null;
    if (core !== null) return { ...(await validateWasm(core, signal)), foundBy };
    return await validate(await resolveNamed(path, machine), foundBy, machine, signal);
  } catch (error) {
    if (isAbort(error) || signal?.aborted) throw error;
    const why = userMessageOf(error).replace(/\.$/, '');
    throw new EvalVerseError('ffmpeg/unusable', `The ffmpeg named ${place} cannot be used: ${why}.`, { cause: error });
  }
}

/** The program that a person means by a path: the file, the folder that holds it, `~`, or a bare name on the PATH. */
async function resolveNamed(path: string, machine: Machine): Promise<string> {
  const program = executableName('ffmpeg', machine.platform);
  if (path === basename(path)) {
    for (const folder of pathFolders(machine)) {
      for (const name of [path, `${path}.exe`]) {
        if (await isExecutable(join(folder, name))) return join(folder, name);
      }
    }
    throw new EvalVerseError('ffmpeg/unusable', `There is no "${path}" on the PATH.`);
  }
  const absolute = /^~[\\/]/.test(path) ? join(machine.home, path.slice(2)) : path;
  if (!isAbsolute(absolute)) throw new EvalVerseError('ffmpeg/unusable', `"${path}" is not an absolute path.`);
  const found = await stat(absolute).catch((error: unknown) => {
    throw new EvalVerseError('ffmpeg/unusable', `There is no file at ${absolute}.`, { cause: error });
  });
  const file = found.isDirectory() ? join(absolute, program) : absolute;
  if (await isExecutable(file)) return file;
  throw new EvalVerseError('ffmpeg/unusable', `${file} is not a program.`);
}

async function validate(
  ffmpeg: string,
  foundBy: FfmpegLocation['foundBy'],
  machine: Machine,
  signal: AbortSignal | undefined,
): Promise<FfmpegLocation> {
  const ffprobe = await findFfprobe(ffmpeg, machine);
  const key = `${await stamp(ffmpeg)}\n${await stamp(ffprobe)}`;
  const known = validated.get(key);
  if (known) return { ...known, foundBy };
  const versionLines = await printed(ffmpeg, '-version', signal);
  await printed(ffprobe, '-version', signal);
  const location: FfmpegLocation = {
    kind: 'native',
    ffmpeg,
    ffprobe,
    version: checkVersion(ffmpeg, versionLines),
    filters: checkFilters(ffmpeg, await printed(ffmpeg, '-filters', signal)),
    foundBy,
  };
  validated.set(key, location);
  return location;
}

async function validateWasm(core: string, signal: AbortSignal | undefined): Promise<FfmpegLocation> {
  const key = await stamp(join(core, 'package.json'));
  const known = validated.get(key);
  if (known) return known;
  const ask = async (flag: '-version' | '-filters'): Promise<string[]> => {
    const lines: string[] = [];
    const splitter = splitLines((line) => lines.push(line));
    await runWasm(core, { program: 'ffmpeg', args: ['-hide_banner', flag], readers: [splitter.push], signal });
    splitter.end();
    return lines;
  };
  const version = checkVersion(core, await ask('-version'));
  const filters = checkFilters(core, await ask('-filters'));
  const location: FfmpegLocation = { kind: 'wasm', ffmpeg: core, ffprobe: core, version, filters, foundBy: 'wasm' };
  validated.set(key, location);
  return location;
}

/** `FFPROBE_PATH`, else the one beside ffmpeg (also where a link leads), else the first on the PATH. */
async function findFfprobe(ffmpeg: string, machine: Machine): Promise<string> {
  const fromEnvironment = machine.env.FFPROBE_PATH?.trim() ?? '';
  if (fromEnvironment !== '') {
    if (isAbsolute(fromEnvironment) && (await isExecutable(fromEnvironment))) return fromEnvironment;
    throw new EvalVerseError('ffmpeg/unusable', `The ffprobe named by FFPROBE_PATH (${fromEnvironment}) is not a program.`);
  }
  const folders = [dirname(ffmpeg), dirname(await realpath(ffmpeg)), ...pathFolders(machine), ...knownFolders(machine)];
  for (const folder of folders) {
    const candidate = join(folder, executableName('ffprobe', machine.platform));
    if (await isExecutable(candidate)) return candidate;
  }
  throw new EvalVerseError('ffmpeg/unusable', `There is no ffprobe beside ${ffmpeg}.`);
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

async function stamp(file: string): Promise<string> {
  const { mtimeMs, size } = await stat(file);
  return `${file} ${mtimeMs} ${size}`;
}

async function printed(executable: string, flag: '-version' | '-filters', signal: AbortSignal | undefined): Promise<string[]> {
  const late = AbortSignal.timeout(ANSWER_WITHIN);
  try {
    return await readLines(executable, ['-hide_banner', flag], signal ? AbortSignal.any([signal, late]) : late);
  } catch (error) {
    if (signal?.aborted) throw error;
    const why = error instanceof EvalVerseError ? error.userMessage : `${executable} does not answer.`;
    throw new EvalVerseError('ffmpeg/unusable', why, { cause: error });
  }
}

/** The version a `-version` text names. Throws `ffmpeg/unusable` when it is older than 5.1 or no version text at all. */
export function checkVersion(ffmpeg: string, lines: readonly string[]): string {
  const version = /^ffmpeg version (\S+)/.exec(lines[0] ?? '')?.[1];
  const library = lines.map((line) => /^libavutil\s+(\d+)\.\s*(\d+)\./.exec(line)).find((match) => match !== null);
  if (!version || !library) throw new EvalVerseError('ffmpeg/unusable', `${ffmpeg} is not ffmpeg.`);
  const [major, minor] = [Number(library[1]), Number(library[2])];
  const [leastMajor, leastMinor] = MINIMUM.libavutil;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return version;
  throw new EvalVerseError('ffmpeg/unusable', `${ffmpeg} is version ${version}, but ${MINIMUM.release} or later is needed.`);
}

/** The filters a `-filters` text lists (two flag columns since ffmpeg 8, three before). Throws `ffmpeg/unusable` when some that are needed are not there. */
export function checkFilters(ffmpeg: string, lines: readonly string[]): string[] {
  const filters = lines.flatMap((line) => /^\s*[A-Z.|]{2,3}\s+(\w+)\s+\S+->\S+/.exec(line)?.[1] ?? []);
  const lacking = REQUIRED_FILTERS.filter((name) => !filters.includes(name));
  if (lacking.length === 0) return filters;
  throw new EvalVerseError('ffmpeg/unusable', `${ffmpeg} was built without the filters ${lacking.join(', ')}.`);
}
