import type { PictureRegion } from '../../src/core/measurement.ts';
import { type Review, reviewOf } from '../../src/core/review.ts';
import type { Taxonomy } from '../../src/core/taxonomy/model.ts';
import { dimensionsOf, rationalesOf } from '../../src/core/taxonomy/walk.ts';
import type { Observation, ProxyReading, RationaleAnswer, Verdict } from '../../src/core/verdict.ts';

interface Invented {
  readonly rationale: string;
  readonly answer: RationaleAnswer['answer'];
  readonly reason: string;
  /** Start and end as shares of the clip, the sentence, and the number measured there in the unit of `measured`. */
  readonly seen: readonly (readonly [start: number, end: number, text: string, value?: number])[];
  readonly measured?: {
    readonly operator: string;
    readonly quantity: string;
    readonly unit: string;
    readonly limit: number;
    readonly region?: PictureRegion;
  };
}

/** One thing of everything: every answer, every severity, overlaps, a long text, and a text that would like to be HTML. */
const INVENTED: readonly Invented[] = [
  {
    rationale: 'cinematography.lens.exposure.highlights-keep-detail',
    answer: 'fail',
    reason: 'Large parts of the sky are burnt out in two places.',
    seen: [
      [0.18, 0.31, '14 % of the picture is pure white.', 14.2],
      [0.66, 0.7, '9 % of the picture is pure white.', 9.1],
    ],
    measured: { operator: 'clipped-highlights', quantity: 'burnt-out area', unit: '%', limit: 5 },
  },
  {
    rationale: 'cinematography.lens.exposure.shadows-keep-detail',
    answer: 'pass',
    reason: 'Shadows keep their detail.',
    seen: [],
  },
  {
    rationale: 'cinematography.lens.exposure.no-exposure-flicker',
    answer: 'partial',
    reason: 'Brightness pumps slightly once.',
    seen: [[0.28, 0.36, 'Brightness swings by 6 levels within 0.3 s.', 6.1]],
    measured: { operator: 'luma-flicker', quantity: 'swing of brightness', unit: 'levels', limit: 5 },
  },
  { rationale: 'cinematography.lens.focus.no-sudden-focus-loss', answer: 'pass', reason: 'Focus holds.', seen: [] },
  {
    rationale: 'cinematography.pacing.movement-rationality.no-unintended-shake',
    answer: 'partial',
    reason: 'The camera trembles at the end.',
    seen: [[0.86, 0.99, 'The picture trembles by 0.9 % of its width.', 0.92]],
    measured: { operator: 'camera-shake', quantity: 'tremble', unit: '% of width', limit: 0.6 },
  },
  {
    rationale: 'aesthetics.visual-quality.rendering-quality.no-compression-blocks',
    answer: 'partial',
    reason: '<img src=x onerror="window.injected = true"><b>Block edges</b> are visible.',
    seen: [[0.4, 0.44, '<script>window.injected = true</script>Block edges stand out at 1.4× their surroundings.', 1.41]],
    measured: {
      operator: 'blockiness',
      quantity: 'block edges against surroundings',

      unit: '',
      limit: 1.3,
      region: { x: 0.55, y: 0.1, width: 0.3, height: 0.4 },
    },
  },
  {
    rationale: 'aesthetics.visual-quality.rendering-quality.no-disturbing-noise',
    answer: 'pass',
    reason: 'Noise is low.',
    seen: [],
  },
  {
    rationale: 'aesthetics.visual-quality.temporal-consistency.no-frozen-picture',
    answer: 'fail',
    reason: 'The picture stands still for more than a second although the shot moves before and after.',
    seen: [[0.5, 0.64, 'The picture is frozen for 1.2 s.', 1.2]],
    measured: { operator: 'frozen-frames', quantity: 'length of the still picture', unit: 's', limit: 0.5 },
  },
  {
    rationale: 'aesthetics.visual-quality.temporal-consistency.no-duplicated-frames',
    answer: 'fail',
    reason: 'Single frames are shown twice.',
    seen: [
      [0.12, 0.125, 'One frame is shown twice.'],
      [0.131, 0.136, 'One frame is shown twice.'],
      [0.142, 0.147, 'One frame is shown twice.'],
    ],
  },
  {
    rationale: 'aesthetics.visual-quality.temporal-consistency.no-black-frames',
    answer: 'pass',
    reason: 'No black frames.',
    seen: [],
  },
  {
    rationale: 'multi-shot.rhythm.shot-duration-rationality.no-flash-shots',
    answer: 'na',
    reason: 'The clip is one shot.',
    seen: [],
  },
  {
    rationale: 'sound-design.vocal.acoustic-quality.no-clipping',
    answer: 'fail',
    reason: 'The sound is clipped.',
    seen: [[0.3, 0.34, '42 samples in a row stand at full scale.', 42]],
    measured: { operator: 'audio-clipping', quantity: 'longest clipped run', unit: 'samples', limit: 6 },
  },
  {
    rationale: 'sound-design.vocal.acoustic-quality.loudness-in-range',
    answer: 'partial',
    reason: 'The programme is louder than streaming services ask for.',
    seen: [[0, 1, 'Integrated loudness is −11.3 LUFS.', -11.3]],
    measured: { operator: 'loudness', quantity: 'integrated loudness', unit: 'LUFS', limit: -13 },
  },
];

