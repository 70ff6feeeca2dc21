import { describe, expect, it } from 'vitest';
import { createGaussian, createRandom } from '../../../test/fixtures/samples/random.ts';
import { inSpan, levelTo, mixSound, SAMPLE_RATE, type Sound } from '../../../test/fixtures/samples/sound.ts';
import { foundIn, measureSound, soundContext, summaryOf } from '../../../test/fixtures/soundSignals.ts';
import type { Boundary } from '../../core/signals.ts';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import { audioBandwidth } from './audioBandwidth.ts';
import { audioChannelFault } from './audioChannelFault.ts';
import { audioClicks } from './audioClicks.ts';
import { audioDcOffset } from './audioDcOffset.ts';
import { audioHum } from './audioHum.ts';
import { audioLength } from './audioLength.ts';
import { audioNoiseFloor } from './audioNoiseFloor.ts';
import { audioOnsetAlignment } from './audioOnsetAlignment.ts';
import { audioSpeech } from './audioSpeech.ts';
import { audioSpeechLevel } from './audioSpeechLevel.ts';
import { audioTruePeak } from './audioTruePeak.ts';
import { outcomeOf } from './registry.ts';

const DURATION = 4;
const PAUSES = [
  { start: 1.1, end: 1.7 },
  { start: 2.6, end: 3.2 },
];
const voice = () => levelTo(mixSound(DURATION, 9, { wind: 0, pad: 0, steps: 0, voice: 1 }, PAUSES), -23);
const music = () => levelTo(mixSound(DURATION, 5, { wind: 0.5, pad: 1, steps: 0.5, voice: 0 }), -23);

/** The same noise on both sides, root mean square in dBFS. */
function plus(sound: Sound, level: number): Sound {
  const gaussian = createGaussian(createRandom(3));
  const gain = 10 ** (level / 20);
  const noise = Float32Array.from({ length: sound.length / 2 }, () => gain * gaussian());
  return sound.map((x, i) => x + (noise[i >> 1] ?? 0));
}

/** Four syllables a second: a hiss, a vowel of the voice, closed lips. */
function talk(): Sound {
  const gaussian = createGaussian(createRandom(4));
  let last = 0;
  return levelTo(mixSound(DURATION, 9, { wind: 0, pad: 0, steps: 0, voice: 1 }), -23).map((x, i) => {
    const t = ((i >> 1) / SAMPLE_RATE) % 0.25;
    if (i % 2 === 0) last = gaussian() - 0.9 * last;
    if (t < 0.07) return 0.02 * last * Math.sin((Math.PI * t) / 0.07);
    return t < 0.2 ? x * Math.sin((Math.PI * (t - 0.07)) / 0.13) : 0;
  });
}

const spoken = () => PAUSES.reduce((sound, { start, end }) => inSpan(sound, start, end, () => 0), talk());
const left = (sound: Sound) => sound.filter((_, i) => i % 2 === 0);
const both = (mono: Float32Array) => Float32Array.from({ length: 2 * mono.length }, (_, i) => mono[i >> 1] ?? 0);
const tone = (seconds: number, frequency: number, level = 0.1) =>
  both(
    Float32Array.from({ length: seconds * SAMPLE_RATE }, (_, n) => level * Math.sin((2 * Math.PI * frequency * n) / SAMPLE_RATE)),
  );

describe('every operator of sound', () => {
  const ALL = [
    audioBandwidth,
    audioChannelFault,
    audioClicks,
    audioDcOffset,
    audioHum,
    audioLength,
    audioNoiseFloor,
    audioSpeech,
    audioSpeechLevel,
    audioTruePeak,
  ];
  it.each(ALL)('$id does not apply without a track', (operator) => {
    expect(measureSound(operator, { sound: null, picture: DURATION })).toMatchObject({ status: 'not-applicable' });
  });

  it.each(ALL)('$id copes with a tenth of a second, and draws what it measures', (operator) => {
    const sketch = { sound: music().slice(0, 9600) };
    expect(['measured', 'unmeasurable', 'not-applicable']).toContain(measureSound(operator, sketch).status);
  });
});

