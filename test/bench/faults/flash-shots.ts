import { runFfmpegTool } from '../../fixtures/ffmpegTool.ts';
import { anotherClip } from '../faultBench/cleanClips.ts';
import { during, type Fault, X264 } from './fault.ts';

export const flashShots: Fault = {
  operator: 'flash-shots',
  title: 'A shot of another scene that is gone before it is read',
  strengths: ['0.45 s', '0.35 s', '0.25 s', '0.17 s', '0.12 s'],
  seconds: [0.45, 0.35, 0.25, 0.17, 0.12],
  async inject(source, strength, span, target) {
    const other = await anotherClip(source);
    const { width, height } = source;
    const graph = [
      `[1:v]scale=${width}:${height}:force_original_aspect_ratio=increase,crop=${width}:${height},setsar=1[scene]`,
      `[0:v][scene]overlay=enable='${during({ source, strength, span })}',format=yuv420p[out]`,
    ].join(';');
    const sound = source.channels === null ? [] : ['-map', '0:a', '-c:a', 'copy'];
    const inputs = ['-i', source.path, '-stream_loop', '-1', '-i', other.path];
    const end = ['-t', String(source.duration)];
    await runFfmpegTool([...inputs, '-filter_complex', graph, '-map', '[out]', ...sound, ...X264, ...end, target]);
  },
};
