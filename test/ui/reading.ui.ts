import { ok, strictEqual } from 'node:assert/strict';
import { until } from '../harness/browser.ts';
import type { UiCheck } from '../harness/uiChecks.ts';
import { withNumbered } from './openPlayer.ts';

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
        const kept = await page.evaluate(() => JSON.stringify(window.demo.kept));
        ok(kept.includes('"text":"highlights","severities":["error"]'), kept);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Clear filter' }).click();
        await until('everything', async () => (await answers.count()) === before);
        strictEqual(await said.innerText(), '');
        strictEqual(await page.locator('.filter-text:focus').count(), 1);
      }),
  },
];
