import { sep } from 'node:path';
import type { ImageSequence } from '../../core/imageSequence.ts';
import { inputArgument } from '../ffmpeg/compose.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';

/**
 * Writes numbered pictures as a clip without loss (FFV1 in Matroska), one frame each.
 *
 * @param rate frames a second.
 * @param target path of the file to write; what is left there after a failure is the caller's to remove.
 * @throws the signal's reason on abort; what the runner throws.
 */
export async function writeSequenceClip(
  location: FfmpegLocation,
  { folder, sequence, rate }: { readonly folder: string; readonly sequence: ImageSequence; readonly rate: number },
  target: string,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (fraction: number) => void },
): Promise<void> {
  const { before, after, digits, first, count } = sequence;
  const literal = (text: string) => text.replaceAll('%', '%%');
  const pattern = `${literal(inputArgument(folder) + sep + before)}%${digits > 0 ? `0${digits}` : ''}d${literal(after)}`;
  await runFfmpeg(location, {
    program: 'ffmpeg',
    args: () => [
      ...['-protocol_whitelist', 'file,pipe', '-f', 'image2', '-framerate', String(rate), '-start_number', String(first)],
      ...['-i', pattern, '-frames:v', String(count), '-c:v', 'ffv1', '-level', '3', '-g', '1', '-f', 'matroska', '-y'],
      inputArgument(target),
    ],
    outputs: [],
    signal,
    onProgress: (time) => onProgress(Math.min(1, (time * rate) / count)),
  });
}
