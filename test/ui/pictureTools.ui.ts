import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { until } from '../harness/browser.ts';
import type { UiCheck } from '../harness/uiChecks.ts';
import { demoClip } from './demoClip.ts';
import { counts, isPaused, isReady, showsFrame, withNumbered, withPlayer } from './openPlayer.ts';

// How the picture is looked at: zoom, guides, faces, scopes and false colour.

export const checks: UiCheck[] = [
  {
    name: 'the picture zooms to pixels, pans and fits again, and the page remembers how it was looked at',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'fresh', async ({ page }) => {
        const sheet = async () => (await page.locator('.picture-sheet').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
        const fitted = await sheet();
        await page.keyboard.press('Shift+Z');
        await until('pixels', async () => Math.round((await sheet()).width) === 320);
        await page.keyboard.press('Shift+Z');
        await until('the fit', async () => (await sheet()).width === fitted.width);
        const { x, y } = fitted;
        await page.mouse.move(x + 100, y + 80);
        await page.mouse.wheel(0, -500);
        await until('the zoom', async () => (await sheet()).width > fitted.width * 2);
        const zoomed = await sheet();
        ok(Math.abs((x + 100 - zoomed.x) / zoomed.width - 100 / fitted.width) < 0.01, 'the point under the pointer moved');
        await page.mouse.down();
        await page.mouse.move(x + 60, y + 60, { steps: 4 });
        await page.mouse.up();
        await until('the pan', async () => Math.abs((await sheet()).x - zoomed.x + 40) < 3);
        ok(await isPaused(page), 'dragging is no press');
        await page.locator('.picture-stage').focus();
        await page.keyboard.press('ArrowRight');
        await until('the pan by key', async () => (await sheet()).x < zoomed.x - 60);
        await page.keyboard.press('Shift+S');
        await page.keyboard.press('Shift+T');
        await counts(page, '.guides > *', 3);
        await until('it to be kept', async () => {
          const kept = JSON.stringify(await page.evaluate(() => window.demo.kept));
          return ['"safeArea"', '"thirds"', '"scale":'].every((part) => kept.includes(part));
        });
      }),
  },
  {
    name: 'faces that were followed are framed where they are in the picture, between two sightings too, until that is not wished',
    async run(context) {
      const clip = await demoClip(`${context.samples}/luma-flicker.clean.mp4`, { analysed: true });
      const { analysis } = clip.data;
      ok(analysis);
      const walks = { times: [0, 0.5, 1], boxes: [0.1, 0.2, 0.2, 0.4, 0.3, 0.4, 0.2, 0.4, 0.3, 0.4, 0.2, 0.4] };
      const stays = { times: [0, 0.5, 1, 1.5, 2], boxes: [0, 1, 2, 3, 4].flatMap(() => [0.7, 0.1, 0.2, 0.3]) };
      const seen = { ...clip, data: { ...clip.data, analysis: { ...analysis, faces: [walks, stays] } } };
      await withPlayer(context, seen, 'fresh', async ({ page }) => {
        await isReady(page);
        /** Left, top, width and height in hundredths of the picture. */
        const boxes = () =>
          page.evaluate(() => {
            const sheet = document.querySelector('.picture-sheet')?.getBoundingClientRect() ?? new DOMRect();
            return Array.from(document.querySelectorAll<SVGRectElement>('.face-box'), (box) => {
              const { x, y, width, height } = box.getBBox();
              const { a = 1, d = 1, e = 0, f = 0 } = box.getScreenCTM() ?? {};
              const [left, top] = [(a * x + e - sheet.x) / sheet.width, (d * y + f - sheet.y) / sheet.height];
              return [left, top, (a * width) / sheet.width, (d * height) / sheet.height].map((share) => Math.round(share * 100));
            });
          });
        const are = (what: string, wanted: readonly (readonly number[])[]) =>
          until(what, async () => JSON.stringify(await boxes()) === JSON.stringify(wanted));
        const still = [70, 10, 20, 30];
        await are('both faces', [[10, 20, 20, 40], still]);
        for (let i = 0; i < 6; i++) await page.keyboard.press('.');
        await are('the one that walks to be halfway', [[20, 30, 20, 40], still]);
        await page.screenshot({ path: 'test/out/ui/player-faces.png' });
        for (let i = 0; i < 24; i++) await page.keyboard.press('.');
        await are('the one that is still seen', [still]);
        await page.keyboard.press('Shift+X');
        await are('no boxes', []);
        await page.keyboard.press('Shift+X');
        await are('the boxes again', [still]);
      });
    },
  },
  {
    name: 'what draws the eye is framed once one wishes it, inside the picture, and not while one annotates',
    async run(context) {
      const clip = await demoClip(`${context.samples}/luma-flicker.clean.mp4`, { analysed: true });
      await withPlayer(context, clip, 'fresh', async ({ page }) => {
        await isReady(page);
        const box = page.locator('.subject-box');
        strictEqual(await box.count(), 0);
        await page.keyboard.press('Shift+E');
        await box.waitFor();
        const [frame, picture] = [await box.boundingBox(), await page.locator('.picture-sheet').boundingBox()];
        ok(frame && picture);
        ok(Math.abs(frame.width - picture.width / 3) < 3 && Math.abs(frame.height - picture.height / 3) < 3);
        ok(frame.x > picture.x - 2 && frame.x + frame.width < picture.x + picture.width + 2);
        await page.screenshot({ path: 'test/out/ui/player-subject.png' });
        await page.getByRole('button', { name: 'Annotate', exact: true }).click();
        await counts(page, '.subject-box', 0);
      });
    },
  },
  {
    name: 'scopes and false colour show the frame on screen',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'fresh', async ({ page }) => {
        await counts(page, '.scope, .false-colour', 0);
        for (const key of ['Shift+F', 'Shift+W', 'Shift+H']) await page.keyboard.press(key);
        await counts(page, '.scope', 2);
        // Frame 1 has one white block on the left, all others are black: clipped both.
        const colourAt = (share: number) =>
          page.evaluate((at) => {
            const canvas = document.querySelector<HTMLCanvasElement>('.false-colour');
            const pixel = canvas?.getContext('2d')?.getImageData(Math.floor(canvas.width * at), canvas.height >> 1, 1, 1).data;
            return pixel ? [...pixel.subarray(0, 3)] : [];
          }, share);
        await page.keyboard.press('.');
        await showsFrame(page, 1);
        await until('the white block', async () => String(await colourAt(0.5 / 16)) === '225,40,40');
        deepStrictEqual(await colourAt(5.5 / 16), [128, 50, 190]);
        await page.keyboard.press('.');
        await showsFrame(page, 2);
        await until('the next frame', async () => String(await colourAt(0.5 / 16)) === '128,50,190');
        await page.keyboard.press('Shift+F');
        await counts(page, '.false-colour', 0);
      }),
  },
];
