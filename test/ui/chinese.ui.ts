import { deepStrictEqual, ok } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { builtinTaxonomy } from '../../src/core/taxonomy/builtin.ts';
import { ROOT } from '../../src/setup/places.mjs';
import { demoReview } from '../../webview/dev/demoReview.ts';
import { makeNumberedClip } from '../fixtures/numberedClips.ts';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { comparedSamples, comparisonIsReady } from './comparePage.ts';
import { demoClip } from './demoClip.ts';
import { isReady, type State, withPlayer } from './openPlayer.ts';
import { type DemoClip, startPlayerServer } from './playerServer.ts';

// The player page and compared clips in Simplified Chinese. A picture of it shows boxes where the machine has no Chinese font.

/** What stays in Latin letters in Chinese as well: codecs, units, keys, formats and names. */
const NAMES =
  /\b(?:VS Code|EvalVerse|h264|HDR|AAC|fps|Hz|dB|dBTP|LUFS|LU|ΔE|MB|GB|kb|PNG|EBU R|px|ms|[xs]|SAR|Ctrl|Alt|Shift|Space|Home|End|Page|Up|Down|[A-Z])\b/g;

/** Every text on the page and every name that a screen reader says, each once. */
function wordsOnPage(): string[] {
  const words = new Set<string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (!walker.currentNode.parentElement?.closest('script,style')) words.add(walker.currentNode.textContent ?? '');
  for (const element of document.querySelectorAll('*'))
    for (const name of ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt'])
      words.add(element.getAttribute(name) ?? '');
  return [...words];
}

/** The texts of the demonstration that are data, the longest first. */
function dataTexts({ data }: DemoClip): string[] {
  const texts = new Set<string>([data.fileName, 'Gemini · gemini-3.8-flash', 'Measurements only', 'rater-7f3a']);
  const review = demoReview(builtinTaxonomy(), data.clip.hash, data.clip.duration);
  JSON.stringify(review, (_, value: unknown) => {
    if (typeof value === 'string') texts.add(value);
    return value;
  });
  return [...texts].filter(({ length }) => length > 3).toSorted((one, other) => other.length - one.length);
}

async function isChinese(page: Page, data: readonly string[], own: string): Promise<void> {
  const words = await page.evaluate(wordsOnPage);
  ok(words.some((text) => text.includes(own)));
  const latin = words.filter((text) =>
    /\p{Script=Latin}/u.test(data.reduce((rest, one) => rest.replaceAll(one, ''), text).replace(NAMES, '')),
  );
  deepStrictEqual(latin, []);
}

async function withClip(look: (clip: DemoClip) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-chinese-'));
  try {
    await look(await demoClip(await makeNumberedClip(folder, 'uneven.mp4'), { analysed: true }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function inChinese(state: State, look: (page: Page) => Promise<void>): UiCheck {
  return {
    name: `the player page in Chinese has no word of its own in Latin letters (${state})`,
    run: (context: UiContext) =>
      withClip((clip) =>
        withPlayer(
          context,
          clip,
          state,
          async ({ page }) => {
            await isReady(page);
            await isChinese(page, dataTexts(clip), '时间线');
            await look(page);
            await isChinese(page, dataTexts(clip), '时间线');
          },
          'zh-cn',
        ),
      ),
  };
}

/** What the demonstration of a comparison brings along. */
const COMPARED = ['luma-flicker.fault.mp4', 'luma-flicker.clean.mp4'];
const COMPARED_DATA = [...COMPARED, 'Veo 4', 'Kling 3', 'Measurements', 'Gemini', 'OpenAI'];

async function compareInChinese({ browser }: UiContext): Promise<void> {
  const server = await startPlayerServer(await comparedSamples(...COMPARED));
  const session = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  try {
    const page = await session.newPage();
    for (const state of ['scored', 'calibrated', 'unscored', 'annotating']) {
      await page.goto(server.compareUrl(COMPARED, { state, lang: 'zh-cn' }));
      await comparisonIsReady(page);
      await isChinese(page, COMPARED_DATA, '并排');
      for (const key of ['2', '3', 'i', 'r']) await page.keyboard.press(key);
      await page.locator('.is-on').waitFor();
      await isChinese(page, COMPARED_DATA, '并排');
      await page.screenshot({ path: join(ROOT, `test/out/ui/chinese-compare-${state}.png`) });
    }
  } finally {
    await session.close();
    await server.close();
  }
}

export const checks: UiCheck[] = [
  inChinese('fresh', async (page) => {
    await page.keyboard.press('Shift+Slash');
    await page.getByRole('dialog', { name: '播放器快捷键' }).waitFor();
  }),
  inChinese('reviewed', async (page) => {
    await page.getByRole('treeitem').first().waitFor();
    await page.getByRole('button', { name: '测量曲线…' }).click();
    await page.getByRole('checkbox', { name: '曝光闪烁' }).waitFor();
    await page.screenshot({ path: join(ROOT, 'test/out/ui/chinese-player.png') });
  }),
  { name: 'compared clips in Chinese have no word of the page’s own in Latin letters', run: compareInChinese },
];
