import { drawLettering } from './lettering.ts';
import { expose, FRAME_RATE, mixInto, type Picture, plain, type View } from './picture.ts';
import type { Random } from './random.ts';

/** What happens inside a shot and must not be taken for a boundary. */
export const DISTURBANCES = [
  'flash',
  'strobe',
  'shake',
  'whip-pan',
  'zoom',
  'exposure',
  'occluder',
  'explosion',
  'subtitles',
  'title',
  'slow-tilt',
  'slow-pan',
  'low-rate',
  'slow-motion',
  'dip-to-black',
] as const;
export type DisturbanceKind = (typeof DISTURBANCES)[number];

export interface Disturbance {
  readonly kind: DisturbanceKind;
  /** Which frame of the scene is shown in frame `t` of the shot. */
  sourceFrame?(t: number): number;
  /** Which part of it. */
  view?(t: number, view: View): View;
  /** What is laid over it. */
  paint?(t: number, picture: Picture): void;
}

/** Room that events keep to both ends of the shot, in frames. */
const MARGIN = 6;

/** A disturbance somewhere in a shot of `length` frames; events lie at least six frames inside it. */
export function drawDisturbance(random: Random, kind: DisturbanceKind, length: number): Disturbance {
  const room = Math.max(1, length - 2 * MARGIN);
  /** An event of up to `most` frames: its first frame and length. */
  const place = (least: number, most: number) => {
    const duration = Math.min(room, random.whole(least, most));
    return { from: MARGIN + random.whole(0, room - duration), duration };
  };
  return { kind, ...DRAWN[kind](random, length, place) };
}

type Place = (least: number, most: number) => { from: number; duration: number };
type Draw = (random: Random, length: number, place: Place) => Omit<Disturbance, 'kind'>;

/** 0 before and after, 1 in the middle third, straight in between. */
function bump(t: number, from: number, duration: number): number {
  const share = (t - from + 0.5) / duration;
  return share <= 0 || share >= 1 ? 0 : Math.min(1, 3 * share, 3 * (1 - share));
}

/** 0 before, 1 after, smooth in between. */
function ease(t: number, from: number, duration: number): number {
  const share = Math.max(0, Math.min(1, (t - from) / duration));
  return share * share * (3 - 2 * share);
}

