import { runFfmpegTool } from '../../fixtures/ffmpegTool.ts';
import { anotherClip } from '../faultBench/cleanClips.ts';
import { type CleanClip, during, type Fault, X264 } from './fault.ts';

/** Shows `scenes` over the source, each while its expression holds. */
async function cutIn(
  source: CleanClip,
  scenes: readonly { readonly clip: CleanClip; readonly when: string }[],
  target: string,
): Promise<void> {
  const { width, height, duration, frameRate } = source;
  // At another rate, overlay would add frames of its own between those of the source, some of them out of turn.
  const fit = `fps=${frameRate},scale=${width}:${height}:force_original_aspect_ratio=increase,crop=${width}:${height},setsar=1`;
  const graph = scenes.map(
    ({ when }, i) => `[${i + 1}:v]${fit}[scene${i}];[cut${i}][scene${i}]overlay=enable='${when}'[cut${i + 1}]`,
  );
  const whole = ['[0:v]null[cut0]', ...graph, `[cut${scenes.length}]format=yuv420p[out]`].join(';');
  const sound = source.channels === null ? [] : ['-map', '0:a', '-c:a', 'copy'];
  const inputs = [source, ...scenes.map(({ clip }) => clip)].flatMap(({ path }) => ['-stream_loop', '-1', '-i', path]);
  const output = ['-map', '[out]', ...sound, ...X264, '-t', String(duration), target];
  await runFfmpegTool([...inputs, '-filter_complex', whole, ...output]);
}

export const flashBetweenShots: Fault = {
  operator: 'flash-shots',
  strengths: ['0.45 s', '0.35 s', '0.25 s', '0.17 s', '0.12 s'],
  seconds: [0.45, 0.35, 0.25, 0.17, 0.12],
  title: 'Between two shots, a third that is gone before it is read',
  async inject(source, strength, span, target) {
    const second = await anotherClip(source);
    const third = await anotherClip(second, source);
    const after = during({ source, strength, span: { start: span.end, end: source.duration + 1 } });
    await cutIn(
      source,
      [
        { clip: second, when: during({ source, strength, span }) },
        { clip: third, when: after },
      ],
      target,
    );
  },
};

export const flashWithinShot: Fault = {
  operator: 'flash-shots',
  strengths: ['0.4 s', '0.3 s', '0.2 s', '0.1 s', '0.05 s'],
  seconds: [0.4, 0.3, 0.2, 0.1, 0.05],
  title: 'Within one shot, stray pictures of another scene',
  async inject(source, strength, span, target) {
    await cutIn(source, [{ clip: await anotherClip(source), when: during({ source, strength, span }) }], target);
  },
};
