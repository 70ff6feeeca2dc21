import { type CameraAxis, measureAxis, traceAxis } from './cameraAxis.ts';
import { perSecond } from './movement.ts';
import type { ProxyOperator } from './operator.ts';

const operator = {
  id: 'camera-tilt',
  version: 1,
  title: 'Camera tilt',
  proxyFor: [
    'cinematography.pacing.movement-rationality.no-aimless-drift',
    'cinematography.pacing.movement-rationality.natural-inertia',
  ],
  quantity: 'speed of the camera upwards',
  unit: '% of picture height per second',
  source:
    'Vertical part of the global motion: where the camera tilts up, the content moves down. A crane or a lift looks the same. Value: the fastest mean over 0.3 s, negative downwards. Own method.',
} as const;

const axis: CameraAxis = {
  speed: ({ signals }) => perSecond(signals, signals.frames.series.panY, 100),
  ways: ['tilts up', 'tilts down'],
  rest: 1,
  still: 'The camera does not tilt.',
};

export const cameraTilt: ProxyOperator = {
  ...operator,
  measure: (context) => measureAxis(operator, axis, context),
  trace: (context) => traceAxis(axis, context),
};
