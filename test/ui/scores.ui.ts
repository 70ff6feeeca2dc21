import { deepStrictEqual, ok } from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { testCalibration } from '../../src/core/calibration/testCalibration.ts';
import { verdictSchema } from '../../src/core/verdict.ts';
import { writeCalibration } from '../../src/store/calibrations.ts';
import { makeNumberedClip } from '../fixtures/numberedClips.ts';
import { until } from '../harness/browser.ts';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { demoClip } from './demoClip.ts';
import { clickFinding } from './openPlayer.ts';
import { startPlayerServer, type Theme } from './playerServer.ts';

// What the scorecard says about calibration: in a plain browser with a host in memory, and at last in the workbench.

const WIDE = { width: 1400, height: 900 };
const NARROW = { width: 380, height: 900 };

/** Opens the page with scores of which some are calibrated and some stale. */
async function withScores({ page }: UiContext, theme: Theme, viewport: typeof WIDE, look: () => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-scores-'));
  const clip = await demoClip(await makeNumberedClip(folder, 'b-frames.mp4'), { analysed: false });
  const server = await startPlayerServer({ clip });
  try {
    await page.setViewportSize(viewport);
    await page.goto(server.url('clip', { theme, state: 'calibrated' }));
    await page.locator('.score-mark').first().waitFor();
    await look();
  } finally {
    await page.goto('about:blank');
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a row of the scorecard says about the calibration of its scores, judge by judge. */
function marksOf(page: Page, row: string): Promise<string[]> {
  const found = page.getByRole('treeitem').filter({ has: page.locator('.node-title', { hasText: new RegExp(`^${row}$`) }) });
  return found
    .first()
    .locator('.score-mark')
    .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('title') ?? ''));
}

export const checks: UiCheck[] = [
  {
    name: 'judges beside each other say of each score whether it is calibrated, stale or raw',
    run: (context) =>
      withScores(context, 'dark', WIDE, async () => {
        const { page } = context;
        const [gemini] = await marksOf(page, 'Scene');
        ok(gemini?.startsWith('Calibrated: 50 on the experts’ scale, 90 % interval '), gemini);
        const said = (await page.locator('.score-mark').allInnerTexts()).join('\n');
        for (const word of ['no ends', 'stale', 'raw', 'Stale, shown raw: the calibration is of another version'])
          ok(said.includes(word), `${word} is missing in ${said}`);
        await context.screenshot('scores-beside-dark');
        await page.evaluate(() => window.demo.send({ type: 'calibrations', calibrations: [] }));
        await until('raw scores', async () =>
          (await page.locator('.score-mark').evaluateAll((marks) => marks.map(({ className }) => className))).every((name) =>
            name.includes('uncalibrated'),
          ),
        );
        deepStrictEqual(await marksOf(page, 'Scene'), ['Uncalibrated, shown raw: this judge was not held against experts here.']);
      }),
  },
  {
    name: 'the marks are text in high contrast too',
    run: (context) =>
      withScores(context, 'hc-dark', WIDE, async () => {
        await clickFinding(context.page.locator('.finding-list [data-id^=gemini]:not([aria-label^=Suspected])').first());
        const card = context.page.locator('.detail');
        ok(/Score of .*\s+\d+ · .* answered\nCalibrated: /.test(await card.innerText()), await card.innerText());
        await context.screenshot('scores-beside-hc');
      }),
  },
  {
    name: 'in a narrow page one judge at a time says so, and the marks keep to their column',
    run: (context) =>
      withScores(context, 'dark', NARROW, async () => {
        const { page } = context;
        for (const [judge, note] of [
          ['signals', /: 3 calibrated, 1 uncalibrated$/],
          ['gemini', /: 18 calibrated$/],
          ['openai', /: 12 stale$/],
        ] as const) {
          await page.locator('.range-choice').selectOption({ label: `Whole clip · ${judge}` });
          await until(`the note of ${judge}`, async () => note.test(await page.locator('.calibration-note').innerText()));
          const overflowing = await page
            .locator('.score-mark')
            .evaluateAll((marks) =>
              marks.filter((mark) => mark.scrollWidth > mark.clientWidth + 1).map((mark) => mark.textContent),
            );
          deepStrictEqual(overflowing, []);
          await page.locator('.scorecard').scrollIntoViewIfNeeded();
          await context.screenshot(`scores-narrow-${judge}`);
        }
      }),
  },
  {
    name: 'a calibration that appears while a clip is open changes its scores at once',
    run: async (context) => {
      await context.openWorkbench(context.samples);
      await context.quickOpen('luma-flicker.fault.mp4');
      const player = await context.webviewFrame(`document.querySelector('.evaluate-main') !== null`);
      await player.locator('.evaluate-main').click();
      const lens = player.getByRole('treeitem').filter({ has: player.locator('.node-title', { hasText: /^Lens$/ }) });
      const says = (start: string) =>
        context.until(start, async () => (await lens.locator('.score-mark').getAttribute('title'))?.startsWith(start));
      await says('Uncalibrated, shown raw: ');
      const calibration = testCalibration({ 'cinematography.lens': 0.1 }, { fingerprint: await fingerprintIn(context.samples) });
      const file = await writeCalibration(context.samples, calibration);
      await says('Calibrated: ');
      await context.screenshot('scores-workbench');
      await writeCalibration(context.samples, { ...calibration, fingerprint: 'older' });
      await rm(file);
      await says('Stale, shown raw: ');
    },
  },
];

/** Of the judge that measured the clips of a folder. */
async function fingerprintIn(folder: string): Promise<string> {
  const runs = join(folder, '.evalverse', 'runs');
  const [run = ''] = await readdir(runs);
  const [line = ''] = (await readFile(join(runs, run, 'verdicts.jsonl'), 'utf8')).split('\n');
  return verdictSchema.parse(JSON.parse(line)).judge.fingerprint;
}
