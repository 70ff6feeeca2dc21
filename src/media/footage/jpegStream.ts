import { type ComposedInput, loadComposer } from '../ffmpeg/compose.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';

interface JpegRequest {
  readonly inputs: readonly ComposedInput[];
  /** Its one output is called `[pictures]`. */
  readonly filterGraph: string;
  /** Scale of ffmpeg's encoder: 2 is best, 31 smallest. */
  readonly quality: number;
  /** Other options of the output. */
  readonly options: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * The pictures that come out of a filter graph as JPEGs without metadata, one right after the other. None may come.
 *
 * @throws `EvalVerseError` `ffmpeg/failed`; the signal's reason on abort.
 */
export async function jpegStream(location: FfmpegLocation, request: JpegRequest): Promise<Buffer> {
  const { inputs, filterGraph, quality, options, signal } = request;
  const compose = await loadComposer();
  const chunks: Uint8Array[] = [];
  await runFfmpeg(location, {
    program: 'ffmpeg',
    args: (target) =>
      compose({
        inputs,
        filterGraph,
        outputs: [
          {
            target: target('pictures'),
            map: ['[pictures]'],
            format: 'image2pipe',
            options: ['-c:v', 'mjpeg', '-q:v', String(quality), ...options, '-map_metadata', '-1', '-fflags', '+bitexact'],
          },
        ],
      }),
    outputs: [{ name: 'pictures', onData: (chunk) => chunks.push(Uint8Array.from(chunk)) }],
    signal,
  });
  return Buffer.concat(chunks);
}