/** What was measured about questions that no measurement answers; texts of others are no HTML either. */
const PROXIES: readonly ProxyReading[] = [
  {
    rationale: 'cinematography.lens.exposure.tonal-range',
    reading: 'The picture uses 71 % of the tonal range. <b>Half of it</b> lies below luma 60.',
    observations: [],
  },
  {
    rationale: 'cinematography.pacing.movement-rationality.no-aimless-drift',
    reading: 'The framing drifts by 3 % of the picture width in 4 s.',
    observations: [{ span: { start: 1, end: 2 }, text: 'Fastest here: 1.4 % a second to the left.' }],
  },
];

/** An invented review of a clip of `duration` seconds: the whole clip and one range of it. */
export function demoReview(taxonomy: Taxonomy, clipHash: string, duration: number): Review {
  const whole = { whole: true, span: { start: 0, end: duration } };
  const part = { whole: false, span: { start: duration * 0.1, end: duration * 0.4 } };
  const on = (range: Verdict['range'], invented: readonly Invented[]) =>
    dimensionsOf(taxonomy).map((dimension): Verdict => {
      const asked = rationalesOf(dimension).map(({ id }) => id);
      const answers = invented.filter(({ rationale }) => asked.includes(rationale)).map((one) => answerOf(one, duration));
      return {
        schema: 1,
        id: `demo-${range.whole ? 'clip' : 'range'}-${dimension.id}`,
        run: 'demo',
        clip: { hash: clipHash, path: 'demo' },
        range,
        dimension: dimension.id,
        judge: { id: 'signals', fingerprint: 'demo' },
        status: answers.length > 0 ? 'answered' : 'unanswered',
        asked,
        answers,
        proxies: PROXIES.filter(({ rationale }) => asked.includes(rationale)),
        createdAt: '2026-01-01T00:00:00.000Z',
      };
    });
  return reviewOf(clipHash, [...on(whole, INVENTED), ...on(part, INVENTED.slice(0, 3))]);
}

function answerOf({ rationale, answer, reason, seen, measured }: Invented, duration: number): RationaleAnswer {
  const observations = seen.map(([start, end, text, value]): Observation => {
    const span = { start: start * duration, end: end * duration };
    if (!measured || value === undefined) return { span, text };
    const { limit, region, ...rest } = measured;
    return {
      span,
      text,
      measurement: {
        ...rest,
        value,
        span,
        threshold: { faultWhen: 'above', partial: limit, fail: limit * 2 },
        ...(region && { region }),
      },
    };
  });
  return { rationale, answer, reason, observations };
}
