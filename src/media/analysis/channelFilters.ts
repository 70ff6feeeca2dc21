import type { AudioStream } from '../../core/clip.ts';

/** Layouts that ffmpeg resamples as they are. What it has no name for, some releases refuse. */
const NAMED_LAYOUT = /^(?:mono|stereo|downmix|quad|hexagonal|octagonal|[2-7]\.[01])(?:\([a-z-]+\))?$/;
/** The largest of them. */
const MOST_NAMED = 8;

/**
 * Filters that bring sound into at most `most` channels that every ffmpeg can resample: empty for a track in a layout that has a
 * name, which is mixed by its rules, else its first channels as they come, ending in a comma.
 *
 * @param filters names of the filters that the ffmpeg at hand has.
 */
export function channelFilters({ channels, layout }: AudioStream, most: number, filters: readonly string[]): string {
  if ((channels <= MOST_NAMED && NAMED_LAYOUT.test(layout)) || !filters.includes('channelmap')) return '';
  return `channelmap=map=${Array.from({ length: Math.min(most, channels) }, (_, channel) => channel).join('|')},`;
}