describe('audio-clicks', () => {
  const click = (sound: Sound, times: readonly number[], level = 0.3) => {
    const spoilt = sound.slice();
    for (const time of times) spoilt[2 * Math.round(time * SAMPLE_RATE)] = level;
    return spoilt;
  };

  it('finds a single sample that sticks out, in one channel, at its hundredth of a second', () => {
    const [event, ...others] = foundIn(measureSound(audioClicks, { sound: click(music(), [1.805]) }));
    expect(others).toEqual([]);
    expect(event).toMatch(/^(partial|fail) \d+ 1\.80–1\.81$/);
  });

  it('finds a splice that does not fit', () => {
    const sound = tone(DURATION, 220);
    const jump = inSpan(sound, 2.001, DURATION, (x) => -x);
    expect(foundIn(measureSound(audioClicks, { sound: jump })).length).toBe(1);
  });

  it('lets steps, plosives, a clean splice at rest and the ends of the track pass', () => {
    expect(foundIn(measureSound(audioClicks, { sound: music() }))).toEqual([]);
    expect(foundIn(measureSound(audioClicks, { sound: plus(voice(), -60) }))).toEqual([]);
    expect(foundIn(measureSound(audioClicks, { sound: tone(DURATION, 220.3) }))).toEqual([]);
    expect(foundIn(measureSound(audioClicks, { sound: inSpan(music(), 2, 3, () => 0) }))).toEqual([]);
  });

  it('leaves a crackle open', () => {
    const times = Array.from({ length: 40 }, (_, n) => 0.1 + 0.093 * n);
    expect(measureSound(audioClicks, { sound: click(music(), times) })).toMatchObject({ status: 'unmeasurable' });
  });
});

describe('noise-floor', () => {
  it.each([
    { hiss: -66, grade: [] },
    { hiss: -52, grade: ['partial'] },
    { hiss: -42, grade: ['fail'] },
  ])('grades hiss of $hiss dBFS behind a voice as $grade', ({ hiss, grade }) => {
    const found = foundIn(measureSound(audioNoiseFloor, { sound: plus(spoken(), hiss) }));
    expect([...new Set(found.map((event) => event.split(' ')[0]))]).toEqual(grade);
  });

  it('says where the hiss is heard alone', () => {
    const outcome = measureSound(audioNoiseFloor, { sound: plus(spoken(), -45) });
    const spans = outcome.status === 'measured' ? outcome.events.map(({ measurement }) => measurement.span) : [];
    for (const pause of PAUSES) {
      expect(spans.some(({ start, end }) => start < pause.start + 0.1 && end > pause.end - 0.1)).toBe(true);
    }
  });

  it('finds hiss that lies higher in one pause than in the other', () => {
    const breathing = inSpan(plus(spoken(), -45), 2.5, 3.3, (x) => 1.2 * x);
    const outcome = measureSound(audioNoiseFloor, { sound: breathing });
    expect(outcome.status === 'measured' && outcome.events.map(({ measurement }) => Math.floor(measurement.span.start))).toEqual([
      1, 2,
    ]);
  });

  it('takes noise that never rests for the scene', () => {
    const rain = plus(new Float32Array(2 * DURATION * SAMPLE_RATE), -25);
    expect(measureSound(audioNoiseFloor, { sound: rain })).toMatchObject({ status: 'unmeasurable' });
    const sea = rain.map((x, i) => x * (0.3 + 0.7 * Math.abs(Math.sin(i / 2 / SAMPLE_RATE))));
    expect(measureSound(audioNoiseFloor, { sound: sea })).toMatchObject({ status: 'unmeasurable' });
  });

  it('does not hold against a quiet clip what nobody hears', () => {
    const quiet = plus(spoken(), -45).map((x) => x / 10);
    expect(foundIn(measureSound(audioNoiseFloor, { sound: quiet }))).toEqual([]);
  });
});

