import { runFfmpegTool } from '../../fixtures/ffmpegTool.ts';

/** Integrated loudness in LUFS and sample peak in dBFS of a file's sound from ffmpeg's `ebur128`; `null` without sound. */
export async function levelOf(input: readonly string[]): Promise<{ loudness: number; peak: number } | null> {
  const { stderr } = await runFfmpegTool([
    ...input,
    '-af',
    'ebur128=peak=sample:framelog=verbose',
    '-vn',
    '-f',
    'null',
    '-',
  ]).catch(() => ({ stderr: '' }));
  const loudness = /\sI:\s+(-?[\d.]+) LUFS/.exec(stderr)?.[1];
  const peak = /Peak:\s+(-?[\d.]+) dBFS/.exec(stderr)?.[1];
  return loudness === undefined || peak === undefined ? null : { loudness: Number(loudness), peak: Number(peak) };
}
