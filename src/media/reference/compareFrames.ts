import type { Clip } from '../../core/clip.ts';
import { EvalVerseError } from '../../core/errors.ts';
import type { Fidelity } from '../../core/fidelity.ts';
import { escapeFilterValue, loadComposer } from '../ffmpeg/compose.ts';
import { splitLines } from '../ffmpeg/lines.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';

const MOTION = 'lavfi.vmafmotion.score';
/** What ffmpeg's infinite PSNR of identical frames is told as, in dB. */
const IDENTICAL = 100;

/**
 * Compares a clip with its reference by ffmpeg's own `psnr`, `ssim` and `vmafmotion`. The reference is scaled to the clip's
 * size; frames are matched by clip time.
 *
 * @throws `EvalVerseError` `ffmpeg/unusable` when ffmpeg lacks a filter, and what the runner throws; the signal's reason on abort.
 */
export async function compareFrames(
  location: FfmpegLocation,
  clip: Clip,
  reference: Clip,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Fidelity> {
  for (const filter of ['psnr', 'ssim']) {
    if (!location.filters.includes(filter))
      throw new EvalVerseError('ffmpeg/unusable', `This ffmpeg (${location.version}) lacks the filter "${filter}".`);
  }
  const compose = await loadComposer();
  const withMotion = location.filters.includes('vmafmotion');
  const printed = { compared: createFrameReader(), own: createFrameReader(), reference: createFrameReader() };
  const branches = withMotion ? (['compared', 'own', 'reference'] as const) : (['compared'] as const);
  await runFfmpeg(location, {
    program: 'ffmpeg',
    args: (target) =>
      compose({
        inputs: [{ file: clip.path }, { file: reference.path }],
        filterGraph: graph(clip, withMotion, (branch) => escapeFilterValue(target(branch))),
        outputs: branches.map((branch) => ({
          target: target(`${branch} frames`),
          map: [`[${branch}]`],
          format: 'null',
          options: ['-fps_mode', 'passthrough'],
        })),
      }),
    // The compared frames themselves go nowhere; only what the filters print about them is read.
    outputs: branches.flatMap((branch) => [
      { name: branch, onData: printed[branch].push },
      { name: `${branch} frames`, onData: () => undefined },
    ]),
    ...(options.signal && { signal: options.signal }),
  });
  const start = clip.frames.times[0] ?? 0;
  const moved = printed.own.values(MOTION);
  const referenceMoved = printed.reference.values(MOTION);
  const common = Math.min(moved.length, referenceMoved.length);
  return {
    times: printed.compared.times().map((time) => start + time),
    psnr: printed.compared.values('lavfi.psnr.psnr.y').map((value) => Math.min(value, IDENTICAL)),
    ssim: printed.compared.values('lavfi.ssim.Y'),
    motionDifference: moved.slice(0, common).map((value, i) => value - (referenceMoved[i] ?? 0)),
  };
}

function graph({ video: { width, height } }: Clip, withMotion: boolean, file: (branch: string) => string): string {
  const fromZero = 'settb=AVTB,setpts=PTS-STARTPTS';
  const print = (branch: string) => `metadata=mode=print:file=${file(branch)}:direct=1`;
  const copies = withMotion ? 3 : 2;
  return [
    `[0:V:0]${fromZero},format=yuv420p,split=${withMotion ? '2[a][e]' : '1[a]'}`,
    `[1:V:0]${fromZero},scale=${width}:${height}:flags=bicubic,format=yuv420p,split=${copies}[b][c]${withMotion ? '[f]' : ''}`,
    '[a][b]psnr=shortest=1[p]',
    `[p][c]ssim=shortest=1,${print('compared')}[compared]`,
    ...(withMotion ? [`[e]vmafmotion,${print('own')}[own]`, `[f]vmafmotion,${print('reference')}[reference]`] : []),
  ].join(';');
}

/** Reads what the filter `metadata=mode=print` writes: a line with the time of each frame, then its values. */
function createFrameReader() {
  const frames: { time: number; values: Map<string, number> }[] = [];
  const lines = splitLines((line) => {
    const time = /^frame:\d+\s+pts:\S+\s+pts_time:(?<time>\S+)/.exec(line)?.groups?.time;
    if (time !== undefined) {
      frames.push({ time: Number(time), values: new Map() });
      return;
    }
    const [name = '', value = ''] = line.split('=');
    frames.at(-1)?.values.set(name, value === 'inf' ? Number.POSITIVE_INFINITY : Number(value));
  });
  return {
    push: lines.push,
    times: () => Float64Array.from(frames, ({ time }) => time),
    values: (name: string) => Float32Array.from(frames.flatMap(({ values }) => values.get(name) ?? [])),
  };
}
