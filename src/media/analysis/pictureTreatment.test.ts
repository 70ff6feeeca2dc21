import { expect, test } from 'vitest';
import { sketchedClip } from '../../../test/fixtures/sketchedClip.ts';
import type { VideoStream } from '../../core/clip.ts';
import { treatPicture } from './pictureTreatment.ts';

const EVERY_FILTER = ['scale', 'field', 'bwdif', 'premultiply', 'lutrgb', 'colorchannelmixer'];
const { video } = sketchedClip({ duration: 1, frames: { times: new Float64Array(1), end: 1 } });
const treat = (changes: Partial<VideoStream>, filters: readonly string[] = EVERY_FILTER) =>
  treatPicture({ ...video, ...changes }, filters);

test('an ordinary picture is left alone', () => {
  expect(treat({})).toEqual({ beforeScaling: '', afterScaling: '', afterCrop: '', limitations: [], notes: [] });
  expect(treat({ bitDepth: 10, pixelFormat: 'yuv420p10le', fieldOrder: 'unknown' })).toEqual(treat({}));
});

test.each([
  ['top-first', 'field=top,', 'parity=tff'],
  ['bottom-first', 'field=bottom,', 'parity=bff'],
] as const)('of fields, %s, one is taken', (fieldOrder, small, native) => {
  const treatment = treat({ fieldOrder });
  expect(treatment.beforeScaling).toBe(small);
  expect(treatment.afterCrop).toContain(native);
  expect(treatment.limitations).toEqual([]);
});

test('treatments add up, each after the one it depends on', () => {
  const { afterScaling, limitations } = treat({ transfer: 'hlg', alpha: true, pixelFormat: 'yuva420p10le' });
  expect(afterScaling.indexOf('premultiply')).toBeLessThan(afterScaling.indexOf('lutrgb'));
  expect(limitations).toEqual([]);
});

test.each([
  [{ fieldOrder: 'top-first' }, 'bwdif', /no bwdif filter: the fields .* interwoven/],
  [{ alpha: true, pixelFormat: 'yuva420p' }, 'premultiply', /no premultiply filter: .* opaque/],
  [{ transfer: 'pq' }, 'lutrgb', /no lutrgb filter: .* without tone mapping/],
] as const)('without a filter the picture %j stays as it is, and that is said', (changes, lacking, words) => {
  const treatment = treat(
    changes,
    EVERY_FILTER.filter((name) => name !== lacking),
  );
  expect(treatment).toMatchObject({ beforeScaling: '', afterScaling: '', afterCrop: '', notes: [] });
  expect(treatment.limitations).toEqual([expect.stringMatching(words)]);
});

test.each([
  ['pq', 'HDR (PQ): it is judged tone-mapped to SDR, with 1000 cd/m² as white'],
  ['hlg', 'HDR (HLG): it is judged tone-mapped to SDR, with 1000 cd/m² as white'],
] as const)('tone mapping is said: %s', (transfer, words) => {
  expect(treat({ transfer }).notes).toEqual([expect.stringContaining(words)]);
});

test('what cannot be undone is said', () => {
  expect(treat({ fieldOrder: 'top-first', rotation: 90 })).toMatchObject({
    beforeScaling: '',
    limitations: [expect.stringContaining('interlaced and turned')],
  });
  expect(treat({ codec: 'vp9', alpha: true }).limitations).toEqual([expect.stringContaining('transparency of this vp9 picture')]);
});