const DRAWN: Readonly<Record<DisturbanceKind, Draw>> = {
  flash(random, _, place) {
    const flashes = Array.from({ length: random.whole(1, 3) }, () => ({ ...place(1, 3), offset: random.between(70, 190) }));
    return {
      paint(t, picture) {
        for (const { from, duration, offset } of flashes) {
          const since = t - from;
          if (since >= 0 && since < duration + 2) expose(picture, 1, since < duration ? offset : offset / 4);
        }
      },
    };
  },
  strobe(random, _, place) {
    const { from, duration } = place(20, 60);
    const period = random.whole(2, 6);
    const bright = random.between(50, 120);
    const dark = random.between(0.25, 1);
    return {
      paint(t, picture) {
        if (t < from || t >= from + duration) return;
        if ((t - from) % period < period / 2) expose(picture, 1, bright);
        else expose(picture, dark, 0);
      },
    };
  },
  shake(random) {
    const size = random.between(0.02, 0.07);
    const rates = [random.between(3, 6), random.between(3, 6), random.between(6, 10)];
    return {
      view(t, view) {
        const angle = (index: number) => (2 * Math.PI * (rates[index] ?? 0) * t) / FRAME_RATE;
        return {
          ...view,
          scale: view.scale * (1 - 2 * size),
          x: view.x + view.scale * size * (0.7 * Math.sin(angle(0)) + 0.3 * Math.sin(angle(2))),
          y: view.y + view.scale * size * (0.7 * Math.sin(angle(1) + 1) + 0.3 * Math.cos(angle(2))),
        };
      },
    };
  },
  'whip-pan'(random, _, place) {
    const { from, duration } = place(4, 10);
    const scale = random.between(0.5, 0.65);
    const sign = random.pick([-1, 1]);
    const vertical = random.chance(0.25);
    return {
      view(t, view) {
        const offset = sign * (ease(t, from, duration) - 0.5) * (1 - scale);
        return {
          ...view,
          scale,
          x: vertical ? view.x : 0.5 + offset,
          y: vertical ? 0.5 + offset : view.y,
        };
      },
    };
  },
  zoom(random, _, place) {
    const { from, duration } = place(6, 30);
    const near = random.between(0.45, 0.65);
    const inwards = random.chance(0.5);
    return {
      view(t, view) {
        const share = inwards ? ease(t, from, duration) : 1 - ease(t, from, duration);
        return { ...view, scale: view.scale * (1 - share * (1 - near)) };
      },
    };
  },
  exposure(random, _, place) {
    const { from, duration } = place(12, 50);
    const dim = random.between(0.25, 0.5);
    const bright = random.between(1.3, 1.9);
    const stays = random.chance(0.4);
    return {
      paint(t, picture) {
        if (stays) {
          const share = ease(t, from, duration);
          if (share > 0) expose(picture, 1 + share * (dim - 1), 0);
        } else if (t > from && t < from + duration) {
          const wave = Math.sin((2 * Math.PI * (t - from)) / duration);
          expose(picture, wave > 0 ? 1 - wave * (1 - dim) : 1 - wave * (bright - 1), 0);
        }
      },
    };
  },
  occluder(random, _, place) {
    const { from, duration } = place(8, 25);
    const width = random.between(0.3, 1);
    const height = random.between(0.6, 1);
    const picture = plain(random.whole(25, 200), random.whole(100, 156), random.whole(100, 156));
    const texture = random.between(3, 12);
    for (let i = 0; i < 320 * 180; i++)
      picture[i] = (picture[i] ?? 0) + Math.round(texture * Math.sin(i * 0.37) * Math.sin(i * 0.011));
    const rightwards = random.chance(0.5);
    return {
      paint(t, target) {
        const share = (t - from + 0.5) / duration;
        if (share <= 0 || share >= 1) return;
        const left = rightwards ? -width + share * (1 + width) : 1 - share * (1 + width);
        mixInto(target, picture, (x, y) => (x > left && x < left + width && y > 1 - height ? 1 : 0));
      },
    };
  },
  explosion(random, _, place) {
    const { from, duration } = place(20, 40);
    const [atX, atY] = [random.between(0.3, 0.7), random.between(0.3, 0.7)];
    const largest = random.between(0.5, 0.95);
    const fire = plain(225, 70, 160);
    const grow = random.between(0.15, 0.35);
    return {
      paint(t, picture) {
        const share = (t - from + 0.5) / duration;
        if (share < 0 || share >= 1) return;
        const radius = largest * (share < grow ? Math.sqrt(share / grow) : 1 - 0.3 * ((share - grow) / (1 - grow)));
        const strength = share < grow ? 1 : 1 - (share - grow) / (1 - grow);
        mixInto(
          picture,
          fire,
          (x, y) => strength * Math.max(0, Math.min(1, 3 - (3 * Math.hypot(x - atX, 0.56 * (y - atY))) / radius)),
        );
        expose(picture, 1, 40 * strength);
      },
    };
  },
  subtitles(random, length) {
    const lines: { from: number; to: number; paint: (picture: Picture, share: number) => void }[] = [];
    for (let from = random.whole(MARGIN, 20); from < length - MARGIN; ) {
      const to = from + random.whole(12, 45);
      lines.push({ from, to, paint: drawLettering(random, 'subtitle') });
      from = to + random.whole(1, 15);
    }
    return {
      paint(t, picture) {
        for (const { from, to, paint } of lines) if (t >= from && t < to) paint(picture, 1);
      },
    };
  },
  title(random, _, place) {
    const { from, duration } = place(30, 70);
    const fade = random.pick([0, 6, 12, 20]);
    const paint = drawLettering(random, 'title');
    const stays = random.chance(0.4);
    return {
      paint(t, picture) {
        const since = t - from + 1;
        const rest = from + duration - t;
        if (since <= 0 || (rest <= 0 && !stays)) return;
        paint(picture, Math.min(1, since / (fade + 1), stays ? 1 : rest / (fade + 1)));
      },
    };
  },
  'slow-tilt': (random, length) => slowMove(random, length, 'y'),
  'slow-pan': (random, length) => slowMove(random, length, 'x'),
  'low-rate'(random) {
    const rate = random.pick([6, 8, 12, 16]);
    return { sourceFrame: (t) => Math.floor((Math.floor((t * rate) / FRAME_RATE) * FRAME_RATE) / rate) };
  },
  'slow-motion'(random) {
    const factor = random.pick([2, 3, 4]);
    return { sourceFrame: (t) => t / factor };
  },
  'dip-to-black'(_random, _, place) {
    const { from, duration } = place(10, 30);
    const black = plain(16);
    return {
      paint(t, picture) {
        const share = bump(t, from, duration);
        if (share > 0) mixInto(picture, black, () => share);
      },
    };
  },
};

function slowMove(random: Random, length: number, axis: 'x' | 'y'): Omit<Disturbance, 'kind'> {
  const scale = random.between(0.45, 0.6);
  const sign = random.pick([-1, 1]);
  const duration = Math.min(length, random.whole(40, 100));
  const from = random.whole(0, length - duration);
  return {
    view(t, view) {
      const moved = 0.5 + sign * (ease(t, from, duration) - 0.5) * (1 - scale);
      return { ...view, scale, x: axis === 'x' ? moved : view.x, y: axis === 'y' ? moved : view.y };
    },
  };
}
