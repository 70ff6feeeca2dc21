import { aptInstall, canUseApt } from './apt.mjs';
import { findOnPath, isFile } from './process.mjs';

/** How to get ffmpeg, by platform. */
const HOW_TO = {
  linux: 'sudo apt-get install ffmpeg   (Fedora: sudo dnf install ffmpeg-free; Arch: sudo pacman -S ffmpeg)',
  darwin: 'brew install ffmpeg',
  win32: 'winget install Gyan.FFmpeg',
};

function installed() {
  if (isFile(process.env.FFMPEG_PATH ?? '')) return true;
  return findOnPath(['ffmpeg']) !== null && findOnPath(['ffprobe']) !== null;
}

/**
 * Makes sure that the evaluator finds an ffmpeg: the machine's own, Debian's package where it can be installed, else the
 * WebAssembly build that npm installs as an optional dependency, which is slower.
 * @returns {Promise<{ native: boolean; advice: string | null }>} the advice is for the person at the terminal.
 */
export async function ensureFfmpeg() {
  if (installed()) return { native: true, advice: null };
  if (canUseApt() && (await aptInstall(['ffmpeg'])) && installed()) return { native: true, advice: null };
  const howTo = HOW_TO[/** @type {keyof typeof HOW_TO} */ (process.platform)] ?? HOW_TO.linux;
  return {
    native: false,
    advice: `No ffmpeg on this machine: the WebAssembly build is used, which is several times slower. Faster: ${howTo}`,
  };
}
