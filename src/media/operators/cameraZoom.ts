import { type CameraAxis, measureAxis, traceAxis } from './cameraAxis.ts';
import { perSecond } from './movement.ts';
import type { ProxyOperator } from './operator.ts';

const operator = {
  id: 'camera-zoom',
  version: 1,
  title: 'Camera zoom',
  proxyFor: [
    'cinematography.pacing.movement-rationality.no-aimless-drift',
    'cinematography.pacing.movement-rationality.natural-inertia',
  ],
  quantity: 'growth of the picture',
  unit: '% per second',
  source:
    'Growth of the picture about its centre in the global motion, per second: positive for a zoom in or a travel forwards, which look the same. Value: the fastest mean over 0.3 s, negative outwards. Own method.',
} as const;

const axis: CameraAxis = {
  speed: ({ signals }) => perSecond(signals, signals.frames.series.zoom, 100),
  ways: ['moves in', 'moves out'],
  rest: 1,
  still: 'The camera neither moves in nor out.',
};

export const cameraZoom: ProxyOperator = {
  ...operator,
  measure: (context) => measureAxis(operator, axis, context),
  trace: (context) => traceAxis(axis, context),
};
