import { createFrameSplitter } from '../../../src/media/analysis/frameSplitter.ts';
import { createLumaExtractor } from '../../../src/media/analysis/lumaExtractor.ts';
import type { ShotFeatures } from '../../../src/media/analysis/shotFeatures.ts';
import { createShotDetector } from '../../../src/media/analysis/shots.ts';
import { createShotWindow, type ShotWindow } from '../../../src/media/analysis/shotWindow.ts';
import { runFfmpegTool } from '../../fixtures/ffmpegTool.ts';

/** A boundary that a detector found, in frames; for a cut both are the first frame of the new shot. */
export interface FoundBoundary {
  readonly kind: string;
  readonly first: number;
  readonly last: number;
}

const SMALL = { width: 160, height: 90 };

/** Decodes what `input` (`-i` with a file or a source) and `filters` give into the frames that the analysis would see. */
async function readSmallFrames(
  input: readonly string[],
  filters: string,
  onFrame: (features: ShotFeatures) => void,
): Promise<number> {
  const scale = `scale=${SMALL.width}:${SMALL.height}:flags=fast_bilinear:out_range=full,format=yuv420p`;
  const { stdout } = await runFfmpegTool([
    ...['-v', 'error', ...input, '-an', '-vf', `${filters},${scale}`, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-'],
  ]);
  const luma = createLumaExtractor(SMALL);
  let count = 0;
  createFrameSplitter(SMALL.width * SMALL.height * 1.5, (frame) => {
    onFrame(luma.push(frame));
    count++;
  })(stdout);
  return count;
}

/** The project's own detector. `input` is what comes before the filters: `-i` with a file or a source. */
export async function detectShots(input: readonly string[], filters = 'null', framesPerSecond = 25): Promise<FoundBoundary[]> {
  const shots = createShotDetector(framesPerSecond);
  const count = await readSmallFrames(input, filters, shots.push);
  const times = Float64Array.from({ length: count }, (_, frame) => frame);
  return shots.finish(times).map(({ kind, start, end }) => ({ kind, first: start, last: end }));
}

/** The frames of a clip as shot detection remembers them, all of them distinct. */
export async function readShotWindow(
  path: string,
  visit: (window: ShotWindow, place: number) => void,
  ahead: number,
): Promise<void> {
  const window = createShotWindow();
  let visited = 0;
  await readSmallFrames(['-i', path], 'null', (features) => {
    if (window.push(features) && window.end - visited > ahead) visit(window, visited++);
  });
  while (visited < window.end) visit(window, visited++);
}

/** Frames between two boundaries of ffmpeg's detectors: of those closer together only the first counts. */
const LEAST_GAP = 12;

/** What ffmpeg's own scene score says (`scdet` 0…100, `scene` 0…1): the frames above `threshold`, merged over half a second. */
export async function detectWithFfmpeg(path: string, detector: 'scdet' | 'scene', threshold: number): Promise<FoundBoundary[]> {
  const filter =
    detector === 'scdet'
      ? `scdet=threshold=${threshold},metadata=select:key=lavfi.scd.time,metadata=print:file=-`
      : `select='gt(scene,${threshold})',metadata=print:file=-`;
  const { stdout } = await runFfmpegTool(['-v', 'error', '-i', path, '-an', '-vf', filter, '-f', 'null', '-']);
  const found: FoundBoundary[] = [];
  for (const [, time] of stdout.toString().matchAll(/pts_time:([\d.]+)/g)) {
    const frame = Math.round(Number(time) * 25);
    if (frame - (found.at(-1)?.first ?? Number.NEGATIVE_INFINITY) >= LEAST_GAP)
      found.push({ kind: 'cut', first: frame, last: frame });
  }
  return found;
}
