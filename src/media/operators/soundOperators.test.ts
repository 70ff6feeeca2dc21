import { describe, expect, it } from 'vitest';
import { type Instruments, inSpan, levelTo, mixSound, overdrive, type Sound } from '../../../test/fixtures/samples/sound.ts';
import { foundIn, measureSound, summaryOf } from '../../../test/fixtures/soundSignals.ts';
import type { TimeSpan } from '../../core/time.ts';
import { audioClipping } from './audioClipping.ts';
import { audioDropout } from './audioDropout.ts';
import { audioSilence } from './audioSilence.ts';
import { loudness } from './loudness.ts';
import type { Operator, OperatorOutcome } from './operator.ts';

const DURATION = 4;
const MUSIC: Instruments = { wind: 0.5, pad: 1, steps: 0.5, voice: 0 };
const SPEECH: Instruments = { wind: 0.08, pad: 0, steps: 0, voice: 1 };

function music(level: number): Sound {
  return levelTo(mixSound(DURATION, 5, MUSIC), level);
}

function measure(operator: Operator, sound: Sound | null, range: TimeSpan = { start: 0, end: DURATION }): OperatorOutcome {
  return measureSound(operator, { sound, picture: DURATION }, range);
}

describe('every sound operator', () => {
  it.each([audioClipping, audioDropout, audioSilence, loudness])('$id does not apply to a clip without sound', (operator) => {
    expect(measure(operator, null)).toEqual({ status: 'not-applicable', reason: 'The clip has no sound track.' });
  });

  it.each([audioClipping, audioDropout, loudness])('$id does not apply to a silent track', (operator) => {
    expect(measure(operator, music(-20).fill(0))).toMatchObject({ status: 'not-applicable' });
  });

  it.each([audioClipping, audioDropout, audioSilence, loudness])('$id finds nothing in a clean mix', (operator) => {
    expect(foundIn(measure(operator, music(-20)))).toEqual([]);
  });

  it.each([audioClipping, audioDropout])('$id looks at the range only', (operator) => {
    const spoilt = inSpan(
      inSpan(music(-20), 1, 1.1, () => 0),
      1.3,
      1.6,
      overdrive(20),
    );
    expect(foundIn(measure(operator, spoilt)).length).toBe(1);
    expect(foundIn(measure(operator, spoilt, { start: 2, end: DURATION }))).toEqual([]);
  });
});

describe('audio-clipping', () => {
  it('finds the passage that is driven into full scale', () => {
    const [event, ...others] = foundIn(measure(audioClipping, inSpan(music(-20), 1, 2, overdrive(12))));
    expect(others).toEqual([]);
    expect(event).toMatch(/^fail \d+ 1\.0\d–(1\.9\d|2\.0\d)$/);
  });

  it('keeps passages apart that lie more than 0.3 s from each other', () => {
    const twice = inSpan(inSpan(music(-20), 0.5, 1, overdrive(12)), 2.5, 3, overdrive(12));
    expect(foundIn(measure(audioClipping, twice)).length).toBe(2);
  });

  it('lets loud sound pass that stays below full scale, and one full-scale sample', () => {
    const loud = music(-20);
    const peak = loud.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
    const normalised = loud.map((x) => (0.999 * x) / peak);
    expect(foundIn(measure(audioClipping, normalised))).toEqual([]);
    normalised[96_000] = 1;
    expect(foundIn(measure(audioClipping, normalised))).toEqual([]);
  });

  it('lets a single clipped crest pass', () => {
    const once = inSpan(music(-20), 1, 1.01, overdrive(30));
    expect(foundIn(measure(audioClipping, once))).toEqual([]);
    expect(summaryOf(measure(audioClipping, once))).toBeGreaterThan(0);
  });
});

