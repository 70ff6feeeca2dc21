import { strictEqual } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runFfmpegTool } from '../fixtures/ffmpegTool.ts';
import { FOOTAGE } from '../fixtures/shots/scenes.ts';
import type { UiCheck } from '../harness/uiChecks.ts';
import { evaluateIn } from './comparisons.ts';
import { pickOfMenu } from './explorer.ts';
import { shownPlayer } from './shownPlayer.ts';

// What generators write besides video files, opened from the Explorer: an animated GIF, and a folder of numbered pictures.

const GENERATED = join(FOOTAGE, 'ai/animdiff_xl_02.gif');
const PICTURES = 30;

export const checks: UiCheck[] = [
  {
    name: 'an animated GIF opens in the player, frame by frame, and is evaluated',
    async run(context) {
      const gif = join(context.samples, 'generated.gif');
      if (existsSync(GENERATED)) await copyFile(GENERATED, gif);
      else await runFfmpegTool(['-i', join(context.samples, 'noise.clean.mp4'), '-t', '2', '-vf', 'fps=8,scale=320:-2', gif]);
      const frames = join(context.samples, 'frames');
      await mkdir(frames);
      const source = join(context.samples, 'camera-shake.fault.mp4');
      await runFfmpegTool(['-i', source, '-frames:v', String(PICTURES), join(frames, 'frame_%04d.png')]);
      await context.openWorkbench(context.samples);
      await pickOfMenu(context, 'generated.gif', 'Open as Clip');
      const player = await shownPlayer(context, 'generated.gif');
      await player.getByRole('button', { name: 'Next frame' }).click();
      await player.locator('.frame-number', { hasText: /^frame 1 / }).waitFor();
      await evaluateIn(player);
      await context.screenshot('open-as-clip-gif');
    },
  },
  {
    name: 'a folder of numbered pictures becomes a clip that has each of them as a frame',
    async run(context) {
      await pickOfMenu(context, 'frames', 'Open as Clip');
      await context.page.locator('.quick-input-list .monaco-list-row', { hasText: '12 frames a second' }).click();
      await context.answerBox(/frames\.mkv$/);
      const player = await shownPlayer(context, 'frames.mkv');
      await player.locator('.frame-number', { hasText: `/ ${PICTURES - 1}` }).waitFor();
      const facts = await player.locator('.clip-facts').innerText();
      strictEqual(/\b12 fps/.test(facts), true, facts);
      await context.screenshot('open-as-clip-pictures');
    },
  },
];
