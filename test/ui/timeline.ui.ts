import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { FromPlayer } from '../../src/protocol/messages.ts';
import { ROOT } from '../../src/setup/places.mjs';
import { until } from '../harness/browser.ts';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { demoClip } from './demoClip.ts';
import { longFilm } from './longFilm.ts';
import { type State, withPlayer } from './openPlayer.ts';
import type { DemoClip } from './playerServer.ts';
import { dragOutPoint, pinch, shown, shownSpan, timelineBox, zoomIn } from './timelineHands.ts';

// The timeline in a plain browser: what is drawn on its canvas is looked at by what screen readers are told and hosts are sent.

function withTimeline(context: UiContext, clip: DemoClip, state: State, look: (page: Page) => Promise<void>): Promise<void> {
  return withPlayer(context, clip, state, async ({ page }) => {
    await page.locator('.shot-list').waitFor();
    await look(page);
  });
}

/** A sample with cuts. */
const cutClip = () => demoClip(join(ROOT, 'media/samples/flash-shots.fault.mp4'), { analysed: true });

const posted = <Type extends FromPlayer['type']>(page: Page, type: Type): Promise<Extract<FromPlayer, { type: Type }>[]> =>
  page.evaluate(
    (wanted) => window.demo.posted.filter((message): message is Extract<FromPlayer, { type: Type }> => message.type === wanted),
    type,
  );

