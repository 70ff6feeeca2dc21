import { describe, expect, it } from 'vitest';
import { countedFootage, requestOf, scriptedBackend, wholeUnit, without } from '../../../test/fixtures/scriptedBackend.ts';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import { aspectsOf, dimensionsOf } from '../../core/taxonomy/walk.ts';
import { createFootageMaker } from './footageParts.ts';
import { frameTimes, LOOKS, planFootage } from './footagePlan.ts';

const dimensions = dimensionsOf(builtinTaxonomy());
const seeing = scriptedBackend(() => without('empty'));
const framesOnly = scriptedBackend(() => without('empty'), { capabilities: { video: false }, maximumFrames: 8 });
function unitOf(...ids: string[]) {
  return wholeUnit(...dimensions.filter(({ id }) => ids.includes(id)));
}

describe('footage', () => {
  it.each([
    ['acting.action', 8, 'low'],
    ['acting.consistency', 8, 'low'],
    ['cinematography.pacing', 8, 'low'],
    ['multi-shot.rhythm', 8, 'low'],
    ['aesthetics.visual-quality', 8, 'high'],
  ])('shows movement at speed: %s', (id, atLeast, resolution) => {
    const { kind, sampling } = planFootage(unitOf(id), requestOf(), seeing);
    expect(kind).toBe('video');
    expect(sampling.frameRate).toBeGreaterThanOrEqual(atLeast);
    expect(sampling.resolution).toBe(resolution);
  });

  it.each(['visual-concept-design.scene', 'aesthetics.materiality', 'aesthetics.chromaticity', 'cinematography.composition'])(
    'shows what hardly moves at high resolution: %s',
    (id) => {
      const { sampling } = planFootage(unitOf(id), requestOf(), seeing);
      expect(sampling.frameRate).toBeLessThanOrEqual(4);
      expect(sampling.resolution).toBe('high');
    },
  );

  it('has rules for nothing that the taxonomy does not have', () => {
    const known = [...aspectsOf(builtinTaxonomy()), ...dimensions].map(({ id }) => id);
    expect(known).toEqual(expect.arrayContaining(Object.keys(LOOKS)));
  });

  it('of several dimensions is as fine in time as the one that needs most', () => {
    const { sampling } = planFootage(unitOf('cinematography.composition', 'cinematography.pacing'), requestOf(), seeing);
    expect(sampling).toEqual({ frameRate: 12, resolution: 'low' });
  });

  it('never claims more frames than the clip has', () => {
    const request = requestOf();
    const slow = { ...request.clip, video: { ...request.clip.video, frameRate: { numerator: 5, denominator: 1 } } };
    expect(planFootage(unitOf('acting.action'), { ...request, clip: slow }, seeing).sampling.frameRate).toBe(5);
  });

  it('travels as one video for all dimensions', async () => {
    const footage = countedFootage();
    const request = requestOf({ footage });
    const maker = createFootageMaker(request, new AbortController().signal);
    await Promise.all(dimensions.map(({ id }) => maker.prepare(planFootage(unitOf(id), request, seeing))));
    expect(footage.made).toEqual(['video']);
  });

  it('is labelled frames and sound where there is no video', async () => {
    const request = requestOf({ range: { whole: false, span: { start: 2, end: 6 } } });
    const maker = createFootageMaker(request, new AbortController().signal);
    const { parts, precision, record } = await maker.prepare(planFootage(unitOf('acting.action'), request, framesOnly));
    expect(parts.map(({ kind }) => kind)).toEqual([
      'text',
      ...Array.from({ length: 8 }, () => ['text', 'frame']).flat(),
      'audio',
    ]);
    expect(parts[1]).toEqual({ kind: 'text', text: '[t=0.240s]' });
    expect(precision).toBe(0.5);
    expect(record).toEqual({ kind: 'frames', frameRate: 2, longSide: 1024, withAudio: true, bytes: 130 });
  });

  it('is a silent video with its sound beside it where no model hears what is in a video', async () => {
    const apart = scriptedBackend(() => without('empty'), { soundBesideVideo: true });
    const maker = createFootageMaker(requestOf(), new AbortController().signal);
    const { parts, record } = await maker.prepare(planFootage(unitOf('acting.action'), requestOf(), apart));
    expect(parts.map((part) => (part.kind === 'video' ? part.video.hasAudio : part.kind))).toEqual(['text', false, 'audio']);
    expect(parts[0]).toMatchObject({ text: expect.stringContaining('and its sound') });
    expect(record).toMatchObject({ kind: 'video', withAudio: true });
  });

  it('has the reference before the clip where the dimension compares', async () => {
    const clip = requestOf().clip;
    const request = requestOf({ reference: { clip, footage: countedFootage() } });
    const maker = createFootageMaker(request, new AbortController().signal);
    const kindsOf = async (id: string) =>
      (await maker.prepare(planFootage(unitOf(id), request, seeing))).parts.map((part) =>
        part.kind === 'text' ? part.text.split(/[,:]/)[0] : part.kind,
      );
    expect(await kindsOf('cinematography.composition')).toEqual(['THE REFERENCE', 'video', 'THE CLIP TO BE JUDGED', 'video']);
    expect(await kindsOf('affectivity.grounding')).toEqual(['THE CLIP TO BE JUDGED', 'video']);
  });
});

describe('frame times', () => {
  const shots = [
    { start: 0, end: 1 },
    { start: 1, end: 9 },
    { start: 9, end: 10 },
  ];
  it('reach every shot and lie inside of the range', () => {
    const times = frameTimes({ start: 0, end: 10 }, shots, { frameRate: 8, maximum: 5 });
    expect(times).toHaveLength(5);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    for (const { start, end } of shots) expect(times.some((time) => time >= start && time < end)).toBe(true);
  });

  it('are spread evenly where there are more shots than frames', () => {
    expect(frameTimes({ start: 0, end: 10 }, shots, { frameRate: 8, maximum: 2 })).toEqual([2.5, 7.5]);
  });

  it('are no more than asked for', () => {
    expect(frameTimes({ start: 4, end: 5 }, shots, { frameRate: 2, maximum: 16 })).toEqual([4.25, 4.75]);
  });
});
