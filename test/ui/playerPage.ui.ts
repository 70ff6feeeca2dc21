import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runFfmpegTool } from '../fixtures/ffmpegTool.ts';
import { makeNumberedClip, NUMBERED_CLIPS, NUMBERED_FRAMES } from '../fixtures/numberedClips.ts';
import { until } from '../harness/browser.ts';
import type { UiCheck } from '../harness/uiChecks.ts';
import { demoClip } from './demoClip.ts';
import {
  clickFinding,
  findingOption,
  isReady,
  numberOnScreen,
  saidFrame,
  send,
  showsFrame,
  wasPosted,
  withNumbered,
  withPlayer,
} from './openPlayer.ts';

// The player page in a plain browser, with a host in memory, under the same Content Security Policy as in VS Code.

function playheadOf(): { currentTime: number; ended: boolean } {
  const video = document.querySelector('video');
  return { currentTime: video?.currentTime ?? Number.NaN, ended: video?.ended ?? false };
}

function stepsExactly(name: keyof typeof NUMBERED_CLIPS): UiCheck {
  return {
    name: `stepping and seeking are exact to the frame in ${name}`,
    run: (context) =>
      withNumbered(context, name, 'fresh', async ({ page }, clip) => {
        const times = clip.data.clip.frameTimes;
        strictEqual(times.length, NUMBERED_FRAMES);
        await showsFrame(page, 0);
        for (let index = 1; index <= 12; index++) {
          await page.keyboard.press('.');
          await showsFrame(page, index);
        }
        for (let index = 11; index >= 6; index--) {
          await page.keyboard.press(',');
          await showsFrame(page, index);
        }
        // Key frames are 48 apart; the last frame has no successor.
        for (const index of [47, 48, 49, 95, 31, 30, 1, 94]) {
          const start = times[index] ?? 0;
          const end = times[index + 1] ?? clip.data.clip.framesEnd;
          for (const time of [start, start + (end - start) * 0.9]) {
            await send(page, { type: 'seek', time, finding: null });
            await showsFrame(page, index);
          }
          const { currentTime, ended } = await page.evaluate(playheadOf);
          const shown = currentTime - clip.data.clip.startTime;
          // Chromium jumps to the end of the media once the last frame is shown.
          ok(ended || Math.abs(shown - start) <= (end - start) / 2, `${shown} s is over half a frame from ${start} s`);
        }
        await page.keyboard.press('End');
        await showsFrame(page, NUMBERED_FRAMES - 1);
        await page.keyboard.press('Home');
        await showsFrame(page, 0);
        // Faster than any decoder: every step counts, and the page ends on the right frame.
        for (let i = 0; i < 20; i++) await page.keyboard.press('.');
        await showsFrame(page, 20);
      }),
  };
}

