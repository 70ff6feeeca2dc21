import type { VideoStream } from '../../core/clip.ts';

/**
 * How the luma of tiles is delivered: in full range, 8 bits a pixel of every frame and 16 bits of sampled ones, or in the 8 bits of
 * limited range (16…235) in which it is coded. A kernel widens those at a small part of what ffmpeg takes for it.
 */
export type TileRange = 'full' | 'limited';

/** The cheapest way in which nothing of a clip's tiles is lost. */
export function tileRange(video: Pick<VideoStream, 'pixelFormat' | 'range' | 'transfer' | 'bitDepth'>): TileRange {
  return video.range === 'limited' && video.bitDepth === 8 && isPlainLuma(video) ? 'limited' : 'full';
}

/** ffmpeg filters that take the luma of tiles; stacking them has made ffmpeg forget which range they have. */
export function tileLumaFilters(video: VideoStream, depth: 8 | 16): string {
  const range = tileRange(video);
  // Where both ends have the same range, the values stay as they are.
  const asCoded = range === 'limited' || (video.range === 'full' && isPlainLuma(video));
  const format = range === 'limited' || depth === 8 ? 'gray' : 'gray16le';
  return `${asCoded ? 'scale=in_range=full:out_range=full,' : ''}format=${format}`;
}

/** Whether luma is a plane of its own that needs no treatment. */
function isPlainLuma({ pixelFormat, transfer }: Pick<VideoStream, 'pixelFormat' | 'transfer'>): boolean {
  return transfer === 'sdr' && /^(?:yuv4|yuvj4|nv|p[024])/.test(pixelFormat);
}
