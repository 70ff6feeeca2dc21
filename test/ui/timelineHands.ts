import { ok } from 'node:assert/strict';
import type { Frame, Locator, Page } from 'playwright-core';

// What a check does with the timeline, and what it says that it shows: in a page of its own as in the workbench.

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where something is, in pixels of the whole page. */
export async function boxOf(place: Locator): Promise<Box> {
  const box = await place.boundingBox();
  ok(box, `nowhere in sight: ${place}`);
  return box;
}

/** Where all that follows time in the timeline is. */
export const timelineBox = (player: Page | Frame): Promise<Box> => boxOf(player.locator('.timeline-area'));

/** What the overview says is shown: `0:00.000–0:04.000`. */
export const shown = async (player: Page | Frame): Promise<string> =>
  (await player.locator('.overview-bar').getAttribute('aria-valuetext')) ?? '';

/** Seconds from where to where the overview says that the timeline shows. */
export async function shownSpan(player: Page | Frame): Promise<{ start: number; end: number }> {
  const [start = Number.NaN, end = Number.NaN] = (await shown(player)).split('–').map((time) => {
    const [minutes = '', seconds = ''] = time.split(':');
    return Number(minutes) * 60 + Number(seconds);
  });
  return { start, end };
}

/** Turns the wheel upward with Ctrl over the timeline, at a share of its width. */
export async function zoomIn(page: Page, { x, y, width }: Box, at: number, steps: number): Promise<void> {
  await page.mouse.move(x + width * at, y + 60);
  await page.keyboard.down('Control');
  for (let i = 0; i < steps; i++) await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
}

/** Puts two fingers on the timeline and moves them apart, or together; where they are in shares of its width. */
export async function pinch(
  page: Page,
  { x, y, width }: Box,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', places: readonly number[]) =>
    devtools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: places.map((place, id) => ({ x: x + width * place, y: y + 60, id })),
    });
  await touch('touchStart', from);
  const steps = 10;
  for (let step = 1; step <= steps; step++)
    await touch(
      'touchMove',
      from.map((place, finger) => place + (((to[finger] ?? place) - place) * step) / steps),
    );
  await touch('touchEnd', []);
  await devtools.detach();
}

/** Marks an out point at the playhead and drags it near to the end of the first shot; resolves to what is told of both. */
export async function dragOutPoint(page: Page, player: Page | Frame): Promise<{ shot: string; out: string }> {
  const shots = player.locator('.shot-list').getByRole('option');
  await page.keyboard.press('o');
  const edge = player.getByRole('slider', { name: 'Out point' });
  await edge.waitFor();
  const { x, y, width } = await boxOf(edge);
  const second = await boxOf(shots.nth(1));
  await page.mouse.move(x + width - 3, y + 30);
  await page.mouse.down();
  await page.mouse.move(second.x + 4, y + 30, { steps: 8 });
  await page.mouse.up();
  return {
    shot: (await shots.nth(0).getAttribute('aria-label')) ?? '',
    out: (await edge.getAttribute('aria-valuetext')) ?? '',
  };
}
