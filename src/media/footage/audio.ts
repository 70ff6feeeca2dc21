import type { Clip } from '../../core/clip.ts';
import type { FootageAudio } from '../../core/footage.ts';
import { spanLength, type TimeSpan } from '../../core/time.ts';
import { loadComposer } from '../ffmpeg/compose.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';

const SAMPLE_RATE = 16_000;
const BYTES_A_SAMPLE = 2;

/**
 * The sound of a span as a WAV file, exactly as long as the span.
 *
 * @returns `null` for a clip without sound.
 * @throws what the runner throws; the signal's reason on abort.
 */
export async function makeAudio(
  location: FfmpegLocation,
  clip: Clip,
  span: TimeSpan,
  signal: AbortSignal,
): Promise<FootageAudio | null> {
  if (clip.audio === null) return null;
  const duration = spanLength(span);
  const compose = await loadComposer();
  const chunks: Uint8Array[] = [];
  await runFfmpeg(location, {
    program: 'ffmpeg',
    args: (target) =>
      compose({
        inputs: [{ file: clip.path, options: ['-ss', String(span.start)] }],
        // Sound that begins later or ends earlier than the picture is silence there.
        filterGraph: `[0:a:0]aresample=${SAMPLE_RATE}:async=1:first_pts=0,apad=whole_dur=${duration},atrim=end=${duration}[sound]`,
        outputs: [{ target: target('sound'), map: ['[sound]'], format: 's16le', options: ['-c:a', 'pcm_s16le', '-ac', '1'] }],
      }),
    outputs: [{ name: 'sound', onData: (chunk) => chunks.push(Uint8Array.from(chunk)) }],
    signal,
  });
  return { bytes: wavOf(Buffer.concat(chunks)), mimeType: 'audio/wav', duration };
}

/** A WAV file of silence. @param duration seconds. */
export function silence(duration: number): Uint8Array {
  return wavOf(Buffer.alloc(Math.round(duration * SAMPLE_RATE) * BYTES_A_SAMPLE));
}

/** A WAV file (RIFF, PCM, one channel) around samples. Made here because a header that ffmpeg writes into a pipe knows no length. */
function wavOf(samples: Buffer): Uint8Array {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * BYTES_A_SAMPLE, 28);
  header.writeUInt16LE(BYTES_A_SAMPLE, 32);
  header.writeUInt16LE(8 * BYTES_A_SAMPLE, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
