import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../src/setup/places.mjs';
import { runFfmpegTool } from '../fixtures/ffmpegTool.ts';

const MOST_BYTES = 180_000;

/**
 * Takes a picture of the page as it is once drawn and keeps it, small enough for a repository, in place of the one before.
 *
 * @param path of the PNG, from the root of the repository.
 * @throws where the picture is too large to be kept.
 */
export async function keepImage(page: Page, path: string): Promise<void> {
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const taken = join(tmpdir(), `evalverse-${basename(path)}`);
  await page.screenshot({ path: taken });
  const kept = join(ROOT, path);
  // 176 colours are enough for the chrome; a photograph of 24 bits is many times as large.
  const palette = 'split[a][b];[a]palettegen=max_colors=176:stats_mode=full[p];[b][p]paletteuse=dither=none';
  await runFfmpegTool(['-i', taken, '-vf', palette, kept]);
  await rm(taken);
  const { size } = await stat(kept);
  console.log(`${path}: ${Math.round(size / 1000)} kB`);
  if (size > MOST_BYTES) throw new Error(`${path} is larger than ${MOST_BYTES} bytes`);
}