describe('bandwidth', () => {
  /** Keeps what lies below a frequency: windowed sinc of 400 samples a side. */
  const cutAt = (sound: Sound, frequency: number) => {
    const mono = left(sound);
    const taps = Float64Array.from({ length: 801 }, (_, n) => {
      const x = (2 * frequency * (n - 400)) / SAMPLE_RATE;
      const sinc = n === 400 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
      return ((2 * frequency) / SAMPLE_RATE) * sinc * (0.5 + 0.5 * Math.cos((Math.PI * (n - 400)) / 401));
    });
    return both(
      Float32Array.from(mono, (_, n) => {
        let sum = 0;
        for (let k = 0; k < taps.length; k++) sum += (taps[k] ?? 0) * (mono[n - k] ?? 0);
        return sum;
      }),
    );
  };
  const short = () => plus(voice().slice(0, 2 * 1.5 * SAMPLE_RATE), -40);

  it.each([
    { frequency: 3400, grade: 'fail' },
    { frequency: 5500, grade: 'partial' },
  ])('finds sound that ends at $frequency Hz', ({ frequency, grade }) => {
    const outcome = measureSound(audioBandwidth, { sound: cutAt(short(), frequency) });
    expect(foundIn(outcome).map((event) => event.split(' ')[0])).toEqual([grade]);
    expect(Math.abs(summaryOf(outcome) / (frequency / 1000) - 1)).toBeLessThan(0.13);
  });

  it('passes open sound, and the low pass of a codec', () => {
    expect(foundIn(measureSound(audioBandwidth, { sound: short() }))).toEqual([]);
    expect(foundIn(measureSound(audioBandwidth, { sound: cutAt(short(), 15_000) }))).toEqual([]);
  });

  it('cannot reach beyond half the sample rate of the file', () => {
    expect(foundIn(measureSound(audioBandwidth, { sound: short(), sampleRate: 8000 })).length).toBe(1);
  });

  it('is drawn second by second', () => {
    const open = plus(voice(), -40);
    const dull = cutAt(open, 3400);
    const sound = open.map((x, i) => (i < open.length / 2 ? x : (dull[i] ?? 0)));
    const drawn = audioBandwidth.trace?.(soundContext({ sound }));
    const [first = 0, last = 0] = [drawn?.values[10], drawn?.values[70]];
    expect(first).toBeGreaterThan(12);
    expect(Math.abs(last / 3.4 - 1)).toBeLessThan(0.13);
  });

  it('does not judge a tone that has no highs', () => {
    expect(measureSound(audioBandwidth, { sound: tone(2, 440) })).toMatchObject({ status: 'unmeasurable' });
  });
});

describe('channel-fault', () => {
  const centred = () => plus(voice(), -50);
  const onRight = (sound: Sound, start: number, end: number, change: (x: number) => number) =>
    sound.map((x, i) => {
      const t = (i >> 1) / SAMPLE_RATE;
      return i % 2 === 1 && t >= start && t < end ? change(x) : x;
    });

  it('finds a channel that goes dead', () => {
    const found = foundIn(measureSound(audioChannelFault, { sound: onRight(music(), 1, 2.5, () => 0) }));
    expect(found).toEqual(['fail 2 1.00–2.50']);
  });

  it('finds a channel that is upside down, to a quarter of a second', () => {
    const [event, ...others] = foundIn(measureSound(audioChannelFault, { sound: onRight(centred(), 1, 2.5, (x) => -x) }));
    expect(others).toEqual([]);
    expect(event).toMatch(/^fail \d (0\.[89]\d|1\.[01]\d)–2\.[3-7]\d$/);
  });

  it('finds, to a block, a spacious sound that is turned upside down, and not one that always was', () => {
    const spacious = music().map((x, i, all) => x + 0.3 * (all[i ^ 1] ?? 0));
    const found = foundIn(measureSound(audioChannelFault, { sound: onRight(spacious, 1, 2.5, (x) => -x) }));
    expect(found).toEqual(['fail 2 1.00–2.50']);
    expect(foundIn(measureSound(audioChannelFault, { sound: onRight(spacious, 0, DURATION, (x) => -x) }))).toEqual([]);
  });

  it('lets wide stereo, two equal channels, mono and an empty surround pass', () => {
    expect(foundIn(measureSound(audioChannelFault, { sound: music() }))).toEqual([]);
    expect(foundIn(measureSound(audioChannelFault, { sound: centred() }))).toEqual([]);
    expect(measureSound(audioChannelFault, { sound: left(music()), channels: 1 })).toMatchObject({ status: 'not-applicable' });
    const front = music();
    const surround = Float32Array.from({ length: 3 * front.length }, (_, i) =>
      i % 6 < 2 ? (front[2 * Math.floor(i / 6) + (i % 6)] ?? 0) : 0,
    );
    expect(foundIn(measureSound(audioChannelFault, { sound: surround, channels: 6 }))).toEqual([]);
  });
});

describe('dc-offset', () => {
  it('finds an offset, its size and its time', () => {
    const [event, ...others] = foundIn(measureSound(audioDcOffset, { sound: inSpan(music(), 1, 3, (x) => x + 0.12) }));
    expect(others).toEqual([]);
    expect(event).toMatch(/^fail 1[123] (0\.[89]|1\.[012])\d–(2\.[89]|3\.[012])\d$/);
  });

  it('lets deep notes pass', () => {
    expect(foundIn(measureSound(audioDcOffset, { sound: tone(DURATION, 31, 0.8) }))).toEqual([]);
  });
});

