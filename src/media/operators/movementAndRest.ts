import { shown, spanOf, steadyRuns } from './frames.ts';
import { cameraPace, localPace, meanOver, movedFrames } from './movement.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';

/** Percent of the picture per second from which a shot counts as moving. */
const MOVING = 6;
const LEAST_FRAMES = 4;

const operator = {
  id: 'movement-and-rest',
  version: 1,
  title: 'Movement and rest',
  proxyFor: ['multi-shot.rhythm.rhythmic-layering.movement-and-rest'],
  quantity: 'share of the shots that move',
  unit: '%',
  source:
    'Mean speed of the camera plus that of what moves in the picture, shot by shot; a shot moves from 6 % of the longer picture side per second on. Own method.',
} as const;

export const movementAndRest: ProxyOperator = {
  ...operator,
  measure({ signals, clip, range }) {
    const runs = steadyRuns(signals, range)
      .map(movedFrames)
      .filter(({ from, to }) => to - from >= LEAST_FRAMES);
    if (runs.length < 2) return { status: 'not-applicable', reason: 'There is only one shot, so nothing can alternate with it.' };
    const camera = cameraPace(signals, clip);
    const local = localPace(signals);
    const speeds = runs.map((run) => meanOver(camera, run) + meanOver(local, run));
    const moving = speeds.filter((speed) => speed >= MOVING).length;
    const changes = speeds.filter((speed, i) => i > 0 && speed >= MOVING !== (speeds[i - 1] ?? 0) >= MOVING).length;
    const value = (100 * moving) / runs.length;
    const slowest = Math.min(...speeds);
    const fastest = Math.max(...speeds);
    const sentence = `${moving} of ${runs.length} shots move and the others rest; ${changes} of ${runs.length - 1} cuts lead from one kind to the other. Shots move by ${shown(slowest)} to ${shown(fastest)} % of the picture size a second.`;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence }), events: [] };
  },
  trace({ signals, clip, range }) {
    const camera = cameraPace(signals, clip);
    const local = localPace(signals);
    const runs = steadyRuns(signals, range).map(movedFrames);
    if (runs.length === 0) return null;
    return {
      times: Float64Array.from(runs, (run) => spanOf(signals, run).start),
      values: Float32Array.from(runs, (run) => meanOver(camera, run) + meanOver(local, run)),
    };
  },
};
