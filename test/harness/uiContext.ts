import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ROOT } from '../../src/setup/places.mjs';
import { answerBox, command, quickOpen, until, webviewFrame } from './browser.ts';
import type { UiContext } from './uiChecks.ts';
import type { VscodeServer } from './vscodeServer.ts';

/** Where pictures of the checks lie. */
export const PICTURES = join(ROOT, 'test/out/ui');

/**
 * What a page of `browser` can do with the workbench that `server` serves.
 *
 * @param samples a copy of the sample clips.
 */
export function createContext(page: Page, browser: Browser, server: VscodeServer, samples: string): UiContext {
  return {
    page,
    browser,
    samples,
    async openWorkbench(folder) {
      await page.goto(server.url(folder));
      await page.locator('.monaco-workbench .part.statusbar').waitFor();
      // Before it knows the extension, it opens clips as the binary files that they are.
      await page.locator('.activitybar .action-item a[aria-label^="EvalVerse"]').waitFor();
      // The part of it that knows editors of extensions is made when the page is idle first, in its turn.
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    },
    command: (title) => command(page, title),
    quickOpen: (name) => quickOpen(page, name),
    answerBox: (answer) => answerBox(page, answer),
    webviewFrame: (expression) => webviewFrame(page, expression),
    until,
    async screenshot(name) {
      const path = join(PICTURES, `${name}.png`);
      await page.screenshot({ path });
      return path;
    },
  };
}
