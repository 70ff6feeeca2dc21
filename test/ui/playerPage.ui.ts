import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Annotation } from '../../src/core/annotation.ts';
import { builtinTaxonomy } from '../../src/core/taxonomy/builtin.ts';
import type { FromPlayer, ToPlayer } from '../../src/protocol/messages.ts';
import { demoReview } from '../../webview/dev/demoReview.ts';
import { runFfmpegTool } from '../fixtures/ffmpegTool.ts';
import { makeNumberedClip, NUMBER_BITS, NUMBERED_CLIPS, NUMBERED_FRAMES } from '../fixtures/numberedClips.ts';
import { until } from '../harness/browser.ts';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { demoClip } from './demoClip.ts';
import { type DemoClip, startPlayerServer } from './playerServer.ts';

// The player page in a plain browser, with a host in memory, under the same Content Security Policy as in VS Code.

type State = 'reviewed' | 'compared' | 'judging' | 'fresh' | 'unprobed' | 'problem';

/** An open player page and what it complained about. */
interface Player {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens the page with one clip, lets `look` use it and tidies up. Fails when the page complained about anything. */
async function withPlayer(
  { browser }: UiContext,
  clip: DemoClip,
  state: State,
  look: (player: Player) => Promise<void>,
): Promise<void> {
  const server = await startPlayerServer({ clip });
  const session = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await session.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  page.on('pageerror', (error) => complaints.push(error.message));
  try {
    await page.goto(server.url('clip', { state }));
    await look({ page, complaints });
    deepStrictEqual(complaints, []);
  } finally {
    await session.close();
    await server.close();
  }
}

async function withNumbered(
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

const isReady = (page: Page) => until('the first frame', () => page.evaluate(`document.querySelector('video')?.readyState >= 2`));

/** The number burnt into the picture that is on screen, or `null` while a seek is under way. */
function numberOnScreen(page: Page): Promise<number | null> {
  return page.evaluate((bits) => {
    const video = document.querySelector('video');
    if (!video || video.seeking) return null;
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    const context = canvas.getContext('2d');
    if (!context) return null;
    context.drawImage(video, 0, 0);
    let number = 0;
    for (let bit = 0; bit < bits; bit++) {
      const x = Math.floor(((bit + 0.5) * video.videoWidth) / bits);
      const [red = 0] = context.getImageData(x, video.videoHeight >> 1, 1, 1).data;
      if (red > 128) number |= 1 << bit;
    }
    return number;
  }, NUMBER_BITS);
}

async function saidFrame(page: Page): Promise<number> {
  const text = await page.locator('.frame-number').innerText();
  return Number(/frame (?<number>\d+) \//.exec(text)?.groups?.number ?? Number.NaN);
}

/** Waits until picture and readout both show frame `index`. */
async function showsFrame(page: Page, index: number): Promise<void> {
  let seen = '';
  await until(
    `frame ${index}`,
    async () => {
      const [burnt, said] = [await numberOnScreen(page), await saidFrame(page)];
      seen = `picture ${burnt}, readout ${said}`;
      return burnt === index && said === index;
    },
    5,
  ).catch((error) => {
    throw new Error(`expected frame ${index}, got ${seen}`, { cause: error });
  });
}

/** A finding as a screen reader meets it in the timeline. */
const findingOption = (page: Page, label: string | RegExp = /./): Locator =>
  page.locator('.finding-list').getByRole('option', { name: label });

/** Clicks a finding where the canvas draws it. */
async function clickFinding(option: Locator, clicks = 1): Promise<void> {
  await option.scrollIntoViewIfNeeded();
  const box = await option.boundingBox();
  ok(box);
  await option.page().mouse.click(box.x + 8, box.y + 8, { clickCount: clicks });
}

const send = (page: Page, message: ToPlayer) => page.evaluate((sent) => window.demo.send(sent), message);
const posted = (page: Page): Promise<FromPlayer[]> => page.evaluate(() => window.demo.posted);

async function wasPosted(page: Page, what: string, matches: (message: FromPlayer) => boolean): Promise<void> {
  await until(what, async () => (await posted(page)).some(matches), 5);
}

function playheadOf(): { currentTime: number; ended: boolean } {
  const video = document.querySelector('video');
  return { currentTime: video?.currentTime ?? Number.NaN, ended: video?.ended ?? false };
}

function stepsExactly(name: keyof typeof NUMBERED_CLIPS): UiCheck {
  return {
    name: `stepping and seeking are exact to the frame in ${name}`,
    run: (context) =>
      withNumbered(context, name, 'fresh', async ({ page }, clip) => {
        const times = clip.data.clip.frameTimes;
        strictEqual(times.length, NUMBERED_FRAMES);
        await showsFrame(page, 0);
        for (let index = 1; index <= 12; index++) {
          await page.keyboard.press('.');
          await showsFrame(page, index);
        }
        for (let index = 11; index >= 6; index--) {
          await page.keyboard.press(',');
          await showsFrame(page, index);
        }
        // Key frames are 48 apart; the last frame has no successor.
        for (const index of [47, 48, 49, 95, 31, 30, 1, 94]) {
          const start = times[index] ?? 0;
          const end = times[index + 1] ?? clip.data.clip.framesEnd;
          for (const time of [start, start + (end - start) * 0.9]) {
            await send(page, { type: 'seek', time, finding: null });
            await showsFrame(page, index);
          }
          const { currentTime, ended } = await page.evaluate(playheadOf);
          const shown = currentTime - clip.data.clip.startTime;
          // Chromium jumps to the end of the media once the last frame is shown.
          ok(ended || Math.abs(shown - start) <= (end - start) / 2, `${shown} s is over half a frame from ${start} s`);
        }
        await page.keyboard.press('End');
        await showsFrame(page, NUMBERED_FRAMES - 1);
        await page.keyboard.press('Home');
        await showsFrame(page, 0);
        // Faster than any decoder: every step counts, and the page ends on the right frame.
        for (let i = 0; i < 20; i++) await page.keyboard.press('.');
        await showsFrame(page, 20);
      }),
  };
}

export const checks: UiCheck[] = [
  ...(Object.keys(NUMBERED_CLIPS) as (keyof typeof NUMBERED_CLIPS)[]).map(stepsExactly), // Object.keys widens to string[]
  {
    name: 'playing moves picture and readout together, and pausing leaves them on the same frame',
    run: (context) =>
      withNumbered(context, 'uneven.mp4', 'fresh', async ({ page }) => {
        await page.keyboard.press('Space');
        await until('playback to pass frame 10', async () => (await saidFrame(page)) > 10);
        await page.keyboard.press('Space');
        await until('the pause', () => page.evaluate(`document.querySelector('video').paused`));
        await showsFrame(page, (await numberOnScreen(page)) ?? -1);
        await page.keyboard.press('Home');
        await page.keyboard.press('Space');
        await until('playback', () => page.evaluate(() => document.querySelector('video')?.paused === false));
        await send(page, { type: 'hidden' });
        await until('the pause of a hidden page', () => page.evaluate(() => document.querySelector('video')?.paused === true));
      }),
  },
  {
    name: 'before the frame table is there, the readout says so and stepping still moves',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'unprobed', async ({ page }, clip) => {
        strictEqual((await page.locator('.frame-number').innerText()).trim(), 'frame –');
        for (let i = 0; i < 5; i++) await page.keyboard.press('.');
        // Five steps of 0.04 s at 24 frames a second.
        await until('the picture to move', async () => (await numberOnScreen(page)) === 4);
        const frameTimes = Float64Array.from(clip.data.clip.frameTimes);
        await page.evaluate(
          ({ facts, times }) => window.demo.send({ type: 'clip', clip: { ...facts, frameTimes: Float64Array.from(times) } }),
          { facts: { ...clip.data.clip, frameTimes: [] }, times: [...frameTimes] },
        );
        await showsFrame(page, 4);
      }),
  },
  {
    name: 'dragging over the timeline scrubs to the frame under the pointer',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'fresh', async ({ page }) => {
        const ruler = await page.locator('.timeline-area').boundingBox();
        ok(ruler);
        const xOf = (frame: number) => ruler.x + (ruler.width * (frame + 0.5)) / NUMBERED_FRAMES;
        await page.mouse.move(xOf(5), ruler.y + 28);
        await page.mouse.down();
        await page.mouse.move(xOf(70), ruler.y + 28, { steps: 40 });
        await page.mouse.up();
        await showsFrame(page, 70);
        const playhead = page.getByRole('slider', { name: 'Playhead' });
        strictEqual(await playhead.getAttribute('aria-valuetext'), '00:00:02:22');
      }),
  },
  {
    name: 'in and out points are whole frames, are told to the host and can be nudged',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'fresh', async ({ page }) => {
        await send(page, { type: 'seek', time: 1, finding: null });
        await showsFrame(page, 24);
        await page.keyboard.press('i');
        await send(page, { type: 'seek', time: 2, finding: null });
        await showsFrame(page, 48);
        await page.keyboard.press('o');
        const near = (a: number, b: number) => Math.abs(a - b) < 1e-4;
        await wasPosted(
          page,
          'the range',
          (message) =>
            message.type === 'position' && !!message.range && near(message.range.start, 1) && near(message.range.end, 49 / 24),
        );
        strictEqual(await page.locator('.range-readout').innerText(), '0:01.000–0:02.042\nRange 0:01.042');
        await page.getByRole('slider', { name: 'Out point' }).focus();
        await page.keyboard.press('ArrowLeft');
        await wasPosted(
          page,
          'the nudged range',
          (message) => message.type === 'position' && near(message.range?.end ?? 0, 48 / 24),
        );
        await page.keyboard.press('Alt+x');
        await until('the range to go', async () => (await page.locator('.range-edge').count()) === 0);
      }),
  },
  {
    name: 'a finding in a lane is selected and sought, by pointer and by key',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'reviewed', async ({ page }) => {
        const marker = findingOption(page, /^Error · Temporal/);
        await clickFinding(marker);
        await showsFrame(page, 48);
        const id = await marker.getAttribute('data-id');
        await wasPosted(page, 'the selection', (message) => message.type === 'selectFinding' && message.finding === id);
        strictEqual(await marker.getAttribute('aria-selected'), 'true');
        const selected = page.locator('.row.observation[aria-selected=true]');
        await until('the observation to be selected', async () => (await selected.count()) === 1);
        await page.keyboard.press('ArrowDown');
        await until('the next finding', async () => (await marker.getAttribute('aria-selected')) === 'false');
        await page.keyboard.press('ArrowUp');
        await until('the finding again', async () => (await marker.getAttribute('aria-selected')) === 'true');
      }),
  },
  {
    name: 'in a narrow page a finding selected from outside leaves the picture in sight',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'reviewed', async ({ page }) => {
        await page.setViewportSize({ width: 560, height: 380 });
        const finding = await findingOption(page).last().getAttribute('data-id');
        await send(page, { type: 'seek', time: 2, finding });
        await until('the observation to be selected', async () => (await page.locator('.row[aria-selected=true]').count()) === 1);
        await showsFrame(page, 48);
        strictEqual(await page.evaluate(() => window.scrollY), 0);
        await page.locator('.row[aria-selected=true]').scrollIntoViewIfNeeded();
        ok((await page.evaluate(() => window.scrollY)) > 0);
        const picture = await page.locator('video').boundingBox();
        ok(picture && picture.y >= 0 && picture.y + picture.height <= 380, JSON.stringify(picture));
      }),
  },
  {
    name: 'a click on a button of the player gives the page the keys',
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'fresh', async ({ page }) => {
        const address = page.url();
        // As VS Code shows it: a page within a page of another origin, and the keys are with the outer one.
        const frame = `<link rel="icon" href="data:,"><input><iframe src="${address}" width="1300" height="800"></iframe>`;
        const outer = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(frame));
        await new Promise<void>((resolve) => outer.listen(0, '127.0.0.1', resolve));
        try {
          const place = outer.address();
          ok(typeof place === 'object' && place);
          await page.goto(`http://127.0.0.1:${place.port}`);
          const inner = await until('the player', () => page.frames().find((frame) => frame.url() === address));
          await until('the first frame', () => inner.evaluate(() => document.querySelector('video')?.readyState === 4));
          await page.locator('input').focus();
          await inner.getByRole('button', { name: 'Next frame' }).click();
          const says = (frame: number) => async () =>
            (await inner.locator('.frame-number').innerText()).startsWith(`frame ${frame} `);
          await until('frame 1', says(1), 5);
          await page.keyboard.press('.');
          await until('frame 2', says(2), 5);
          await page.keyboard.press('Space');
          await until('playback', () => inner.evaluate(() => document.querySelector('video')?.paused === false), 5);
          strictEqual(await page.locator('input').inputValue(), '');
        } finally {
          outer.closeAllConnections();
          outer.close();
        }
      }),
  },
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
        await until('the new range', async () => (await choice.locator(':checked').innerText()) === '0:01.000–0:01.500', 5);
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
        deepStrictEqual(await page.locator('.judge-heads .judge-cell').allInnerTexts(), ['signals', 'gemini', 'openai']);
        const scene = page.getByRole('treeitem').filter({ hasText: 'Scene' }).first();
        deepStrictEqual(await scene.locator('.judge-cell').allInnerTexts(), [
          'signals:\nnot judged',
          'gemini:\n50\n8/9\n8 of 9 answered\nraw\nUncalibrated, shown raw: this judge was not held against experts here.',
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
        const box = await card.boundingBox();
        ok(box && box.y > 0 && Math.round(box.y + box.height) === 700, JSON.stringify(box));
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
        await page.keyboard.press('i');
        await page.keyboard.press('r');
        await page.getByText('0 of 175 questions answered').waitFor();
        strictEqual(await page.locator('.lane button, .machine-answers').count(), 0);
        await page.keyboard.press('2');
        await page.getByText(/^1 of 17[56] questions answered/).waitFor();
        const part = (await annotated()).at(-1);
        deepStrictEqual([part?.answer, part?.range.whole, part?.range.span.end], ['partial', false, data.clip.duration]);
        ok((part?.range.span.start ?? 0) > 0);
        await page.keyboard.press('c');
        await page.getByText('1 of 175 questions answered').waitFor();
        await page.keyboard.press('g');
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
        await page.locator('.evaluate-main').click();
        await wasPosted(page, 'the wish', (message) => message.type === 'evaluate' && message.target.kind === 'clip');
        await page.getByText('Cancel', { exact: true }).click();
        await wasPosted(page, 'the cancellation', (message) => message.type === 'cancel');
        await page.locator('.evaluate-more').click();
        const items = page.getByRole('menuitem');
        strictEqual(await items.filter({ hasText: 'Range' }).getAttribute('aria-disabled'), 'true');
        await items.filter({ hasText: 'Shot' }).click();
        await wasPosted(page, 'the shot', (message) => message.type === 'evaluate' && message.target.kind === 'shot');
        await findingOption(page).first().waitFor();
        await page.locator('.overall').waitFor();
      }),
  },
  {
    name: "keys of the page stay in it, those that can be rebound reach VS Code's listener",
    run: (context) =>
      withNumbered(context, 'b-frames.mp4', 'reviewed', async ({ page }) => {
        await page.evaluate(() => {
          window.addEventListener('keydown', ({ key }) => window.heard.push(key));
          window.heard = [];
        });
        for (const key of ['ArrowRight', 'm', '.', 'ArrowDown', 'F1', 'Control+p']) await page.keyboard.press(key);
        deepStrictEqual(await page.evaluate(() => window.heard), ['.', 'ArrowDown', 'F1', 'Control', 'p']);
      }),
  },
  {
    name: 'sound that is not decoded is said, sound that is, is not',
    async run(context) {
      const folder = await mkdtemp(join(tmpdir(), 'evalverse-player-'));
      const picture = await makeNumberedClip(folder, 'b-frames.mp4');
      const hint = 'does not decode AC3 sound';
      // Chromium plays AC-3 as desktop VS Code plays AAC: picture, silence and no error.
      for (const [codec, silent] of [['ac3', true] as const, ['libmp3lame', false] as const]) {
        const file = join(folder, `${codec}.mp4`);
        await runFfmpegTool(['-i', picture, '-f', 'lavfi', '-i', 'sine=d=4', '-c:v', 'copy', '-c:a', codec, file]);
        await withPlayer(context, await demoClip(file, { analysed: false }), 'fresh', async ({ page }) => {
          await isReady(page);
          await page.keyboard.press('Space');
          await until('two seconds of playback', async () => (await saidFrame(page)) > 48);
          strictEqual(await page.getByText(hint).count(), silent ? 1 : 0);
          ok(await page.locator('.volume').isEnabled());
        });
      }
      await withPlayer(context, await demoClip(picture, { analysed: false }), 'fresh', async ({ page }) => {
        await isReady(page);
        ok(await page.locator('.volume').isDisabled());
      });
      await rm(folder, { recursive: true, force: true });
    },
  },
  {
    name: 'a file that cannot be played is said in a sentence and told to the host',
    async run(context) {
      const folder = await mkdtemp(join(tmpdir(), 'evalverse-player-'));
      const { data } = await demoClip(await makeNumberedClip(folder, 'b-frames.mp4'), { analysed: false });
      const file = join(folder, 'text.mp4');
      await writeFile(file, 'not a film');
      await withPlayer(context, { file, data }, 'fresh', async ({ page }) => {
        await page.getByText('VS Code cannot play this clip.').waitFor();
        await wasPosted(
          page,
          'the failure',
          (message) => message.type === 'playbackFailed' && message.detail.startsWith('format'),
        );
        ok((await page.locator('.picture-note').innerText()).includes('Evaluating it still works.'));
      });
      // The same file when the probe found nothing in it either: nowhere does the page promise an evaluation.
      await withPlayer(context, { file, data }, 'problem', async ({ page }) => {
        await page.getByText('There is no picture to show.').waitFor();
        const words = await page.locator('#root').innerText();
        for (const promise of ['Evaluating it still works', 'Not evaluated yet', 'appear here after'])
          ok(!words.includes(promise), words);
        strictEqual(await page.getByText('It cannot be evaluated; the message at the top says why.').count(), 2);
      });
      await rm(folder, { recursive: true, force: true });
    },
  },
];

declare global {
  interface Window {
    heard: string[];
  }
}
