import type { Frame } from 'playwright-core';
import type { UiContext } from '../harness/uiChecks.ts';
import { shownPlayer } from './shownPlayer.ts';

// Comparisons in the real workbench.

/** The comparison in which one can read `text`, once it can play. */
export function comparison(context: UiContext, text = ''): Promise<Frame> {
  return context.webviewFrame(
    `document.body.innerText.includes(${JSON.stringify(text)}) && [...document.querySelectorAll('main.compare video')].filter((video) => video.readyState >= 2).length >= 2
      && document.querySelector('.position')?.disabled === false`,
  );
}

/** Opens a clip and measures it. */
export async function evaluate(context: UiContext, clip: string): Promise<void> {
  await context.quickOpen(clip);
  await evaluateIn(await shownPlayer(context, clip));
}

/** Measures the clip of a player that is open, and waits until that is done: what was judged first is there before. */
export async function evaluateIn(player: Frame): Promise<void> {
  await player.locator('.evaluate-main').click();
  await player.locator('[role=treeitem]', { hasText: 'Lens' }).first().waitFor();
  await player.locator('.evaluate-main').waitFor();
}

/** Everything that a comparison tells, to eyes and to screen readers. */
export function toldBy(page: Frame): Promise<string> {
  return page.evaluate(() =>
    [
      document.body.innerText,
      ...Array.from(document.querySelectorAll('[title], [aria-label]'), (element) =>
        [element.getAttribute('title'), element.getAttribute('aria-label')].join(),
      ),
    ].join('\n'),
  );
}
