import { deepStrictEqual, notStrictEqual, strictEqual } from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { shownPlayer } from './shownPlayer.ts';

// The window is reloaded in the middle of a review: the player comes back as it was left.

const CLIP = 'luma-flicker.fault.mp4';

const playerOf = (context: UiContext): Promise<Frame> =>
  shownPlayer(context, CLIP, `document.querySelector('.finding-list [role=option]') !== null`);

/** What of the player a person would miss. */
function stateOf(player: Frame) {
  return player.evaluate(() => {
    const told = (selector: string) => document.querySelector(selector)?.getAttribute('aria-valuetext');
    const sheet = document.querySelector<HTMLElement>('.picture-sheet');
    return {
      frame: document.querySelector('.frame-number')?.textContent,
      timeline: told('.overview-bar'),
      timelineHeight: document.querySelector('.timeline')?.clientHeight,
      in: told('.range-edge.in'),
      out: told('.range-edge.out'),
      picture: sheet && [sheet.style.left, sheet.style.top, sheet.style.width].join(),
      filter: document.querySelector<HTMLInputElement>('.filter-text')?.value,
      answers: document.querySelectorAll('[role=treeitem]').length,
      isLooping: document.querySelector('.transport .is-on[aria-pressed=true]') !== null,
    };
  });
}

export const checks: UiCheck[] = [
  {
    name: 'frame, zoom of timeline and picture, height of the timeline, in and out point, loop and filter come back after the window was reloaded',
    async run(context) {
      const { page } = context;
      await context.openWorkbench(context.samples);
      await context.quickOpen(CLIP);
      const opened = await shownPlayer(context, CLIP);
      await opened.locator('.evaluate-main').click();
      const player = await playerOf(context);
      const fresh = await stateOf(player);
      await player.locator('.clip-facts h1').click();
      const pressed = async (key: string, what: string, reached: () => Promise<boolean>) => {
        await page.keyboard.press(key);
        await context.until(what, reached);
      };
      const shows = (frame: number) => async () => (await stateOf(player)).frame?.startsWith(`frame ${frame} `) ?? false;
      const is = (locator: string) => () => player.locator(locator).isVisible();
      await pressed('ArrowRight', 'a second', shows(24));
      await pressed('i', 'the in point', is('.range-edge.in'));
      await pressed('ArrowRight', 'two seconds', shows(48));
      await pressed('o', 'the out point', async () => (await stateOf(player)).out !== fresh.out);
      await pressed('r', 'the loop', is('.transport .is-on[aria-pressed=true]'));
      await pressed('z', 'a closer timeline', async () => (await stateOf(player)).timeline !== fresh.timeline);
      await pressed('=', 'a closer picture', is('.picture-pan'));
      await pressed(',', 'a frame before', shows(47));
      await player.locator('.timeline-divider').focus();
      await pressed('ArrowDown', 'a lower timeline', async () => (await stateOf(player)).timelineHeight !== fresh.timelineHeight);
      await player.locator('.filter-text').fill('bright');
      await context.until('fewer rows', async () => (await stateOf(player)).answers < fresh.answers);
      const left = await stateOf(player);
      const before = new Map<string, unknown>(Object.entries(fresh));
      for (const [name, value] of Object.entries(left)) notStrictEqual(value, before.get(name), `${name} is as before`);
      strictEqual(left.in, '0:01.000');

      const reloaded = page.waitForEvent('load');
      await context.command('Developer: Reload Window');
      await reloaded;
      await page.locator('.monaco-workbench .part.statusbar').waitFor();
      const back = await playerOf(context);
      await context
        .until('the player as it was left', async () => JSON.stringify(await stateOf(back)) === JSON.stringify(left))
        .catch(async () => deepStrictEqual(await stateOf(back), left));
      await context.screenshot('player-reloaded');
    },
  },
];
