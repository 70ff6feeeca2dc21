import { ok, strictEqual } from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { annotationSchema } from '../../src/core/annotation.ts';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { evaluateIn } from './comparisons.ts';
import { explorerRow } from './explorer.ts';
import { shownPlayer } from './shownPlayer.ts';

// A rater at work in the real workbench: he says who he is, annotates by keyboard, and suppresses a finding with a reason.

const CLIP = 'luma-flicker.fault.mp4';

const player = (context: UiContext): Promise<Frame> =>
  shownPlayer(context, '', `document.querySelector('.side-column') !== null`);

/** All that raters said in the folder of the check. */
async function said({ samples }: UiContext) {
  const folder = join(samples, '.evalverse', 'annotations');
  const files = await readdir(folder).catch(() => []);
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => text.trimEnd().split('\n')).map((line) => annotationSchema.parse(JSON.parse(line)));
}

const tabNamed = ({ page }: UiContext, name: string) => page.locator('.tabs-container .tab.active', { hasText: name });

export const checks: UiCheck[] = [
  {
    name: 'Annotate asks once who rates, and nothing in the window tells any more what a judge said or what the clip is called',
    async run(context) {
      const { page } = context;
      await context.openWorkbench(context.samples);
      await context.quickOpen(CLIP);
      const frame = await player(context);
      await evaluateIn(frame);
      await context.command('Problems: Focus on Problems View');
      const problems = page.locator('.markers-panel .monaco-list-row');
      await problems.filter({ hasText: 'flickers' }).first().waitFor();
      const badge = explorerRow(context, CLIP).locator('.monaco-icon-label');
      await context.until('a badge', async () => (await badge.getAttribute('aria-label'))?.includes('EvalVerse'));
      await tabNamed(context, CLIP).waitFor();

      await context.command('EvalVerse: Annotate Clip');
      await context.answerBox(/^rater-[0-9a-f]{4}$/);
      await frame.getByText('0 of 177 questions answered').waitFor();
      await frame.getByText('(28 do not apply)').waitFor();
      strictEqual(await frame.locator('.finding-list [role=option]').count(), 0);
      await context.until('no problem to be left', async () => (await problems.count()) === 0);
      await context.until('no badge', async () => !(await badge.getAttribute('aria-label'))?.includes('EvalVerse'));
      await tabNamed(context, 'Clip to annotate').waitFor();
      strictEqual(await tabNamed(context, CLIP).count(), 0);
      await page.locator('.statusbar-item', { hasText: 'Annotating' }).waitFor();
      await context.command('View: Show EvalVerse');
      await page.getByRole('treeitem', { name: 'Clip 1', exact: false }).first().waitFor();
      const sidebar = page.locator('.part.sidebar');
      await sidebar.getByText('What judges said is hidden while you annotate.').first().waitFor();
      const words = await sidebar.innerText();
      ok(!words.includes(CLIP), words);
      await context.screenshot('annotate-blind');
    },
  },
  {
    name: 'one key answers, undoes, and goes to the next question and clip; what is said is on the disk',
    async run(context) {
      const { page } = context;
      const frame = await player(context);
      await frame.locator('.question-row', { hasText: 'Is brightness steady' }).first().click();
      await page.keyboard.press('3');
      await frame.getByText('1 of 177 questions answered').waitFor();
      await frame.locator('.machine-answer').first().waitFor();
      await page.keyboard.press('n');
      await page.keyboard.press('1');
      await frame.getByText('2 of 177 questions answered').waitFor();
      await page.keyboard.press('u');
      await frame.getByText('1 of 177 questions answered').waitFor();
      const words = await said(context);
      ok(words.every(({ clip, range }) => clip.path === CLIP && range.whole));
      strictEqual(words.map(({ answer }) => answer).join(), 'fail,pass,');
      await page
        .getByText(/^1 of \d+ annotated, 0 of 30 clips$/)
        .first()
        .waitFor();
      await context.screenshot('annotate-workbench');
      await page.keyboard.press('Shift+N');
      const next = await context.webviewFrame(`document.querySelector('.annotate-count')?.textContent.startsWith('0 of ')`);
      await context.screenshot('annotate-next');
      await context.command('View: Close Editor');
      await context.until('the next clip to be closed', () => next.isDetached());
    },
  },
  {
    name: 'Done brings names, badges and problems back',
    async run(context) {
      const { page } = context;
      const frame = await player(context);
      await frame.getByRole('button', { name: 'Done' }).click();
      await frame.locator('.finding-list [role=option]').first().waitFor();
      await tabNamed(context, CLIP).waitFor();
      await page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'flickers' }).first().waitFor();
      await page.locator('.statusbar-item', { hasText: 'Annotating' }).waitFor({ state: 'hidden' });
    },
  },
  {
    name: 'a finding suppressed with a reason leaves Problems and the lanes, and can be shown again',
    async run(context) {
      const { page } = context;
      const frame = await player(context);
      const problem = page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'flickers' });
      await problem.first().locator('a', { hasText: 'Exposure@' }).click();
      await frame.locator('.stances').getByRole('button', { name: 'Suppress…' }).click();
      await context.answerBox('A lamp of the story.');
      await context.until('the problem to go', async () => (await problem.count()) === 0);
      await frame.getByText('You suppressed it · A lamp of the story.').waitFor();
      await frame.getByText('1 finding is suppressed.').waitFor();
      await context.screenshot('annotate-suppressed');
      await frame.getByRole('button', { name: 'Show again' }).click();
      await problem.first().waitFor();
      strictEqual((await said(context)).filter(({ about }) => about?.stance === 'suppress').length, 1);
    },
  },
];
