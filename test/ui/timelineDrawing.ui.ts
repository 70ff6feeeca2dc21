import { ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { until } from '../harness/browser.ts';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { longFilm, SHOT_SECONDS } from './longFilm.ts';
import { withPlayer } from './openPlayer.ts';

// What panning ten thousand findings on a film of two hours draws.

async function withCrowd(context: UiContext, look: (page: Page) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-film-'));
  try {
    await withPlayer(context, await longFilm(folder), 'crowded', async ({ page }) => {
      await page.locator('.finding-list').waitFor();
      await look(page);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How far the wheel is turned, in pixels; with Ctrl it zooms. */
interface Turn {
  readonly deltaX?: number;
  readonly deltaY?: number;
  readonly ctrlKey?: boolean;
}

/** Turns the wheel over the timeline once for each entry and waits for the frame after each. */
function turn(page: Page, turns: readonly Turn[]): Promise<void> {
  return page.evaluate(async (wished) => {
    const area = document.querySelector('.timeline-area');
    const box = area?.getBoundingClientRect();
    if (!area || !box) throw new Error('no timeline');
    const place = { bubbles: true, cancelable: true, clientX: box.left + 300, clientY: box.top + 60 };
    for (const init of wished) {
      area.dispatchEvent(new WheelEvent('wheel', { ...place, ...init }));
      for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    }
  }, turns);
}

const OUT: Turn = { deltaY: 10_000, ctrlKey: true };
const IN: Turn = { deltaY: -300, ctrlKey: true };
const PAN: Turn = { deltaX: 133 };

/** The share of the canvas's pixels that are seen to be others once everything is drawn anew. */
function shareRedrawn(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const canvas = document.querySelector<HTMLCanvasElement>('.timeline-canvas');
    const pixels = () =>
      canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    const before = pixels();
    document.body.classList.toggle('another-theme');
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    const after = pixels();
    let others = 0;
    for (let i = 0; i < after.length; i += 4) {
      const difference = [0, 1, 2, 3].map((channel) => Math.abs((after[i + channel] ?? 0) - (before[i + channel] ?? 0)));
      if (Math.max(...difference) > 24) others++;
    }
    return others / (after.length / 4);
  });
}

/** How often canvases were drawn on, and how many elements came or went, during one step of panning by a pixel. */
function workOfPanning(page: Page): Promise<{ strokes: number; elements: number }> {
  return page.evaluate(async () => {
    let strokes = 0;
    const undo: (() => void)[] = [];
    for (const kind of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D])
      for (const name of ['drawImage', 'fillRect', 'fillText', 'rect', 'lineTo', 'strokeRect'] as const) {
        const original: unknown = Reflect.get(kind.prototype, name);
        Reflect.set(kind.prototype, name, function (this: object, ...values: unknown[]) {
          strokes++;
          return typeof original === 'function' ? original.apply(this, values) : undefined;
        });
        undo.push(() => Reflect.set(kind.prototype, name, original));
      }
    let elements = 0;
    const observer = new MutationObserver((changes) => {
      for (const { addedNodes, removedNodes } of changes) elements += addedNodes.length + removedNodes.length;
    });
    observer.observe(document.body, { childList: true, subtree: true });
    const area = document.querySelector('.timeline-area');
    area?.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaX: 1 }));
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    observer.disconnect();
    for (const one of undo) one();
    return { strokes, elements };
  });
}

/**
 * How wide a screen reader finds the second shot, and how wide the canvas draws one of its length at the present zoom; pixels. Both are
 * seen in one frame.
 */
function widthsOfShot(page: Page): Promise<{ found: number; drawn: number }> {
  return page.evaluate((seconds) => {
    const found = document.querySelectorAll('.shot-list [role=option]')[1]?.getBoundingClientRect().width ?? 0;
    const [start = 0, end = 0] = (document.querySelector('.overview-bar')?.getAttribute('aria-valuetext') ?? '')
      .split('–')
      .map((time) => time.split(':').reduce((sum, part) => 60 * sum + Number(part), 0));
    const width = document.querySelector('.timeline-canvas')?.getBoundingClientRect().width ?? 0;
    return { found, drawn: (width * seconds) / (end - start) };
  }, SHOT_SECONDS);
}

export const checks: UiCheck[] = [
  {
    name: 'a shot is found where the canvas draws it, while the timeline is zoomed and once it rests',
    run: (context) =>
      withCrowd(context, async (page) => {
        await turn(page, [OUT, IN]);
        for (let i = 0; i < 6; i++) {
          await turn(page, [{ deltaY: -80, ctrlKey: true }]);
          await until('the shot to be as wide as it is drawn', async () => {
            const { found, drawn } = await widthsOfShot(page);
            return Math.abs(found - drawn) < drawn / 200;
          });
        }
        await until('the list to be laid out for this zoom', () =>
          page.evaluate(() => document.querySelector('.shot-list')?.parentElement?.style.transform.includes('scaleX(1)')),
        );
        const { found, drawn } = await widthsOfShot(page);
        ok(Math.abs(found - drawn) < drawn / 200, `${found} for ${drawn}`);
      }),
  },
  {
    name: 'what is panned into sight looks as it does when everything is drawn anew',
    run: (context) =>
      withCrowd(context, async (page) => {
        await page.locator('.finding-list').focus();
        await page.keyboard.press('Enter');
        await turn(page, [OUT, IN, PAN, PAN, PAN, PAN]);
        ok((await shareRedrawn(page)) < 0.004);
        await turn(page, [IN, PAN, PAN, { deltaX: -400 }]);
        const share = await shareRedrawn(page);
        ok(share < 0.004, `${share}`);
      }),
  },
  {
    name: 'panning draws little of what is in sight anew, and renders nothing',
    run: (context) =>
      withCrowd(context, async (page) => {
        await turn(page, [OUT, { deltaY: -180, ctrlKey: true }, PAN]);
        const { strokes, elements } = await workOfPanning(page);
        strictEqual(elements, 0);
        ok(strokes > 20 && strokes < 400, `${strokes} strokes`);
      }),
  },
];
