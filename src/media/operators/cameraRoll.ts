import { type CameraAxis, measureAxis, traceAxis } from './cameraAxis.ts';
import { perSecond } from './movement.ts';
import type { ProxyOperator } from './operator.ts';

const operator = {
  id: 'camera-roll',
  version: 1,
  title: 'Camera roll',
  proxyFor: [
    'cinematography.pacing.movement-rationality.no-aimless-drift',
    'cinematography.pacing.movement-rationality.no-unintended-shake',
  ],
  quantity: 'speed of the camera clockwise',
  unit: '° per second',
  source:
    'Turn of the picture about its centre in the global motion, turned round: where the camera rolls clockwise, the content turns the other way. Value: the fastest mean over 0.3 s, negative counter-clockwise. Own method.',
} as const;

const axis: CameraAxis = {
  speed: ({ signals }) => perSecond(signals, signals.frames.series.roll, -180 / Math.PI),
  ways: ['rolls clockwise', 'rolls counter-clockwise'],
  rest: 1,
  still: 'The camera does not roll.',
};

export const cameraRoll: ProxyOperator = {
  ...operator,
  measure: (context) => measureAxis(operator, axis, context),
  trace: (context) => traceAxis(axis, context),
};
