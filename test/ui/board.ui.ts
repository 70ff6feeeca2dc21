import { ok, strictEqual } from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { DISAGREEMENT, rateFolder } from '../fixtures/ratedFolder.ts';
import { isAccessible } from '../harness/accessibility.ts';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { shownPlayer } from './shownPlayer.ts';

// A researcher holds a judge against the raters in the real workbench: he reads a coefficient, goes to the frame of the worst
// disagreement, calibrates the judge, and reads what that brings.

const HALF_A_FRAME = 0.5 / 24;

function boardFrame(context: UiContext, heading: string): Promise<Frame> {
  return context.webviewFrame(`document.querySelector('main.board h1')?.textContent.includes(${JSON.stringify(heading)})`);
}

export const checks: UiCheck[] = [
  {
    name: 'Show Agreement tells each coefficient with its interval and the raters’ own α',
    async run(context) {
      await rateFolder(context.samples);
      await context.openWorkbench(context.samples);
      await context.command('EvalVerse: Show Agreement');
      const board = await boardFrame(context, 'Agreement');
      const lens = board.locator('tr', { has: board.getByRole('rowheader', { name: 'Lens' }) });
      await lens.waitFor();
      const cells = (await lens.getByRole('cell').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
      const [alpha = '', raters, rated, judged, pearson = ''] = cells;
      ok(/^0\.[6-9]\d \[0\.\d\d, 0\.\d\d\]$/.test(alpha), alpha);
      strictEqual([raters, rated, judged].join(), '3,30,30');
      ok(/^0\.[7-9]\d \[0\.\d\d, 0\.\d\d\]$/.test(pearson), pearson);
      await context.screenshot('board-agreement');
    },
  },
  {
    name: 'the head of a column sorts by keyboard, and models can be compared',
    async run(context) {
      const board = await boardFrame(context, 'Agreement');
      const head = board.getByRole('columnheader', { name: 'Pearson' });
      await head.getByRole('button').focus();
      await context.page.keyboard.press('Enter');
      strictEqual(await head.getAttribute('aria-sort'), 'descending');
      const first = await board.locator('tbody th').first().innerText();
      await context.page.keyboard.press('Enter');
      strictEqual(await head.getAttribute('aria-sort'), 'ascending');
      ok((await board.locator('tbody th').first().innerText()) !== first);
      await board.getByLabel('Compare').selectOption({ label: 'Model by model' });
      await board.getByRole('columnheader', { name: 'Models judged and rated' }).waitFor();
    },
  },
  {
    name: 'a worst disagreement is one click from its frame',
    async run(context) {
      const board = await boardFrame(context, 'Agreement');
      const row = board.locator('.disagreements button', { hasText: DISAGREEMENT.clip }).first();
      ok((await row.innerText()).includes('0:01.500'));
      await row.click();
      const player = await shownPlayer(context, DISAGREEMENT.clip);
      await context.until('the playhead at the disagreement', async () => {
        const time = await player.evaluate(`document.querySelector('video').currentTime`);
        return typeof time === 'number' && Math.abs(time - DISAGREEMENT.span.start) <= HALF_A_FRAME;
      });
      ok(await board.locator('h1').isVisible(), 'the list stays in sight');
      await context.screenshot('board-disagreement');
    },
  },
  {
    name: 'Calibrate Judge tells before and after on held-out clips, and what the data do not support',
    async run(context) {
      await context.command('EvalVerse: Calibrate Judge');
      const board = await boardFrame(context, 'Calibration of Gemini');
      await board.getByText('Uncalibrated: 8 labelled clips are fewer than 15').waitFor();
      await board.getByText('the data do not show that the judge tells more', { exact: false }).first().waitFor();
      const diagram = board.getByRole('img', { name: 'Reliability of Lens' });
      ok(/calibrated: \d+ clips?, judge \d+, experts \d+/.test((await diagram.getAttribute('aria-label')) ?? ''));
      const kept = await readFile(join(context.samples, '.evalverse', 'calibration', 'f1.json'), 'utf8');
      ok(kept.includes('cinematography.lens'));
      await context.screenshot('board-calibration');
    },
  },
  {
    name: 'axe-core finds nothing serious on the boards, in dark and in high contrast',
    async run(context) {
      await mkdir(join(context.samples, '.vscode'));
      for (const [theme, bodyClass] of [
        ['Default Dark Modern', 'vscode-dark'],
        ['Default High Contrast', 'vscode-high-contrast'],
      ] as const) {
        await writeFile(join(context.samples, '.vscode', 'settings.json'), JSON.stringify({ 'workbench.colorTheme': theme }));
        for (const [command, heading] of [
          ['EvalVerse: Show Agreement', 'Agreement'],
          ['EvalVerse: Calibrate Judge', 'Calibration of Gemini'],
        ] as const) {
          await context.command(command);
          const board = await boardFrame(context, heading);
          await context.until(theme, () => board.evaluate(`document.body.classList.contains('${bodyClass}')`));
          await isAccessible(board, `${heading} in ${theme}`);
          await context.screenshot(`board-${heading.split(' ')[0]}-${bodyClass}`);
        }
      }
    },
  },
];