export const checks: UiCheck[] = [
  ...(Object.keys(NUMBERED_CLIPS) as (keyof typeof NUMBERED_CLIPS)[]).map(stepsExactly), // Object.keys widens to string[]
  {
    name: 'playing moves picture and readout together, and pausing leaves them on the same frame',
    run: (context) =>
      withNumbered(context, 'uneven.mp4', 'fresh', async ({ page }) => {
        await page.keyboard.press('Space');
        await until('playback to pass frame 10', async () => (await saidFrame(page)) > 10);
        await page.keyboard.press('Space');
        await until('the pause', () => page.evaluate(`document.querySelector('video').paused`));
        await until('the same frame', async () => (await numberOnScreen(page)) === (await saidFrame(page)));
        await page.keyboard.press('Home');
        await page.keyboard.press('Space');
        await until('playback', () => page.evaluate(() => document.querySelector('video')?.paused === false));
        await send(page, { type: 'hidden' });
        await until('the pause of a hidden page', () => page.evaluate(() => document.querySelector('video')?.paused === true));
      }),
  },
  {
    name: 'before the frame table is there, the readout says so and stepping still moves',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'unprobed', async ({ page }, clip) => {
        strictEqual((await page.locator('.frame-number').innerText()).trim(), 'frame –');
        for (let i = 0; i < 5; i++) await page.keyboard.press('.');
        await until('the picture to move', async () => (await numberOnScreen(page)) === 5);
        const frameTimes = Float64Array.from(clip.data.clip.frameTimes);
        await page.evaluate(
          ({ facts, times }) => window.demo.send({ type: 'clip', clip: { ...facts, frameTimes: Float64Array.from(times) } }),
          { facts: { ...clip.data.clip, frameTimes: [] }, times: [...frameTimes] },
        );
        await showsFrame(page, 5);
      }),
  },
  {
    name: 'an action right behind the message that brings the frames acts on these frames',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'unprobed', async ({ page }, clip) => {
        const { promise: arrival, resolve: arrive } = Promise.withResolvers<void>();
        await page.route('**/clip/clip', (route) => arrival.then(() => route.continue()));
        await page.reload();
        await page.locator('video').waitFor({ state: 'attached' });
        await page.evaluate(
          async ({ facts, times }) => {
            // As VS Code does: each message is a task of its own, and no picture comes in between.
            const next = new MessageChannel();
            next.port1.onmessage = () => window.demo.send({ type: 'action', action: 'goToEnd' });
            window.demo.send({ type: 'clip', clip: { ...facts, frameTimes: Float64Array.from(times) } });
            next.port2.postMessage(null);
          },
          { facts: { ...clip.data.clip, frameTimes: [] }, times: [...clip.data.clip.frameTimes] },
        );
        arrive();
        await showsFrame(page, NUMBERED_FRAMES - 1);
      }),
  },
  {
    name: 'dragging over the timeline scrubs to the frame under the pointer',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'fresh', async ({ page }) => {
        const ruler = await page.locator('.timeline-area').boundingBox();
        ok(ruler);
        const xOf = (frame: number) => ruler.x + (ruler.width * (frame + 0.5)) / NUMBERED_FRAMES;
        await page.mouse.move(xOf(5), ruler.y + 28);
        await page.mouse.down();
        await page.mouse.move(xOf(70), ruler.y + 28, { steps: 40 });
        await page.mouse.up();
        await showsFrame(page, 70);
        const playhead = page.getByRole('slider', { name: 'Playhead' });
        strictEqual(await playhead.getAttribute('aria-valuetext'), '00:00:02:22');
      }),
  },
  {
    name: 'in and out points are whole frames, are told to the host and can be nudged',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'fresh', async ({ page }) => {
        await send(page, { type: 'seek', time: 1, finding: null });
        await showsFrame(page, 24);
        const near = (a: number, b: number) => Math.abs(a - b) < 1e-4;
        await page.keyboard.press('i');
        await wasPosted(page, 'the in point', (message) => message.type === 'position' && near(message.range?.start ?? 0, 1));
        await send(page, { type: 'seek', time: 2, finding: null });
        await showsFrame(page, 48);
        await page.keyboard.press('o');
        await wasPosted(
          page,
          'the range',
          (message) =>
            message.type === 'position' && !!message.range && near(message.range.start, 1) && near(message.range.end, 49 / 24),
        );
        strictEqual(await page.locator('.range-readout').innerText(), '0:01.000–0:02.042\nRange 0:01.042');
        await page.getByRole('slider', { name: 'Out point' }).focus();
        await page.keyboard.press('ArrowLeft');
        await wasPosted(
          page,
          'the nudged range',
          (message) => message.type === 'position' && near(message.range?.end ?? 0, 48 / 24),
        );
        await page.keyboard.press('Alt+x');
        await until('the range to go', async () => (await page.locator('.range-edge').count()) === 0);
      }),
  },
  {
    name: 'a finding in a lane is selected and sought, by pointer and by key',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'reviewed', async ({ page }) => {
        const marker = findingOption(page, /^Error · Temporal/);
        await clickFinding(marker);
        await showsFrame(page, 48);
        const id = await marker.getAttribute('data-id');
        await wasPosted(page, 'the selection', (message) => message.type === 'selectFinding' && message.finding === id);
        strictEqual(await marker.getAttribute('aria-selected'), 'true');
        const selected = page.locator('.row.observation[aria-selected=true]');
        await until('the observation to be selected', async () => (await selected.count()) === 1);
        await page.keyboard.press('ArrowDown');
        await until('the next finding', async () => (await marker.getAttribute('aria-selected')) === 'false');
        await page.keyboard.press('ArrowUp');
        await until('the finding again', async () => (await marker.getAttribute('aria-selected')) === 'true');
      }),
  },
  {
    name: 'in a narrow page a finding selected from outside leaves the picture in sight',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'reviewed', async ({ page }) => {
        await page.setViewportSize({ width: 560, height: 380 });
        const finding = await findingOption(page).last().getAttribute('data-id');
        await send(page, { type: 'seek', time: 2, finding });
        await until('the observation to be selected', async () => (await page.locator('.row[aria-selected=true]').count()) === 1);
        await showsFrame(page, 48);
        strictEqual(await page.evaluate(() => window.scrollY), 0);
        await page.locator('.row[aria-selected=true]').scrollIntoViewIfNeeded();
        ok((await page.evaluate(() => window.scrollY)) > 0);
        const picture = await page.locator('video').boundingBox();
        ok(picture && picture.y >= 0 && picture.y + picture.height <= 380, JSON.stringify(picture));
      }),
  },
  {
    name: 'a click on a button of the player gives the page the keys',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'fresh', async ({ page }) => {
        const address = page.url();
        // As VS Code shows it: a page within a page of another origin, and the keys are with the outer one.
        const frame = `<link rel="icon" href="data:,"><input><iframe src="${address}" width="1300" height="800"></iframe>`;
        const outer = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(frame));
        await new Promise<void>((resolve) => outer.listen(0, '127.0.0.1', resolve));
        try {
          const place = outer.address();
          ok(typeof place === 'object' && place);
          await page.goto(`http://127.0.0.1:${place.port}`);
          const inner = await until('the player', () => page.frames().find((frame) => frame.url() === address));
          await until('the first frame', () =>
            inner.evaluate(() => document.querySelector<HTMLVideoElement>('.picture video')?.readyState === 4),
          );
          await page.locator('input').focus();
          await inner.getByRole('button', { name: 'Next frame' }).click();
          const says = (frame: number) => async () =>
            (await inner.locator('.frame-number').innerText()).startsWith(`frame ${frame} `);
          await until('frame 1', says(1));
          await page.keyboard.press('.');
          await until('frame 2', says(2));
          await page.keyboard.press('Space');
          await until('playback', () => inner.evaluate(() => document.querySelector('video')?.paused === false));
          strictEqual(await page.locator('input').inputValue(), '');
        } finally {
          outer.closeAllConnections();
          outer.close();
        }
      }),
  },
  {
    name: "every key of the player reaches VS Code's listener, those that a control needs do not",
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'reviewed', async ({ page }) => {
        await page.evaluate(() => {
          window.addEventListener('keydown', ({ key }) => window.heard.push(key));
          window.heard = [];
        });
        for (const key of ['ArrowRight', 'm', '.', 'F1', 'Control+p']) await page.keyboard.press(key);
        await page.locator('.speed').focus();
        for (const key of ['ArrowLeft', 'm', 'Control+k']) await page.keyboard.press(key);
        deepStrictEqual(await page.evaluate(() => window.heard), [
          ...['ArrowRight', 'm', '.', 'F1', 'Control', 'p', 'Control', 'k'],
        ]);
      }),
  },
  {
    name: 'sound that is not decoded is said, sound that is, is not',
    async run(context) {
      const folder = await mkdtemp(join(tmpdir(), 'evalverse-player-'));
      const picture = await makeNumberedClip(folder, 'b-frames.mp4');
      const hint = 'does not decode AC3 sound';
      // Chromium plays AC-3 as desktop VS Code plays AAC: picture, silence and no error.
      for (const [codec, silent] of [['ac3', true] as const, ['libmp3lame', false] as const]) {
        const file = join(folder, `${codec}.mp4`);
        await runFfmpegTool(['-i', picture, '-f', 'lavfi', '-i', 'sine=d=4', '-c:v', 'copy', '-c:a', codec, file]);
        await withPlayer(context, await demoClip(file, { analysed: false }), 'fresh', async ({ page }) => {
          await isReady(page);
          await page.keyboard.press('Space');
          await until('two seconds of playback', async () => (await saidFrame(page)) > 48);
          if (silent) await page.getByText(hint).waitFor();
          else strictEqual(await page.getByText(hint).count(), 0);
          ok(await page.locator('.volume').isEnabled());
        });
      }
      await withPlayer(context, await demoClip(picture, { analysed: false }), 'fresh', async ({ page }) => {
        await isReady(page);
        ok(await page.locator('.volume').isDisabled());
      });
      await rm(folder, { recursive: true, force: true });
    },
  },
  {
    name: 'a file that cannot be played is said in a sentence and told to the host',
    async run(context) {
      const folder = await mkdtemp(join(tmpdir(), 'evalverse-player-'));
      const { data } = await demoClip(await makeNumberedClip(folder, 'b-frames.mp4'), { analysed: false });
      const file = join(folder, 'text.mp4');
      await writeFile(file, 'not a film');
      await withPlayer(context, { file, data }, 'fresh', async ({ page }) => {
        await page.getByText('VS Code cannot play this clip.').waitFor();
        await wasPosted(
          page,
          'the failure',
          (message) => message.type === 'playbackFailed' && message.detail.startsWith('format'),
        );
        ok((await page.locator('.picture-note').innerText()).includes('Evaluating it still works.'));
      });
      // The same file when the probe found nothing in it either: nowhere does the page promise an evaluation.
      await withPlayer(context, { file, data }, 'problem', async ({ page }) => {
        await page.getByText('There is no picture to show.').waitFor();
        const words = await page.locator('#root').innerText();
        for (const promise of ['Evaluating it still works', 'Not evaluated yet', 'appear here after'])
          ok(!words.includes(promise), words);
        strictEqual(await page.getByText('It cannot be evaluated; the message at the top says why.').count(), 2);
      });
      await rm(folder, { recursive: true, force: true });
    },
  },
];

declare global {
  interface Window {
    heard: string[];
  }
}
