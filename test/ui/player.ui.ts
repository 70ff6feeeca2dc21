import { ok, strictEqual } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { PLAYER_ACTIONS } from '../../src/protocol/playerKeys.ts';
import { NUMBERED_FRAMES } from '../fixtures/numberedClips.ts';
import { until } from '../harness/browser.ts';
import type { UiCheck } from '../harness/uiChecks.ts';
import { demoClip } from './demoClip.ts';
import {
  counts,
  isPaused,
  numberOnScreen,
  saidFrame,
  send,
  showsFrame,
  wasPosted,
  withNumbered,
  withPlayer,
} from './openPlayer.ts';
import { keysReach, shownPlayer } from './shownPlayer.ts';

// The tools of the player: typed places, shuttle, loops, meter and the map of keys.

const hasSpeed = (page: Page, speed: string) =>
  until(`speed ${speed}`, async () => (await page.locator('.speed').inputValue()) === speed);

/** From now on keeps the media time of every frame that reaches the screen. */
const notePresented = (page: Page) =>
  page.evaluate(() => {
    window.shownTimes = [];
    const video = document.querySelector('video');
    const note: VideoFrameRequestCallback = (_, { mediaTime }) => {
      window.shownTimes.push(mediaTime);
      video?.requestVideoFrameCallback(note);
    };
    video?.requestVideoFrameCallback(note);
  });

