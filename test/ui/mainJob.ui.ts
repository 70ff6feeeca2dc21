import type { Frame, Locator } from 'playwright-core';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { evaluateIn } from './comparisons.ts';
import { shownPlayer } from './shownPlayer.ts';

// The main job as a reviewer does it: open a clip, evaluate it, and get from each place that lists a finding to its frame.

const CLIP = 'luma-flicker.fault.mp4';
/** Of the sample clips; see media/samples/truth.json. */
const HALF_A_FRAME = 0.5 / 24;
const ELSEWHERE = 0.5;

/** The player that a reviewer sees. */
const visiblePlayer = (context: UiContext): Promise<Frame> => shownPlayer(context, CLIP);

async function playhead(player: Frame): Promise<{ readonly currentTime: number; readonly seeking: boolean }> {
  return player.evaluate(() => {
    const { currentTime = Number.NaN, seeking = true } = document.querySelector('video') ?? {};
    return { currentTime, seeking };
  });
}

/** Moves the playhead away, clicks, and waits until it stands within half a frame of `expected` seconds in the player one sees. */
async function clickSeeks(context: UiContext, place: Locator, expected: number): Promise<void> {
  const before = await visiblePlayer(context);
  await before.evaluate(`document.querySelector('video').currentTime = ${ELSEWHERE}`);
  await context.until('the playhead to be elsewhere', async () => {
    const { currentTime, seeking } = await playhead(before);
    return !seeking && Math.abs(currentTime - ELSEWHERE) < HALF_A_FRAME;
  });
  await place.click();
  await context.until(`the playhead at ${expected} s`, async () => {
    const { currentTime, seeking } = await playhead(await visiblePlayer(context));
    return !seeking && Math.abs(currentTime - expected) <= HALF_A_FRAME;
  });
}

/** `m:ss.mmm` in a text as seconds. */
function timeIn(text: string): number {
  const time = /(?<minutes>\d+):(?<seconds>\d\d\.\d{3})/.exec(text)?.groups;
  if (!time) throw new Error(`no time in "${text}"`);
  return Number(time.minutes) * 60 + Number(time.seconds);
}

function problemRow(context: UiContext, text: string): Locator {
  return context.page.locator('.markers-panel .monaco-list-row').filter({ hasText: text });
}

/** Start of the finding in seconds, as the Problems panel names it. */
let expected: number;

export const checks: UiCheck[] = [
  {
    name: 'a clip opens in the player without a question about editors',
    async run(context) {
      await context.openWorkbench(context.samples);
      await context.quickOpen(CLIP);
      await visiblePlayer(context);
      const toasts = await context.page.locator('.notification-toast').allInnerTexts();
      if (toasts.some((text) => text.includes('default editors'))) throw new Error(`asked: ${toasts.join(' | ')}`);
      await context.screenshot('main-job-opened');
    },
  },
  {
    name: 'Evaluate fills scorecard and timeline',
    async run(context) {
      const player = await visiblePlayer(context);
      await evaluateIn(player);
      await player.locator('.finding-list [role=option]').first().waitFor();
      await context.screenshot('main-job-evaluated');
    },
  },
  {
    name: 'keybindings reach the player when the focus is in it',
    async run(context) {
      const player = await visiblePlayer(context);
      const paused = (wanted: boolean) => player.evaluate((is) => document.querySelector('video')?.paused === is, wanted);
      const isAtFrame = async (frame: number) => {
        const { currentTime, seeking } = await playhead(player);
        const said = await player.locator('.frame-number').innerText();
        return !seeking && Math.abs(currentTime - 2 * HALF_A_FRAME * frame) <= HALF_A_FRAME && said.startsWith(`frame ${frame} `);
      };
      await player.locator('video').click();
      await context.until('playback by a click', () => paused(false));
      // VS Code hears of the focus in the page a little later, and of keys from then on: these two may be pressed again.
      for (const [key, what, reached] of [
        ['.', 'the first pause', () => paused(true)],
        ['Home', 'the first frame', () => isAtFrame(0)],
      ] as const)
        await context.until(what, async () => {
          if (await reached()) return true;
          await context.page.keyboard.press(key);
          return reached();
        });
      await context.page.keyboard.press('.');
      await context.until('the next frame', () => isAtFrame(1));
      await context.page.keyboard.press('Space');
      await context.until('playback', () => paused(false));
      await context.page.keyboard.press('Space');
      await context.until('the pause', () => paused(true));
    },
  },
  {
    name: 'the Problems panel lists the finding, and its code seeks',
    async run(context) {
      await context.command('View: Toggle Problems');
      const row = problemRow(context, 'flickers').first();
      const link = row.locator('a', { hasText: 'Exposure@' });
      expected = timeIn(await link.innerText());
      if (Math.abs(expected - 1.5) > 0.25) throw new Error(`the flicker starts at 1.5 s, the finding at ${expected} s`);
      await clickSeeks(context, link, expected);
      await context.screenshot('main-job-problems');
    },
  },
  {
    name: 'its related line opens the findings document, and the line seeks',
    async run(context) {
      await problemRow(context, 'flickers').first().click();
      await context.page.keyboard.press('ArrowRight');
      await clickSeeks(context, problemRow(context, 'findings document').first(), expected);
      const line = context.page.locator('.monaco-editor .view-line', { hasText: 'flickers' });
      await line.waitFor();
      // The line is selected already; a reviewer who scrubbed on and clicks it once more wants to be back all the same.
      await context.screenshot('main-job-findings-document');
    },
  },
  {
    name: 'a row of the Findings view seeks',
    async run(context) {
      await context.page.locator('.activitybar .action-item a[aria-label^="EvalVerse"]').click();
      const row = context.page.locator('.sidebar .monaco-list-row', { hasText: 'flickers' }).first();
      await clickSeeks(context, row, expected);
      await context.screenshot('main-job-findings-view');
    },
  },
  {
    name: 'the card of the finding shows the frame that it is about',
    async run(context) {
      const player = await visiblePlayer(context);
      const picture = player.locator('.detail .frame-picture canvas').first();
      await context.until('the picture of the frame', () =>
        picture.evaluate((canvas) => {
          if (!(canvas instanceof HTMLCanvasElement)) return false;
          const { width, height } = canvas;
          const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
          return new Set(pixels).size > 50;
        }),
      );
      await context.screenshot('main-job-card');
    },
  },
];
