import { rm } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { build } from '../../src/setup/build.mjs';
import { packageExtension } from '../../src/setup/packageExtension.mjs';
import { SetupError } from '../../src/setup/say.mjs';
import { evaluateIn } from '../ui/comparisons.ts';
import { shownPlayer } from '../ui/shownPlayer.ts';
import { keepImage } from './keptImage.ts';
import { copySamples } from './samples.ts';
import type { UiContext } from './uiChecks.ts';
import { createContext } from './uiContext.ts';
import { startVscodeServer } from './vscodeServer.ts';

// Pictures of the whole workbench, for the README.

const CLIP = 'luma-flicker.fault.mp4';
/** A workbench begins light. */
const OTHER_THEME = 'Preferences: Toggle between Light/Dark Themes';

/** Takes them in a real workbench with the packaged extension, in the order in which somebody would come through these states. */
export async function takeWorkbenchImages(browser: Browser): Promise<void> {
  const built = await build(process.execPath);
  if (built.code !== 0) throw new SetupError(built.output);
  const server = await startVscodeServer({ vsix: await packageExtension(process.execPath) });
  const samples = await copySamples();
  try {
    const session = await browser.newContext({
      viewport: { width: 1440, height: 960 },

      reducedMotion: 'reduce',
    });
    const context = createContext(await session.newPage(), browser, server, samples);
    await reviewed(context);
    await read(context);
    await annotated(context);
  } finally {
    await rm(samples, { recursive: true, force: true });
    await server.stop();
  }
}

/** A clip that was measured, in the player. */
async function reviewed(context: UiContext): Promise<void> {
  await context.openWorkbench(context.samples);
  await context.command(OTHER_THEME);
  await context.quickOpen(CLIP);
  const player = await shownPlayer(context, CLIP);
  await evaluateIn(player);
  await player.locator('.finding-list').getByRole('option').first().waitFor();
  await keepImage(context.page, 'media/readme/player.png');
}

/** Its finding in Problems, in the findings document and in the player side by side. */
async function read(context: UiContext): Promise<void> {
  const { page } = context;
  await context.command('EvalVerse: Open Findings Document');
  await page.locator('.codelens-decoration', { hasText: 'Suppress' }).first().waitFor();
  await context.command('Problems: Focus on Problems View');
  const problem = page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'flickers' }).first();
  await problem.locator('a', { hasText: 'Exposure@' }).click();
  const player = await shownPlayer(context, CLIP);
  const frame = player.locator('.detail-body canvas').first();
  await context.until('the frame of the observation', () => frame.evaluate(isPainted));
  await keepImage(page, 'media/readme/findings.png');
}

/** Somebody who annotates clips without names. */
async function annotated(context: UiContext): Promise<void> {
  const { page } = context;
  await page.setViewportSize({ width: 1440, height: 612 });
  await context.command(OTHER_THEME);
  await context.command('View: Close All Editors');
  await context.command('View: Toggle Problems');
  await context.quickOpen('noise.clean.mp4');
  await shownPlayer(context, 'noise.clean.mp4');
  await context.command('EvalVerse: Annotate Clip');
  await context.answerBox(/^rater-[0-9a-f]{4}$/);
  await context.command('View: Show EvalVerse');
  await page.getByRole('treeitem', { name: 'Clip 1', exact: false }).first().waitFor();
  await (await shownPlayer(context, '')).getByText(/^0 of \d+ questions answered/).waitFor();
  await keepImage(page, 'docs/images/annotate.png');
}

function isPainted(canvas: HTMLElement | SVGElement): boolean {
  if (!(canvas instanceof HTMLCanvasElement)) return false;
  return canvas.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data[3] === 255;
}
