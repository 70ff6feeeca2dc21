import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../src/setup/places.mjs';
import { until } from '../harness/browser.ts';
import { demoClip } from './demoClip.ts';
import type { DemoClip } from './playerServer.ts';

// The page that compares clips in a plain browser, with a host in memory.

/** Samples as clips to compare, by name. */
export async function comparedSamples(...names: readonly string[]): Promise<Record<string, DemoClip>> {
  const clips = await Promise.all(names.map((name) => demoClip(join(ROOT, 'media/samples', name), { analysed: true })));
  return Object.fromEntries(
    names.map((name, index) => [name, clips[index]]).filter((entry): entry is [string, DemoClip] => !!entry[1]),
  );
}

/** Waits until all clips that can be shown are. */
export const comparisonIsReady = (page: Page) =>
  until('every first frame', () =>
    page.evaluate(() => {
      const sides = [...document.querySelectorAll('.side')];
      return (
        sides.length > 1 &&
        sides.every((side) => side.querySelector('[role=alert]') || (side.querySelector('video')?.readyState ?? 0) >= 2)
      );
    }),
  );
