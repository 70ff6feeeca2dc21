import { createRandom } from '../../fixtures/shots/random.ts';
import { byStrength, type Fault, frameFilter, type PlanarFrame } from './fault.ts';

/** Share of the picture's sides that the repainted patch takes, its soft border included. */
const SIDE = 0.45;
/** Pixels between two knots of the random displacement. */
const KNOTS = 14;

interface Patch {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The patch with the most texture, of those that fit into the picture on a coarse grid: boiling of a plain wall cannot be seen. */
function texturedPatch({ luma, width, height }: PlanarFrame): Patch {
  const size = { width: Math.round(SIDE * width), height: Math.round(SIDE * height) };
  let best: Patch | null = null;
  let most = -1;
  for (const down of [0.1, 0.3, 0.5]) {
    for (const across of [0.08, 0.28, 0.48]) {
      const patch = { left: Math.round(across * width), top: Math.round(down * height), ...size };
      let texture = 0;
      for (let y = patch.top; y < patch.top + patch.height; y += 2) {
        for (let x = patch.left; x < patch.left + patch.width; x += 2) {
          const here = luma[y * width + x] ?? 0;
          // The root lets an even texture count for more than one hard edge.
          texture += Math.sqrt(
            Math.abs(here - (luma[y * width + x + 4] ?? 0)) + Math.abs(here - (luma[(y + 4) * width + x] ?? 0)),
          );
        }
      }
      if (texture <= most) continue;
      most = texture;
      best = patch;
    }
  }
  if (!best) throw new RangeError('a picture has no patch');
  return best;
}

/** 1 inside the patch, falling to 0 over the outer quarter of it. */
function maskAt(patch: Patch, x: number, y: number): number {
  const across = Math.min(x - patch.left, patch.left + patch.width - 1 - x) / patch.width;
  const down = Math.min(y - patch.top, patch.top + patch.height - 1 - y) / patch.height;
  return Math.max(0, Math.min(1, Math.min(across, down) / 0.25));
}

function bilinear(values: Float32Array, stride: number, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const fx = x - column;
  const fy = y - row;
  const at = row * stride + column;
  const upper = (values[at] ?? 0) * (1 - fx) + (values[at + 1] ?? 0) * fx;
  const lower = (values[at + stride] ?? 0) * (1 - fx) + (values[at + stride + 1] ?? 0) * fx;
  return upper * (1 - fy) + lower * fy;
}

/**
 * Draws the patch anew: every pixel comes from a place nearby, chosen by a smooth random field that knows nothing of the frame
 * before. Contours wobble and texture is replaced by other texture of the same kind, as in generated clips.
 */
function repaint(luma: Uint8Array, source: Uint8Array, width: number, patch: Patch, reach: number, random: () => number): void {
  const stride = Math.ceil(patch.width / KNOTS) + 2;
  const knots = stride * (Math.ceil(patch.height / KNOTS) + 2);
  const shiftX = Float32Array.from({ length: knots }, () => reach * (2 * random() - 1));
  const shiftY = Float32Array.from({ length: knots }, () => reach * (2 * random() - 1));
  const plane = Float32Array.from(source);
  for (let y = patch.top; y < patch.top + patch.height; y++) {
    for (let x = patch.left; x < patch.left + patch.width; x++) {
      const u = (x - patch.left) / KNOTS;
      const v = (y - patch.top) / KNOTS;
      const mask = maskAt(patch, x, y);
      const fromX = Math.min(patch.left + patch.width, Math.max(0, x + mask * bilinear(shiftX, stride, u, v)));
      const fromY = Math.min(patch.top + patch.height, Math.max(0, y + mask * bilinear(shiftY, stride, u, v)));
      luma[y * width + x] = Math.round(bilinear(plane, width, fromX, fromY));
    }
  }
}

export const localRepainting: Fault = {
  operator: 'local-repainting',
  title: 'A patch of the picture that is drawn anew in every frame',
  strengths: ['texture moves ±1 px', '±2 px', '±3.5 px', '±6 px', '±10 px of 640'],
  inject: frameFilter(({ strength }) => {
    let patch: Patch | null = null;
    const { next } = createRandom(strength);
    return (frame, { inside }) => {
      if (!inside) return;
      patch ??= texturedPatch(frame);
      const reach = (byStrength(strength, [1, 2, 3.5, 6, 10]) * frame.width) / 640;
      repaint(frame.luma, frame.luma.slice(), frame.width, patch, reach, next);
    };
  }),
};
