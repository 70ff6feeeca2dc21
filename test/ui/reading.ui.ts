import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatTime, frameSpan } from '../../src/core/time.ts';
import { ROOT } from '../../src/setup/places.mjs';
import { makeNumberedClip } from '../fixtures/numberedClips.ts';
import { until } from '../harness/browser.ts';
import type { UiCheck } from '../harness/uiChecks.ts';
import { demoClip } from './demoClip.ts';
import { withThumbnails } from './demoThumbnails.ts';
import {
  clickFinding,
  findingOption,
  isReady,
  numberIn,
  type Player,
  send,
  showsFrame,
  withNumbered,
  withPlayer,
} from './openPlayer.ts';

// Reading the judgement in the scorecard: the player page in a plain browser, with a host in memory.

export const checks: UiCheck[] = [
  {
    name: 'every aspect is there at a glance, in words too, and opens its row of the tree',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'reviewed', async ({ page }) => {
        const bars = page.getByRole('navigation', { name: 'Aspects at a glance' }).getByRole('button');
        strictEqual(await bars.count(), 7);
        const acting = bars.filter({ hasText: 'Acting' });
        ok((await acting.innerText()).includes('not judged'));
        // Lengths can be compared only where all bars begin and end alike.
        const ends = await bars
          .locator('.bar-score')
          .evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect()).map(({ left, right }) => `${left}–${right}`));
        deepStrictEqual(ends, Array(7).fill(ends[0]));
        await acting.click();
        await until('the row of the aspect', async () => (await page.locator('.row:focus').innerText()).includes('Acting'));
        strictEqual(await page.locator('.row:focus').getAttribute('aria-expanded'), 'true');
        await page.screenshot({ path: 'test/out/ui/reading-aspects.png' });
      }),
  },
  {
    name: 'the scorecard is filtered by words and severity, says how much it hides, and is cleared at once',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'compared', async ({ page }) => {
        const answers = page.locator('.row.answer[aria-level="5"]');
        const before = await answers.count();
        const text = page.getByRole('textbox', { name: 'Words in questions, reasons and observations' });
        await text.fill('highlights');
        const said = page.locator('.filter-note [role=status]');
        await until('the count', async () => /\d+ answers? shown, \d+ hidden by the filter\./.test(await said.innerText()));
        ok((await answers.count()) < before);
        await page.screenshot({ path: 'test/out/ui/reading-filtered.png' });
        await page.getByRole('button', { name: /^Filter by severity/ }).click();
        await page.getByRole('menuitemcheckbox', { name: 'Error' }).click();
        await page.screenshot({ path: 'test/out/ui/reading-menu.png' });
        await until('it to be kept', async () =>
          (await page.evaluate(() => JSON.stringify(window.demo.kept))).includes('"text":"highlights","severities":["error"]'),
        );
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Clear filter' }).click();
        await until('everything', async () => (await answers.count()) === before);
        strictEqual(await said.innerText(), '');
        strictEqual(await page.locator('.filter-text:focus').count(), 1);
      }),
  },
  {
    name: 'the card of a finding shows beside each observation the very frame in the middle of it, which one click shows large',
    async run(context) {
      const folder = await mkdtemp(join(tmpdir(), 'evalverse-reading-'));
      try {
        const file = await makeNumberedClip(folder, 'uneven.mp4');
        const clip = await demoClip(file, { analysed: true });
        const look = async ({ page }: Player) => {
          await isReady(page);
          await clickFinding(findingOption(page, /judged by gemini/).first());
          const { frameTimes, framesEnd } = clip.data.clip;
          const table = { times: Float64Array.from(frameTimes), end: framesEnd };
          const starts = frameTimes.map((_, index) => formatTime(frameSpan(table, index).start));
          const pictures = page.locator('.detail .frame-picture');
          ok((await pictures.count()) > 1);
          for (const picture of await pictures.all()) {
            const said = (await picture.getAttribute('aria-label')) ?? '';
            const frame = starts.findIndex((start) => said === `Show the frame at ${start}`);
            ok(frame >= 0, said);
            await until(`the picture of frame ${frame}`, async () => (await numberIn(picture.locator('canvas'))) === frame);
            await picture.click();
            await showsFrame(page, frame);
          }
        };
        await withPlayer(context, clip, 'compared', look, 'en', (page) => withThumbnails(page, file));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  },
  {
    name: 'findings on shots that were corrected since are marked on the timeline, for screen readers too, until that is taken back',
    async run(context) {
      const clip = await demoClip(join(ROOT, 'media/samples/flash-shots.fault.mp4'), { analysed: true });
      await withPlayer(context, clip, 'reviewed', async ({ page }) => {
        await isReady(page);
        const { shots = [], boundaries = [] } = clip.data.analysis ?? {};
        const correct = (added: number[]) => send(page, { type: 'shots', shots, boundaries, shotEdits: { added, removed: [] } });
        const marked = findingOption(page, / · shots corrected since\. /);
        await findingOption(page).first().waitFor();
        strictEqual(await marked.count(), 0);
        await correct([1]);
        await until('the marks', async () => (await marked.count()) === (await findingOption(page).count()));
        await marked.first().scrollIntoViewIfNeeded();
        const box = await marked.first().boundingBox();
        ok(box);
        await page.mouse.move(box.x + 6, box.y + 6);
        const card = page.locator('.hover-card');
        await until('the card', async () => (await card.innerText()).includes('shots corrected since'));
        await page.screenshot({ path: 'test/out/ui/reading-outdated.png' });
        await correct([]);
        await until('no marks', async () => (await marked.count()) === 0);
      });
    },
  },
];
