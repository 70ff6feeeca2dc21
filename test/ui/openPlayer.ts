import { deepStrictEqual, ok } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import type { FromPlayer, ToPlayer } from '../../src/protocol/messages.ts';
import { makeNumberedClip, NUMBER_BITS, type NUMBERED_CLIPS } from '../fixtures/numberedClips.ts';
import { until } from '../harness/browser.ts';
import type { UiContext } from '../harness/uiChecks.ts';
import { demoClip } from './demoClip.ts';
import { type DemoClip, startPlayerServer } from './playerServer.ts';

// The player page in a plain browser, with a host in memory, under the same Content Security Policy as in VS Code.

export type State = 'reviewed' | 'compared' | 'crowded' | 'judging' | 'fresh' | 'unprobed' | 'problem';

/** An open player page and what it complained about. */
export interface Player {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/**
 * Opens the page with one clip, lets `look` use it and tidies up. Fails when the page complained about anything.
 *
 * @param lang the language of the page, as VS Code names it.
 * @param prepare called before the page is opened.
 */
export async function withPlayer(
  { browser }: UiContext,
  clip: DemoClip,
  state: State,
  look: (player: Player) => Promise<void>,
  lang = 'en',
  prepare?: (page: Page) => Promise<void>,
): Promise<void> {
  const server = await startPlayerServer({ clip });
  const session = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await session.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  page.on('pageerror', (error) => complaints.push(error.message));
  try {
    await prepare?.(page);
    await page.goto(server.url('clip', { state, lang }));
    await look({ page, complaints });
    deepStrictEqual(complaints, []);
  } finally {
    await session.close();
    await server.close();
  }
}

export async function withNumbered(
  context: UiContext,
  name: keyof typeof NUMBERED_CLIPS,
  state: State,
  look: (player: Player, clip: DemoClip) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-player-'));
  try {
    const clip = await demoClip(await makeNumberedClip(folder, name), { analysed: false });
    await withPlayer(context, clip, state, async (player) => {
      await isReady(player.page);
      await look(player, clip);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const isReady = (page: Page) =>
  until('the first frame', () => page.evaluate(`document.querySelector('.picture video')?.readyState >= 2`));

/** The number burnt into the picture that is on screen, or `null` while a seek is under way. */
export function numberOnScreen(page: Page): Promise<number | null> {
  return numberIn(page.locator('video'));
}

/** The number burnt into the picture of a video or on a canvas; `null` while the video seeks or nothing is drawn. */
export function numberIn(picture: Locator): Promise<number | null> {
  return picture.evaluate((element, bits) => {
    if (!(element instanceof HTMLVideoElement || element instanceof HTMLCanvasElement)) return null;
    if (element instanceof HTMLVideoElement && element.seeking) return null;
    const { width, height } =
      element instanceof HTMLVideoElement ? { width: element.videoWidth, height: element.videoHeight } : element;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (!context) return null;
    context.drawImage(element, 0, 0);
    let number = 0;
    for (let bit = 0; bit < bits; bit++) {
      const x = Math.floor(((bit + 0.5) * width) / bits);
      const [red = 0, , , alpha] = context.getImageData(x, height >> 1, 1, 1).data;
      if (alpha === 0) return null;
      if (red > 128) number |= 1 << bit;
    }
    return number;
  }, NUMBER_BITS);
}

/** @param page the player's: a page of its own, or its frame in the workbench. */
export async function saidFrame(page: Page | Frame): Promise<number> {
  const text = await page.locator('.frame-number').innerText();
  return Number(/frame (?<number>\d+) \//.exec(text)?.groups?.number ?? Number.NaN);
}

/** Waits until picture and readout both show frame `index`. */
export async function showsFrame(page: Page, index: number): Promise<void> {
  let seen = '';
  await until(`frame ${index}`, async () => {
    const [burnt, said] = [await numberOnScreen(page), await saidFrame(page)];
    seen = `picture ${burnt}, readout ${said}`;
    return burnt === index && said === index;
  }).catch((error) => {
    throw new Error(`expected frame ${index}, got ${seen}`, { cause: error });
  });
}

export const isPaused = (page: Page) => page.evaluate(() => document.querySelector('video')?.paused === true);

/** Waits until a selector matches so many elements. */
export const counts = (page: Page, selector: string, count: number) =>
  until(`${count} × ${selector}`, async () => (await page.locator(selector).count()) === count);

export const send = (page: Page, message: ToPlayer) => page.evaluate((sent) => window.demo.send(sent), message);
export const posted = (page: Page): Promise<FromPlayer[]> => page.evaluate(() => window.demo.posted);

export async function wasPosted(page: Page, what: string, matches: (message: FromPlayer) => boolean): Promise<void> {
  let all: FromPlayer[] = [];
  await until(what, async () => {
    all = await posted(page);
    return all.some(matches);
  }).catch((error) => {
    throw new Error(`${what} was not posted; last came ${JSON.stringify(all.slice(-4))}`, { cause: error });
  });
}

/** A finding as a screen reader meets it in the timeline. */
export const findingOption = (page: Page, label: string | RegExp = /./): Locator =>
  page.locator('.finding-list').getByRole('option', { name: label });

/** Clicks a finding where the canvas draws it. */
export async function clickFinding(option: Locator, clicks = 1): Promise<void> {
  await option.scrollIntoViewIfNeeded();
  const box = await option.boundingBox();
  ok(box);
  await option.page().mouse.click(box.x + 8, box.y + 8, { clickCount: clicks });
}
