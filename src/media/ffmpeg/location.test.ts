import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { checkFilters, checkVersion, locateFfmpeg, locateOn, REQUIRED_FILTERS } from './location.ts';
import { executableName, ffmpegInstallHelp, knownFolders, pathFolders } from './places.ts';

const root = mkdtempSync(join(tmpdir(), 'evalverse-location-'));
afterAll(() => rmSync(root, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

const real = await locateFfmpeg({ setting: null, wasmFolders: [] });
let folders = 0;
function emptyFolder(): string {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  return folder;
}

/** A folder with links to the real programs. */
function linkedFolder(): string {
  const folder = emptyFolder();
  symlinkSync(real.ffmpeg, join(folder, 'ffmpeg'));
  symlinkSync(real.ffprobe, join(folder, 'ffprobe'));
  return folder;
}

const versionText = (version: string, libavutil: string): string =>
  `ffmpeg version ${version} Copyright\\nlibavutil ${libavutil} / ${libavutil}`;
const filterText = REQUIRED_FILTERS.map((name) => ` ... ${name} V->V x`);

/** A folder with an ffmpeg and an ffprobe that are this shell script. */
function program(script: string): string {
  const folder = emptyFolder();
  for (const name of ['ffmpeg', 'ffprobe']) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

/** A folder with programs that answer like an ffmpeg of this version. */
function pretender(version: string, filters: readonly string[] = filterText): string {
  return program(`case "$2" in -version) printf '${version}\\n';; -filters) printf '${filters.join('\\n')}\\n';; esac`);
}

const locate = (setting: string | null = null) => locateFfmpeg({ setting, wasmFolders: [] });

describe('locateFfmpeg', () => {
  test('finds a whole pair with version and filters', () => {
    expect(real).toMatchObject({ kind: 'native', version: expect.stringMatching(/\d/) });
    expect(real.filters).toEqual(expect.arrayContaining(['scale', 'ebur128', 'metadata']));
    expect(structuredClone(real)).toEqual(real);
  });

  test('takes the setting before the environment before the PATH', async () => {
    const [set, environment, path] = [linkedFolder(), linkedFolder(), linkedFolder()];
    vi.stubEnv('PATH', path);
    expect(await locate()).toMatchObject({ ffmpeg: join(path, 'ffmpeg'), foundBy: 'path' });
    vi.stubEnv('FFMPEG_PATH', join(environment, 'ffmpeg'));
    expect(await locate()).toMatchObject({ ffmpeg: join(environment, 'ffmpeg'), foundBy: 'environment' });
    expect(await locate(join(set, 'ffmpeg'))).toMatchObject({
      ffmpeg: join(set, 'ffmpeg'),
      ffprobe: join(set, 'ffprobe'),
      foundBy: 'setting',
    });
    expect(await locate(`  ${set} `)).toMatchObject({ ffmpeg: join(set, 'ffmpeg') });
    expect(await locate('ffmpeg')).toMatchObject({ ffmpeg: join(path, 'ffmpeg'), foundBy: 'setting' });
  });

  test('pairs with FFPROBE_PATH, else the ffprobe that a link leads to', async () => {
    const [only, other] = [emptyFolder(), linkedFolder()];
    symlinkSync(real.ffmpeg, join(only, 'ffmpeg'));
    vi.stubEnv('PATH', '');
    expect((await locate(only)).ffprobe).toMatch(/\/ffprobe$/);
    vi.stubEnv('FFPROBE_PATH', join(other, 'ffprobe'));
    expect((await locate(only)).ffprobe).toBe(join(other, 'ffprobe'));
    vi.stubEnv('FFPROBE_PATH', join(other, 'nothing'));
    await expect(locate(only)).rejects.toMatchObject({
      code: 'ffmpeg/unusable',
      userMessage: expect.stringContaining('FFPROBE_PATH'),
    });
  });

  test.each([
    ['/no/such/ffmpeg', /There is no file at \/no\/such\/ffmpeg/],
    ['/etc/passwd', /is not a program/],
    ['/bin/true', /is not ffmpeg|no ffprobe/],
    ['no-such-name', /no "no-such-name" on the PATH/],
    ['tools/ffmpeg', /not an absolute path/],
  ])('says so when the setting %s does not work, and takes nothing else', async (setting, words) => {
    const problem = locate(setting);
    await expect(problem).rejects.toMatchObject({ code: 'ffmpeg/unusable', userMessage: expect.stringMatching(words) });
    await expect(problem).rejects.toMatchObject({ userMessage: expect.stringContaining('named in the settings') });
  });

  test('does not wait for a program that never answers', async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const short = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(100));
    onTestFinished(() => short.mockRestore());
    await expect(locate(program('exec sleep 60'))).rejects.toMatchObject({
      code: 'ffmpeg/unusable',
      userMessage: expect.stringContaining('does not answer'),
    });
  });

  test('says so when FFMPEG_PATH does not work', async () => {
    vi.stubEnv('FFMPEG_PATH', '/no/such/ffmpeg');
    await expect(locate()).rejects.toMatchObject({
      code: 'ffmpeg/unusable',
      userMessage: expect.stringContaining('FFMPEG_PATH'),
    });
  });

  test('passes over an unusable one on the PATH', async () => {
    const [old, good] = [pretender(versionText('4.4.2', '56. 70.100')), linkedFolder()];
    vi.stubEnv('PATH', `${old}:${good}`);
    expect(await locate()).toMatchObject({ ffmpeg: join(good, 'ffmpeg') });
    await expect(locate(old)).rejects.toMatchObject({
      userMessage: expect.stringContaining('is version 4.4.2, but 5.1 or later is needed'),
    });
  });

  test('accepts development snapshots and refuses builds without what is needed', async () => {
    expect(await locate(pretender(versionText('N-120000-gabcdef', '60. 3.100')))).toMatchObject({ version: 'N-120000-gabcdef' });
    await expect(locate(pretender(versionText('7.1', '59. 39.100'), filterText.slice(1)))).rejects.toMatchObject({
      userMessage: expect.stringContaining('without the filters scale'),
    });
  });

  test('asks again when the program was replaced, not otherwise', async () => {
    const folder = pretender(versionText('6.0', '58. 2.100'));
    expect((await locate(folder)).version).toBe('6.0');
    const answers = versionText('6.9', '58. 29.100');
    const file = join(folder, 'ffmpeg');
    writeFileSync(
      file,
      `#!/bin/sh\ncase "$2" in -version) printf '${answers}\\n';; *) printf '${filterText.join('\\n')}\\n';; esac\n`,
    );
    utimesSync(file, new Date(), new Date(Date.now() + 60_000));
    expect((await locate(folder)).version).toBe('6.9');
  });

  test('an abort is the abort', async () => {
    await expect(locateFfmpeg({ setting: null, wasmFolders: [], signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('where no ffmpeg is installed', () => {
  // A Mac's usual places are empty on the machines that run the tests; on a Mac, Linux' ones hold no Homebrew.
  const bare = { platform: process.platform === 'darwin' ? 'linux' : 'darwin', env: {}, home: '/nowhere' } as const;
  const modules = join(import.meta.dirname, '../../../node_modules');

  test('the WebAssembly build steps in', async () => {
    const location = await locateOn(bare, { setting: null, wasmFolders: ['/nowhere', modules] });
    const folder = join(modules, '@ffmpeg/core');
    expect(location).toMatchObject({ kind: 'wasm', ffmpeg: folder, ffprobe: folder, foundBy: 'wasm', version: '5.1.4' });
    const byName = await locateOn(bare, { setting: folder, wasmFolders: [] });
    expect(byName).toEqual({ ...location, foundBy: 'setting' });
    expect(location.filters).toEqual(expect.arrayContaining(['scale', 'ebur128', 'metadata']));
  });

  test('without it the message says what to install', async () => {
    const problem = locateOn(bare, { setting: '', wasmFolders: [root] });
    await expect(problem).rejects.toMatchObject({ code: 'ffmpeg/missing', userMessage: expect.stringMatching(/install/) });
  });
});

describe('what ffmpeg prints', () => {
  test('filter lists with three and with two flag columns', () => {
    const three = filterText.join('\n').replaceAll('...', 'TSC').split('\n');
    const two = filterText.join('\n').replaceAll('...', '.S').split('\n');
    expect(checkFilters('ffmpeg', ['Filters:', '  T.. = Timeline support', ...three])).toEqual([...REQUIRED_FILTERS]);
    expect(checkFilters('ffmpeg', ['Filters:', '  T. = Timeline support', ...two])).toEqual([...REQUIRED_FILTERS]);
  });

  test.each([
    ['n7.1', '59. 39.100'],
    ['5.1.9-0+deb12u1', '57. 28.100'],
    ['2022-08-01-git-abc', '57. 30.100'],
  ])('version %s is new enough', (version, library) => {
    expect(checkVersion('ffmpeg', [`ffmpeg version ${version} Copyright (c)`, `libavutil      ${library} / ${library}`])).toBe(
      version,
    );
  });

  test.each([['avconv version 12'], ['ffmpeg version 7.1'], ['']])('%j is not ffmpeg', (text) => {
    expect(() => checkVersion('ffmpeg', [text])).toThrow('is not ffmpeg');
  });
});

describe('places', () => {
  test('leave relative PATH entries out', () => {
    expect(pathFolders({ platform: 'linux', home: '/h', env: { PATH: '.:/a::bin:/b' } })).toEqual(['/a', '/b']);
    expect(pathFolders({ platform: 'win32', home: 'C:\\h', env: { Path: '.;C:\\a;bin;D:\\b' } })).toEqual(['C:\\a', 'D:\\b']);
    expect(pathFolders({ platform: 'linux', home: '/h', env: {} })).toEqual([]);
  });

  test('of package managers', () => {
    const env = { LOCALAPPDATA: 'C:\\U\\me\\AppData\\Local', ProgramData: 'C:\\ProgramData' };
    expect(knownFolders({ platform: 'win32', home: 'C:\\U\\me', env })).toEqual([
      'C:\\U\\me\\AppData\\Local\\Microsoft\\WinGet\\Links',
      'C:\\U\\me\\scoop\\shims',
      'C:\\ProgramData\\chocolatey\\bin',
      'C:\\ffmpeg\\bin',
    ]);
    expect(knownFolders({ platform: 'darwin', home: '/Users/me', env: {} })).toContain('/opt/homebrew/bin');
  });

  test('help for each system', () => {
    expect(ffmpegInstallHelp('win32')[0]).toContain('winget');
    expect(ffmpegInstallHelp('darwin')[0]).toBe('brew install ffmpeg');
    expect(ffmpegInstallHelp('linux')[0]).toContain('apt install ffmpeg');
    expect(executableName('ffprobe', 'win32')).toBe('ffprobe.exe');
  });
});
