import { ok, strictEqual } from 'node:assert/strict';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { COMPARE_ACTIONS } from '../../src/protocol/compareKeys.ts';
import type { UiCheck } from '../harness/uiChecks.ts';
import { comparison, evaluate, toldBy } from './comparisons.ts';
import { explorerRow, pickOfMenu } from './explorer.ts';
import { shownPlayer } from './shownPlayer.ts';

// Two outputs of one prompt held against each other in the real workbench: in step to the frame, in one picture, and blind.

const FAULT = 'luma-flicker.fault.mp4';
const CLEAN = 'luma-flicker.clean.mp4';
const PROMPT = { prompt: 'A windmill at dusk.' };

async function frames(page: Frame): Promise<string[]> {
  return page.locator('.side-frame').allInnerTexts();
}

/** Seconds that the videos lie apart at one moment, by their own clocks. */
function drift(page: Frame): Promise<number> {
  return page.evaluate(() => {
    const [first, second] = document.querySelectorAll('video');
    return Math.abs((first?.currentTime ?? 0) - (second?.currentTime ?? 9));
  });
}

/** How bright the picture in a canvas is on average, 0…255, as it is on the screen. */
async function brightness(page: Frame, canvas: Locator): Promise<number> {
  const png = (await canvas.screenshot()).toString('base64');
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const copy = document.createElement('canvas');
    copy.width = image.width;
    copy.height = image.height;
    const drawing = copy.getContext('2d');
    drawing?.drawImage(image, 0, 0);
    const pixels = drawing?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray(4);
    let sum = 0;
    for (let index = 0; index < pixels.length; index++) if (index % 4 !== 3) sum += pixels[index] ?? 0;
    return sum / (pixels.length * 0.75);
  }, png);
}

