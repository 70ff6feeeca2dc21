import type { FaceTrack } from '../../../src/core/faces.ts';
import { runFfmpegTool } from '../../fixtures/ffmpegTool.ts';
import { analysed } from '../faultBench/analysed.ts';
import { cleanClips } from '../faultBench/cleanClips.ts';
import { byStrength, type CleanClip, type Fault, frameFilter, type PlanarFrame } from './fault.ts';

/** How much of the other face shows. */
const OPACITY = [0.4, 0.55, 0.7, 0.85, 1] as const;

/** A face in pixels of luma. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The clip of another person: pictures with the place of the face in them. */
interface Donor {
  readonly pictures: readonly PlanarFrame[];
  readonly boxes: readonly (Box | null)[];
}

/** Somebody else's moving face is laid over the one in the picture, feathered and as bright as that; nothing else changes. */
export const faceIdentity: Fault = {
  operator: 'face-identity',
  title: 'another person’s face laid over the face',
  strengths: ['opacity 0.4', 'opacity 0.55', 'opacity 0.7', 'opacity 0.85', 'opacity 1'],
  needs: 'faces',
  seconds: 1.6,
  inject: async (source, strength, span, target) => {
    const [own, donor] = await Promise.all([boxesOf(source), donorFor(source)]);
    const opacity = byStrength(strength, OPACITY);
    const inject = frameFilter(() => (frame, { index, inside }) => {
      const from = donor.boxes[index % donor.boxes.length];
      const to = own[index];
      const picture = donor.pictures[index % donor.pictures.length];
      if (inside && from && to && picture) layOver(frame, to, picture, from, opacity);
    });
    await inject(source, strength, span, target);
  },
};

/** Where the largest face of a clip is in each of its frames. */
async function boxesOf(clip: CleanClip): Promise<(Box | null)[]> {
  const { signals } = await analysed(clip.path, { faces: true });
  const track = signals.faces?.tracks.toSorted((a, b) => b.times.length - a.times.length)[0];
  return clip.frameTimes.map((time) => (track ? boxAt(track, time, clip) : null));
}

function boxAt({ times, series }: FaceTrack, time: number, { width, height }: CleanClip): Box | null {
  const after = times.findIndex((at) => at >= time - 1e-6);
  const to = after < 0 ? times.length - 1 : after;
  const from = Math.max(0, to - 1);
  const length = (times[to] ?? 0) - (times[from] ?? 0);
  const share = length > 0 ? Math.min(1, (time - (times[from] ?? 0)) / length) : 0;
  const between = (name: 'x' | 'y' | 'width' | 'height') => {
    const first = series[name][from] ?? 0;
    return first + share * ((series[name][to] ?? 0) - first);
  };
  return {
    x: between('x') * width,
    y: between('y') * height,
    width: between('width') * width,
    height: between('height') * height,
  };
}

/** The next clip that shows the face of another person. */
async function donorFor(source: CleanClip): Promise<Donor> {
  const file = ({ name }: CleanClip) => name.split('@')[0];
  const clips = (await cleanClips()).flatMap(({ clip, face }) => (face ? [clip] : []));
  const at = clips.findIndex(({ name }) => name === source.name);
  const clip = [...clips.slice(at + 1), ...clips].find((other) => file(other) !== file(source));
  if (!clip) throw new RangeError('there is no clip of another person');
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p'];
  const { stdout } = await runFfmpegTool(['-i', clip.path, '-map', '0:v', '-fps_mode', 'passthrough', ...raw, '-']);
  const { width, height } = clip;
  const bytes = (width * height * 3) / 2;
  const pictures = clip.frameTimes.map((_, index): PlanarFrame => {
    const frame = stdout.subarray(index * bytes, (index + 1) * bytes);
    const pixels = width * height;
    return {
      width,
      height,
      luma: frame.subarray(0, pixels),
      blue: frame.subarray(pixels, (pixels * 5) / 4),
      red: frame.subarray((pixels * 5) / 4),
    };
  });
  return { pictures, boxes: await boxesOf(clip) };
}

function layOver(frame: PlanarFrame, to: Box, picture: PlanarFrame, from: Box, opacity: number): void {
  const planes = ['luma', 'blue', 'red'] as const;
  for (const plane of planes) {
    const half = plane === 'luma' ? 1 : 2;
    const target = { values: frame[plane], width: frame.width / half, height: frame.height / half, box: scaled(to, half) };
    const source = {
      values: picture[plane],
      width: picture.width / half,
      height: picture.height / half,
      box: scaled(from, half),
    };
    layPlane(target, source, opacity);
  }
}

function scaled({ x, y, width, height }: Box, by: number): Box {
  return { x: x / by, y: y / by, width: width / by, height: height / by };
}

interface Plane {
  readonly values: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly box: Box;
}

/** Part of the radius of the face, from its middle, that is covered in full; the rest fades out. */
const FULL = 0.8;

function layPlane(target: Plane, source: Plane, opacity: number): void {
  const { box } = target;
  const shift = meanOf(target) - meanOf(source);
  for (let y = Math.max(0, Math.ceil(box.y)); y < Math.min(target.height, box.y + box.height); y++) {
    for (let x = Math.max(0, Math.ceil(box.x)); x < Math.min(target.width, box.x + box.width); x++) {
      const across = (x - box.x) / box.width;
      const down = (y - box.y) / box.height;
      const radius = Math.hypot(2 * across - 1, 2 * down - 1);
      const cover = opacity * Math.min(1, Math.max(0, (1 - radius) / (1 - FULL)));
      if (cover === 0) continue;
      const at = y * target.width + x;
      const other = sampled(source, source.box.x + across * source.box.width, source.box.y + down * source.box.height) + shift;
      target.values[at] = Math.round((1 - cover) * (target.values[at] ?? 0) + cover * Math.min(240, Math.max(16, other)));
    }
  }
}

function sampled({ values, width, height }: Plane, x: number, y: number): number {
  const at = (column: number, row: number) =>
    values[Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column))] ?? 0;
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, low] = [x - left, y - top];
  const upper = (1 - right) * at(left, top) + right * at(left + 1, top);
  const lower = (1 - right) * at(left, top + 1) + right * at(left + 1, top + 1);
  return (1 - low) * upper + low * lower;
}

/** Mean of the middle of a face. */
function meanOf(plane: Plane): number {
  const { x, y, width, height } = plane.box;
  let sum = 0;
  for (let row = 0; row < 8; row++) {
    for (let column = 0; column < 8; column++)
      sum += sampled(plane, x + width * (0.25 + column / 16), y + height * (0.25 + row / 16));
  }
  return sum / 64;
}
