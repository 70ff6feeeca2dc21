import { deepStrictEqual } from 'node:assert/strict';
import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const GRAVE: readonly unknown[] = ['serious', 'critical'];

/**
 * Fails when axe-core finds something serious or critical in `page`, and names rule, element and reason.
 *
 * @param state what is looked at, for the message.
 */
export async function isAccessible(page: Page | Frame, state: string): Promise<void> {
  // From outside, since the page's own Content-Security-Policy lets no foreign script in.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'], iframes: false }));
  const found = violations
    .filter(({ impact }) => GRAVE.includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
  deepStrictEqual(found, [], `axe-core about ${state}:\n${found.join('\n\n')}`);
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
