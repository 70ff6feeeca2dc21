import { ok, strictEqual } from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { annotationSchema } from '../../src/core/annotation.ts';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';

// A rater at work in the real workbench: he says who he is, annotates by keyboard, and suppresses a finding with a reason.

const CLIP = 'luma-flicker.fault.mp4';

const player = (context: UiContext): Promise<Frame> =>
  context.webviewFrame(`document.querySelector('.side-column') !== null && document.querySelector('video')?.readyState >= 2`, 30);

/** All that raters said in the folder of the check. */
async function said({ samples }: UiContext) {
  const folder = join(samples, '.evalverse', 'annotations');
  const files = await readdir(folder).catch(() => []);
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => text.trimEnd().split('\n')).map((line) => annotationSchema.parse(JSON.parse(line)));
}

export const checks: UiCheck[] = [
  {
    name: 'Annotate asks once who rates and proposes a pseudonym; one key answers, and what is said is on the disk',
    async run(context) {
      const { page } = context;
      await context.openWorkbench(context.samples);
      await context.quickOpen(CLIP);
      const frame = await player(context);
      await frame.locator('.evaluate-main').click();
      await frame.locator('.lane button').first().waitFor({ timeout: 30_000 });
      await context.command('EvalVerse: Annotate Clip');
      const box = page.locator('.quick-input-widget input');
      await context.until('a pseudonym', async () => /^rater-[0-9a-f]{4}$/.test(await box.inputValue()));
      await page.keyboard.press('Enter');
      await frame.getByText('0 of 205 questions answered').waitFor();
      strictEqual(await frame.locator('.lane button').count(), 0);
      await frame.locator('.question-row', { hasText: 'Is brightness steady' }).first().click();
      await page.keyboard.press('3');
      await frame.getByText('1 of 205 questions answered').waitFor();
      await frame.locator('.machine-answer').first().waitFor();
      await page.keyboard.press('n');
      await page.keyboard.press('1');
      await frame.getByText('2 of 205 questions answered').waitFor();
      await page.keyboard.press('u');
      await frame.getByText('1 of 205 questions answered').waitFor();
      const words = await said(context);
      ok(words.every(({ clip, range }) => clip.path === CLIP && range.whole));
      strictEqual(words.map(({ answer }) => answer).join(), 'fail,pass,');
      await context.screenshot('annotate-workbench');
      await frame.getByRole('button', { name: 'Done' }).click();
    },
  },
  {
    name: 'a finding suppressed with a reason leaves Problems and the lanes, and can be shown again',
    async run(context) {
      const { page } = context;
      const frame = await player(context);
      await context.command('View: Toggle Problems');
      const problem = page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'flickers' });
      await problem.first().locator('a', { hasText: 'Exposure@' }).click();
      await frame.locator('.stances').getByRole('button', { name: 'Suppress…' }).click();
      const box = page.locator('.quick-input-widget input');
      await box.waitFor();
      await box.fill('A lamp of the story.');
      await page.keyboard.press('Enter');
      await context.until('the problem to go', async () => (await problem.count()) === 0);
      await frame.getByText('You suppressed it · A lamp of the story.').waitFor();
      await context.screenshot('annotate-suppressed');
      await frame.getByRole('button', { name: 'Show again' }).click();
      await problem.first().waitFor();
      strictEqual((await said(context)).filter(({ about }) => about?.stance === 'suppress').length, 1);
    },
  },
];
