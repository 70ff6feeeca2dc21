import type { Browser, Frame, Page } from 'playwright-core';

/**
 * What a check of the real workbench works with. The checks of one module run in order on one page, so a module tells a story:
 * the second check finds what the first one opened.
 */
export interface UiContext {
  /** The module's own page, with nothing loaded yet. */
  readonly page: Page;
  /** For a check that needs a page of another kind, e.g. one that shows the player without a workbench. */
  readonly browser: Browser;
  /** A copy of the sample clips, made for this module and removed after it. */
  readonly samples: string;
  /** Opens a folder (absolute path) in the workbench, with the packaged extension installed, and waits until it knows the extension. */
  openWorkbench(folder: string): Promise<void>;
  /** Runs a command of the palette by its title, with category: `EvalVerse: Evaluate Clip`. */
  command(title: string): Promise<void>;
  /** Opens a file of the workspace by name. */
  quickOpen(name: string): Promise<void>;
  /** Answers what the workbench asks in a box: with a text, or with what the box proposes once that is as awaited. */
  answerBox(answer: string | RegExp): Promise<void>;
  /** The frame of a webview that one sees, and in which this JavaScript expression is true. */
  webviewFrame(expression: string): Promise<Frame>;
  /**
   * Asks again until the answer is truthy, and resolves to it. `frame.waitForFunction()` needs eval, which the webview's
   * Content-Security-Policy forbids; `until('…', () => frame.evaluate('…'))` does not.
   */
  until<T>(what: string, probe: () => Promise<T> | T): Promise<NonNullable<T>>;
  /** Saves a picture of the page as `test/out/ui/<name>.png` and resolves to its path. */
  screenshot(name: string): Promise<string>;
}

/** One thing that must work. A module `test/ui/*.ui.ts` exports `checks: UiCheck[]`. */
export interface UiCheck {
  readonly name: string;
  run(context: UiContext): Promise<void>;
}
