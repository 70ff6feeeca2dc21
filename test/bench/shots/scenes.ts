import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runFfmpegTool } from '../../fixtures/ffmpegTool.ts';
import { FRAME_RATE, FRAME_SIZE, HEIGHT, type Picture, WIDTH } from './picture.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
/** Further footage, used where it is present. */
export const FOOTAGE = resolve(ROOT, '../shared/footage');

/** Thresholds are chosen on one group and reported on the other: the held-out scenes are never looked at when tuning. */
export type Group = 'tuning' | 'held-out';

interface SceneSource {
  readonly file: string;
  readonly group: Group;
  /** Scenes of the same place never follow one another. */
  readonly place: string;
  /** Seconds of the file that hold one uncut shot; to the end without `to`. */
  readonly from?: number;
  readonly to?: number;
}

export interface Scene {
  readonly name: string;
  readonly group: Group;
  readonly place: string;
  readonly frames: readonly Picture[];
}

const SAMPLES: readonly SceneSource[] = [
  { file: 'camera-shake.clean.mp4', group: 'tuning', place: 'drawn houses' },
  { file: 'frozen-frames.clean.mp4', group: 'tuning', place: 'drawn dusk' },
  { file: 'clipped-highlights.clean.mp4', group: 'held-out', place: 'drawn snow' },
  { file: 'duplicate-frames.clean.mp4', group: 'held-out', place: 'drawn meadow' },
  { file: 'audio-silence.clean.mp4', group: 'held-out', place: 'drawn night' },
];

const FURTHER: readonly SceneSource[] = [
  { file: 'ai/animdiff_m07_01.gif', group: 'tuning', place: 'portrait' },
  { file: 'ai/cogvideo_1.mp4', group: 'tuning', place: 'toy boat' },
  { file: 'faces/lp_d12.mp4', group: 'tuning', place: 'face d12' },
  { file: 'faces/lp_s18.mp4', group: 'tuning', place: 'face s18' },
  { file: 'real/intel_bottle-detection.mp4', group: 'tuning', place: 'bottles', from: 2, to: 12 },
  { file: 'real/mdn_frog.mp4', group: 'tuning', place: 'table' },
  { file: 'real/mpy_chaplin.mp4', group: 'tuning', place: 'street 1915' },
  { file: 'real/skv_carphone_pristine.mp4', group: 'tuning', place: 'car' },
  { file: 'real/skv_bikes.mp4', group: 'tuning', place: 'bus roof', to: 1.16 },
  { file: 'real/skv_bikes.mp4', group: 'tuning', place: 'taxi', from: 1.24, to: 3 },
  { file: 'real/skv_bikes.mp4', group: 'tuning', place: 'cyclist', from: 3.08, to: 5.44 },
  { file: 'real/skv_bikes.mp4', group: 'tuning', place: 'railing', from: 5.52, to: 7.44 },
  { file: 'real/skv_bikes.mp4', group: 'tuning', place: 'bollard', from: 7.52, to: 9.64 },
  { file: 'ai/animdiff_xl_02.gif', group: 'held-out', place: 'toy car' },
  { file: 'ai/cogvideo_2.mp4', group: 'held-out', place: 'dirt road' },
  { file: 'ai/vbench_people_walking.mp4', group: 'held-out', place: 'walkers' },
  { file: 'faces/lp_d14.mp4', group: 'held-out', place: 'face d14', to: 8 },
  { file: 'faces/lp_d20.mp4', group: 'held-out', place: 'face d20' },
  { file: 'faces/musetalk_yongen.mp4', group: 'held-out', place: 'face yongen', to: 8 },
  { file: 'real/mdn_elf.mp4', group: 'held-out', place: 'table' },
  { file: 'real/mdn_pig.mp4', group: 'held-out', place: 'table' },
  { file: 'real/mpy_fire2.mp4', group: 'held-out', place: 'room' },
  { file: 'real/mpy_big_buck_bunny_0_30.webm', group: 'held-out', place: 'hill', from: 2, to: 11.6 },
  { file: 'real/mpy_big_buck_bunny_0_30.webm', group: 'held-out', place: 'brook', from: 11.9, to: 15.5 },
  { file: 'real/mpy_big_buck_bunny_0_30.webm', group: 'held-out', place: 'branch', from: 15.8, to: 20 },
  { file: 'real/mpy_big_buck_bunny_0_30.webm', group: 'held-out', place: 'cave', from: 23.1, to: 25 },
  { file: 'real/skv_bigbuckbunny.mp4', group: 'held-out', place: 'burrow' },
];

/** More of a scene than this is never used. */
const MOST_FRAMES = 200;

/**
 * Decodes the scenes of a group, filling the frame, at 25 frames a second (repeated where there are fewer).
 *
 * @param where in the project's own samples only, or in all footage that is present.
 */
export async function loadScenes(group: Group, where: 'samples' | 'everywhere'): Promise<Scene[]> {
  const samples = SAMPLES.map((source) => ({ ...source, path: join(ROOT, 'media/samples', source.file) }));
  const further = FURTHER.map((source) => ({ ...source, path: join(FOOTAGE, source.file) }));
  const present = (where === 'samples' ? samples : [...samples, ...further]).filter(
    (source) => source.group === group && existsSync(source.path),
  );
  const scenes: Scene[] = [];
  for (const { path, file, place, from = 0, to } of present) {
    const { stdout } = await runFfmpegTool([
      ...['-v', 'error', '-ss', String(from), ...(to === undefined ? [] : ['-t', String(to - from)]), '-i', path, '-an', '-vf'],
      `fps=${FRAME_RATE},scale=${WIDTH}:${HEIGHT}:force_original_aspect_ratio=increase,crop=${WIDTH}:${HEIGHT},format=yuv420p`,
      ...['-frames:v', String(MOST_FRAMES), '-f', 'rawvideo', '-'],
    ]);
    const count = Math.floor(stdout.length / FRAME_SIZE);
    const frames = Array.from({ length: count }, (_, i) => new Uint8Array(stdout.subarray(i * FRAME_SIZE, (i + 1) * FRAME_SIZE)));
    scenes.push({ name: `${file} (${place})`, group, place, frames });
  }
  return scenes;
}
