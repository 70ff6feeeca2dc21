import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { analysedClip, countOf, resultOf } from '../../../test/fixtures/analysedClip.ts';

/** How a clip's frames are timed and repeated, as a real file, and what the operators of timing make of it. */

const folder = mkdtempSync(join(tmpdir(), 'evalverse-timing-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A texture that a camera pans over, evenly. */
const pan = (rate: number, seconds: number) => [
  ...['-f', 'lavfi', '-i', `color=gray:size=640x180:rate=${rate}:duration=${seconds}`],
  ...['-vf', `noise=alls=70:all_seed=7,gblur=sigma=6,eq=contrast=10,crop=320:180:x='mod(n*2,300)':y=0`],
];
const x264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16', '-pix_fmt', 'yuv420p'];
/** `pan` with further filters. */
const panned = (rate: number, seconds: number, filters: string) => {
  const args = pan(rate, seconds);
  return [...args.slice(0, -1), `${args.at(-1)},${filters}`, ...x264];
};
const make = (name: string, args: readonly string[]) => analysedClip(folder, name, args);

test.each([
  ['8 frames a second', panned(8, 4, 'null')],
  ['12 frames a second', panned(12, 4, 'null')],
  ['8 in 24', panned(8, 4, 'fps=24')],
  ['24 in 25', panned(24, 6, 'fps=25')],
  ['24 in 30', panned(24, 4, 'fps=30')],
  ['24 in 60', panned(24, 4, 'fps=60')],
  ['30 in 25', panned(30, 4, 'fps=25')],
  ['60 in 24', panned(60, 4, 'fps=24')],
])('%s is no fault', async (name, args) => {
  const analysed = await make(`${name}.mp4`, args);
  for (const operator of ['frozen-frames', 'duplicate-frames', 'dropped-frames', 'black-frames'])
    expect([operator, countOf(analysed, operator)]).toEqual([operator, 0]);
});

test('a gap in the time stamps of a moving shot is a missing frame', async () => {
  const analysed = await make('gap.mkv', [...panned(25, 4, "select='not(between(n,50,51))'"), '-fps_mode', 'passthrough']);
  expect(analysed.clip.video.variableFrameRate).toBe(true);
  const result = resultOf(analysed, 'dropped-frames');
  expect(result).toMatchObject({
    events: [
      {
        measurement: { value: expect.closeTo(3, 1) },
        sentence: expect.stringContaining('one frame stays for 120 ms where the others stay for 40 ms'),
      },
    ],
  });
  expect(result.status === 'measured' && result.events[0]?.measurement.span.start).toBeCloseTo(2.08, 2);
});

test('frames that are missing without a trace in the time stamps jump', async () => {
  const analysed = await make('jump.mp4', [
    ...panned(25, 4, "select='not(between(n,50,52))',setpts=N/25/TB"),
    ...['-fps_mode', 'passthrough'],
  ]);
  const result = resultOf(analysed, 'dropped-frames');
  expect(countOf(analysed, 'dropped-frames')).toBe(1);
  expect(result.status === 'measured' && result.events[0]?.measurement.span.start).toBeCloseTo(2, 2);
});

test('a stutter in a part of the shot is a fault, and a freeze another', async () => {
  const stutter = await make('stutter.mp4', panned(25, 5, "select='not(between(n,50,80)*mod(n,2))',fps=25"));
  expect(resultOf(stutter, 'duplicate-frames')).toMatchObject({
    events: [{ sentence: expect.stringMatching(/stutters for 1\.\d+ s: 1\d of \d+ frames repeat/) }],
  });
  const freeze = await make('freeze.mp4', panned(25, 5, "select='not(between(n,50,70))',fps=25"));
  expect(countOf(freeze, 'duplicate-frames')).toBe(0);
  expect(resultOf(freeze, 'frozen-frames')).toMatchObject({
    events: [{ measurement: { span: { start: expect.closeTo(1.96, 1) } } }],
  });
});
