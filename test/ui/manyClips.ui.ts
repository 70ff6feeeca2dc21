import { ok, strictEqual } from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { UiCheck } from '../harness/uiChecks.ts';
import { shownPlayer } from './shownPlayer.ts';

// A folder of short clips is looked through: each loops until one goes on, and nothing has to be set again.

/** How a player plays, as a person would tell. */
const stateOf = (player: Frame) =>
  player.evaluate(() => ({
    plays: document.querySelector('video')?.paused === false,
    loops: document.querySelector('.transport .is-on[aria-pressed=true]') !== null,
    speed: document.querySelector<HTMLSelectElement>('.speed')?.value,
    muted: document.querySelector('video')?.muted,
  }));

/** Waits until a clip has begun again so many times. */
const hasBegunAgain = (player: Frame, times: number) =>
  player.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        const video = document.querySelector('video');
        let [last, rounds] = [0, 0];
        const note: VideoFrameRequestCallback = (_, { mediaTime }) => {
          if (mediaTime < last) rounds++;
          last = mediaTime;
          if (rounds === wanted) resolve();
          else video?.requestVideoFrameCallback(note);
        };
        video?.requestVideoFrameCallback(note);
      }),
    times,
  );

export const checks: UiCheck[] = [
  {
    name: 'short clips of a folder are looped one after the other: speed, loop and mute go along, playing goes on, and one more tab is enough',
    async run(context) {
      const { page } = context;
      await context.openWorkbench(context.samples);
      await context.quickOpen('blockiness.clean.mp4');
      const first = await shownPlayer(context, 'blockiness.clean.mp4');
      await first.locator('.clip-facts h1').click();
      const press = (key: string, what: string, player: Frame, is: (state: Awaited<ReturnType<typeof stateOf>>) => boolean) =>
        page.keyboard.press(key).then(() => context.until(what, async () => is(await stateOf(player))));
      await press('Shift+R', 'the loop', first, ({ loops }) => loops);
      await press('m', 'silence', first, ({ muted }) => muted === true);
      await press('l', 'the clip to play', first, ({ plays }) => plays);
      await press('l', 'twice the speed', first, ({ speed }) => speed === '2');
      for (const [key, name] of [
        ['PageDown', 'blockiness.fault.mp4'],
        ['PageDown', 'camera-shake.clean.mp4'],
        ['PageUp', 'blockiness.fault.mp4'],
      ] as const) {
        await page.keyboard.press(key);
        const player = await shownPlayer(context, name);
        await context.until(`${name} to play`, async () => (await stateOf(player)).plays);
        const { loops, speed, muted } = await stateOf(player);
        ok(loops, `${name} does not loop`);
        strictEqual(speed, '2', name);
        strictEqual(muted, true, name);
        await hasBegunAgain(player, 2);
      }
      // The clip that was opened by name keeps its tab; those that were only looked at share one.
      strictEqual(await page.locator('.tabs-container .tab').count(), 2);
      await context.screenshot('many-clips');
    },
  },
];
