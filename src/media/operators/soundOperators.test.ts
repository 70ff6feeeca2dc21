import { describe, expect, it } from 'vitest';
import { type Instruments, inSpan, levelTo, mixSound, overdrive, type Sound } from '../../../test/fixtures/samples/sound.ts';
import { sketchedClip } from '../../../test/fixtures/sketchedClip.ts';
import { sketchedSamples } from '../../../test/fixtures/sketchedSamples.ts';
import { sketchedTiles } from '../../../test/fixtures/sketchedTiles.ts';
import { gradeValue } from '../../core/measurement.ts';
import { FRAME_SERIES, type FrameSeries, type Signals } from '../../core/signals.ts';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import type { TimeSpan } from '../../core/time.ts';
import { createAudioExtractor } from '../analysis/audioExtractor.ts';
import { audioClipping } from './audioClipping.ts';
import { audioDropout } from './audioDropout.ts';
import { audioSilence } from './audioSilence.ts';
import { loudness } from './loudness.ts';
import type { Operator, OperatorOutcome } from './operator.ts';
import { outcomeOf } from './registry.ts';

const DURATION = 4;
const MUSIC: Instruments = { wind: 0.5, pad: 1, steps: 0.5, voice: 0 };
const SPEECH: Instruments = { wind: 0.08, pad: 0, steps: 0, voice: 1 };

function music(level: number): Sound {
  return levelTo(mixSound(DURATION, 5, MUSIC), level);
}

const CLIP = sketchedClip({ duration: DURATION, frames: { times: Float64Array.of(0), end: DURATION } });

function signalsOf(sound: Sound | null): Signals {
  const extractor = createAudioExtractor({ channels: 2, layout: 'stereo', sampleRate: 48_000 });
  if (sound) extractor.push(sound);
  const none = Object.fromEntries(FRAME_SERIES.map((name) => [name, new Float32Array(1)]));
  return {
    version: 1,
    clip: 'c0',
    duration: DURATION,
    // The entries are made from FRAME_SERIES, so every name is there.
    frames: { ...CLIP.frames, series: none as Record<FrameSeries, Float32Array> },
    samples: sketchedSamples({ frames: [0] }),
    tiles: sketchedTiles({}),
    audio: sound ? extractor.finish() : null,
    faces: null,
    boundaries: [],
    damage: [],
    decoder: { version: '5.1', build: 'native' },
    limitations: [],
    thumbnails: { times: new Float64Array(), width: 1, height: 1, columns: 1, jpeg: new Uint8Array() },
  };
}

function measure(operator: Operator, sound: Sound | null, range: TimeSpan = { start: 0, end: DURATION }): OperatorOutcome {
  const shots = [{ index: 0, start: 0, end: DURATION }];
  const context = { signals: signalsOf(sound), clip: CLIP, range, shots, reference: null };
  return outcomeOf(operator, context, builtinTaxonomy().thresholds);
}

/** What was found, as `grade value start–end`. */
function found(outcome: OperatorOutcome): string[] {
  if (outcome.status !== 'measured') throw new Error(outcome.reason);
  return outcome.events.map(({ measurement: { value, threshold, span } }) => {
    return `${threshold ? gradeValue(value, threshold) : 'shown'} ${value.toFixed(0)} ${span.start.toFixed(2)}–${span.end.toFixed(2)}`;
  });
}

function summaryValue(outcome: OperatorOutcome): number {
  return outcome.status === 'measured' ? outcome.summary.measurement.value : Number.NaN;
}

describe('every sound operator', () => {
  it.each([audioClipping, audioDropout, audioSilence, loudness])('$id does not apply to a clip without sound', (operator) => {
    expect(measure(operator, null)).toEqual({ status: 'not-applicable', reason: 'The clip has no sound track.' });
  });

  it.each([audioClipping, audioDropout, loudness])('$id does not apply to a silent track', (operator) => {
    expect(measure(operator, music(-20).fill(0))).toMatchObject({ status: 'not-applicable' });
  });

  it.each([audioClipping, audioDropout, audioSilence, loudness])('$id finds nothing in a clean mix', (operator) => {
    expect(found(measure(operator, music(-20)))).toEqual([]);
  });

  it.each([audioClipping, audioDropout])('$id looks at the range only', (operator) => {
    const spoilt = inSpan(
      inSpan(music(-20), 1, 1.1, () => 0),
      1.3,
      1.6,
      overdrive(20),
    );
    expect(found(measure(operator, spoilt)).length).toBe(1);
    expect(found(measure(operator, spoilt, { start: 2, end: DURATION }))).toEqual([]);
  });
});

