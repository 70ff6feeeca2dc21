import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { runFfmpegTool } from '../fixtures/ffmpegTool.ts';
import type { UiCheck, UiContext } from '../harness/uiChecks.ts';
import { evaluateIn } from './comparisons.ts';
import { shownPlayer } from './shownPlayer.ts';

// Clips that Chromium does not play: the player plays a copy of them, frame for frame.

const SECONDS = 3;
const source = ['-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=25:duration=${SECONDS}`];
const sound = ['-f', 'lavfi', '-i', `sine=duration=${SECONDS}`];

const CLIPS: Readonly<Record<string, readonly string[]>> = {
  'mpeg4.avi': [...source, ...sound, '-c:v', 'mpeg4', '-c:a', 'ac3'],
  'prores.mov': [...source, '-c:v', 'prores_ks'],
};

/** The page that plays a clip; it began anew when the copy was there. */
const playerOf = (context: UiContext, name: string): Promise<Frame> =>
  shownPlayer(context, name, `document.querySelector('video').videoWidth === 320`);

const timeIn = (player: Frame): Promise<number> => player.evaluate(() => document.querySelector('video')?.currentTime ?? 0);

const copied = Object.entries(CLIPS).map(
  ([name, args]): UiCheck => ({
    name: `${name} is played by a copy`,
    async run(context) {
      await runFfmpegTool([...args, join(context.samples, name)]);
      await context.openWorkbench(context.samples);
      await context.quickOpen(name);
      const player = await playerOf(context, name);
      const duration = await player.evaluate(() => document.querySelector('video')?.duration ?? 0);
      if (Math.abs(duration - SECONDS) > 0.1) throw new Error(`the copy lasts ${duration} s`);
      await player.locator('.play-button').click();
      await context.until('playback', async () => (await timeIn(player)) > 0.5);
      await player.locator('.play-button').click();
      await context.screenshot(`played-by-a-copy-${name}`);
      // The same player shows what was found out about the clip itself.
      await evaluateIn(player);
    },
  }),
);

/** Bytes of sound that the page decoded so far. */
const soundIn = (player: Frame): Promise<number> =>
  player.evaluate(() => {
    const video: (HTMLVideoElement & { readonly webkitAudioDecodedByteCount?: number }) | null = document.querySelector('video');
    return video?.webkitAudioDecodedByteCount ?? 0;
  });

const isPlaying = (player: Frame): Promise<boolean> => player.evaluate(() => document.querySelector('video')?.paused === false);

export const checks: UiCheck[] = [
  ...copied,
  {
    name: 'a clip that plays silently goes on with sound, where it was',
    async run(context) {
      const name = 'silent.mp4';
      // Long enough for the copy with sound to be there before it ends.
      const picture = ['-f', 'lavfi', '-i', 'color=gray:size=320x180:rate=25:duration=120'];
      const tone = ['-f', 'lavfi', '-i', 'sine=duration=120'];
      const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'ac3'];
      await runFfmpegTool([...picture, ...tone, ...codecs, join(context.samples, name)]);
      await context.openWorkbench(context.samples);
      await context.quickOpen(name);
      const silent = await playerOf(context, name);
      await silent.locator('.play-button').click();
      await context.until('playback', async () => (await timeIn(silent)) > 0.8);
      await context.until('sound', async () => {
        const player = await playerOf(context, name);
        return (await soundIn(player)) > 0 && (await isPlaying(player)) && (await timeIn(player)) > 0.8;
      });
      await context.screenshot('silent-with-sound');
    },
  },
];
