import type { Frame, Page } from 'playwright-core';
import { until } from '../harness/browser.ts';
import type { UiContext } from '../harness/uiChecks.ts';
import { saidFrame } from './openPlayer.ts';

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

/** Gives the focus to a player in the workbench. VS Code hears of it a little later, and of keys from then on. */
export async function keysReach(page: Page, player: Frame): Promise<void> {
  const next = await until('the number of the frame', async () => (await saidFrame(player)) + 1);
  await player.getByRole('button', { name: 'Next frame' }).click();
  await until('the next frame', async () => (await saidFrame(player)) === next);
  await until('the key', async () => {
    if ((await saidFrame(player)) === next) await page.keyboard.press('.');
    return (await saidFrame(player)) > next;
  });
}
