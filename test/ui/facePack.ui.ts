import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { evaluateIn } from './comparisons.ts';
import { shownPlayer } from './shownPlayer.ts';

// Faces are wished for, and the pack is not there: everything else is judged, and the pack is installed out of the offer.

const CLIP = 'luma-flicker.fault.mp4';

const visiblePlayer = (context: UiContext): Promise<Frame> => shownPlayer(context, CLIP);

const runsIn = ({ samples }: UiContext): Promise<string[]> => readdir(join(samples, '.evalverse/runs')).catch(() => []);

/** That the pack can be installed, as the notification centre says it. */
const offer = ({ page }: UiContext): Locator =>
  page.locator('.notifications-center .notification-list-item', { hasText: 'face pack is not installed' });

const limitations = (player: Frame): Promise<string[]> => player.locator('.limitation').allInnerTexts();

export const checks: UiCheck[] = [
  {
    name: 'without the face pack a clip is judged without faces, and that is said once',
    async run(context) {
      await mkdir(join(context.samples, '.vscode'));
      await writeFile(join(context.samples, '.vscode/settings.json'), '{ "evalverse.faces.enabled": true }');
      await context.openWorkbench(context.samples);
      await context.quickOpen(CLIP);
      const player = await visiblePlayer(context);
      await evaluateIn(player);
      await player.locator('.finding-list [role=option]').first().waitFor();
      strictEqual((await runsIn(context)).length, 1);
      match(await player.locator('[role=treeitem]', { hasText: 'Acting' }).first().innerText(), /not judged/);
      deepStrictEqual(await limitations(player), [
        'Faces were not looked for, because the face pack is not installed: questions about them stay open.',
      ]);
      // A toast goes after some seconds; here it is kept.
      await context.command('Notifications: Show Notifications');
      await offer(context).first().waitFor();
      strictEqual(await offer(context).count(), 1);
      await context.screenshot('face-pack-missing');
    },
  },
  {
    name: 'what would be downloaded is said with its licences before it is, and nothing without a yes',
    async run(context) {
      const { page } = context;
      await offer(context).getByText('Install Face Pack').click();
      const dialog = page.locator('.monaco-dialog-box');
      const words = await dialog.innerText();
      match(words, /Download the face pack from 127\.0\.0\.1:\d+\?/);
      match(words, /@vladmandic\/human 3\.3\.6: 28\.6 MB, licence MIT/);
      match(words, /@tensorflow\/tfjs-backend-wasm 4\.22\.0: 2\.5 MB, licence Apache-2\.0/);
      match(words, /terms of the pictures they were trained with are not known/);
      await context.screenshot('face-pack-dialog');
      await dialog.getByText('Cancel').click();
      await dialog.waitFor({ state: 'detached' });
      ok((await limitations(await visiblePlayer(context))).length === 1, 'the pack is still missing');
    },
  },
  {
    name: 'the pack is installed from the registry, and clips are looked through for faces from then on',
    async run(context) {
      const { page } = context;
      await context.command('EvalVerse: Install Face Pack');
      await page.locator('.monaco-dialog-box').getByText('Download', { exact: true }).click();
      await page.locator('.notification-toast', { hasText: 'The face pack is installed.' }).waitFor();
      const player = await visiblePlayer(context);
      await context.until('no limitation any more', async () => (await limitations(player)).length === 0);
      await player.locator('.evaluate-main').click();
      await context.until('verdicts with faces', async () => (await runsIn(context)).length === 2);
      await player.locator('.evaluate-main').waitFor();
      await context.screenshot('face-pack-installed');
    },
  },
];
