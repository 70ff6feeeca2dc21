import { deepStrictEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { makeNumberedClip } from '../fixtures/numberedClips.ts';
import { isAccessible } from '../harness/accessibility.ts';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { demoClip } from './demoClip.ts';
import { clickFinding, findingOption, isReady } from './openPlayer.ts';
import { startPlayerServer, THEMES, type Theme } from './playerServer.ts';

// axe-core on the player page in each state that a user meets, and in each kind of theme.

interface Look {
  readonly state: string;
  readonly name: string;
  readonly width?: number;
  /** How the page gets from `state` to what is looked at. */
  readonly reach?: (page: Page) => Promise<void>;
}

const NARROW = 380;
/** What a page as wide as a screen has left at 200 %, with the picture still beside the scorecard. */
const ZOOMED = 720;

async function openDetail(page: Page): Promise<void> {
  await clickFinding(findingOption(page).first());
  await page.locator('.detail').waitFor();
}

async function annotate(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Annotate', exact: true }).click();
  await page.getByText(/^0 of \d+ questions answered/).waitFor();
}

async function openKeyMap(page: Page): Promise<void> {
  await page.keyboard.press('Shift+?');
  await page.locator('.key-map').waitFor();
}

const LOOKS: readonly Look[] = [
  { state: 'reviewed', name: 'reviewed' },
  { state: 'reviewed', name: 'narrow', width: NARROW },
  { state: 'compared', name: 'zoomed', width: ZOOMED },
  { state: 'reviewed', name: 'detail', reach: openDetail },
  { state: 'reviewed', name: 'key-map', reach: openKeyMap },
  { state: 'compared', name: 'annotating', reach: annotate },
  { state: 'compared', name: 'annotating-narrow', width: NARROW, reach: annotate },
  { state: 'compared', name: 'compared' },
  { state: 'compared', name: 'compared-detail', reach: openDetail },
  { state: 'calibrated', name: 'calibrated' },
  { state: 'judging', name: 'judging' },
  { state: 'fresh', name: 'fresh' },
  { state: 'running', name: 'running' },
  { state: 'problem', name: 'problem' },
];

/** Nothing leads beyond the page: neither sidewards nor into emptiness under it. */
async function isFilled(page: Page, state: string): Promise<void> {
  const beyond = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    const { height = 0 } = document.querySelector('.player-page')?.getBoundingClientRect() ?? {};
    const rows = [...document.querySelectorAll('.transport-row, .scorecard-header')];
    return {
      sidewards: scrollWidth - innerWidth,
      down: Math.max(0, scrollHeight - Math.ceil(height)),
      cutOff: rows.filter((row) => row.scrollWidth > row.clientWidth).map(({ className }) => className),
    };
  });
  deepStrictEqual(beyond, { sidewards: 0, down: 0, cutOff: [] }, `${state} leads beyond its end: ${JSON.stringify(beyond)}`);
}

async function lookAtAll({ browser }: UiContext, theme: Theme): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-accessibility-'));
  const clip = await demoClip(await makeNumberedClip(folder, 'b-frames.mp4'), { analysed: true });
  const server = await startPlayerServer({ clip });
  const session = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await session.newPage();
  const problems: string[] = [];
  try {
    for (const { state, name, width = 1400, reach } of LOOKS) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(server.url('clip', { state, theme }));
      await isReady(page);
      await reach?.(page);
      await isFilled(page, `${name} in ${theme}`).catch((error: Error) => problems.push(error.message));
      await page.screenshot({ path: `test/out/ui/accessibility-${theme}-${name}.png` });
      await isAccessible(page, `${name} in ${theme}`).catch((error: Error) => problems.push(error.message));
    }
    if (problems.length > 0) throw new Error(problems.join('\n\n'));
  } finally {
    await session.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

export const checks: UiCheck[] = THEMES.map((theme) => ({
  name: `axe-core finds nothing serious in any state of the player in ${theme}`,
  run: (context) => lookAtAll(context, theme),
}));
