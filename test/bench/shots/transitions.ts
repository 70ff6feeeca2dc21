import { mixInto, type Picture, plain } from './picture.ts';
import type { Random } from './random.ts';

/** What is edited between two shots; `long-dissolve` lasts 30 to 50 frames, a dissolve 6 to 25. */
export const TRANSITIONS = ['cut', 'dissolve', 'long-dissolve', 'fade-black', 'fade-white', 'wipe'] as const;
export type TransitionKind = (typeof TRANSITIONS)[number];

export interface Transition {
  readonly kind: TransitionKind;
  /** Frames of which both or neither shot is fully seen; 0 for a cut. */
  readonly length: number;
  /**
   * Frame `step` of the transition, 0 ≤ step < length.
   * @param outgoing the old shot's frame, which becomes the result.
   */
  mix(outgoing: Picture, incoming: Picture, step: number): void;
}

const BLACK = plain(16);
const WHITE = plain(235);

type Front = (x: number, y: number) => number;

/** When each place turns, 0…1: the new picture has come to (x, y) once the wipe's progress exceeds this. */
const FRONTS: readonly Front[] = [
  (x) => x,
  (x) => 1 - x,
  (_, y) => y,
  (_, y) => 1 - y,
  (x, y) => (x + y) / 2,
  (x, y) => (1 - x + y) / 2,
  (x) => Math.abs(2 * x - 1),
  (x, y) => Math.hypot(x - 0.5, y - 0.5) / Math.SQRT1_2,
];

export function drawTransition(random: Random, kind: TransitionKind): Transition {
  switch (kind) {
    case 'cut':
      return { kind, length: 0, mix: () => {} };
    case 'dissolve':
    case 'long-dissolve': {
      const length = kind === 'dissolve' ? random.whole(6, 25) : random.whole(30, 50);
      return { kind, length, mix: (a, b, step) => mixInto(a, b, () => (step + 1) / (length + 1)) };
    }
    case 'fade-black':
    case 'fade-white': {
      const out = random.whole(4, 15);
      const hold = random.whole(1, 8);
      const back = random.whole(4, 15);
      const between = kind === 'fade-black' ? BLACK : WHITE;
      return {
        kind,
        length: out + hold + back,
        mix(a, b, step) {
          if (step < out) return mixInto(a, between, () => (step + 1) / (out + 1));
          a.set(step < out + hold ? between : b);
          if (step >= out + hold) mixInto(a, between, () => 1 - (step - out - hold + 1) / (back + 1));
        },
      };
    }
    case 'wipe': {
      const length = random.whole(6, 25);
      const front = random.pick(FRONTS);
      const edge = random.pick([0.01, 0.05, 0.2]);
      return {
        kind,
        length,
        mix(a, b, step) {
          const progress = ((step + 1) / (length + 1)) * (1 + edge);
          mixInto(a, b, (x, y) => Math.max(0, Math.min(1, (progress - front(x, y)) / edge)));
        },
      };
    }
  }
}
