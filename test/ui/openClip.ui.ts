import type { UiCheck } from '../harness/uiChecks.ts';

/** A sample clip opens in the player, not in the built-in preview, and its picture is there. */
export const checks: UiCheck[] = [
  {
    name: 'a clip opens in the player and shows its picture',
    async run({ samples, openWorkbench, quickOpen, webviewFrame, until, screenshot }) {
      await openWorkbench(samples);
      await quickOpen('frozen-frames.fault.mp4');
      const player = await webviewFrame(`document.querySelector('video') !== null`, 40);
      await until('the first frame', () => player.evaluate(`document.querySelector('video').readyState >= 2`));
      await screenshot('player');
    },
  },
];
