import type { KernelBuffer, Kernels } from '../kernels/kernels.ts';
import type { Size } from './frameGeometry.ts';

/** CIELAB (D65, 2°) of a small frame at the resolution of its chroma. */
export interface LabPlanes extends Size {
  readonly lightness: KernelBuffer<Float32Array>;
  readonly a: KernelBuffer<Float32Array>;
  readonly b: KernelBuffer<Float32Array>;
  /** sRGB of the same pixels, 0…255. */
  readonly red: Uint8Array;
  readonly green: Uint8Array;
  readonly blue: Uint8Array;
}

const LINEAR = Float32Array.from({ length: 256 }, (_, code) => {
  const value = code / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

/** Steps of the table of CIELAB's cube root, over 0…1.1 (white rounds to a little over 1). */
const ROOT_STEPS = 4096;
const ROOT = Float32Array.from({ length: Math.ceil(1.1 * ROOT_STEPS) + 2 }, (_, i) => {
  const t = i / ROOT_STEPS;
  return t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29;
});

function labRoot(t: number): number {
  const at = t * ROOT_STEPS;
  const i = at | 0;
  const below = ROOT[i] ?? 0;
  return below + (at - i) * ((ROOT[i + 1] ?? 0) - below);
}

/** sRGB code of a value that may lie outside of the gamut. */
function code(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0;
}

/** Size of the planes of a small frame. */
export function labSize({ width, height }: Size): Size {
  return { width: width >> 1, height: height >> 1 };
}

/** Bytes of kernel memory that `emptyLabPlanes` takes, the room of its buffers included. */
export function labPlanesBytes({ width, height }: Size): number {
  return 3 * 4 * width * height + 256;
}

/** @param size of the planes. */
export function emptyLabPlanes({ floats }: Kernels, { width, height }: Size): LabPlanes {
  const pixels = width * height;
  return {
    width,
    height,
    lightness: floats(pixels),
    a: floats(pixels),
    b: floats(pixels),
    red: new Uint8Array(pixels),
    green: new Uint8Array(pixels),
    blue: new Uint8Array(pixels),
  };
}

/** Fills `planes` from a 4:2:0 planar, full-range frame (ITU-R BT.709); luma is the mean of the four pixels that share a chroma pair. */
export function fillLabPlanes(planes: LabPlanes, frame: Uint8Array, size: Size): void {
  const { width: across, height: down } = planes;
  const [lightness, redGreen, yellowBlue] = [planes.lightness.view, planes.a.view, planes.b.view];
  const bluePlane = size.width * size.height;
  const redPlane = bluePlane + across * down;
  for (let y = 0, i = 0; y < down; y++) {
    let at = 2 * y * size.width;
    for (let x = 0; x < across; x++, i++, at += 2) {
      const below = at + size.width;
      const luma = ((frame[at] ?? 0) + (frame[at + 1] ?? 0) + (frame[below] ?? 0) + (frame[below + 1] ?? 0)) / 4;
      const cb = (frame[bluePlane + i] ?? 0) - 128;
      const cr = (frame[redPlane + i] ?? 0) - 128;
      const red = code(luma + 1.5748 * cr);
      const green = code(luma - 0.1873 * cb - 0.4681 * cr);
      const blue = code(luma + 1.8556 * cb);
      planes.red[i] = red;
      planes.green[i] = green;
      planes.blue[i] = blue;
      const r = LINEAR[red] ?? 0;
      const g = LINEAR[green] ?? 0;
      const b = LINEAR[blue] ?? 0;
      const fx = labRoot((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
      const fy = labRoot(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
      const fz = labRoot((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
      lightness[i] = 116 * fy - 16;
      redGreen[i] = 500 * (fx - fy);
      yellowBlue[i] = 200 * (fy - fz);
    }
  }
}
