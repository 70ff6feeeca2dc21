import type { Frame, Locator } from 'playwright-core';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';

// The main job as a reviewer does it: open a clip, evaluate it, and get from each place that lists a finding to its frame.

const CLIP = 'luma-flicker.fault.mp4';
/** Of the sample clips; see media/samples/truth.json. */
const HALF_A_FRAME = 0.5 / 24;
const ELSEWHERE = 0.5;

async function playerOf(context: UiContext, file: string): Promise<Frame> {
  return context.webviewFrame(
    `document.title.includes(${JSON.stringify(file)}) && document.querySelector('video')?.readyState >= 2`,
    30,
  );
}

async function movePlayheadAway(context: UiContext, player: Frame): Promise<void> {
  await player.evaluate(`document.querySelector('video').currentTime = ${ELSEWHERE}`);
  await context.until('the playhead to be elsewhere', async () => {
    const at = Number(await player.evaluate(`document.querySelector('video').currentTime`));
    return Math.abs(at - ELSEWHERE) < HALF_A_FRAME;
  });
}

/** Clicks, and waits until the playhead stands within half a frame of `expected` seconds. */
async function clickSeeks(context: UiContext, player: Frame, place: Locator, expected: number): Promise<void> {
  await movePlayheadAway(context, player);
  await place.click();
  await context.until(`the playhead at ${expected} s`, async () => {
    const state = await player.evaluate(
      `(({ currentTime, seeking }) => ({ currentTime, seeking }))(document.querySelector('video'))`,
    );
    const { currentTime, seeking } = state as { currentTime: number; seeking: boolean };
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

let player: Frame;
/** Start of the finding in seconds, as the Problems panel names it. */
let expected: number;

export const checks: UiCheck[] = [
  {
    name: 'a clip opens in the player without a question about editors',
    async run(context) {
      await context.openWorkbench(context.samples);
      await context.quickOpen(CLIP);
      player = await playerOf(context, CLIP);
      const toasts = await context.page.locator('.notification-toast').allInnerTexts();
      if (toasts.some((text) => text.includes('default editors'))) throw new Error(`asked: ${toasts.join(' | ')}`);
      await context.screenshot('main-job-opened');
    },
  },
  {
    name: 'Evaluate fills scorecard and timeline',
    async run(context) {
      await player.locator('.evaluate-main').click();
      await player.locator('[role=treeitem]', { hasText: 'Lens' }).first().waitFor({ timeout: 30_000 });
      await player.locator('.finding-marker, .lane button').first().waitFor();
      await context.screenshot('main-job-evaluated');
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
      await clickSeeks(context, player, link, expected);
      await context.screenshot('main-job-problems');
    },
  },
  {
    name: 'its related line opens the findings document, and the line seeks',
    async run(context) {
      await problemRow(context, 'flickers').first().locator('.monaco-tl-twistie').click();
      await clickSeeks(context, player, problemRow(context, 'findings document').first(), expected);
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
      await clickSeeks(context, player, row, expected);
      await context.screenshot('main-job-findings-view');
    },
  },
];
