import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFfmpegTool } from '../fixtures/ffmpegTool.ts';
import { demoClip } from './demoClip.ts';
import type { DemoClip } from './playerServer.ts';

export const FILM_SECONDS = 7200;
/** Length of each of its shots. */
export const SHOT_SECONDS = 5;
const TILES = 60;

/** A film of two hours with what an analysis would leave behind, made up where decoding it would take too long for a test. */
export async function longFilm(folder: string): Promise<DemoClip> {
  const file = join(folder, 'film.mp4');
  const source = `testsrc2=size=160x90:rate=1:duration=${FILM_SECONDS}`;
  await runFfmpegTool([
    '-f',
    'lavfi',
    '-i',
    source,
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-g',
    '20',
    '-pix_fmt',
    'yuv420p',
    file,
  ]);
  const sheet = join(folder, 'sheet.jpg');
  await runFfmpegTool([
    '-skip_frame',
    'nokey',
    '-i',
    file,
    '-vf',
    `select='not(mod(n,6))',tile=10x6`,
    '-frames:v',
    '1',
    '-q:v',
    '5',
    sheet,
  ]);
  const { data } = await demoClip(file, { analysed: false });
  const pairs = FILM_SECONDS * 50;
  const loudness = Array.from(
    { length: pairs },
    (_, i) => Math.abs(Math.sin(i / 9000)) * (0.3 + 0.7 * Math.abs(Math.sin(i * 12.9898))),
  );
  const shots = Array.from({ length: FILM_SECONDS / SHOT_SECONDS }, (_, index) => ({
    index,
    start: index * SHOT_SECONDS,
    end: (index + 1) * SHOT_SECONDS,
  }));
  const times = Array.from({ length: 6000 }, (_, i) => i * 1.2);
  return {
    file,
    data: {
      ...data,
      clip: data.clip,
      analysis: {
        shots,
        boundaries: shots.slice(1).map(({ start }) => ({ kind: 'cut', start, end: start, confidence: 1 })),
        waveform: { hop: 0.02, minimum: loudness.map((value) => -value), maximum: loudness },
        thumbnails: {
          width: 160,
          height: 90,
          columns: 10,
          times: Array.from({ length: TILES }, (_, i) => (i * FILM_SECONDS) / TILES),
          jpeg: (await readFile(sheet)).toString('base64'),
        },
        faces: [],
        subject: [],
        traces: [
          {
            operator: 'luma-flicker',
            title: 'Exposure flicker',
            unit: '%',
            aspect: 'cinematography',
            threshold: { partial: 0.6, fail: 0.9 },
            times,
            values: times.map((t) => Math.abs(Math.sin(t / 40))),
          },
        ],
      },
    },
  };
}
