import { type CameraAxis, measureAxis, traceAxis } from './cameraAxis.ts';
import { perSecond } from './movement.ts';
import type { ProxyOperator } from './operator.ts';

const operator = {
  id: 'camera-pan',
  version: 1,
  title: 'Camera pan',
  proxyFor: [
    'cinematography.pacing.movement-rationality.no-aimless-drift',
    'cinematography.pacing.movement-rationality.natural-inertia',
  ],
  quantity: 'speed of the camera to the right',
  unit: '% of picture width per second',
  source:
    'Horizontal part of the global motion (similarity that most blocks of the picture agree on, edges before middle), turned round: where the camera pans right, the content moves left. A sideways travel looks the same. Value: the fastest mean over 0.3 s, negative to the left. Own method.',
} as const;

const axis: CameraAxis = {
  speed: ({ signals }) => perSecond(signals, signals.frames.series.panX, -100),
  ways: ['pans right', 'pans left'],
  rest: 1,
  still: 'The camera does not pan.',
};

export const cameraPan: ProxyOperator = {
  ...operator,
  measure: (context) => measureAxis(operator, axis, context),
  trace: (context) => traceAxis(axis, context),
};
