import type { Frame } from 'playwright-core';
import type { UiContext } from '../harness/uiChecks.ts';

/**
 * The player that one sees in the workbench, once it is there and shows a picture. The picture alone comes before the player does.
 *
 * @param name what the clip's file name has in it.
 * @param expression what must be true in the page besides.
 */
export function shownPlayer({ webviewFrame }: UiContext, name: string, expression = 'true'): Promise<Frame> {
  return webviewFrame(
    `document.title.includes(${JSON.stringify(name)}) && document.querySelector('.picture video')?.readyState >= 2 && ${expression}`,
  );
}
