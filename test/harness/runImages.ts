// Takes the pictures of `docs/images` and of the README anew: `npm run images`. Look at them before and after a change of the layout.
import type { Page } from 'playwright-core';
import { builtinTaxonomy } from '../../src/core/taxonomy/builtin.ts';
import { runMain } from '../../src/setup/say.mjs';
import { comparedSamples, comparisonIsReady } from '../ui/comparePage.ts';
import { isReady, send } from '../ui/openPlayer.ts';
import { startPlayerServer, type Theme } from '../ui/playerServer.ts';
import { launchBrowser } from './browser.ts';
import { keepImage } from './keptImage.ts';
import { takeWorkbenchImages } from './workbenchImages.ts';

interface Image {
  /** Of the file. */
  readonly name: string;
  readonly state: string;
  readonly theme?: Theme;
  readonly width?: number;
  /** Waits for the state, or brings it about. */
  readonly reach: (page: Page) => Promise<unknown>;
}

const CLIP = 'luma-flicker.fault.mp4';
const COMPARED = [CLIP, 'luma-flicker.clean.mp4'];
const WIDE = 1040;
const NARROW = 380;
const HEIGHT = 660;

async function play(page: Page): Promise<void> {
  await isReady(page);
  await page.getByRole('button', { name: 'Play (K)' }).click();
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 1);
}

async function filter(page: Page): Promise<void> {
  await isReady(page);
  const wished = { aspects: ['cinematography'], minimumSeverity: 'warning' } as const;
  await send(page, { type: 'settings', showPasses: false, taxonomy: builtinTaxonomy(), filter: wished });
  await page.getByPlaceholder('Filter the scorecard').fill('bright');
}

async function annotate(page: Page): Promise<void> {
  await isReady(page);
  await page.getByRole('button', { name: 'Annotate', exact: true }).click();
  await page.getByText(/^0 of \d+ questions answered/).waitFor();
}

async function compare(page: Page): Promise<void> {
  await comparisonIsReady(page);
  await page.getByLabel('Judge', { exact: true }).selectOption({ label: 'Gemini (2 of 2 clips)' });
  for (let second = 0; second < 2; second++) await page.keyboard.press('ArrowRight');
  await page.getByText('0:02.000').first().waitFor();
}

const IMAGES: readonly Image[] = [
  { name: 'player-empty', state: 'fresh', reach: isReady },
  { name: 'player-playing', state: 'fresh', reach: play },
  { name: 'player-evaluated', state: 'reviewed', reach: isReady },
  { name: 'player-filtered', state: 'reviewed', reach: filter },
  { name: 'player-blind', state: 'reviewed', reach: annotate },
  { name: 'player-high-contrast', state: 'reviewed', theme: 'hc-dark', reach: isReady },
  { name: 'player-narrow', state: 'reviewed', width: NARROW, reach: isReady },
  { name: 'compare', state: 'calibrated', reach: compare },
];

await runMain(async () => {
  const server = await startPlayerServer(await comparedSamples(...COMPARED));
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' });
    const page = await context.newPage();
    for (const { name, state, theme = 'dark', width = WIDE, reach } of IMAGES) {
      await page.setViewportSize({ width, height: HEIGHT });
      const wishes = { state, theme };
      await page.goto(reach === compare ? server.compareUrl(COMPARED, wishes) : server.url(CLIP, wishes));
      await reach(page);
      await keepImage(page, `docs/images/${name}.png`);
    }
    await takeWorkbenchImages(browser);
  } finally {
    await browser.close();
    await server.close();
  }
  return 0;
});