export const checks: UiCheck[] = [
  {
    name: 'two fingers pinch the timeline: what lies between them stays there',
    run: async (context) =>
      withTimeline(context, await cutClip(), 'fresh', async (page) => {
        const { end: duration } = await shownSpan(page);
        await pinch(page, await timelineBox(page), [0.4, 0.6], [0.2, 0.8]);
        const closer = await until('a closer timeline', async () => {
          const { start, end } = await shownSpan(page);
          return end - start < duration * 0.5 ? { start, end } : null;
        });
        const told = `0–${duration} became ${closer.start}–${closer.end}`;
        ok(Math.abs((closer.start + closer.end) / 2 - duration / 2) < duration / 50, told);
        ok(Math.abs(closer.end - closer.start - duration / 3) < duration / 20, told);
        await pinch(page, await timelineBox(page), [0.2, 0.8], [0.45, 0.55]);
        await until('the whole clip', async () => {
          const { start, end } = await shownSpan(page);
          return start === 0 && end === duration;
        });
      }),
  },
  {
    name: 'the border above the timeline is dragged and moved by keys, and stops where all tracks are in sight',
    run: async (context) =>
      withTimeline(context, await cutClip(), 'fresh', async (page) => {
        const border = page.getByRole('separator', { name: 'Height of the timeline' });
        const heights = () =>
          page.locator('.timeline').evaluate(({ clientHeight, scrollHeight }) => ({ shown: clientHeight, all: scrollHeight }));
        const becomes = (what: string, is: (height: { shown: number; all: number }) => boolean) =>
          until(what, async () => is(await heights())).catch(async (error) => {
            throw new Error(`${what}: ${JSON.stringify(await heights())}`, { cause: error });
          });
        const before = await heights();
        const { x, y, width, height } = (await border.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
        await page.mouse.move(x + width / 2, y + height / 2);
        await page.mouse.down();
        await page.mouse.move(x + width / 2, y + height / 2 + 50, { steps: 4 });
        await page.mouse.up();
        await becomes('a timeline of 50 pixels less', ({ shown }) => Math.abs(shown - (before.shown - 50)) <= 1);
        await page.mouse.move(x + width / 2, y + height / 2 + 150);
        await page.mouse.wheel(0, 60);
        await until('its tracks to scroll', () => page.locator('.timeline').evaluate(({ scrollTop }) => scrollTop > 0));
        await border.focus();
        await page.keyboard.press('Home');
        const low = await heights();
        await page.keyboard.press('ArrowUp');
        await becomes('a higher timeline', ({ shown }) => shown > low.shown + 20);
        await page.screenshot({ path: 'test/out/ui/timeline-low.png' });
        await page.keyboard.press('End');
        await becomes('every track in sight', ({ shown, all }) => shown === all);
        await page.screenshot({ path: 'test/out/ui/timeline-high.png' });
        await page.keyboard.press('Home');
        await becomes('the least of it', ({ shown }) => shown === low.shown);
        await border.dblclick();
        await becomes('what was there in the beginning', ({ shown }) => shown === before.shown);
      }),
  },
  {
    name: 'an out point that is dragged snaps to the end of a shot',
    run: async (context) =>
      withTimeline(context, await cutClip(), 'fresh', async (page) => {
        const { shot, out } = await dragOutPoint(page, page);
        ok(shot.includes(`–${out}`), `${out} is not the end of ${shot}`);
      }),
  },
  {
    name: 'the wheel zooms with Ctrl and pans with Shift, keys zoom, and the whole clip is one key away',
    run: async (context) =>
      withTimeline(context, await cutClip(), 'reviewed', async (page) => {
        const whole = await shown(page);
        await zoomIn(page, await timelineBox(page), 0.5, 4);
        await until('the zoom', async () => (await shown(page)) !== whole);
        const part = await shown(page);
        await page.keyboard.down('Shift');
        await page.mouse.wheel(0, 100);
        await page.keyboard.up('Shift');
        await until('the pan', async () => (await shown(page)) !== part);
        await page.keyboard.press('z');
        await until('the whole clip', async () => (await shown(page)) === whole);
        await page.keyboard.press('z');
        await until('the shot', async () => (await shown(page)) !== whole);
        for (let i = 0; i < 10; i++) await page.keyboard.press('Control+ArrowDown');
        await until('the whole clip again', async () => (await shown(page)) === whole);
      }),
  },
  {
    name: 'the wheel alone moves along the timeline where the tracks all fit, and scrolls them where they do not',
    run: async (context) =>
      withTimeline(context, await cutClip(), 'reviewed', async (page) => {
        const scrolled = () => page.locator('.timeline').evaluate(({ scrollTop }) => scrollTop);
        await page.setViewportSize({ width: 1400, height: 1200 });
        await zoomIn(page, await timelineBox(page), 0.5, 4);
        const part = await shown(page);
        await page.mouse.wheel(0, 100);
        await until('the pan', async () => (await shown(page)) !== part);
        await page.setViewportSize({ width: 1400, height: 420 });
        await zoomIn(page, await timelineBox(page), 0.5, 1);
        const further = await shown(page);
        await page.mouse.wheel(0, 40);
        await until('the tracks to scroll', async () => (await scrolled()) > 0);
        strictEqual(await shown(page), further);
      }),
  },
  {
    name: 'a jump out of what is shown takes the timeline along, and panning away from the playhead does not bring it back',
    run: async (context) =>
      withTimeline(context, await cutClip(), 'fresh', async (page) => {
        const whole = await shownSpan(page);
        await zoomIn(page, await timelineBox(page), 0.3, 4);
        await page.keyboard.press('End');
        await until('the end', async () => (await shownSpan(page)).end === whole.end);
        await page.keyboard.press('Home');
        await until('the start', async () => (await shownSpan(page)).start === 0);
        await page.keyboard.down('Shift');
        await page.mouse.wheel(0, 1000);
        await page.keyboard.up('Shift');
        await until('another part', async () => (await shownSpan(page)).start > 0);
        const away = await shownSpan(page);
        await page.keyboard.press('m');
        await until('the sound to be off', async () => page.evaluate(() => document.querySelector('video')?.muted));
        deepStrictEqual(await shownSpan(page), away);
        await page.keyboard.press('.');
        await until('the playhead', async () => (await shownSpan(page)).start < 0.05);
      }),
  },
  {
    name: 'shots are split, joined, moved by pointer and by key, and what was done is told to the host',
    run: async (context) =>
      withTimeline(context, await cutClip(), 'fresh', async (page) => {
        const shots = page.locator('.shot-list').getByRole('option');
        const second = await shots.nth(1).boundingBox();
        ok(second);
        await page.keyboard.press('.');
        await page.keyboard.press('.');
        await page.keyboard.press('b');
        // Before the first shot there is none to join it with.
        await page.keyboard.press('Shift+B');
        await page.keyboard.press('Alt+ArrowRight');
        await page.keyboard.press('Shift+B');
        await page.keyboard.press('Control+z');
        await until('the undoing', async () => (await posted(page, 'undoShotCorrection')).length === 1);
        await page.mouse.move(second.x, second.y + 8);
        await page.mouse.down();
        await page.mouse.move(second.x + 30, second.y + 8, { steps: 5 });
        await page.keyboard.down('Alt');
        await page.mouse.move(second.x + 40, second.y + 8, { steps: 5 });
        await page.keyboard.up('Alt');
        await page.mouse.up();
        await page.locator('.shot-list').focus();
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('Alt+ArrowLeft');
        await page.keyboard.press('Delete');
        const corrections = async () => (await posted(page, 'correctShots')).map(({ change }) => change);
        await until('five corrections', async () => (await corrections()).length >= 5);
        const changes = await corrections();
        deepStrictEqual(
          changes.map(({ kind }) => kind),
          ['split', 'merge', 'move', 'move', 'merge'],
        );
        strictEqual((await posted(page, 'undoShotCorrection')).length, 1);
        const [, , dragged, nudged] = changes;
        ok(dragged?.kind === 'move' && dragged.to > dragged.from);
        ok(nudged?.kind === 'move' && Math.abs(nudged.from - nudged.to - 1 / 24) < 1e-3);
      }),
  },
  {
    name: 'several measurements are drawn, by aspect, and hidden again',
    run: async (context) =>
      withTimeline(context, await cutClip(), 'reviewed', async (page) => {
        await page.locator('.measurement-button').click();
        await page.locator('.measurement-menu legend').first().waitFor();
        const groups = await page.locator('.measurement-menu legend').allInnerTexts();
        ok(groups.includes('Cinematography') && groups.includes('Sound Design'), groups.join());
        strictEqual(await page.getByLabel('Change of a face').count(), 0);
        await page.getByLabel('Camera shake').focus();
        await page.keyboard.press('Space');
        await page.getByLabel('Noise', { exact: true }).check();
        await page.keyboard.press('Escape');
        await until('both values', async () => (await page.locator('.trace-value').count()) === 2);
        await page.getByRole('button', { name: 'Hide Noise' }).click();
        await until('one value', async () => (await page.locator('.trace-value').count()) === 1);
      }),
  },
  {
    name: 'hovering shows what was found there and by whom, a double click opens what stands behind it',
    run: async (context) =>
      withTimeline(context, await cutClip(), 'compared', async (page) => {
        const option = page.locator('.finding-list [data-id^=gemini]').first();
        await option.scrollIntoViewIfNeeded();
        const box = await option.boundingBox();
        ok(box);
        await page.mouse.move(box.x + 6, box.y + 6);
        const card = page.locator('.hover-card');
        await card.waitFor();
        ok((await card.innerText()).includes('judged by gemini'), await card.innerText());
        strictEqual(await card.locator('canvas').count(), 1);
        await page.mouse.dblclick(box.x + 6, box.y + 6);
        await until('the focus in the card', () => page.evaluate(() => document.activeElement?.className === 'detail-body'));
      }),
  },
  {
    name: 'a place is told by its shot and by the curve there, until the timeline moves below the pointer',
    run: async (context) =>
      withTimeline(context, await cutClip(), 'reviewed', async (page) => {
        const { x, y, width } = await timelineBox(page);
        const card = page.locator('.hover-card');
        await page.mouse.move(x + width * 0.02, y + 60);
        await card.getByText('Shot 1', { exact: true }).waitFor();
        await page.mouse.move(x + width * 0.98, y + 60);
        const shots = await page.locator('.shot-list').getAttribute('aria-label');
        await card.getByText(`Shot ${Number.parseInt(shots ?? '', 10)}`, { exact: true }).waitFor();
        await zoomIn(page, await timelineBox(page), 0.5, 4);
        // Something else lies under the pointer now.
        await card.waitFor({ state: 'detached' });
        await page.getByRole('button', { name: 'Measurements…' }).click();
        await page.getByLabel('Saturation').click();
        await page.keyboard.press('Escape');
        const label = page.locator('.track-label.trace');
        const row = await label.boundingBox();
        ok(row);
        await page.mouse.move(x + width * 0.5, row.y + row.height / 2);
        await card.getByText(/^Saturation: [\d.]+\s/).waitFor();
      }),
  },
  {
    name: 'a film of two hours with ten thousand findings is walked by keyboard, and finer thumbnails are asked for where one looks',
    async run(context) {
      const folder = await mkdtemp(join(tmpdir(), 'evalverse-film-'));
      try {
        await withTimeline(context, await longFilm(folder), 'crowded', async (page) => {
          const list = page.locator('.finding-list');
          ok(/^10\d{3} findings/.test((await list.getAttribute('aria-label')) ?? ''));
          ok((await list.getByRole('option').count()) <= 61);
          await list.focus();
          await page.keyboard.press('End');
          await page.keyboard.press('Enter');
          await until('the selection', async () => (await posted(page, 'selectFinding')).length === 1);
          // The card wants pictures of its own.
          await page.locator('.detail-close').click();
          await zoomIn(page, await timelineBox(page), 0.25, 10);
          const wished = async () => (await posted(page, 'thumbnails')).at(-1)?.wanted.at(0) ?? { level: 0, block: 0 };
          await until('the wish', async () => (await wished()).level > 3);
          const fine = await wished();
          ok(Math.abs((fine.block + 0.5) * 8 * (120 / 2 ** fine.level) - 1800) < 300, JSON.stringify(fine));
          await page.keyboard.press('z');
          await until('another wish', async () => (await posted(page, 'thumbnails')).at(-1)?.wanted.at(0)?.level !== fine.level);
        });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  },
];