describe('audio-length', () => {
  it.each([
    { case: 'ends early', sketch: { picture: DURATION + 1.5 }, found: ['fail 2 4.00–5.50'] },
    { case: 'goes on', sketch: { picture: DURATION - 0.5 }, found: ['partial 1 3.50–4.00'] },
    { case: 'is as long', sketch: { picture: DURATION + 0.04 }, found: [] },
  ])('sees that the sound $case', ({ sketch, found }) => {
    expect(foundIn(measureSound(audioLength, { sound: music(), ...sketch }))).toEqual(found);
  });

  it('tells a track that starts late from one that starts with silence', () => {
    const late = inSpan(music(), 0, 1.2, () => 0);
    expect(foundIn(measureSound(audioLength, { sound: late, claimed: DURATION - 1.2 }))).toEqual(['fail 1 0.00–1.20']);
    expect(foundIn(measureSound(audioLength, { sound: late }))).toEqual([]);
  });
});

describe('what is only shown', () => {
  it('mains hum', () => {
    const hum = (sound: Sound, mains: number) =>
      sound.map((x, i) => {
        const phase = (2 * Math.PI * mains * (i >> 1)) / SAMPLE_RATE;
        return x + 0.004 * (Math.sin(phase) + Math.sin(2 * phase) / 2 + Math.sin(3 * phase) / 3 + Math.sin(4 * phase) / 4);
      });
    expect(foundIn(measureSound(audioHum, { sound: music() }))).toEqual([]);
    expect(foundIn(measureSound(audioHum, { sound: hum(plus(voice(), -60), 50) })).length).toBe(1);
    expect(measureSound(audioHum, { sound: hum(plus(voice(), -60), 60.1) })).toMatchObject({
      summary: { sentence: expect.stringContaining('60 Hz') },
    });
  });

  it('true peaks above full scale', () => {
    expect(foundIn(measureSound(audioTruePeak, { sound: music() }))).toEqual([]);
    const between = tone(1, 12_000, 1.2).map((_, i) => 0.9 * Math.sin((Math.PI / 2) * (i >> 1) + Math.PI / 4));
    expect(summaryOf(measureSound(audioTruePeak, { sound: between }))).toBeLessThan(0);
    const over = between.map((x) => (x / 0.9) * 1.2);
    expect(foundIn(measureSound(audioTruePeak, { sound: over })).length).toBe(1);
  });

  it('where somebody speaks', () => {
    const rest = new Float32Array(2 * 3 * SAMPLE_RATE);
    const outcome = measureSound(audioSpeech, { sound: plus(Float32Array.from([...rest, ...talk(), ...rest]), -70) });
    const [event, ...others] = foundIn(outcome);
    expect(others).toEqual([]);
    expect(event).toMatch(/^shown \d (2\.[5-9]|3\.[0-4])\d–(6\.[6-9]|7\.[0-5])\d$/);
    expect(foundIn(measureSound(audioSpeech, { sound: tone(DURATION, 440) }))).toEqual([]);
  });

  it('how far speech stands above its gaps', () => {
    const clear = summaryOf(measureSound(audioSpeechLevel, { sound: plus(talk(), -70) }));
    const covered = summaryOf(measureSound(audioSpeechLevel, { sound: plus(talk(), -45) }));
    expect(clear).toBeGreaterThan(covered + 10);
  });

  it('how far speech stands above its gaps is drawn where there is speech', () => {
    const rest = new Float32Array(4 * SAMPLE_RATE);
    const context = soundContext({ sound: plus(Float32Array.from([...rest, ...talk()]), -70) });
    const { times, values } = audioSpeechLevel.trace?.(context) ?? { times: [], values: [] };
    expect(values[times.findLastIndex((time) => time <= 0.5)]).toBeNaN();
    const spoken = values[times.findLastIndex((time) => time <= 4)] ?? 0;
    expect(spoken).toBeCloseTo(summaryOf(outcomeOf(audioSpeechLevel, context, builtinTaxonomy().thresholds)), 3);
  });

  it('cuts on onsets, against chance', () => {
    const cut = (time: number): Boundary => ({ kind: 'cut', start: time, end: time, confidence: 1 });
    const beats = plus(new Float32Array(2 * DURATION * SAMPLE_RATE), -15).map(
      (x, i) => x * Math.exp(-8 * (((i >> 1) / SAMPLE_RATE) % 1)),
    );
    const on = measureSound(audioOnsetAlignment, { sound: beats, boundaries: [cut(1.02), cut(2), cut(2.96)] });
    expect(on).toMatchObject({ summary: { sentence: expect.stringMatching(/^3 of 3 cuts fall on an onset/) } });
    const off = measureSound(audioOnsetAlignment, { sound: beats, boundaries: [cut(1.4), cut(2.5)] });
    expect(summaryOf(off)).toBeLessThan(0);
    expect(measureSound(audioOnsetAlignment, { sound: beats })).toMatchObject({ status: 'not-applicable' });
  });
});
