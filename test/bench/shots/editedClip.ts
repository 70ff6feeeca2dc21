import { runFfmpegTool } from '../../fixtures/ffmpegTool.ts';
import { DISTURBANCES, type Disturbance, type DisturbanceKind, drawDisturbance } from './disturbances.ts';
import { FRAME_RATE, FRAME_SIZE, HEIGHT, mixInto, type Picture, show, type View, WIDTH } from './picture.ts';
import { createRandom, type Random } from './random.ts';
import type { Scene } from './scenes.ts';
import { drawTransition, type Transition, type TransitionKind } from './transitions.ts';

interface EditedShot {
  readonly scene: Scene;
  /** Frame of the scene with which the shot begins. */
  readonly offset: number;
  /** Frames, the transitions at both ends included. */
  readonly length: number;
  readonly view: View;
  readonly disturbance: Disturbance | null;
}

/** A boundary that was edited in. For a cut both ends are the first frame of the new shot. */
export interface KnownBoundary {
  readonly kind: TransitionKind;
  readonly first: number;
  readonly last: number;
}

export interface EditedClip {
  readonly name: string;
  /** `hard`: with disturbances inside the shots. `uncut`: one shot. */
  readonly class: 'plain' | 'hard' | 'uncut';
  readonly boundaries: readonly KnownBoundary[];
  readonly disturbances: readonly { readonly kind: DisturbanceKind; readonly first: number; readonly last: number }[];
  readonly length: number;
  /** The frames one after the other; each is valid until the next is asked for. */
  render(): Iterable<Picture>;
}

const SHARES: readonly (readonly [TransitionKind, number])[] = [
  ['cut', 0.45],
  ['dissolve', 0.2],
  ['long-dissolve', 0.06],
  ['fade-black', 0.08],
  ['fade-white', 0.06],
  ['wipe', 0.15],
];

function drawKind(random: Random): TransitionKind {
  let rest = random.next();
  for (const [kind, share] of SHARES) {
    rest -= share;
    if (rest < 0) return kind;
  }
  return 'cut';
}

/** A clip of `shots` shots, drawn from `scenes` by `seed`. */
export function editClip(scenes: readonly Scene[], seed: number, shots: number, hard: boolean): EditedClip {
  const random = createRandom(seed);
  const transitions = Array.from({ length: shots - 1 }, () => drawTransition(random, drawKind(random)));
  const drawn: EditedShot[] = [];
  for (let index = 0; index < shots; index++) {
    const before = drawn.at(-1);
    const earlier = drawn.at(-2);
    // As in a dialogue, the camera now and then returns to the shot before the last one.
    const returned = earlier && random.chance(0.15) ? earlier : null;
    const elsewhere = scenes.filter(({ place }) => place !== before?.scene.place && place !== earlier?.scene.place);
    const scene = returned?.scene ?? random.pick(elsewhere);
    const room = (transitions[index - 1]?.length ?? 0) + (transitions[index]?.length ?? 0);
    // Between two transitions a shot is seen alone for half a second to three seconds, now and then for a third of a second.
    const alone = random.chance(0.12) ? random.whole(8, 12) : random.whole(13, 75);
    const disturbed = hard && random.chance(0.7) && alone > 14;
    const disturbance = disturbed
      ? drawInside(random, random.pick(DISTURBANCES), transitions[index - 1]?.length ?? 0, alone)
      : null;
    const shot = drawShot(random, scene, room + alone);
    const framing = returned && { view: returned.view, offset: returned.offset + returned.length };
    drawn.push({ ...shot, ...framing, disturbance });
  }
  return { name: `${hard ? 'hard' : 'plain'}-${seed}`, class: hard ? 'hard' : 'plain', ...assembled(drawn, transitions) };
}

/** One shot of `length` frames with nothing in it but, if given, a disturbance. */
export function uncutClip(scenes: readonly Scene[], seed: number, length: number, kind: DisturbanceKind | null): EditedClip {
  const random = createRandom(seed);
  const shot = drawShot(random, random.pick(scenes), length);
  const disturbance = kind ? drawDisturbance(random, kind, length) : null;
  return { name: `${kind ?? 'still'}-${seed}`, class: 'uncut', ...assembled([{ ...shot, disturbance }], []) };
}

