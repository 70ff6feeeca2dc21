/** Size of the edited clips; the analysis sees 160×90 of it. */
export const WIDTH = 320;
export const HEIGHT = 180;
export const FRAME_RATE = 25;
const CHROMA_WIDTH = WIDTH / 2;
const CHROMA_HEIGHT = HEIGHT / 2;
export const LUMA_SIZE = WIDTH * HEIGHT;
export const FRAME_SIZE = LUMA_SIZE * 1.5;

/** One 4:2:0 frame, planes one after the other, luma 16…235. */
export type Picture = Uint8Array;

/** A part of the picture that fills the frame: centre as a share of width and height, `scale` ≤ 1 is its share of the width. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly mirrored: boolean;
}

/** Fills `target` with what `view` shows of `source`, bilinear. Views that reach over the border are moved back inside. */
export function show(source: Picture, view: View, target: Picture): void {
  if (view.scale >= 1 && !view.mirrored) {
    target.set(source);
    return;
  }
  showPlane(source, target, 0, WIDTH, HEIGHT, view);
  showPlane(source, target, LUMA_SIZE, CHROMA_WIDTH, CHROMA_HEIGHT, view);
  showPlane(source, target, LUMA_SIZE + CHROMA_WIDTH * CHROMA_HEIGHT, CHROMA_WIDTH, CHROMA_HEIGHT, view);
}

function showPlane(source: Picture, target: Picture, start: number, width: number, height: number, view: View): void {
  const scale = Math.min(1, view.scale);
  const left = Math.max(0, Math.min(1 - scale, view.x - scale / 2)) * width;
  const top = Math.max(0, Math.min(1 - scale, view.y - scale / 2)) * height;
  for (let y = 0; y < height; y++) {
    const atY = Math.min(height - 1.001, top + y * scale);
    const row = Math.floor(atY);
    const downShare = atY - row;
    for (let x = 0; x < width; x++) {
      const atX = Math.min(width - 1.001, left + x * scale);
      const column = Math.floor(atX);
      const rightShare = atX - column;
      const i = start + row * width + column;
      const above = (source[i] ?? 0) * (1 - rightShare) + (source[i + 1] ?? 0) * rightShare;
      const below = (source[i + width] ?? 0) * (1 - rightShare) + (source[i + width + 1] ?? 0) * rightShare;
      const to = start + y * width + (view.mirrored ? width - 1 - x : x);
      target[to] = above * (1 - downShare) + below * downShare + 0.5;
    }
  }
}

/** Moves `target` towards `other`: at every pixel by `shareAt(x, y)` (0…1, x and y as shares of the frame). */
export function mixInto(target: Picture, other: Picture, shareAt: (x: number, y: number) => number): void {
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const share = shareAt((x + 0.5) / WIDTH, (y + 0.5) / HEIGHT);
      if (share <= 0) continue;
      const i = y * WIDTH + x;
      target[i] = (target[i] ?? 0) * (1 - share) + (other[i] ?? 0) * share + 0.5;
      if ((x | y) & 1) continue;
      for (let plane = 0; plane < 2; plane++) {
        const c = LUMA_SIZE + plane * CHROMA_WIDTH * CHROMA_HEIGHT + (y >> 1) * CHROMA_WIDTH + (x >> 1);
        target[c] = (target[c] ?? 0) * (1 - share) + (other[c] ?? 0) * share + 0.5;
      }
    }
  }
}

/** A frame of one colour. */
export function plain(luma: number, cb = 128, cr = 128): Picture {
  const picture = new Uint8Array(FRAME_SIZE).fill(luma, 0, LUMA_SIZE);
  picture.fill(cb, LUMA_SIZE, LUMA_SIZE + CHROMA_WIDTH * CHROMA_HEIGHT);
  return picture.fill(cr, LUMA_SIZE + CHROMA_WIDTH * CHROMA_HEIGHT);
}

/** Luma through `gain` and `offset` about black, saturation along with the gain; clipped to what video can hold. */
export function expose(target: Picture, gain: number, offset: number): void {
  for (let i = 0; i < LUMA_SIZE; i++) {
    target[i] = Math.max(16, Math.min(235, 16 + ((target[i] ?? 0) - 16) * gain + offset));
  }
  const saturation = Math.min(1, Math.max(0, gain));
  for (let i = LUMA_SIZE; i < FRAME_SIZE; i++) target[i] = 128 + ((target[i] ?? 0) - 128) * saturation;
}
