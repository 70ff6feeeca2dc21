import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { TimeSpan } from '../../../src/core/time.ts';
import { locateFfmpeg } from '../../../src/media/ffmpeg/location.ts';
import { probeClip } from '../../../src/media/probe/probe.ts';
import { runFfmpegTool } from '../../fixtures/ffmpegTool.ts';
import { truthSchema } from '../../fixtures/samples/truth.ts';
import { type CleanClip, PCM, SAMPLE_RATE, X264 } from '../faults/fault.ts';
import { levelOf } from './level.ts';
import { kept, keyOf, ROOT } from './store.ts';

interface Stretch {
  /** Below `../shared/footage`. */
  readonly file: string;
  /** Seconds of the file; the whole of it when left out. */
  readonly from?: number;
  readonly length?: number;
  /** Faults are put into it as well, or those of the sound alone; the others are only there to raise no alarm. */
  readonly faulted?: true | 'sound';
  /** Its sound track is left out: there is nothing on it. */
  readonly mute?: true;
  /** Seconds of the stretch in which the voice is taken down, as it is edited between sentences. Only faults that need pauses see it. */
  readonly pauses?: readonly TimeSpan[];
}

/** Stretches of real and generated footage in which a careful look finds no fault; the last three are cut. */
const FOOTAGE: readonly Stretch[] = [
  { file: 'real/intel_bottle-detection.mp4', from: 10.5, length: 4, faulted: true },
  { file: 'real/intel_bottle-detection.mp4', from: 27, length: 4 },
  { file: 'real/mdn_elf.mp4', from: 0.5, length: 4, faulted: true },
  { file: 'real/mdn_elf.mp4', from: 4.5, length: 3.5 },
  { file: 'real/mdn_frog.mp4', from: 1, length: 4, faulted: true },
  { file: 'real/mdn_pig.mp4', from: 1, length: 4, faulted: true },
  { file: 'real/mpy_big_buck_bunny_0_30.webm', from: 3, length: 4, faulted: true },
  { file: 'real/mpy_big_buck_bunny_0_30.webm', from: 12, length: 3.5 },
  { file: 'real/mpy_big_buck_bunny_0_30.webm', from: 15.8, length: 5 },
  { file: 'real/mpy_big_buck_bunny_0_30.webm', from: 21, length: 4 },
  { file: 'real/mpy_chaplin.mp4', from: 2, length: 5 },
  { file: 'real/mpy_fire2.mp4' },
  { file: 'real/skv_bigbuckbunny.mp4', from: 0.5, length: 4.5 },
  { file: 'real/skv_bikes.mp4', from: 3.1, length: 2.3 },
  { file: 'real/skv_bikes.mp4', from: 5.5, length: 1.9 },
  { file: 'real/skv_carphone_pristine.mp4', faulted: true },
  { file: 'ai/animdiff_m07_01.gif' },
  { file: 'ai/animdiff_xl_02.gif' },
  { file: 'ai/cogvideo_1.mp4', faulted: true },
  { file: 'ai/cogvideo_2.mp4' },
  { file: 'ai/vbench_people_walking.mp4', from: 0.5, length: 4, faulted: true, mute: true },
  { file: 'faces/lp_d12.mp4', from: 1, length: 4, faulted: true },
  { file: 'faces/lp_d14.mp4', from: 3, length: 4 },
  { file: 'faces/lp_d14.mp4', from: 11, length: 4 },
  { file: 'faces/lp_d20.mp4', from: 1, length: 4, faulted: 'sound' },
  { file: 'faces/lp_s18.mp4', from: 0, length: 4 },
  { file: 'faces/lp_s18.mp4', from: 2, length: 4, faulted: 'sound' },
  { file: 'faces/musetalk_yongen.mp4', from: 2, length: 4 },
  { file: 'real/mpy_big_buck_bunny_0_30.webm', from: 2, length: 26 },
  { file: 'real/skv_bikes.mp4', from: 0.2, length: 9.4 },
  { file: 'edited/plain0.mp4', from: 0, length: 16 },
  { file: 'faces/lp_d12.mp4', from: 2, length: 4, pauses: pausesAt(0.8, 2.6) },
  { file: 'faces/lp_d14.mp4', from: 0, length: 4, pauses: pausesAt(1.1, 2.9) },
  { file: 'faces/lp_d14.mp4', from: 7, length: 4, pauses: pausesAt(0.5, 1.9, 3.2) },
  { file: 'faces/lp_d14.mp4', from: 13, length: 4, pauses: pausesAt(1.6, 3.5) },
  { file: 'faces/lp_s18.mp4', from: 1, length: 4, pauses: pausesAt(0.7, 2.1, 3.1) },
  { file: 'faces/lp_s18.mp4', from: 5, length: 4, pauses: pausesAt(1.3, 2.4) },
];

/** A voice that is taken down by 54 dB at each of these times, for longer and longer, beginning with 0.4 s. */
function pausesAt(...times: readonly number[]): TimeSpan[] {
  return times.map((start, n) => ({ start, end: start + 0.4 + 0.15 * n }));
}

/** The gain of every sample where a voice rests, in 40 ms from full to hardly anything and back. */
function gainOf(pauses: readonly TimeSpan[]): string {
  return pauses.map(({ start, end }) => `(1-0.998*clip((t-${start})/0.04,0,1)*clip((${end.toFixed(2)}-t)/0.04,0,1))`).join('*');
}

