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
/** Seconds by which the time of one frame may differ between containers: Matroska rounds to 1 ms, others less. */
const ROUNDED = 0.002;

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
        filterGraph: graph(clip, reference, withMotion, (branch) => escapeFilterValue(target(branch))),
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
  // After the clip's last frame, what the reference still shows is compared with that frame once more.
  const last = (clip.frames.times.at(-1) ?? 0) - start + ROUNDED;
  const times = printed.compared.times().filter((time) => time <= last);
  const compared = (key: string) => printed.compared.values(key).slice(0, times.length);
  return {
    times: times.map((time) => start + time),
    psnr: compared('lavfi.psnr.psnr.y').map((value) => Math.min(value, IDENTICAL)),
    ssim: compared('lavfi.ssim.Y'),
    motionDifference: moved.slice(0, common).map((value, i) => value - (referenceMoved[i] ?? 0)),
  };
}

function graph(clip: Clip, reference: Clip, withMotion: boolean, file: (branch: string) => string): string {
  const { width, height } = clip.video;
  const fromZero = 'settb=AVTB,setpts=PTS-STARTPTS';
  const print = (branch: string) => `metadata=mode=print:file=${file(branch)}:direct=1`;
  // Not by the filters' own `shortest`: an input ends for them where its last frame begins.
  const shared = `trim=end=${(Math.min(lengthOf(clip), lengthOf(reference)) - ROUNDED).toFixed(6)}`;
  return [
    `[0:V:0]${fromZero},format=yuv420p,split=${withMotion ? '2[x][e]' : '1[x]'}`,
    `[1:V:0]${fromZero},scale=${width}:${height}:flags=bicubic,format=yuv420p,split=${withMotion ? '2[y][f]' : '1[y]'}`,
    `[x]${shared}[a]`,
    // Each frame meets the latest of the reference that has begun, by however little its time was rounded up.
    `[y]${shared},setpts=PTS-${ROUNDED}/TB,split=2[b][c]`,
    '[a][b]psnr[p]',
    `[p][c]ssim,${print('compared')}[compared]`,
    ...(withMotion ? [`[e]vmafmotion,${print('own')}[own]`, `[f]vmafmotion,${print('reference')}[reference]`] : []),
  ].join(';');
}

/** Seconds from the first frame to the end of the last. */
function lengthOf({ frames }: Clip): number {
  return frames.end - (frames.times[0] ?? 0);
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
