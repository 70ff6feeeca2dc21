import { ok, strictEqual } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { runFfmpegTool } from '../fixtures/ffmpegTool.ts';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { comparison, evaluate, toldBy } from './comparisons.ts';
import { shownPlayer } from './shownPlayer.ts';

// A reviewer at work on compared clips in the real workbench: he hears what VS Code cannot decode, loops what he looks at, and is as
// blind here as anywhere else while he annotates.

const FAULT = 'luma-flicker.fault.mp4';
const CLEAN = 'luma-flicker.clean.mp4';
const FRAME = 1 / 24;

/** Says that clips come of one prompt. */
async function promptOf(context: UiContext, prompt: string, ...clips: readonly string[]): Promise<void> {
  for (const clip of clips) await writeFile(join(context.samples, clip.replace('.mp4', '.json')), JSON.stringify({ prompt }));
}

/** Times and sound of the clips, from left to right. */
function playing(page: Frame) {
  return page.evaluate(() =>
    Array.from(
      document.querySelectorAll('video'),
      (video: HTMLVideoElement & { readonly webkitAudioDecodedByteCount?: number }) => ({
        time: video.currentTime,
        isPlaying: !video.paused,
        sound: video.webkitAudioDecodedByteCount ?? 0,
      }),
    ),
  );
}

async function timeOf(page: Frame): Promise<number> {
  return (await playing(page))[0]?.time ?? 0;
}

export const checks: UiCheck[] = [
  {
    name: 'the clip that is heard and plays silently goes on with sound, where it was',
    async run(context) {
      const clips = ['silent-a.mp4', 'silent-b.mp4'];
      // Long enough for the copies with sound to be there before it ends.
      const picture = ['-f', 'lavfi', '-i', 'color=gray:size=320x180:rate=25:duration=120'];
      const tone = ['-f', 'lavfi', '-i', 'sine=duration=120'];
      for (const clip of clips)
        await runFfmpegTool(
          [...picture, ...tone, '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'ac3'].concat(join(context.samples, clip)),
        );
      await promptOf(context, 'A test card.', ...clips);
      await context.openWorkbench(context.samples);
      await context.quickOpen('silent-a.mp4');
      await shownPlayer(context, 'silent-a');
      await context.command('EvalVerse: Compare Outputs of This Prompt');
      const silent = await comparison(context, 'silent-b');
      await silent.locator('.side-picture').first().click();
      let heard = silent;
      await context.until('sound', async () => {
        heard = await comparison(context, 'silent-b');
        const [first] = await playing(heard);
        return first && first.sound > 0 && first.isPlaying && first.time > 0.8;
      });
      const [first, second] = await playing(heard);
      ok(first && second);
      strictEqual(second.sound, 0, 'nobody listens to the other one');
      await context.until('both to play in step', async () => {
        const [one, other] = await playing(heard);
        return one && other && one.isPlaying && other.isPlaying && Math.abs(one.time - other.time) < 0.04;
      });
      await context.screenshot('compare-with-sound');
      await context.command('View: Close All Editors');
    },
  },
  {
    name: 'all clips loop from in to out point, in step',
    async run(context) {
      await promptOf(context, 'A windmill at dusk.', FAULT, CLEAN);
      for (const clip of [CLEAN, FAULT]) await evaluate(context, clip);
      await context.command('EvalVerse: Compare Outputs of This Prompt');
      const page = await comparison(context, FAULT);
      const { keyboard } = context.page;
      await page.locator('.position').focus();
      await keyboard.press('PageUp');
      await context.until('a second', async () => Math.abs((await timeOf(page)) - 1) < FRAME);
      await keyboard.press('i');
      await page.locator('.position-range').waitFor();
      await keyboard.press('PageUp');
      await context.until('two seconds', async () => Math.abs((await timeOf(page)) - 2) < FRAME);
      await keyboard.press('o');
      await page.locator('.position[aria-valuetext$=", in 0:01.000, out 0:02.042"]').waitFor();
      await page.getByRole('button', { name: 'Not looping' }).click();
      await page.locator('.is-on[aria-label^="Looping the range"]').waitFor();
      await context.screenshot('compare-looping');
      await page.locator('.side-picture').first().click();
      let last = 0;
      let wentBack = 0;
      let furthest = 0;
      await context.until('the range to be played three times', async () => {
        const [first, second] = await playing(page);
        ok(first && second);
        furthest = Math.max(furthest, first.time);
        if (first.time < last - 0.5) wentBack++;
        last = first.time;
        return wentBack >= 2 && first.isPlaying && second.isPlaying && Math.abs(first.time - second.time) < FRAME;
      });
      // On a machine that is busy a timer is late.
      ok(furthest < 3, `played on to ${furthest} s`);
      await page.locator('.side-picture').first().click();
    },
  },
  {
    name: 'names and scores stay hidden while the person annotates, whatever he presses',
    async run(context) {
      await context.command('View: Close Editor');
      await context.quickOpen(FAULT);
      await shownPlayer(context, FAULT);
      await context.command('EvalVerse: Annotate Clip');
      await context.answerBox(/^rater-[0-9a-f]{4}$/);
      await context.webviewFrame(`document.querySelector('.annotate-count') !== null`);
      await context.command('EvalVerse: Compare Outputs of This Prompt');
      const page = await comparison(context, 'name hidden');
      const tab = context.page.locator('.tab.active');
      const isBlind = async (after: string) => {
        strictEqual(await page.locator('.score-table').count(), 0, after);
        ok(!/flicker|fault|clean/.test(await toldBy(page)), `a name shows ${after}`);
        ok(!/flicker|fault|clean/.test(await tab.innerText()), `the tab tells a name ${after}`);
      };
      await isBlind('at once');
      ok(await page.getByRole('button', { name: 'Names and scores are hidden while you annotate.' }).isDisabled());
      await page.locator('.position').focus();
      await context.page.keyboard.press('b');
      await context.command('EvalVerse Compare: Hide or Show Names');
      await context.command('EvalVerse Compare: Swap Sides');
      // Messages come in order, so that whatever the others do is done once this is.
      await page.locator('.position').focus();
      await context.page.keyboard.press('2');
      await page.locator('canvas.mix.wipe').waitFor();
      await isBlind('after the key and the command');
      await context.screenshot('compare-annotating');
      await context.page.keyboard.press('1');
      await context.page.locator('.statusbar-item', { hasText: 'Annotating' }).click();
      await page.getByText(FAULT).first().waitFor();
      await page.locator('.score-table').waitFor();
    },
  },
];
