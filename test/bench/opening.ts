import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { packageExtension } from '../../src/setup/packageExtension.mjs';
import { ROOT } from '../../src/setup/places.mjs';
import { launchBrowser, until } from '../harness/browser.ts';
import { startVscodeServer } from '../harness/vscodeServer.ts';

const ROUNDS = 5;
const CLIPS = 50;
const PLAYER = 'player.mp4';
const PREVIEW = 'preview.mp4';

export interface OpeningRow {
  readonly name: string;
  /** Milliseconds from the double click, one for each round. */
  readonly times: readonly number[];
}

export interface MemoryRow {
  readonly name: string;
  /** Megabytes that all processes of the browser have in memory. */
  readonly before: number;
  readonly after: number;
}

/** JavaScript that is true in a webview once there is something to see. */
const SEEN = {
  frame: `document.querySelector('video')?.readyState >= 2`,
  timeline: `document.querySelector('.shot-list') !== null`,
};
type Seen = keyof typeof SEEN;

/** Asks all frames without a pause until one has it. @returns the time at which it had, milliseconds of `Date.now()`. */
async function timeOf(page: Page, seen: Seen): Promise<number> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) if (await frame.evaluate(SEEN[seen]).catch(() => false)) return Date.now();
  }
  throw new Error(`no ${seen} within a minute`);
}

/** Double-clicks a clip in the Explorer, waits for what is to be seen, and closes it. @returns milliseconds, one for each. */
async function openAndClose(page: Page, name: string, wanted: readonly Seen[]): Promise<number[]> {
  const row = page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name });
  await row.waitFor();
  const begun = Date.now();
  await row.dblclick();
  const times: number[] = [];
  for (const seen of wanted) times.push((await timeOf(page, seen)) - begun);
  await page.locator('.tab.active').click({ button: 'middle' });
  await until(`${name} to be closed`, async () => (await page.locator('.tab.active').count()) === 0);
  return times;
}

/**
 * Opens a clip in a real workbench again and again, in turns with VS Code's own video preview, and looks at how long that takes and
 * at what it leaves in memory. The clip's analysis is kept from the first time on, which is not counted.
 */
export async function measureOpening(): Promise<{ readonly opening: OpeningRow[]; readonly memory: MemoryRow[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-bench-opening-'));
  for (const name of [PLAYER, PREVIEW]) await copyFile(join(ROOT, 'media/samples/flash-shots.fault.mp4'), join(folder, name));
  const server = await startVscodeServer({
    vsix: await packageExtension(process.execPath),
    settings: { 'workbench.editorAssociations': { [PREVIEW]: 'vscode.videoPreview' } },
  });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 960 } });
    await page.goto(server.url(folder));
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 30_000 });
    const preview: number[] = [];
    const frame: number[] = [];
    const timeline: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const [theirs = Number.NaN] = await openAndClose(page, PREVIEW, ['frame']);
      const [first = Number.NaN, shots = Number.NaN] = await openAndClose(page, PLAYER, ['frame', 'timeline']);
      if (round === 0) continue;
      preview.push(theirs);
      frame.push(first);
      timeline.push(shots);
    }
    const memory: MemoryRow[] = [];
    for (const [name, clip] of [
      ['video preview of VS Code', PREVIEW],
      ['player', PLAYER],
    ] as const) {
      const before = await megabytesOf(browser, page);
      for (let i = 0; i < CLIPS; i++) await openAndClose(page, clip, ['frame']);
      memory.push({ name: `${name}, ${CLIPS} clips`, before, after: await megabytesOf(browser, page) });
    }
    return {
      opening: [
        { name: 'first frame, video preview of VS Code', times: preview },
        { name: 'first frame, player', times: frame },
        { name: 'timeline with its shots, player', times: timeline },
      ],
      memory,
    };
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the browser's processes have in memory once their garbage is collected. */
async function megabytesOf(browser: Browser, page: Page): Promise<number> {
  const ofPage = await page.context().newCDPSession(page);
  await ofPage.send('HeapProfiler.collectGarbage');
  await ofPage.detach();
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo.map(async ({ id }) => {
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
    return Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