export const checks: UiCheck[] = [
  {
    name: 'Compare Outputs of This Prompt lays the outputs of one prompt side by side',
    async run(context) {
      for (const clip of [FAULT, CLEAN])
        await writeFile(
          join(context.samples, clip.replace('.mp4', '.json')),
          JSON.stringify({ ...PROMPT, model: clip.slice(13, 18) }),
        );
      await context.openWorkbench(context.samples);
      for (const clip of [CLEAN, FAULT]) await evaluate(context, clip);
      await context.command('EvalVerse: Compare Outputs of This Prompt');
      const page = await comparison(context);
      strictEqual(
        (await page.locator('.side-name').allInnerTexts()).map((text) => text.split('\n')[0]).join(),
        `${FAULT}fault,${CLEAN}clean`,
      );
      const first = page.locator('.score-table tbody tr').first();
      ok(/Lens/.test(await first.innerText()), 'the largest difference comes first');
      strictEqual(await first.locator('strong').innerText(), 'B +17');
      ok((await first.innerText()).includes('not calibrated'));
      await context.screenshot('compare-opened');
    },
  },
  {
    name: 'both clips play in step, and come to rest on the same frame',
    async run(context) {
      const page = await comparison(context);
      await page.locator('.side-picture').first().click();
      await context.until('playback', () =>
        page.evaluate(`[...document.querySelectorAll('video')].every((video) => !video.paused)`),
      );
      const from = await page.evaluate(`document.querySelector('video').currentTime`);
      await context.until('a second of playback', async () => {
        const now = await page.evaluate(`document.querySelector('video').currentTime`);
        return Number(now) > Number(from) + 1;
      });
      // A machine that is busy starts one clip late, which is run in.
      await context.until('ten moments in step', async () => {
        for (let sample = 0; sample < 10; sample++) if ((await drift(page)) >= 1 / 24) return false;
        return true;
      });
      await context.page.keyboard.press('Space');
      await context.until('the pause', () =>
        page.evaluate(`[...document.querySelectorAll('video')].every((video) => video.paused)`),
      );
      await context.until('the same frame on both sides', async () => new Set(await frames(page)).size === 1);
    },
  },
  {
    name: 'keys step and seek both clips by the frame',
    async run(context) {
      const page = await comparison(context);
      await context.page.keyboard.press('Home');
      const at = (frame: number) =>
        context.until(`frame ${frame} on both sides`, async () => {
          const settled = await page.evaluate(`[...document.querySelectorAll('video')].every((video) => !video.seeking)`);
          return settled && (await frames(page)).every((text) => text === `frame ${frame}`);
        });
      await at(0);
      for (const frame of [1, 2, 3]) {
        await context.page.keyboard.press('.');
        await at(frame);
      }
      await context.page.keyboard.press(',');
      await at(2);
      await context.page.keyboard.press('ArrowRight');
      await at(26);
      ok((await drift(page)) < 0.5 / 24);
    },
  },
  {
    name: 'the wipe shows both clips and moves by the keyboard, the difference shows what differs',
    async run(context) {
      const page = await comparison(context);
      await context.page.keyboard.press('2');
      const wipe = page.getByLabel('Where the wipe is');
      await wipe.focus();
      await context.page.keyboard.press('ArrowLeft');
      strictEqual(await wipe.getAttribute('aria-valuetext'), '49 % clip A');
      const canvas = page.locator('canvas.mix');
      await context.until('a picture of both', async () => (await brightness(page, canvas)) > 20);
      await context.screenshot('compare-wipe');
      await page.locator('.position').focus();
      await context.page.keyboard.press('3');
      await context.until('a picture of what differs', async () => (await brightness(page, canvas)) > 20);
      await context.screenshot('compare-difference');
      await context.page.keyboard.press('1');
      await canvas.waitFor({ state: 'detached' });
    },
  },
  {
    name: 'blind hides every name, also in the tab, and gives them back',
    async run(context) {
      const page = await comparison(context);
      const tab = context.page.locator('.tab.active');
      ok((await tab.innerText()).includes('luma-flicker'));
      await page.locator('.position').focus();
      await context.page.keyboard.press('b');
      await page.getByText('name hidden').first().waitFor();
      ok(!/flicker|fault|clean/.test(await toldBy(page)), 'a name shows');
      await context.until('a tab without names', async () => !/flicker|fault|clean/.test(await tab.innerText()));
      strictEqual(await page.locator('.score-table').count(), 0);
      await context.screenshot('compare-blind');
      await context.page.keyboard.press('b');
      await page.getByText(FAULT).first().waitFor();
    },
  },
  {
    name: 'a question mark shows every key of a comparison, Escape takes the map away',
    async run(context) {
      const page = await comparison(context);
      const keys = page.getByRole('dialog', { name: 'Keys of the comparison' });
      await page.locator('.position').focus();
      await context.until('the map of keys', async () => {
        if (!(await keys.isVisible())) await context.page.keyboard.press('Shift+?');
        return keys.isVisible();
      });
      const names = await keys.locator('dd').allInnerTexts();
      strictEqual(names.length, COMPARE_ACTIONS.length);
      ok(names.every((name) => name !== ''));
      ok((await keys.locator('kbd').allInnerTexts()).includes('?'));
      await context.screenshot('compare-keys');
      await context.page.keyboard.press('Escape');
      await keys.waitFor({ state: 'detached' });
    },
  },
  {
    name: 'a comparison comes back after the window was reloaded, where it was',
    async run(context) {
      const before = await frames(await comparison(context));
      // A reload by the browser does not wait until the workbench has kept what is open.
      const reloaded = context.page.waitForEvent('load');
      await context.command('Developer: Reload Window');
      await reloaded;
      await context.page.locator('.monaco-workbench .part.statusbar').waitFor();
      const page = await comparison(context);
      await context.until('the frames of before', async () => (await frames(page)).join() === before.join());
    },
  },
  {
    name: 'Compare with Reference holds a clip against it: nothing differs where it is the same picture',
    async run(context) {
      await copyFile(join(context.samples, FAULT), join(context.samples, 'again.mp4'));
      await writeFile(join(context.samples, 'again.json'), JSON.stringify({ reference: FAULT }));
      await context.quickOpen('again.mp4');
      await shownPlayer(context, 'again.mp4');
      await context.command('EvalVerse: Compare with Reference');
      const page = await comparison(context, 'again.mp4');
      await page.locator('.position').focus();
      await context.page.keyboard.press('3');
      const canvas = page.locator('canvas.mix');
      await context.until('black where nothing differs', async () => (await brightness(page, canvas)) < 2);
      await context.page.keyboard.press('1');
      await canvas.waitFor({ state: 'detached' });
    },
  },
  {
    name: 'every colour theme and a narrow split leave all of it in reach',
    async run(context) {
      const page = await comparison(context, 'again.mp4');
      await context.command('Preferences: Toggle between Light/Dark Themes');
      await context.until('the dark theme', () => page.evaluate(`document.body.classList.contains('vscode-dark')`));
      await context.screenshot('compare-dark');
      await context.page.emulateMedia({ forcedColors: 'active' });
      await context.until('high contrast', () => page.evaluate(`document.body.classList.contains('vscode-high-contrast')`));
      await context.screenshot('compare-high-contrast');
      await context.page.emulateMedia({ forcedColors: null });
      await context.page.setViewportSize({ width: 760, height: 960 });
      await context.until('one clip above the other', () =>
        page.evaluate(() => {
          const [first, second] = document.querySelectorAll('.side-picture');
          return first && second && first.getBoundingClientRect().bottom < second.getBoundingClientRect().top;
        }),
      );
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      strictEqual(overflow, 0);
      await context.screenshot('compare-narrow');
    },
  },
  {
    name: 'four files selected in the Explorer open in a grid, and an item of its menu does it',
    async run(context) {
      await context.page.setViewportSize({ width: 1440, height: 960 });
      const file = (name: string) => explorerRow(context, name);
      const selected = (name: string) => file(name).evaluate((row) => row.classList.contains('selected'));
      const chosen = ['noise.clean.mp4', 'noise.fault.mp4', 'luma-flicker.clean.mp4', 'luma-flicker.fault.mp4'];
      await file('noise.clean.mp4').click();
      await context.page.locator('.tab.active', { hasText: 'noise.clean.mp4' }).waitFor();
      // The Explorer selects the file of an editor that has opened, and that alone, whenever it comes to it.
      await context.until('four selected files', async () => {
        for (const name of chosen) if (!(await selected(name))) await file(name).click({ modifiers: ['Control'] });
        return (await Promise.all(chosen.map(selected))).every(Boolean);
      });
      await pickOfMenu(context, 'luma-flicker.fault.mp4', 'Compare Clips');
      const page = await comparison(context, 'noise.fault.mp4');
      strictEqual(await page.locator('.side').count(), 4);
      await context.until('four pictures', () =>
        page.evaluate(`[...document.querySelectorAll('video')].every((video) => video.readyState >= 2)`),
      );
      ok(await page.getByRole('button', { name: 'Wipe' }).isDisabled(), 'a wipe is for two');
      await context.screenshot('compare-four');
    },
  },
];