/** The samples that faults are put into: one shot, a constant frame rate, and unlike each other. */
const FAULTED_SAMPLES = ['frozen-frames', 'noise', 'loudness'];
/** Further samples that only faults of the sound are put into: speech with pauses, in which nothing but its background is heard. */
const SOUND_SAMPLES = ['audio-dropout'];

/** Loudness in LUFS that every clip's sound is brought to by plain gain, and the peak in dBFS that it may not exceed. */
const LEVEL = -23;
const HEADROOM = -2;

const SAMPLES = join(ROOT, 'media/samples');
const SHARED = join(ROOT, '../shared/footage');
const location = await locateFfmpeg({ setting: null, wasmFolders: [] });

/** One clean clip of the bench. */
export interface BenchClip {
  readonly clip: CleanClip;
  readonly faulted: boolean;
  /** Faults of the sound are put into it. */
  readonly faultedSound: boolean;
  /** It shows the face of one person, large and in front. */
  readonly face: boolean;
  /** Its voice was given pauses, for faults that need them and no others. */
  readonly paused: boolean;
}

/** What a fault that needs other pictures may take them from: a faulted clip that is none of those named. */
export async function anotherClip(...others: readonly CleanClip[]): Promise<CleanClip> {
  const names = others.map(({ name }) => name);
  const left = (await cleanClips()).filter(({ clip, faulted }) => faulted && !names.includes(clip.name));
  const chosen = left[Number.parseInt(keyOf(...names).slice(0, 8), 16) % left.length];
  if (!chosen) throw new RangeError('there is no other clip');
  return chosen.clip;
}

/** Every clean clip that this machine has, made ready: the clean samples and, when present, stretches of `../shared/footage`. */
export function cleanClips(): Promise<BenchClip[]> {
  made ??= makeAll();
  return made;
}

let made: Promise<BenchClip[]> | undefined;

async function makeAll(): Promise<BenchClip[]> {
  const clips: BenchClip[] = [];
  for (const { faulted, faultedSound, face, ...source } of await sources()) {
    clips.push({ clip: await prepared(source), faulted, faultedSound, face, paused: source.pauses.length > 0 });
  }
  return clips;
}

interface Source {
  readonly path: string;
  readonly from: number;
  readonly length: number | null;
  readonly faulted: boolean;
  readonly faultedSound: boolean;
  readonly face: boolean;
  readonly mute: boolean;
  readonly pauses: readonly TimeSpan[];
}

async function sources(): Promise<Source[]> {
  const { clips } = truthSchema.parse(JSON.parse(await readFile(join(SAMPLES, 'truth.json'), 'utf8')));
  const samples = clips.flatMap(({ file, findings }) =>
    findings.length > 0
      ? []
      : [
          {
            path: join(SAMPLES, file),
            from: 0,
            length: null,
            faulted: FAULTED_SAMPLES.some((name) => file.startsWith(`${name}.clean.`)),
            faultedSound: [...FAULTED_SAMPLES, ...SOUND_SAMPLES].some((name) => file.startsWith(`${name}.clean.`)),
            face: false,
            mute: false,
            pauses: [],
          },
        ],
  );
  const footage = FOOTAGE.filter(({ file }) => existsSync(join(SHARED, file))).map(
    ({ file, from, length, faulted, mute, pauses }) => ({
      path: join(SHARED, file),
      from: from ?? 0,
      length: length ?? null,
      faulted: faulted === true,
      faultedSound: faulted !== undefined,
      face: file.startsWith('faces/') && !pauses,
      mute: mute ?? false,
      pauses: pauses ?? [],
    }),
  );
  return [...samples, ...footage];
}

async function prepared({
  path,
  from,
  length,
  mute,
  pauses,
}: Omit<Source, 'faulted' | 'faultedSound' | 'face'>): Promise<CleanClip> {
  const { size } = await stat(path);
  const stretch = length === null ? basename(path) : `${basename(path)}@${from}+${length}`;
  const name = pauses.length > 0 ? `${stretch} with pauses` : stretch;
  const cut = ['-ss', String(from), ...(length === null ? [] : ['-t', String(length)])];
  const small = "scale='trunc(min(640,iw)/2)*2':-2:flags=area,setsar=1,format=yuv420p";
  const encoding = ['-vf', small, ...X264, ...(mute ? ['-an'] : [...PCM, '-ar', String(SAMPLE_RATE)]), '-map_metadata', '-1'];
  const paused = pauses.length > 0 ? [`aeval='val(ch)*${gainOf(pauses)}':c=same`] : [];
  const ready = await kept(`clean-${keyOf(basename(path), size, LEVEL, ...cut, ...encoding, ...paused)}.mov`, async (target) => {
    const level = mute ? null : await levelOf([...cut, '-i', path]);
    // Many recordings are far too quiet, which is a fault that is not looked for here.
    const gain = level ? Math.min(LEVEL - level.loudness, HEADROOM - level.peak) : 0;
    await runFfmpegTool([
      ...cut,
      '-i',
      path,
      ...encoding,
      ...(mute ? [] : ['-af', [`volume=${gain.toFixed(1)}dB`, ...paused].join()]),
      '-f',
      'mov',
      target,
    ]);
  });
  const { duration, video, audio, frames } = await probeClip(location, { path: ready, hash: '0'.repeat(64) }, {});
  return {
    name,
    path: ready,
    duration,
    width: video.width,
    height: video.height,
    frameTimes: [...frames.times],
    frameRate: `${video.frameRate.numerator}/${video.frameRate.denominator}`,
    channels: audio?.channels ?? null,
  };
}
