import { ok, strictEqual } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { FOOTAGE } from '../fixtures/shots/scenes.ts';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { evaluateIn } from './comparisons.ts';
import { keysReach, shownPlayer } from './shownPlayer.ts';
import { boxOf, dragOutPoint, pinch, shown, shownSpan, timelineBox, zoomIn } from './timelineHands.ts';

// A review in the real workbench, on edited footage where the machine has it: a range, what was found, and a shot corrected.

const NAME = 'review.mp4';
const EDITED = join(FOOTAGE, 'edited/plain0.mp4');

const player = (context: UiContext): Promise<Frame> => shownPlayer(context, NAME);

async function press(context: UiContext, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await context.page.keyboard.press(key);
}

const findings = (page: Frame) => page.locator('.finding-list').getByRole('option');

export const checks: UiCheck[] = [
  {
    name: 'a range is marked by key, looped and zoomed to, and the wheel zooms and pans',
    async run(context) {
      await copyFile(existsSync(EDITED) ? EDITED : join(context.samples, 'flash-shots.fault.mp4'), join(context.samples, NAME));
      await context.openWorkbench(context.samples);
      await context.quickOpen(NAME);
      const page = await player(context);
      await page.locator('.shot-list').getByRole('option').first().waitFor();
      await keysReach(context.page, page);
      const whole = await shown(page);
      await press(context, 'i', 'ArrowRight');
      const readout = page.locator('.frame-number');
      const inside = await readout.innerText();
      await context.until('a second further', async () => (await readout.innerText()) !== inside);
      await press(context, 'o');
      await page.getByRole('slider', { name: 'Out point' }).waitFor();
      await press(context, 'z');
      await context.until('the range', async () => (await shown(page)) !== whole);
      await press(context, 'r', 'Space');
      const time = () => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0);
      let latest = await time();
      await context.until('the range to begin again', async () => {
        const before = latest;
        latest = await time();
        return latest < before - 0.3;
      });
      await press(context, 'Space', 'z');
      await context.until('the whole clip', async () => (await shown(page)) === whole);
      await zoomIn(context.page, await timelineBox(page), 0.5, 4);
      await context.until('a closer timeline', async () => (await shown(page)) !== whole);
      const part = await shown(page);
      await context.page.keyboard.down('Shift');
      await context.page.mouse.wheel(0, 100);
      await context.page.keyboard.up('Shift');
      await context.until('a part further on', async () => (await shown(page)) !== part);
      await press(context, 'Alt+x');
      await page.getByRole('slider', { name: 'Out point' }).waitFor({ state: 'detached' });
      await press(context, 'z');
      await context.until('the whole clip again', async () => (await shown(page)) === whole);
    },
  },
  {
    name: 'what was found is hovered, opened by a double click, followed by the Findings view and agreed with on the disk',
    async run(context) {
      const page = await player(context);
      await evaluateIn(page);
      await findings(page).first().waitFor();
      await context.command('View: Show EvalVerse');
      const found = findings(page).last();
      const { x, y } = await boxOf(found);
      await context.page.mouse.move(x + 4, y + 6);
      await page.locator('.hover-card').waitFor();
      await context.page.mouse.dblclick(x + 4, y + 6);
      await context.until('the focus in the card', () =>
        page.evaluate(() => document.activeElement?.className === 'detail-body'),
      );
      await context.page.locator('.sidebar .monaco-list-row.selected').waitFor();
      await page.locator('.stances').getByRole('button', { name: 'Agree', exact: true }).click();
      await context.answerBox(/^rater-[0-9a-f]{4}$/);
      await page.getByText('You agree.').waitFor();
      await context.page.locator('.sidebar .monaco-list-row', { hasText: 'you agree · ' }).first().waitFor();
      const folder = join(context.samples, '.evalverse/annotations');
      const words = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
      ok(words.join().includes('"stance":"agree"'), words.join());
      await context.screenshot('review-agreed');
    },
  },
  {
    name: 'the scorecard is filtered by words, and everything comes back at once',
    async run(context) {
      const page = await player(context);
      const answers = page.locator('.row.answer[aria-level="5"]');
      await page.getByRole('textbox', { name: 'Words in questions, reasons and observations' }).fill('sharp');
      const said = page.locator('.filter-note [role=status]');
      await context.until('the count', async () => /\d+ answers? shown, \d+ hidden/.test(await said.innerText()));
      ok((await answers.count()) > 0);
      await page.getByRole('button', { name: 'Clear filter' }).click();
      await context.until('no filter', async () => (await said.innerText()) === '');
    },
  },
  {
    name: 'a boundary that is dragged is kept, marks what was judged on its shots, and comes back',
    async run(context) {
      const page = await player(context);
      const shots = page.locator('.shot-list').getByRole('option');
      const labels = () => shots.evaluateAll((all) => all.map((shot) => shot.getAttribute('aria-label')).join('\n'));
      const before = await labels();
      const second = await boxOf(shots.nth(1));
      await context.page.mouse.move(second.x, second.y + 8);
      await context.page.mouse.down();
      await context.page.mouse.move(second.x + 12, second.y + 8, { steps: 4 });
      await context.page.mouse.up();
      await context.until('another boundary', async () => (await labels()) !== before);
      const marked = page.locator('.finding-list [role=option][aria-label*="shots corrected since"]');
      await marked.first().waitFor();
      await context.screenshot('review-corrected');
      await press(context, 'Control+z');
      await context.until('the boundary as it was', async () => (await labels()) === before);
      strictEqual(await marked.count(), 0);
    },
  },
  {
    name: 'two fingers pinch the timeline, and an out point that is dragged snaps to the end of a shot',
    async run(context) {
      const page = await player(context);
      const { end } = await shownSpan(page);
      await pinch(context.page, await timelineBox(page), [0.4, 0.6], [0.2, 0.8]);
      await context.until('a third of the clip', async () => {
        const span = await shownSpan(page);
        return Math.abs(span.end - span.start - end / 3) < end / 20;
      });
      await keysReach(context.page, page);
      await press(context, 'z');
      await context.until('the whole clip', async () => (await shownSpan(page)).end === end);
      const { shot, out } = await dragOutPoint(context.page, page);
      ok(shot.includes(`–${out}`), `${out} is not the end of ${shot}`);
    },
  },
  {
    name: 'the level meter moves with the sound, also when it is muted',
    async run(context) {
      await context.quickOpen('audio-clipping.fault.mp4');
      const page = await shownPlayer(context, 'audio-clipping.fault.mp4');
      await keysReach(context.page, page);
      const level = async () => Number(await page.getByRole('meter', { name: 'Sound level' }).getAttribute('aria-valuenow'));
      strictEqual(await level(), -60);
      await press(context, 'm', 'Space');
      await context.until('some level', async () => (await level()) > -30);
      await press(context, 'Space');
      await context.until('rest', async () => (await level()) === -60);
    },
  },
];
