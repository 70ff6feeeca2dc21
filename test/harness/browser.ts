import { type Browser, chromium, type Frame, type Page } from 'playwright-core';
import { ensureChromium } from '../../src/setup/chromium.mjs';

/** Seconds after which what is awaited does not come any more: a limit against hanging, not a measure of speed. */
const PATIENCE_SECONDS = 120;

/** Starts the browser of the tests. Sound and picture start without a click, as they do in desktop VS Code. */
export async function launchBrowser(): Promise<Browser> {
  const { executable, env } = await ensureChromium();
  const browser = await chromium.launch({
    executablePath: executable,
    headless: true,
    env: { ...definedOnly(process.env), ...env },
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--autoplay-policy=no-user-gesture-required'],
  });
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE_SECONDS * 1000));
  return browser;
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/**
 * Asks again and again until the answer is truthy, and resolves to it. An error counts as "not yet": frames come and go while
 * a workbench loads. After the time is up it rejects with what was awaited and the last error.
 *
 * @param what completes "gave up waiting for …".
 */
export async function until<T>(what: string, probe: () => Promise<T> | T): Promise<NonNullable<T>> {
  const deadline = performance.now() + PATIENCE_SECONDS * 1000;
  let problem: unknown;
  for (;;) {
    try {
      const answer = await probe();
      if (answer) return answer;
    } catch (error) {
      problem = error;
    }
    if (performance.now() > deadline)
      throw new Error(`gave up waiting for ${what} after ${PATIENCE_SECONDS} s`, { cause: problem });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Runs a command of the palette by its title, with category: `EvalVerse: Evaluate Clip`. */
export function command(page: Page, title: string): Promise<void> {
  return pick(page, 'F1', `>${title}`, title);
}

/** Opens a file of the workspace by name. */
export function quickOpen(page: Page, name: string): Promise<void> {
  return pick(page, 'Control+P', name, name);
}

/**
 * Picks from the list that a key opens. What the command before did may take the focus, and so the list, away once more; and a list
 * holds what could be done when it opened, so that one without the label is opened anew.
 */
async function pick(page: Page, key: string, text: string, label: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  const labelled = { has: page.getByText(label, { exact: true }) };
  const row = page.locator('.quick-input-list .monaco-list-row').filter(labelled).first();
  await page.keyboard.press(key);
  await until(`${label} to be picked`, async () => {
    try {
      await input.fill(text, { timeout: 2000 });
      await row.click({ timeout: 10_000 });
      // A list that is filled anew between the button's way down and its way up takes no click.
      await row.waitFor({ state: 'hidden', timeout: 10_000 });
      return true;
    } catch (error) {
      if (await input.isVisible()) await page.keyboard.press('Escape');
      await page.keyboard.press(key);
      throw error;
    }
  });
}

/**
 * Answers what the workbench asks in a box: with a text, or with what the box proposes once that is as awaited. The focus can be taken
 * from the box meanwhile, by an editor that has just opened.
 */
export async function answerBox(page: Page, answer: string | RegExp): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  let isAnswered = false;
  await until(`a box to take ${answer}`, async () => {
    if (isAnswered && !(await input.isVisible())) return true;
    if (typeof answer === 'string') await input.fill(answer, { timeout: 2000 });
    else if (!answer.test(await input.inputValue({ timeout: 2000 }))) return false;
    isAnswered = true;
    await input.press('Enter');
    await input.waitFor({ state: 'hidden', timeout: 5000 });
    return true;
  });
}

/**
 * The frame of a webview that one sees, and in which a JavaScript expression is true: the page of an editor behind another one does
 * not count, nor one that is being closed. A webview's content is in the inner of two nested frames.
 * The expression is evaluated from outside: the webview's own Content-Security-Policy stays as it is.
 */
export function webviewFrame(page: Page, expression: string): Promise<Frame> {
  return until(`a webview where ${expression}`, async () => {
    for (const frame of page.frames()) {
      if ((await frame.evaluate(expression).catch(() => false)) && (await isSeen(frame))) return frame;
    }
    return null;
  });
}

async function isSeen(webview: Frame): Promise<boolean> {
  const outer = await webview.parentFrame()?.frameElement();
  return (await outer?.isVisible()) ?? false;
}
