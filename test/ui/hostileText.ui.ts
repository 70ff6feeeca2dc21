import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { builtinTaxonomy } from '../../src/core/taxonomy/builtin.ts';
import { dimensionsOf, rationalesOf } from '../../src/core/taxonomy/walk.ts';
import { openStore } from '../../src/store/store.ts';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { clickFinding } from './openPlayer.ts';

// A model that writes HTML, Markdown, links to commands and control characters: each place of the real workbench shows it as text.

const CLIP = 'luma-flicker.fault.mp4';
const DIMENSION = 'cinematography.lens';
const HTML = '<img src=x onerror="window.injected=1"><b>bold</b>';
const LINKS = '[a link](command:workbench.action.quit) ![](https://example.org/x.png)';
const hostile = (where: string) => `${where} \u001b[31m\u0007\u202e${HTML} ${LINKS}`;
/** What a reader must be able to read, letter by letter. */
const READ = [HTML, LINKS];

async function judge({ samples }: UiContext): Promise<void> {
  const cacheFolder = await mkdtemp(join(tmpdir(), 'evalverse-hostile-'));
  const store = await openStore({ root: samples, cacheFolder });
  const model = { id: 'gemini', fingerprint: 'f1' };
  const dimension = dimensionsOf(builtinTaxonomy()).find(({ id }) => id === DIMENSION);
  const asked = dimension ? rationalesOf(dimension).map(({ id }) => id) : [];
  const run = await store.beginRun({ judge: model, dimensions: [DIMENSION], target: { kind: 'clip' }, clips: [CLIP] });
  const span = { start: 1, end: 2 };
  await run.append({
    ...{
      schema: 1,
      id: 'hostile',
      run: 'hostile',
      range: { whole: true, span: { start: 0, end: 4.5 } },
      dimension: DIMENSION,
      asked,
    },
    clip: { hash: await store.hashOf(join(samples, CLIP)), path: CLIP },
    judge: model,
    status: 'answered',
    answers: asked.slice(0, 1).map((rationale) => ({
      rationale,
      answer: 'fail' as const,
      reason: hostile('Reason'),
      observations: [{ span, text: hostile('Seen') }],
    })),
    reasoning: (dimension?.subDimensions ?? []).map(({ id }) => ({
      subDimension: id,
      evidence: [{ span, text: hostile('Evidence') }],
      rationale: hostile('Rationale'),
      reflection: hostile('Reflection'),
      uncertainty: 'low' as const,
    })),
    createdAt: '2026-11-01T10:00:00Z',
  });
  await run.close();
  await store.close();
  await rm(cacheFolder, { recursive: true, force: true });
}

/** Fails unless `place` shows the text and has made nothing of it. */
async function showsAsText(place: Locator, what: string): Promise<void> {
  const shown = await place.innerText();
  ok(!/[\p{Cc}\p{Bidi_Control}]/u.test(shown.replace(/\s/g, '')), `${what} shows ${JSON.stringify(shown)}`);
  const words = shown.replace(/\s+/g, ' ');
  for (const read of READ) ok(words.includes(read), `${what} does not show ${read}: ${words}`);
  const made = place.locator(
    'img, b, a[href*="workbench"], a[data-href*="workbench"], a[href*="example"], a[data-href*="example"]',
  );
  deepStrictEqual(await made.evaluateAll((elements) => elements.map(({ outerHTML }) => outerHTML)), [], what);
}

const player = (context: UiContext) => context.webviewFrame(`document.querySelector('.finding-list [role=option]') !== null`);

export const checks: UiCheck[] = [
  {
    name: 'scorecard, hover card and detail card of the player show what a judge wrote as text',
    async run(context) {
      await judge(context);
      await context.openWorkbench(context.samples);
      await context.quickOpen(CLIP);
      const frame = await player(context);
      const option = frame.locator('.finding-list [role=option]').first();
      await clickFinding(option);
      await showsAsText(frame.locator('.hover-card'), 'the hover card');
      await showsAsText(frame.locator('.detail'), 'the detail card');
      await showsAsText(frame.locator('.scorecard'), 'the scorecard');
      ok((await frame.evaluate('window.injected')) === undefined);
      await context.screenshot('hostile-player');
    },
  },
  {
    name: 'Problems, the Findings view and the findings document show it as text, on one line and without what steers terminals',
    async run(context) {
      const { page } = context;
      await context.command('Problems: Focus on Problems View');
      const problem = page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'Seen' }).first();
      await problem.waitFor();
      await showsAsText(problem, 'Problems');
      await context.command('View: Show EvalVerse');
      const row = page.locator('.sidebar .monaco-list-row', { hasText: 'Seen' }).first();
      await row.waitFor();
      const hover = page.locator('.monaco-hover:visible', { hasText: 'Reflection' }).first();
      await context.until('the hover of the Findings view', async () => {
        // A list that is drawn anew under the pointer takes its hover away.
        await page.mouse.move(0, 0);
        await row.hover();
        await hover.waitFor({ timeout: 5000 });
        return true;
      });
      await showsAsText(hover, 'the hover of the Findings view');
      await problem.click();
      await page.keyboard.press('ArrowRight');
      await page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'findings document' }).first().click();
      const lines = page.locator('.monaco-editor .view-line');
      await lines.filter({ hasText: 'Seen' }).first().waitFor();
      const words = await lines.evaluateAll((parts) =>
        // A long line is wrapped, and its parts stand in the document in no order.
        parts
          .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
          .map(({ textContent }) => textContent.replaceAll('\u00a0', ' ').trimStart())
          .join(''),
      );
      for (const read of READ) ok(words.includes(read), words);
      strictEqual(await page.locator('.monaco-editor .view-lines .detected-link').count(), 0);
      ok(!/[\p{Cc}\p{Bidi_Control}]/u.test(words), JSON.stringify(words));
      await context.screenshot('hostile-document');
    },
  },
];
