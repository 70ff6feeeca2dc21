import { deepStrictEqual, ok } from 'node:assert/strict';
import type { CDPSession } from 'playwright-core';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { shownPlayer } from './shownPlayer.ts';

const CLIPS = ['blockiness.clean.mp4', 'blockiness.fault.mp4', 'luma-flicker.fault.mp4', 'flash-shots.fault.mp4'];
const ROUNDS = 2;

/** What the workbench's page and its webviews hold once their garbage is collected. */
interface Held {
  /** Pages below one another, those of webviews included. */
  readonly frames: number;
  readonly documents: number;
  /** Targets of the browser: pages, frames in processes of their own, workers. */
  readonly targets: number;
}

async function openAndClose(context: UiContext, name: string): Promise<void> {
  const { page, quickOpen, until } = context;
  await quickOpen(name);
  await shownPlayer(context, name);
  await page.locator('.tab.active').click({ button: 'middle' });
  await until('the player to close', async () => (await page.locator('.tab.active').count()) === 0);
}

async function heldBy({ page, browser }: UiContext, session: CDPSession): Promise<Held> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const ofBrowser = await browser.newBrowserCDPSession();
  const { targetInfos } = await ofBrowser.send('Target.getTargets');
  await ofBrowser.detach();
  return {
    frames: page.frames().length,
    documents: metrics.find(({ name }) => name === 'Documents')?.value ?? Number.NaN,
    targets: targetInfos.length,
  };
}

export const checks: UiCheck[] = [
  {
    name: 'pages of closed clips are gone, and nothing of them is left',
    async run(context) {
      await context.openWorkbench(context.samples);
      const session = await context.page.context().newCDPSession(context.page);
      await session.send('Performance.enable');
      for (const name of CLIPS) await openAndClose(context, name);
      let before = await heldBy(context, session);
      await context.until('the first pages to go', async () => {
        const now = await heldBy(context, session);
        const isSteady = now.documents === before.documents && now.targets === before.targets;
        before = now;
        return isSteady;
      });
      ok(before.documents > 0);
      for (let round = 0; round < ROUNDS; round++) for (const name of CLIPS) await openAndClose(context, name);
      let after = before;
      await context
        .until('all pages to go', async () => {
          after = await heldBy(context, session);
          return after.frames <= before.frames && after.documents <= before.documents && after.targets <= before.targets;
        })
        .catch(() => deepStrictEqual(after, before));
    },
  },
];