function drawShot(random: Random, scene: Scene, length: number): EditedShot {
  const scale = random.chance(0.5) ? 1 : random.between(0.65, 1);
  const view = { x: random.between(0.3, 0.7), y: random.between(0.3, 0.7), scale, mirrored: random.chance(0.5) };
  const offset = random.whole(0, Math.max(0, scene.frames.length - length));
  return { scene, offset, length, view, disturbance: null };
}

/** A disturbance in the part of the shot that is seen alone, which begins `lead` frames into it. */
function drawInside(random: Random, kind: DisturbanceKind, lead: number, alone: number): Disturbance {
  const { sourceFrame, view, paint } = drawDisturbance(random, kind, alone);
  return {
    kind,
    ...(sourceFrame && { sourceFrame }),
    ...(view && { view: (t: number, from: View) => view(t - lead, from) }),
    ...(paint && { paint: (t: number, picture: Picture) => paint(t - lead, picture) }),
  };
}

function assembled(shots: readonly EditedShot[], transitions: readonly Transition[]) {
  const boundaries: KnownBoundary[] = [];
  const disturbances: EditedClip['disturbances'][number][] = [];
  const starts: number[] = [];
  let end = 0;
  shots.forEach((shot, index) => {
    const transition = transitions[index - 1];
    const start = end - (transition?.length ?? 0);
    if (transition) {
      const last = transition.length === 0 ? start : end - 1;
      boundaries.push({ kind: transition.kind, first: start, last });
    }
    starts.push(start);
    end = start + shot.length;
    if (shot.disturbance) disturbances.push({ kind: shot.disturbance.kind, first: start, last: end - 1 });
  });
  return { boundaries, disturbances, length: end, render: () => renderShots(shots, transitions, starts, end) };
}

function* renderShots(
  shots: readonly EditedShot[],
  transitions: readonly Transition[],
  starts: readonly number[],
  end: number,
): Iterable<Picture> {
  const picture = new Uint8Array(FRAME_SIZE);
  const incoming = new Uint8Array(FRAME_SIZE);
  let index = 0;
  for (let frame = 0; frame < end; frame++) {
    while (index + 1 < shots.length && frame >= (starts[index + 1] ?? 0) + (transitions[index]?.length ?? 0)) index++;
    const shot = shots[index];
    const next = shots[index + 1];
    const nextStart = starts[index + 1] ?? end;
    if (!shot) return;
    renderShot(shot, frame - (starts[index] ?? 0), picture);
    if (next && frame >= nextStart) {
      renderShot(next, frame - nextStart, incoming);
      transitions[index]?.mix(picture, incoming, frame - nextStart);
    }
    yield picture;
  }
}

const blended = new Uint8Array(FRAME_SIZE);

function renderShot({ scene, offset, view, disturbance }: EditedShot, t: number, target: Picture): void {
  const wanted = offset + (disturbance?.sourceFrame?.(t) ?? t);
  const whole = Math.floor(wanted);
  const share = wanted - whole;
  // A shot longer than its scene plays on backwards, so that nothing jumps.
  const frameOf = (position: number) => {
    const period = 2 * scene.frames.length - 2;
    const within = position % period;
    return scene.frames[within < scene.frames.length ? within : period - within] ?? blended;
  };
  let source = frameOf(whole);
  if (share > 0) {
    blended.set(source);
    mixInto(blended, frameOf(whole + 1), () => share);
    source = blended;
  }
  show(source, disturbance?.view?.(t, view) ?? view, target);
  disturbance?.paint?.(t, target);
}

/** Writes the clip as H.264. */
export async function encodeClip(clip: EditedClip, path: string): Promise<void> {
  await runFfmpegTool(
    [
      ...[
        '-v',
        'error',
        '-f',
        'rawvideo',
        '-pix_fmt',
        'yuv420p',
        '-s',
        `${WIDTH}x${HEIGHT}`,
        '-r',
        String(FRAME_RATE),
        '-i',
        '-',
      ],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', path],
    ],
    clip.render(),
  );
}