describe('audio-dropout', () => {
  it.each([
    { hole: 0.03, grade: 'partial 30 2.00–2.03' },
    { hole: 0.25, grade: 'fail 250 2.00–2.25' },
    { hole: 1, grade: 'fail 1000 2.00–3.00' },
  ])('finds a hole of $hole s', ({ hole, grade }) => {
    expect(
      foundIn(
        measure(
          audioDropout,
          inSpan(music(-20), 2, 2 + hole, () => 0),
        ),
      ),
    ).toEqual([grade]);
  });

  it('finds a hole in quiet sound', () => {
    expect(
      foundIn(
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
    expect(foundIn(measure(audioDropout, levelTo(mixSound(DURATION, 9, SPEECH, pauses), -20)))).toEqual([]);
  });

  it('lets pauses without any room tone pass, because a voice dies away', () => {
    const dry = mixSound(DURATION, 9, { ...SPEECH, wind: 0 }, [{ start: 1, end: 1.8 }]);
    expect(foundIn(measure(audioDropout, levelTo(dry, -20)))).toEqual([]);
  });

  it('lets a fade to silence and back pass', () => {
    const faded = inSpan(music(-20), 1, 3, (x, t) => x * Math.min(1, Math.max(0, Math.abs(t - 2) * 2 - 0.2)));
    expect(foundIn(measure(audioDropout, faded))).toEqual([]);
  });

  it('lets the rests between beeps pass, but not lost packets that come as regularly', () => {
    const beep = (on: number, off: number) => {
      const sound = new Float32Array(2 * 48_000 * DURATION);
      for (let i = 0; i < sound.length; i++) {
        const t = Math.floor(i / 2) / 48_000;
        sound[i] = t % (on + off) < on ? 0.3 * Math.sin(2 * Math.PI * 800 * t) : 0;
      }
      return sound;
    };
    expect(foundIn(measure(audioDropout, beep(0.15, 0.35)))).toEqual([]);
    expect(foundIn(measure(audioDropout, beep(0.18, 0.1)))).toEqual([]);
    expect(foundIn(measure(audioDropout, beep(0.46, 0.04))).length).toBeGreaterThan(5);
  });

  it('lets closed lips pass: a voice leaves more than nothing in its gaps', () => {
    const gated = levelTo(mixSound(DURATION, 9, { ...SPEECH, wind: 0 }), -20);
    const closed = inSpan(gated, 2, 2.06, (x) => x * 0.006);
    expect(foundIn(measure(audioDropout, closed))).toEqual([]);
  });

  it('lets sound pass that starts late, ends early or rests for more than a second', () => {
    expect(
      foundIn(
        measure(
          audioDropout,
          inSpan(music(-20), 0, 0.5, () => 0),
        ),
      ),
    ).toEqual([]);
    expect(
      foundIn(
        measure(
          audioDropout,
          inSpan(music(-20), 3.5, 4, () => 0),
        ),
      ),
    ).toEqual([]);
    expect(
      foundIn(
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
    expect(foundIn(outcome)).toEqual(['fail -120 0.00–4.00']);
  });

  it.each([
    { level: -70, expected: ['fail'] },
    { level: -56, expected: ['partial'] },
    { level: -45, expected: [] },
  ])('grades a track at $level LUFS as $expected', ({ level, expected }) => {
    expect(foundIn(measure(audioSilence, music(level))).map((event) => event.split(' ')[0])).toEqual(expected);
  });

  it('takes a track that ends before the range for silent there', () => {
    const short = music(-20).slice(0, 96_000);
    expect(foundIn(measure(audioSilence, short, { start: 2, end: 4 }))).toEqual(['fail -120 2.00–4.00']);
    expect(foundIn(measure(audioSilence, short))).toEqual([]);
  });

  it('judges a range of a tenth of a second', () => {
    expect(foundIn(measure(audioSilence, music(-20), { start: 1, end: 1.1 }))).toEqual([]);
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
    expect(foundIn(outcome).map((event) => event.replace(/ \S+$/, ''))).toEqual(expected);
    expect(outcome).toMatchObject({ summary: { sentence: expect.stringContaining(words) } });
  });

  it('is left open for a range shorter than a gating block', () => {
    expect(measure(loudness, music(-20), { start: 1, end: 1.3 })).toMatchObject({ status: 'unmeasurable' });
  });
});
