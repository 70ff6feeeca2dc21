import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { Annotation } from '../../src/core/annotation.ts';
import { builtinTaxonomy } from '../../src/core/taxonomy/builtin.ts';
import { demoReview } from '../../webview/dev/demoReview.ts';
import { until } from '../harness/browser.ts';
import type { UiCheck } from '../harness/uiChecks.ts';
import { clickFinding, findingOption, posted, send, showsFrame, wasPosted, withNumbered } from './openPlayer.ts';

// The player page in a plain browser, with a host in memory, under the same Content Security Policy as in VS Code.

export const checks: UiCheck[] = [
  {
    name: 'the scorecard shows what was judged last',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'reviewed', async ({ page }, clip) => {
        const choice = page.locator('.range-choice');
        strictEqual(await choice.locator(':checked').innerText(), 'Whole clip');
        const { hash, duration } = clip.data.clip;
        const { ranges } = demoReview(builtinTaxonomy(), hash, duration);
        const span = { start: 1, end: 1.5 };
        const judged = (ranges[0]?.verdicts ?? []).map((verdict) => ({
          ...verdict,
          id: `new ${verdict.id}`,
          range: { whole: false, span },
        }));
        const range = { range: { whole: false, span }, verdicts: judged };
        await send(page, { type: 'review', review: { clipHash: hash, ranges: [...ranges, range] } });
        await until('the new range', async () => (await choice.locator(':checked').innerText()) === '0:01.000–0:01.500');
        await choice.selectOption({ index: 1 });
        await send(page, { type: 'review', review: { clipHash: hash, ranges: [...ranges, range] } });
        strictEqual(await choice.evaluate((element) => (element instanceof HTMLSelectElement ? element.selectedIndex : -1)), 1);
      }),
  },
  {
    name: 'where a filter hides every finding, the timeline says how many',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'reviewed', async ({ page }) => {
        const count = await findingOption(page).count();
        const filter = { aspects: ['acting'], minimumSeverity: 'hint' } as const;
        await send(page, { type: 'settings', showPasses: false, taxonomy: builtinTaxonomy(), filter });
        await page.getByText(`${count} findings are hidden by the filter.`).waitFor();
      }),
  },
  {
    name: 'the scorecard is a tree that the keyboard walks, and its times seek',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'reviewed', async ({ page }) => {
        const row = (text: string) => page.getByRole('treeitem').filter({ hasText: text }).first();
        await row('Pre-Production').focus();
        strictEqual(await row('Pre-Production').getAttribute('aria-expanded'), 'false');
        await page.keyboard.press('ArrowRight');
        strictEqual(await row('Pre-Production').getAttribute('aria-expanded'), 'true');
        await page.keyboard.press('ArrowDown');
        ok((await page.locator(':focus').innerText()).includes('Visual Concept Design'));
        ok((await row('Acting').innerText()).includes('not judged'));
        await row('frozen for 1.2 s').click();
        await showsFrame(page, 48);
        await page.locator('.range-choice').selectOption({ index: 1 });
        await until('the other range', async () => (await row('frozen for 1.2 s').count()) === 0);
      }),
  },
  {
    name: 'the judge is named beside Evaluate, and asked for another',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'fresh', async ({ page }) => {
        const button = page.locator('.judge-button');
        ok((await button.innerText()).includes('gemini-3.8-flash'));
        await button.click();
        await wasPosted(page, 'the wish for another judge', ({ type }) => type === 'pickJudge');
        await send(page, { type: 'judge', judge: { id: 'openai', label: 'My server' } });
        await page.getByRole('button', { name: 'Judge: My server. Choose another…' }).waitFor();
      }),
  },
  {
    name: 'what is being judged is listed with its reasoning, and can be cancelled one by one or at once',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'judging', async ({ page }) => {
        const panel = page.locator('.judging');
        const lines = panel.locator('.judging-line');
        strictEqual(await lines.count(), 14);
        ok((await lines.first().innerText()).includes('![](https://example.org/x.png)'));
        strictEqual(await page.evaluate('window.injected'), undefined);
        strictEqual(await page.getByRole('status').filter({ hasText: '14 dimensions to go' }).count(), 1);
        strictEqual(await page.locator('[role=status] .judging-reasoning, [aria-live] .judging-reasoning').count(), 0);
        await panel.getByRole('button', { name: 'Do not judge Lens' }).click();
        await wasPosted(
          page,
          'the cancellation of one',
          (message) => message.type === 'cancelDimensions' && message.dimensions.join() === 'cinematography.lens',
        );
        await until('the line to go', async () => (await lines.count()) === 13);
        await panel.getByText('Cancel all').click();
        await wasPosted(page, 'the cancellation of all', ({ type }) => type === 'cancel');
        await until('the panel to go', async () => (await panel.count()) === 0);
        await send(page, { type: 'activities', activities: [] });
        const waiting = { judge: 'gemini', dimensions: ['cinematography.lens'], stage: 'waiting', fraction: null } as const;
        await send(page, { type: 'activities', activities: [waiting] });
        await until('the panel of the next evaluation', async () => (await lines.count()) === 1);
      }),
  },
  {
    name: 'judges stand side by side where there is room, with a switch where there is none',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'compared', async ({ page }) => {
        await page.locator('.judge-heads').waitFor();
        deepStrictEqual(await page.locator('.judge-heads .judge-cell').allInnerTexts(), ['signals', 'gemini', 'openai']);
        const scene = page.getByRole('treeitem').filter({ hasText: 'Scene' }).first();
        deepStrictEqual(await scene.locator('.judge-cell').allInnerTexts(), [
          'signals:\nnot judged',
          'gemini:\n50\n?\nthe judge says it is unsure, its samples disagree about 8 questions\n8/9\n8 of 9 answered\nraw\nUncalibrated, shown raw: this judge was not held against experts here.',
          'openai:\nnot judged',
        ]);
        ok((await page.locator('.row.failure').first().innerText()).includes('cut off twice'));
        deepStrictEqual(await page.locator('.range-choice option').allInnerTexts(), ['Whole clip', '0:00.400–0:01.600']);
        await page.setViewportSize({ width: 900, height: 800 });
        await until('the switch', async () => (await page.locator('.range-choice option').count()) === 4);
        strictEqual(await page.locator('.judge-heads').count(), 0);
        await page.locator('.range-choice').selectOption({ label: 'Whole clip · gemini' });
        await until('the other judge', async () => (await page.locator('.overall').innerText()).includes('Judged by gemini'));
      }),
  },
  {
    name: 'the detail card shows what stands behind a finding, as text, and closes',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'compared', async ({ page }) => {
        const card = page.locator('.detail');
        // Of many findings only those around where one is are options; the keyboard walks to the others.
        await page.locator('.finding-list').focus();
        await until('the suspicion', async () => {
          await page.keyboard.press('PageDown');
          return (await findingOption(page, /^Suspected/).count()) > 0;
        });
        await clickFinding(findingOption(page, /^Suspected/).first());
        ok((await card.innerText()).includes('Judges: answer pass to every question.'));
        strictEqual(await page.locator('.row.suspicion[aria-selected=true]').count(), 1);
        await clickFinding(page.locator('.finding-list [data-id^=gemini]:not([aria-label^=Suspected])').first());
        const words = await card.innerText();
        for (const said of [
          '2 of 3 samples',
          'second lamp',
          '[a link](command:workbench.action.quit)',
          '$0.0123',
          'gemini-3.8-flash-001',
        ])
          ok(words.includes(said), `${said} is missing in ${words}`);
        strictEqual(await page.locator('#root img, #root b, .detail a').count(), 0);
        await page.setViewportSize({ width: 560, height: 700 });
        let box = await card.boundingBox();
        await until('the card at the bottom of a narrow page', async () => {
          box = await card.boundingBox();
          return box && box.y > 0 && Math.round(box.y + box.height) === 700;
        }).catch((cause) => {
          throw new Error(JSON.stringify(box), { cause });
        });
        await page.getByRole('button', { name: 'Close', exact: true }).click();
        await until('the card to close', async () => (await card.count()) === 0);
        await page.locator('.row.answer').filter({ hasText: '?' }).first().click();
        await card.waitFor();
      }),
  },
  {
    name: 'a rater annotates by keyboard, and sees nothing of a judge before he has answered',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'compared', async ({ page }, { data }) => {
        const annotated = async () => (await posted(page)).flatMap((message) => (message.type === 'annotate' ? [message] : []));
        ok((await findingOption(page).count()) > 0);
        await page.getByRole('button', { name: 'Annotate', exact: true }).click();
        await page.getByText('0 of 175 questions answered').waitFor();
        const words = await page.locator('#root').innerText();
        for (const hidden of [data.fileName, 'gemini', 'Judge:', 'highlights are clipped'])
          ok(!words.toLowerCase().includes(hidden.toLowerCase()), `${hidden} is shown`);
        strictEqual(await page.locator('.finding-list, .score, .machine-answers').count(), 0);

        await page.locator('.question-row', { hasText: 'bright' }).first().click();
        await page.locator('.question-row[aria-current=true]').press('i');
        const inPoint = page.getByRole('slider', { name: 'In point' });
        await inPoint.waitFor();
        await page.keyboard.press('t');
        await page.keyboard.type('n3 is text');
        await page.keyboard.press('Enter');
        strictEqual((await annotated()).length, 0);
        await page.keyboard.press('3');
        await page.getByText('1 of 175 questions answered').waitFor();
        const [first] = await annotated();
        deepStrictEqual([first?.answer, first?.note, first?.span?.start], ['fail', 'n3 is text', 0]);
        await page.locator('.machine-answers').waitFor();

        await page.keyboard.press('n');
        await page.keyboard.press('4');
        await page.getByText('2 of 175 questions answered').waitFor();
        await page.keyboard.press('1');
        await page.getByText('changed once').waitFor();
        await page.keyboard.press('u');
        await page.keyboard.press('u');
        await page.getByText('1 of 175 questions answered').waitFor();
        deepStrictEqual(
          (await annotated()).map(({ answer }) => answer),
          ['fail', 'na', 'pass', 'na', null],
        );
        // A question about sound: the clip has none, which the rater may see otherwise.
        await page.locator('.question-row.skipped').first().click();
        await page.getByText('Skipped: The clip has no').waitFor();
        await page.keyboard.press('1');
        await page.getByText('2 of 176 questions answered').waitFor();
        await page.keyboard.press('u');
        await page.getByText('1 of 175 questions answered').waitFor();

        // The same for a part of the clip, where the answers about the whole do not count.
        await page.keyboard.press('.');
        await showsFrame(page, 1);
        await page.keyboard.press('i');
        await until('the in point on the second frame', async () => Number(await inPoint.getAttribute('aria-valuenow')) > 0);
        await page.keyboard.press('x');
        await page.getByText('0 of 175 questions answered').waitFor();
        strictEqual(await page.locator('.finding-list [role=option], .machine-answers').count(), 0);
        await page.keyboard.press('2');
        await page.getByText(/^1 of 17[56] questions answered/).waitFor();
        const part = (await annotated()).at(-1);
        deepStrictEqual([part?.answer, part?.range.whole, part?.range.span.end], ['partial', false, data.clip.duration]);
        ok((part?.range.span.start ?? 0) > 0);
        await page.keyboard.press('w');
        await page.getByText('1 of 175 questions answered').waitFor();
        await page.keyboard.press('Shift+N');
        await wasPosted(page, 'the next clip', ({ type }) => type === 'nextClip');

        await page.getByRole('button', { name: 'Done' }).click();
        await findingOption(page).first().waitFor();
      }),
  },
  {
    name: 'a finding can be agreed with, disagreed with and suppressed where it is explained',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'reviewed', async ({ page }, { data }) => {
        const taxonomy = builtinTaxonomy();
        const { verdicts = [] } = demoReview(taxonomy, data.clip.hash, data.clip.duration).ranges[0] ?? {};
        const marker = findingOption(page).first();
        const finding = (await marker.getAttribute('data-id')) ?? '';
        await clickFinding(marker);
        for (const [name, stance] of [
          ['Agree', 'agree'],
          ['Disagree…', 'disagree'],
          ['Suppress…', 'suppress'],
        ] as const) {
          await page.locator('.stances').getByRole('button', { name, exact: true }).focus();
          await page.keyboard.press('Enter');
          await wasPosted(
            page,
            name,
            (message) => message.type === 'stance' && message.finding === finding && message.stance === stance,
          );
        }
        const verdict = verdicts.find(({ id }) => finding.startsWith(`${id}/`));
        const rationale = finding.split('/')[1] ?? '';
        ok(verdict);
        const word: Annotation = {
          schema: 1,
          id: 'word',
          createdAt: '2026-01-01T12:00:00.000Z',
          rater: 'rater-7f3a',
          clip: verdict.clip,
          range: verdict.range,
          rationale,
          answer: null,
          note: 'a lamp of the story',
          about: { verdict: verdict.id, judge: verdict.judge.id, fingerprint: verdict.judge.fingerprint, stance: 'suppress' },
        };
        await send(page, { type: 'annotations', annotations: { rater: 'rater-7f3a', words: [word], clips: null } });
        await page.getByText('You suppressed it · a lamp of the story').waitFor();
        strictEqual(await page.locator(`[data-id="${finding}"]`).count(), 0);
        await page.getByRole('button', { name: 'Show again' }).click();
        await wasPosted(page, 'showing it again', (message) => message.type === 'stance' && message.stance === null);
      }),
  },
  {
    name: 'what a judge writes is shown as text, never as HTML',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'reviewed', async ({ page }) => {
        ok((await page.locator('.scorecard').innerText()).includes('<img src=x onerror="window.injected = true">'));
        ok((await page.locator('.scorecard').innerText()).includes('<script>window.injected = true</script>'));
        strictEqual(await page.locator('#root img, #root script, #root b').count(), 0);
        strictEqual(await page.evaluate('window.injected'), undefined);
      }),
  },
  {
    name: 'Evaluate asks the host, shows progress, can be cancelled and fills the page',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'fresh', async ({ page }) => {
        await page.getByText('Not evaluated yet').waitFor();
        const pace = (milliseconds: number) =>
          page.evaluate((step) => {
            window.demo.stepMilliseconds = step;
          }, milliseconds);
        // It must not be done before it is cancelled.
        await pace(3_600_000);
        await page.locator('.evaluate-main').click();
        await wasPosted(page, 'the wish', (message) => message.type === 'evaluate' && message.target.kind === 'clip');
        await page.getByText('Cancel', { exact: true }).click();
        await wasPosted(page, 'the cancellation', (message) => message.type === 'cancel');
        // Whoever works by keyboard keeps his place when one button makes room for the other.
        await page.locator('.evaluate-more').focus();
        await page.keyboard.press('Shift+Tab');
        await page.keyboard.press('Enter');
        await page.locator('.progress vscode-button:focus').waitFor();
        await page.keyboard.press('Enter');
        await page.locator('.evaluate-main:focus').waitFor();
        await pace(20);
        await page.locator('.evaluate-more').click();
        const items = page.getByRole('menuitem');
        strictEqual(await items.filter({ hasText: 'Range' }).getAttribute('aria-disabled'), 'true');
        await items.filter({ hasText: 'Shot' }).click();
        await wasPosted(page, 'the shot', (message) => message.type === 'evaluate' && message.target.kind === 'shot');
        await findingOption(page).first().waitFor();
        await page.locator('.overall').waitFor();
      }),
  },
];
