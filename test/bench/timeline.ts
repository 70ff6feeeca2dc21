import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STRIP_TILES, stripTimes } from '../../src/core/thumbnailStrip.ts';
import { locateFfmpeg } from '../../src/media/ffmpeg/location.ts';
import { makeThumbnailStrip } from '../../src/media/footage/thumbnailStrip.ts';
import { probeClip } from '../../src/media/probe/probe.ts';
import { runFfmpegTool } from '../fixtures/ffmpegTool.ts';
import { launchBrowser } from '../harness/browser.ts';
import { longFilm } from '../ui/longFilm.ts';
import { startPlayerServer } from '../ui/playerServer.ts';

/** Frames of the screen that are looked at, about two seconds at 60 a second. */
const FRAMES = 120;
/** Milliseconds of a frame at 60 a second. */
const FRAME = 1000 / 60;

type Motion = 'panning' | 'zooming';

interface MotionOptions {
  readonly motion: Motion;
  /** Pixels of the wheel by which the whole film is zoomed before. */
  readonly zoom: number;
  readonly frames: number;
  /** Milliseconds. */
  readonly frame: number;
}

export interface MotionRow {
  readonly name: string;
  readonly motion: Motion;
  /** Of the frames that the screen could have shown. */
  readonly dropped: number;
  readonly frames: number;
  /** Milliseconds of script for each frame: the middle one and the longest. */
  readonly median: number;
  readonly longest: number;
}

/** Pans and zooms ten thousand findings of a film of two hours in a browser, where half of the film is shown and closer. */
export async function measureMotion(): Promise<MotionRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-bench-timeline-'));
  const browser = await launchBrowser();
  const server = await startPlayerServer({ film: await longFilm(folder) });
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(server.url('film', { state: 'crowded' }));
    await page.locator('.finding-list').waitFor();
    const rows: MotionRow[] = [];
    for (const [name, zoom] of [
      ['half of the film', 180],
      ['ten minutes', 460],
      ['half a minute', 750],
    ] as const) {
      for (const motion of ['panning', 'zooming'] as const)
        rows.push({ name, motion, ...(await page.evaluate(move, { motion, zoom, frames: FRAMES, frame: FRAME })) });
    }
    return rows;
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs in the page: turns the wheel once a frame, first one way and then back, and looks at when frames come. */
async function move({ motion, zoom, frames, frame }: MotionOptions): Promise<Omit<MotionRow, 'name' | 'motion'>> {
  const area = document.querySelector('.timeline-area');
  if (!area) throw new Error('no timeline');
  const box = area.getBoundingClientRect();
  const turn = (init: WheelEventInit) =>
    area.dispatchEvent(
      new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: box.left + 300, clientY: box.top + 60, ...init }),
    );
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  turn({ deltaY: 10_000, ctrlKey: true });
  turn({ deltaY: -zoom, ctrlKey: true });
  for (let i = 0; i < 20; i++) await nextFrame();
  const rendered = new MessageChannel();
  const times: number[] = [];
  const work: number[] = [];
  for (let i = 0; i < frames; i++) {
    times.push(await nextFrame());
    const begun = performance.now();
    const delta = i < frames / 2 ? 6 : -6;
    turn(motion === 'panning' ? { deltaX: delta } : { deltaY: -delta, ctrlKey: true });
    // A message is handled once the frame is rendered.
    await new Promise<unknown>((resolve) => {
      rendered.port1.onmessage = resolve;
      rendered.port2.postMessage(null);
    });
    work.push(performance.now() - begun);
  }
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? time));
  const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / frame) - 1), 0);
  work.sort((a, b) => a - b);
  return { dropped, frames: gaps.length + dropped, median: work[work.length >> 1] ?? 0, longest: work.at(-1) ?? 0 };
}

export interface ThumbnailRow {
  readonly name: string;
  /** Thumbnails made in a second, none of them out of a cache. */
  readonly perSecond: number;
}

/** Makes thumbnails of a clip of a minute in Full HD, far apart and close together. */
export async function measureThumbnails(): Promise<ThumbnailRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-bench-thumbnails-'));
  try {
    const path = join(folder, 'clip.mp4');
    const source = 'testsrc2=size=1920x1080:rate=24:duration=60';
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
      '48',
      '-pix_fmt',
      'yuv420p',
      path,
    ]);
    const ffmpeg = await locateFfmpeg({ setting: null, wasmFolders: [] });
    const clip = await probeClip(ffmpeg, { path, hash: 'bench' }, {});
    const rows: ThumbnailRow[] = [];
    for (const [name, times] of [
      ['5 s apart', Array.from({ length: STRIP_TILES }, (_, i) => i * 5)],
      ['0.25 s apart', stripTimes({ level: 2, block: 3 }, clip.duration)],
    ] as const) {
      const begun = performance.now();
      await makeThumbnailStrip(ffmpeg, clip, times, new AbortController().signal);
      rows.push({ name, perSecond: (1000 * times.length) / (performance.now() - begun) });
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
