import { type Clip, displayedSize } from '../../core/clip.ts';
import { type FacePictures, planFacePictures } from '../faces/facePictures.ts';
import { type ComposedCommand, escapeFilterValue } from '../ffmpeg/compose.ts';
import { channelFilters } from './channelFilters.ts';
import { ANALYSIS_SAMPLE_RATE } from './extractor.ts';
import { type Size, smallSize, type TileGrid, tileGrid } from './frameGeometry.ts';
import { frameTimeFilters } from './frameTimes.ts';
import { type PictureTreatment, treatPicture } from './pictureTreatment.ts';
import { planThumbnails, type ThumbnailPlan } from './thumbnailPlan.ts';
import { type TileRange, tileLumaFilters, tileRange } from './tileLuma.ts';
import { planTiles, type TilePlan } from './tilePlan.ts';
import { tileStack } from './tileStack.ts';

/** What the one decode of a clip delivers, and in which shape. */
export interface DecodePlan {
  readonly small: Size;
  /** Native pixels of every frame. */
  readonly detail: TileGrid;
  /** More of them, a few times a second. */
  readonly tiles: TilePlan;
  /** Range in which the pixels of both are delivered. */
  readonly tileRange: TileRange;
  readonly thumbnails: ThumbnailPlan;
  readonly treatment: PictureTreatment;
  /** `null` when faces are not looked for. */
  readonly faces: FacePictures | null;
  /** Channels of the sound that is delivered; 0 without an audio stream. */
  readonly channels: number;
  /** Filters that bring the sound into channels that every ffmpeg can resample; empty or ending in a comma. */
  readonly channelFilters: string;
}

/** Names of the runner's outputs: small frames, native tiles of every frame and of some, frame times, thumbnail sheet, pictures to look for faces in, sound. */
export const DECODE_OUTPUTS = {
  small: 'small',
  detail: 'detail',
  sampled: 'sampled',
  times: 'times',
  thumbnails: 'thumbnails',
  faces: 'faces',
  sound: 'sound',
};

const MOST_CHANNELS = 8;

/**
 * @param filters names of the filters that the ffmpeg at hand has.
 * @param withFaces deliver pictures to look for faces in, too.
 */
export function planDecode(clip: Clip, filters: readonly string[], withFaces: boolean): DecodePlan {
  const small = smallSize(displayedSize(clip.video));
  const channels = Math.min(MOST_CHANNELS, clip.audio?.channels ?? 0);
  return {
    small,
    detail: tileGrid(clip.video, 2, 2),
    tiles: planTiles(clip.video),
    tileRange: tileRange(clip.video),
    thumbnails: planThumbnails(clip.frames.end, clip.frames.times.length, small),
    treatment: treatPicture(clip.video, filters),
    faces: withFaces ? planFacePictures(clip) : null,
    channels,
    channelFilters: clip.audio ? channelFilters(clip.audio, channels, filters) : '',
  };
}

/**
 * One ffmpeg command for everything. All branches hang on one decoder; the small frame is scaled once and serves features
 * and thumbnails alike. `fast_bilinear` costs a few per cent of a decode where the default scaler costs a third.
 */
export function decodeCommand(clip: Clip, plan: DecodePlan, target: (output: string) => string): ComposedCommand {
  const { small, detail, tiles, treatment, faces } = plan;
  // In the time base that ffmpeg would choose, frames of a variable rate fall on one tick, and it complains.
  const raw = ['-fps_mode', 'passthrough', '-enc_time_base', '1/1000000', '-flush_packets', '0'];
  const times = frameTimeFilters(escapeFilterValue(target(DECODE_OUTPUTS.times)));
  const branches = [
    {
      name: 'whole',
      chain: `${treatment.beforeScaling}scale=${small.width}:${small.height}:flags=fast_bilinear:out_range=full,${treatment.afterScaling}format=yuv420p,${times},split=2[small][forTiles]`,
    },
    {
      name: 'native',
      chain: 'split=2[each][some]',
    },
  ];
  if (faces) {
    branches.push({
      name: 'large',
      chain: `select=not(mod(n\\,${faces.step})),${treatment.beforeScaling}scale=${faces.width}:${faces.height}:flags=area,${treatment.afterScaling}format=rgb24[faces]`,
    });
  }
  const picture = [
    `[0:V:0]split=${branches.length}${branches.map(({ name }) => `[${name}]`).join('')}`,
    ...branches.map(({ name, chain }) => `[${name}]${chain}`),
    ...tileStack('each', detail, 'detail', { after: treatment.afterCrop + tileLumaFilters(clip.video, 8) }),
    ...tileStack('some', tiles.grid, 'sampled', {
      before: tiles.filters,
      after: treatment.afterCrop + tileLumaFilters(clip.video, 16),
    }),
    `[forTiles]${plan.thumbnails.filters}[tiles]`,
  ];
  const outputs = [
    { target: target(DECODE_OUTPUTS.small), map: ['[small]'], format: 'rawvideo', options: raw },
    { target: target(DECODE_OUTPUTS.detail), map: ['[detail]'], format: 'rawvideo', options: raw },
    { target: target(DECODE_OUTPUTS.sampled), map: ['[sampled]'], format: 'rawvideo', options: raw },
    {
      target: target(DECODE_OUTPUTS.thumbnails),
      map: ['[tiles]'],
      format: 'image2pipe',
      options: [...raw, '-c:v', 'mjpeg', '-q:v', '5', '-frames:v', '1'],
    },
  ];
  if (faces) outputs.push({ target: target(DECODE_OUTPUTS.faces), map: ['[faces]'], format: 'rawvideo', options: raw });
  // Pictures are small once they are filtered: handing slices of them to threads costs more than the filters do.
  const inputs = [{ file: clip.path, options: ['-filter_complex_threads', '1'] }];
  if (plan.channels === 0) return { inputs, filterGraph: picture.join(';'), outputs };
  // Silence is put in where the track starts late or leaves a gap, so that sample n is at clip time n / rate.
  const sound = `${plan.channelFilters}aresample=${ANALYSIS_SAMPLE_RATE}:async=1:first_pts=0,aformat=sample_fmts=flt`;
  return {
    inputs,
    filterGraph: picture.join(';'),
    outputs: [
      ...outputs,
      // In a graph of its own: one that begins anew with another size of picture would put the silence in once more.
      {
        target: target(DECODE_OUTPUTS.sound),
        map: ['0:a:0'],
        format: 'f32le',
        options: ['-af', sound, '-ac', String(plan.channels), '-flush_packets', '0'],
      },
    ],
  };
}