async function type(page: Page, field: string, text: string): Promise<void> {
  await page.getByRole('button', { name: field }).click();
  await page.locator('.typed-field:focus').waitFor();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** `G` takes the way of every keybinding, so the field is there a moment later. */
async function openTypedField(page: Page): Promise<void> {
  await page.keyboard.press('g');
  await page.locator('.typed-field:focus').waitFor();
}

export const checks: UiCheck[] = [
  ...(['b-frames.mp4', 'uneven.mp4', 'uneven.webm', 'starts-late.mkv'] as const).map(
    (name): UiCheck => ({
      name: `every frame of ${name} is the one that requestVideoFrameCallback shows, and its number, time and timecode can be typed`,
      run: (context) =>
        withNumbered(context, name, 'fresh', async ({ page }, { data: { clip } }) => {
          await notePresented(page);
          for (const index of [7, 60, 13, 94]) {
            await type(page, 'Frame; press to type one', String(index));
            await showsFrame(page, index);
            const start = clip.frameTimes[index] ?? 0;
            const shown = async () => (await page.evaluate(() => window.shownTimes.at(-1) ?? -1)) - clip.startTime;
            await until(`frame ${index} to be told`, async () => Math.abs((await shown()) - start) < 0.002);
          }
          const timecode = await page.locator('.timecode').innerText();
          await page.keyboard.press('Home');
          await showsFrame(page, 0);
          await openTypedField(page);
          await page.keyboard.type(timecode);
          await page.keyboard.press('Enter');
          await showsFrame(page, 94);
          await type(page, 'Time; press to type one', String(clip.frameTimes[31]));
          await showsFrame(page, 31);
          await openTypedField(page);
          await page.getByText('300f frame').waitFor();
          await page.keyboard.type('60f');
          await page.keyboard.press('Enter');
          await showsFrame(page, 60);
          await type(page, 'Frame; press to type one', `${clip.frameTimes[31]}s`);
          await showsFrame(page, 31);
          await openTypedField(page);
          await page.keyboard.type('nowhere');
          await page.keyboard.press('Enter');
          await counts(page, '.typed-field[aria-invalid=true]', 1);
          await page.keyboard.press('Escape');
          await page.keyboard.press('.');
          await showsFrame(page, 32);
        }),
    }),
  ),
  {
    name: 'J, K and L play backward, pause and play forward, ever faster',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'fresh', async ({ page }) => {
        await page.keyboard.press('End');
        await showsFrame(page, NUMBERED_FRAMES - 1);
        // Both at once: backward from the end to the start takes four seconds at most.
        for (let press = 0; press < 2; press++) await page.keyboard.press('j');
        await hasSpeed(page, '2');
        ok(await isPaused(page));
        await until('playing backward', async () => (await saidFrame(page)) < 85);
        await page.keyboard.press('k');
        await page.getByRole('button', { name: 'Play (K)' }).waitFor();
        const [said, shown] = [await saidFrame(page), await until('the last seek', () => numberOnScreen(page))];
        strictEqual(shown, said);
        // What follows must not come to the end of the clip meanwhile.
        await page.keyboard.press('Shift+R');
        await page.keyboard.press('l');
        await hasSpeed(page, '1');
        await until('playing forward', async () => !(await isPaused(page)));
        await page.keyboard.press('l');
        await page.keyboard.press('Shift+L');
        await hasSpeed(page, '4');
        await page.keyboard.press('k');
        await until('the pause', () => isPaused(page));
        await page.keyboard.press('[');
        await hasSpeed(page, '3');
        await page.keyboard.press('Home');
        await page.keyboard.press('Space');
        await hasSpeed(page, '1');
        await page.keyboard.press('k');
        await page.keyboard.press('Shift+R');
        // A key takes the way of every keybinding, which the host's word could overtake.
        await counts(page, '.transport .is-on[aria-pressed=true]', 0);
        await send(page, { type: 'seek', time: 0.5, finding: null });
        await showsFrame(page, 12);
        await page.keyboard.press('j');
        await showsFrame(page, 0);
        await until('the start to end it', async () => (await page.getByRole('button', { name: 'Play (K)' }).count()) === 1);
      }),
  },
  {
    name: 'a range loops, and so does the whole clip',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'fresh', async ({ page }) => {
        await send(page, { type: 'seek', time: 1, finding: null });
        await showsFrame(page, 24);
        await page.keyboard.press('i');
        await wasPosted(page, 'the in point', (message) => message.type === 'position' && message.range?.start === 1);
        await send(page, { type: 'seek', time: 1.25, finding: null });
        await showsFrame(page, 30);
        await page.keyboard.press('o');
        await page.keyboard.press('r');
        await notePresented(page);
        await page.keyboard.press('k');
        const rounds = () => page.evaluate(() => window.shownTimes.filter((time, at, all) => time < (all[at - 1] ?? 0)).length);
        await until('three rounds', async () => (await rounds()) >= 3);
        await page.keyboard.press('k');
        const latest = await page.evaluate(() => Math.max(...window.shownTimes));
        ok(latest < 32.5 / 24, `a frame at ${latest} s lies behind the range`);
        await page.keyboard.press('Shift+R');
        await page.keyboard.press('End');
        await page.keyboard.press('k');
        await until('the clip to begin again', async () => (await saidFrame(page)) < 40 && !(await isPaused(page)));
      }),
  },
  {
    name: 'the level meter moves with the sound of a real clip, also when it is muted, and stays at rest while paused',
    async run(context) {
      const clip = await demoClip(`${context.samples}/audio-clipping.fault.mp4`, { analysed: false });
      await withPlayer(context, clip, 'fresh', async ({ page }) => {
        const meter = page.getByRole('meter', { name: 'Sound level' });
        const level = async () => Number(await meter.getAttribute('aria-valuenow'));
        await page.keyboard.press('m');
        await until('the first frame', () =>
          page.evaluate(() => document.querySelector<HTMLVideoElement>('.picture video')?.readyState === 4),
        );
        strictEqual(await level(), -60);
        await page.keyboard.press('k');
        await until('some level', async () => (await level()) > -30);
        await page.keyboard.press('Alt+ArrowDown');
        await until('the volume', async () => (await page.locator('.volume').inputValue()) === '0.9');
      });
    },
  },
  {
    name: 'the map of keys names every action, asks the host for other keys and closes',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'fresh', async ({ page }) => {
        await page.keyboard.press('Shift+Slash');
        const map = page.getByRole('dialog', { name: 'Keys of the player' });
        await map.waitFor();
        strictEqual(await map.locator('section:not(:last-child) dd').count(), PLAYER_ACTIONS.length);
        const words = await map.innerText();
        ok(words.includes('Shift+←') && words.includes('Ctrl+Wheel'), words);
        await page.screenshot({ path: 'test/out/ui/player-keys.png' });
        await map.getByText('Change keys…').click();
        await wasPosted(page, 'the wish for other keys', ({ type: kind }) => kind === 'changeKeys');
        await page.keyboard.press('Escape');
        await until('the map to close', async () => (await map.count()) === 0);
        await page.keyboard.press('c');
        await wasPosted(page, 'the frame to save', (message) => message.type === 'captureFrame' && message.frame === 0);
        await page.keyboard.press('PageDown');
        await wasPosted(page, 'the next clip', (message) => message.type === 'openNeighbour' && message.direction === 1);
      }),
  },
  {
    name: 'the page of a clip comes with the clip in it, which is loaded once',
    async run(context) {
      const { page, samples } = context;
      const beginnings: string[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith('/noise.clean.mp4') && request.headers().range === 'bytes=0-') beginnings.push(request.url());
      });
      await context.openWorkbench(samples);
      await context.quickOpen('noise.clean.mp4');
      const frame = await shownPlayer(context, 'noise.clean.mp4');
      strictEqual(await frame.locator('video').count(), 1);
      // The page's script gives the element a place in the order of tabs: what it has before came with the page.
      const attributes = await frame.locator('video').evaluate((video) => video.getAttributeNames());
      ok(attributes.indexOf('src') < attributes.indexOf('tabindex'), attributes.join());
      await until('the number of the frame', async () =>
        (await frame.locator('.frame-number').innerText()).startsWith('frame 0 '),
      );
      strictEqual(beginnings.length, 1, beginnings.join('\n'));
    },
  },
  {
    name: 'in the workbench the keys of VS Code play, save the frame and go on to the next clip',
    async run(context) {
      const { page, samples } = context;
      await context.openWorkbench(samples);
      await context.quickOpen('blockiness.clean.mp4');
      const player = await shownPlayer(context, 'blockiness.clean.mp4');
      await keysReach(page, player);
      await page.keyboard.press('c');
      await context.answerBox(/blockiness\.clean frame \d{5}\.png$/);
      const name = `blockiness.clean frame ${String(await saidFrame(player)).padStart(5, '0')}.png`;
      await until('the picture', async () => (await readFile(join(samples, name))).length > 1000);
      await keysReach(page, player);
      await page.keyboard.press('PageDown');
      const next = await shownPlayer(context, 'blockiness.fault.mp4');
      await keysReach(page, next);
      await page.keyboard.press('Space');
      await next.getByRole('button', { name: 'Pause (K)' }).waitFor();
      // Faster than clips open: none is lost, and the last one plays as the first one did.
      for (let press = 0; press < 3; press++) await page.keyboard.press('PageDown');
      const last = await shownPlayer(context, 'clipped-highlights.clean.mp4');
      await last.getByRole('button', { name: 'Pause (K)' }).waitFor();
    },
  },
];

declare global {
  interface Window {
    shownTimes: number[];
  }
}
