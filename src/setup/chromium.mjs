import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { aptInstall, canUseApt } from './apt.mjs';
import { PINS } from './places.mjs';
import { findOnPath, isFile, run } from './process.mjs';
import { SetupError } from './say.mjs';
import { ensureToolPackage } from './toolPackage.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'msedge'];

function knownPlaces() {
  if (process.platform === 'darwin')
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  if (process.platform !== 'win32') return ['/snap/bin/chromium'];
  const folders = [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA].filter(
    (folder) => folder !== undefined,
  );
  return folders.flatMap((folder) => [
    join(folder, 'Google/Chrome/Application/chrome.exe'),
    join(folder, 'Chromium/Application/chrome.exe'),
    join(folder, 'Microsoft/Edge/Application/msedge.exe'),
  ]);
}

function installed() {
  const named = process.env.CHROMIUM;
  if (named) {
    if (isFile(named)) return named;
    throw new SetupError(`The environment variable CHROMIUM names ${named}, which is no file.`);
  }
  return findOnPath(NAMES) ?? knownPlaces().find(isFile) ?? null;
}

/**
 * @param {string} source
 * @param {string} target
 */
async function unpackBrotli(source, target) {
  await pipeline(createReadStream(source), createBrotliDecompress(), createWriteStream(`${target}.part`));
  await rename(`${target}.part`, target);
}

/**
 * Unpacks the browser and the few system libraries that a bare machine lacks, with Node's own means and tar.
 * @param {string} packageFolder
 */
async function unpackChromium(packageFolder) {
  const packed = join(packageFolder, 'bin');
  const target = join(packageFolder, 'unpacked');
  await mkdir(target, { recursive: true });
  await unpackBrotli(join(packed, 'chromium.br'), join(target, 'chromium'));
  await chmod(join(target, 'chromium'), 0o755);
  for (const name of ['al2023', 'fonts']) {
    await unpackBrotli(join(packed, `${name}.tar.br`), join(target, `${name}.tar`));
    const { code, output } = await run('tar', ['-xf', `${name}.tar`], { cwd: target });
    if (code !== 0) throw new SetupError(`Could not unpack ${name}.tar: ${output}`);
  }
  await writeFile(join(target, 'fonts.conf'), '<fontconfig><dir prefix="relative">fonts</dir></fontconfig>');
}

/**
 * A browser for the tests, and the environment it needs.
 * @returns {Promise<{ executable: string; env: Record<string, string> }>}
 */
export async function ensureChromium() {
  const found = installed();
  if (found) return { executable: found, env: {} };
  if (canUseApt() && (await aptInstall(['chromium']))) {
    const fresh = installed();
    if (fresh) return { executable: fresh, env: {} };
  }
  if (`${process.platform}-${process.arch}` === 'linux-x64') {
    const folder = join(await ensureToolPackage(process.execPath, 'chromium', PINS.chromium, unpackChromium), 'unpacked');
    const libraries = join(folder, 'lib');
    const executable = join(folder, 'chromium');
    const plain = await run(executable, ['--version'], { timeoutSeconds: 20 });
    return {
      executable,
      env: {
        ...(plain.code === 0 ? {} : { LD_LIBRARY_PATH: libraries }),
        ...(existsSync('/etc/fonts') ? {} : { FONTCONFIG_FILE: join(folder, 'fonts.conf') }),
      },
    };
  }
  const howTo = process.platform === 'linux' ? 'your package manager: chromium' : 'Chrome, Chromium or Edge';
  throw new SetupError(`The tests need a browser. Install ${howTo}, or name one in the environment variable CHROMIUM.`);
}