describe('audio-clipping', () => {
  it('finds the passage that is driven into full scale', () => {
    const [event, ...others] = found(measure(audioClipping, inSpan(music(-20), 1, 2, overdrive(12))));
    expect(others).toEqual([]);
    expect(event).toMatch(/^fail \d+ 1\.0\d–(1\.9\d|2\.0\d)$/);
  });

  it('keeps passages apart that lie more than 0.3 s from each other', () => {
    const twice = inSpan(inSpan(music(-20), 0.5, 1, overdrive(12)), 2.5, 3, overdrive(12));
    expect(found(measure(audioClipping, twice)).length).toBe(2);
  });

  it('lets loud sound pass that stays below full scale, and one full-scale sample', () => {
    const loud = music(-20);
    const peak = loud.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
    const normalised = loud.map((x) => (0.999 * x) / peak);
    expect(found(measure(audioClipping, normalised))).toEqual([]);
    normalised[96_000] = 1;
    expect(found(measure(audioClipping, normalised))).toEqual([]);
  });

  it('lets a single clipped crest pass', () => {
    const once = inSpan(music(-20), 1, 1.01, overdrive(30));
    expect(found(measure(audioClipping, once))).toEqual([]);
    expect(summaryValue(measure(audioClipping, once))).toBeGreaterThan(0);
  });
});

describe('audio-dropout', () => {
  it.each([
    { hole: 0.03, grade: 'partial 30 2.00–2.03' },
    { hole: 0.25, grade: 'fail 250 2.00–2.25' },
    { hole: 1, grade: 'fail 1000 2.00–3.00' },
  ])('finds a hole of $hole s', ({ hole, grade }) => {
    expect(
      found(
        measure(
          audioDropout,
          inSpan(music(-20), 2, 2 + hole, () => 0),
        ),
      ),
    ).toEqual([grade]);
  });

  it('finds a hole in quiet sound', () => {
    expect(
      found(
        measure(
          audioDropout,
          inSpan(music(-45), 2, 2.2, () => 0),
        ),
      ),
    ).toEqual(['fail 200 2.00–2.20']);
  });

  it('lets pauses between sentences pass', () => {
    const pauses = [
      { start: 1, end: 1.5 },
      { start: 2.4, end: 3 },
    ];
    expect(found(measure(audioDropout, levelTo(mixSound(DURATION, 9, SPEECH, pauses), -20)))).toEqual([]);
  });

  it('lets pauses without any room tone pass, because a voice dies away', () => {
    const dry = mixSound(DURATION, 9, { ...SPEECH, wind: 0 }, [{ start: 1, end: 1.8 }]);
    expect(found(measure(audioDropout, levelTo(dry, -20)))).toEqual([]);
  });

  it('lets a fade to silence and back pass', () => {
    const faded = inSpan(music(-20), 1, 3, (x, t) => x * Math.min(1, Math.max(0, Math.abs(t - 2) * 2 - 0.2)));
    expect(found(measure(audioDropout, faded))).toEqual([]);
  });

  it('lets sound pass that starts late, ends early or rests for more than a second', () => {
    expect(
      found(
        measure(
          audioDropout,
          inSpan(music(-20), 0, 0.5, () => 0),
        ),
      ),
    ).toEqual([]);
    expect(
      found(
        measure(
          audioDropout,
          inSpan(music(-20), 3.5, 4, () => 0),
        ),
      ),
    ).toEqual([]);
    expect(
      found(
        measure(
          audioDropout,
          inSpan(music(-20), 1, 2.5, () => 0),
        ),
      ),
    ).toEqual([]);
  });
});

describe('audio-silence', () => {
  it('fails digital silence with a number that can be stored', () => {
    const outcome = measure(audioSilence, music(-20).fill(0));
    expect(found(outcome)).toEqual(['fail -120 0.00–4.00']);
  });

  it.each([
    { level: -70, expected: ['fail'] },
    { level: -56, expected: ['partial'] },
    { level: -45, expected: [] },
  ])('grades a track at $level LUFS as $expected', ({ level, expected }) => {
    expect(found(measure(audioSilence, music(level))).map((event) => event.split(' ')[0])).toEqual(expected);
  });

  it('takes a track that ends before the range for silent there', () => {
    const short = music(-20).slice(0, 96_000);
    expect(found(measure(audioSilence, short, { start: 2, end: 4 }))).toEqual(['fail -120 2.00–4.00']);
    expect(found(measure(audioSilence, short))).toEqual([]);
  });

  it('judges a range of a tenth of a second', () => {
    expect(found(measure(audioSilence, music(-20), { start: 1, end: 1.1 }))).toEqual([]);
  });
});

describe('loudness', () => {
  it.each([
    { level: -45, expected: ['fail 14'], words: '14 LU quieter' },
    { level: -34, expected: ['partial 3'], words: '3 LU quieter' },
    { level: -23, expected: [], words: 'inside the accepted' },
    { level: -14, expected: [], words: 'inside the accepted' },
    { level: -5, expected: ['partial 4'], words: '4 LU louder' },
  ])('grades $level LUFS', ({ level, expected, words }) => {
    const outcome = measure(loudness, music(level));
    expect(found(outcome).map((event) => event.replace(/ \S+$/, ''))).toEqual(expected);
    expect(outcome).toMatchObject({ summary: { sentence: expect.stringContaining(words) } });
  });

  it('is left open for a range shorter than a gating block', () => {
    expect(measure(loudness, music(-20), { start: 1, end: 1.3 })).toMatchObject({ status: 'unmeasurable' });
  });
});
