import type { Locator } from 'playwright-core';
import type { UiContext } from '../harness/uiChecks.ts';

/** The row of a file or folder in the Explorer. */
export function explorerRow({ page }: UiContext, name: string): Locator {
  return page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();
}

/** Picks an item, by its label, of the menu of a file or folder in the Explorer. */
export async function pickOfMenu(context: UiContext, name: string, label: string): Promise<void> {
  const { page, until } = context;
  const item = page.locator('.monaco-menu .action-item', { hasText: label });
  // Whether a folder is trusted is known some time after it is shown, and a menu that was opened before does not learn of it.
  await until(`a menu in which one can pick ${label}`, async () => {
    await explorerRow(context, name).click({ button: 'right' });
    await item.waitFor();
    if ((await item.locator('[aria-disabled=true]').count()) === 0) return true;
    await page.keyboard.press('Escape');
    await page.locator('.context-view-block').waitFor({ state: 'detached' });
    return false;
  });
  // By keyboard: a menu ignores the mouse in its first moments.
  await until(`${label} to be the item in focus`, async () => {
    await page.keyboard.press('ArrowDown');
    return item.evaluate((row) => row.classList.contains('focused'));
  });
  await page.keyboard.press('Enter');
}
