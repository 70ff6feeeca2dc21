import { deepStrictEqual } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { isAccessible } from '../harness/accessibility.ts';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { comparedSamples, comparisonIsReady } from './comparePage.ts';
import { startPlayerServer, THEMES, type Theme } from './playerServer.ts';

// axe-core on the page with compared clips in each state that a user meets, and in each kind of theme.

interface Look {
  readonly name: string;
  readonly state: string;
  readonly width?: number;
  readonly height?: number;
  readonly clips?: number;
  readonly reach?: (page: Page) => Promise<void>;
}

const SAMPLES = ['luma-flicker.fault.mp4', 'luma-flicker.clean.mp4', 'noise.fault.mp4', 'noise.clean.mp4'] as const;
const NARROW = 380;
/** What a page as large as a screen has left at 200 %. */
const ZOOMED = { width: 720, height: 450 };

async function wipe(page: Page): Promise<void> {
  await page.keyboard.press('2');
  await page.locator('canvas.mix.wipe').waitFor();
}

async function difference(page: Page): Promise<void> {
  await page.keyboard.press('3');
  await page.locator('canvas.mix.difference').waitFor();
}

async function loop(page: Page): Promise<void> {
  await page.keyboard.press('i');
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('o');
  await page.keyboard.press('r');
  await page.locator('.is-on[aria-label^="Looping the range"][aria-pressed=true]').waitFor();
  await page.locator('.position-range').waitFor();
}

async function keys(page: Page): Promise<void> {
  await page.keyboard.press('Shift+?');
  await page.locator('.key-map').waitFor();
}

const LOOKS: readonly Look[] = [
  { name: 'scored', state: 'scored' },
  { name: 'looping', state: 'scored', reach: loop },
  { name: 'wipe', state: 'scored', reach: wipe },
  { name: 'difference', state: 'scored', reach: difference },
  { name: 'wipe-narrow', state: 'scored', width: NARROW, reach: wipe },
  { name: 'narrow', state: 'calibrated', width: NARROW },
  { name: 'zoomed', state: 'calibrated', ...ZOOMED },
  { name: 'calibrated', state: 'calibrated' },
  { name: 'four', state: 'scored', clips: 4 },
  { name: 'four-narrow', state: 'scored', clips: 4, width: NARROW },
  { name: 'key-map', state: 'scored', reach: keys },
  { name: 'key-map-narrow', state: 'scored', width: NARROW, reach: keys },
  { name: 'unscored', state: 'unscored' },
  { name: 'blind', state: 'blind' },
  { name: 'annotating', state: 'annotating' },
  { name: 'problem', state: 'problem' },
];

/** Nothing leads sidewards, and no control is cut off. */
async function fits(page: Page, look: string): Promise<void> {
  const beyond = await page.evaluate(() => {
    const edge = document.documentElement.clientWidth + 0.5;
    const cutOff = [...document.querySelectorAll('button, vscode-button, select, input')]
      .filter((control) => control.getBoundingClientRect().right > edge)
      .map((control) => control.getAttribute('aria-label') ?? control.textContent);
    return { sidewards: document.documentElement.scrollWidth - document.documentElement.clientWidth, cutOff };
  });
  deepStrictEqual(beyond, { sidewards: 0, cutOff: [] }, `${look} leads beyond its end: ${JSON.stringify(beyond)}`);
}

async function lookAtAll({ browser }: UiContext, theme: Theme): Promise<void> {
  const server = await startPlayerServer(await comparedSamples(...SAMPLES));
  const session = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await session.newPage();
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  try {
    for (const { name, state, width = 1400, height = 900, clips = 2, reach } of LOOKS) {
      await page.setViewportSize({ width, height });
      await page.goto(server.compareUrl(SAMPLES.slice(0, clips), { state, theme }));
      await comparisonIsReady(page);
      await reach?.(page);
      const look = `${name} in ${theme}`;
      await fits(page, look).catch((error: Error) => problems.push(error.message));
      await page.screenshot({ path: `test/out/ui/compare-${theme}-${name}.png` });
      await isAccessible(page, look).catch((error: Error) => problems.push(error.message));
    }
    if (problems.length > 0) throw new Error(problems.join('\n\n'));
  } finally {
    await session.close();
    await server.close();
  }
}

export const checks: UiCheck[] = THEMES.map((theme) => ({
  name: `axe-core finds nothing serious in any state of the comparison in ${theme}`,
  run: (context) => lookAtAll(context, theme),
}));
