import { ok, strictEqual } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { FOOTAGE } from '../fixtures/shots/scenes.ts';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { keysReach, shownPlayer } from './shownPlayer.ts';

// The tools of the review desk in the real workbench, by the keys of VS Code, on edited footage where the machine has it.

const NAME = 'desk.mp4';
const EDITED = join(FOOTAGE, 'edited/plain0.mp4');

const player = (context: UiContext): Promise<Frame> => shownPlayer(context, NAME);

/** Waits until a selector matches so many elements of the player. */
const counts = async (context: UiContext, selector: string, count: number) => {
  const page = await player(context);
  await context.until(`${count} × ${selector}`, async () => (await page.locator(selector).count()) === count);
};

async function press(context: UiContext, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await context.page.keyboard.press(key);
}

/** Types a time of the clip, in seconds, and waits until it is shown. */
async function goTo(context: UiContext, seconds: number): Promise<void> {
  const page = await player(context);
  await press(context, 'g');
  await page.locator('.typed-field:focus').waitFor();
  await context.page.keyboard.type(`${seconds}s`);
  await press(context, 'Enter');
  await context.until(`${seconds} s`, async () => Math.abs((await timeOf(page)) - seconds) < 0.06);
}

const timeOf = (page: Frame) => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0);
const shotsOf = (page: Frame) => page.locator('.shot-list').getByRole('option').count();

export const checks: UiCheck[] = [
  {
    name: 'the picture is zoomed, guides and scopes are laid over it, and what draws the eye is framed',
    async run(context) {
      await copyFile(existsSync(EDITED) ? EDITED : join(context.samples, 'flash-shots.fault.mp4'), join(context.samples, NAME));
      await context.openWorkbench(context.samples);
      await context.quickOpen(NAME);
      const page = await player(context);
      await context.until('the shots', async () => (await shotsOf(page)) > 1);
      await keysReach(context.page, page);
      const width = async () => (await page.locator('.picture-sheet').boundingBox())?.width ?? 0;
      const fitted = await width();
      await press(context, '=');
      await context.until('a closer picture', async () => (await width()) > fitted);
      await press(context, '-');
      await context.until('the fit', async () => (await width()) === fitted);
      await press(context, 'Shift+S', 'Shift+T', 'Shift+W', 'Shift+H', 'Shift+E');
      await counts(context, '.guides > *', 3);
      await counts(context, '.scope', 2);
      await counts(context, '.subject-box', 1);
      await context.screenshot('desk-picture');
      await press(context, 'Shift+F');
      await counts(context, '.false-colour', 1);
      await press(context, 'Shift+F', 'Shift+S', 'Shift+T', 'Shift+W', 'Shift+H', 'Shift+E');
      await counts(context, '.guides > *, .scope, .subject-box, .false-colour', 0);
    },
  },
  {
    name: 'a typed place is gone to, and J, K and L play both ways at any speed',
    async run(context) {
      const page = await player(context);
      const is = (what: string, holds: (time: number) => boolean) => context.until(what, async () => holds(await timeOf(page)));
      await goTo(context, 1.5);
      await keysReach(context.page, page);
      await press(context, 'l', 'l');
      await context.until('twice the speed', async () => (await page.locator('.speed').inputValue()) === '2');
      await is('the clip to go on', (time) => time > 1.8);
      await press(context, 'k');
      const stopped = await timeOf(page);
      await press(context, 'j');
      await is('the clip to go back', (time) => time < stopped - 0.2);
      await press(context, 'k');
      strictEqual(await page.evaluate(() => document.querySelector('video')?.paused), true);
    },
  },
  {
    name: 'a shot is split and joined again, and what was corrected lies in the folder',
    async run(context) {
      const page = await player(context);
      const before = await shotsOf(page);
      await goTo(context, 1.5);
      await keysReach(context.page, page);
      await press(context, 'b');
      await context.answerBox(/^rater-[0-9a-f]{4}$/);
      await context.until('one shot more', async () => (await shotsOf(page)) === before + 1);
      const kept = await readdir(join(context.samples, '.evalverse'), { recursive: true });
      ok(
        kept.some((name) => /^shots.rater-/.test(name)),
        kept.join(),
      );
      await context.screenshot('desk-split');
      await keysReach(context.page, page);
      await press(context, 'Control+z');
      await context.until('the shots as they were', async () => (await shotsOf(page)) === before);
    },
  },
  {
    name: 'a measurement is drawn below the shots, and hovering tells its value there',
    async run(context) {
      const page = await player(context);
      await page.getByRole('button', { name: 'Measurements…' }).click();
      await page.getByLabel('Saturation').click();
      await press(context, 'Escape');
      const row = await page.locator('.track-label.trace').boundingBox();
      const list = await page.locator('.shot-list').boundingBox();
      ok(row && list);
      await context.page.mouse.move(list.x + list.width / 2, row.y + row.height / 2);
      await page
        .locator('.hover-card')
        .getByText(/^Saturation: [\d.]+\s/)
        .waitFor();
      await context.screenshot('desk-curve');
      await press(context, 'Control+ArrowUp', 'Control+ArrowUp');
      await context.until('a closer timeline', async () => {
        const bar = await page.locator('.overview-bar').getAttribute('aria-valuetext');
        return bar !== null && !bar.startsWith('0:00.000');
      });
    },
  },
];
