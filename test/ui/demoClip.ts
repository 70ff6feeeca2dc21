import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Clip } from '../../src/core/clip.ts';
import { type Signals, shotsOf, WAVEFORM_HOP } from '../../src/core/signals.ts';
import { builtinTaxonomy } from '../../src/core/taxonomy/builtin.ts';
import { faceBoxes } from '../../src/extension/player/faceBoxes.ts';
import { subjectBoxes } from '../../src/extension/player/subjectBoxes.ts';
import { analyseClip } from '../../src/media/analysis/analyse.ts';
import type { FacePack } from '../../src/media/faces/pack.ts';
import { locateFfmpeg } from '../../src/media/ffmpeg/location.ts';
import { drawnTrace, traceChoices } from '../../src/media/operators/traces.ts';
import { probeClip } from '../../src/media/probe/probe.ts';
import type { BoxTrack } from '../../src/protocol/messages.ts';
import type { DemoData } from '../../webview/dev/main.tsx';
import type { DemoClip } from './playerServer.ts';

interface DemoOptions {
  readonly analysed: boolean;
  /** What faces are looked for with; without it they are not. */
  readonly faces?: FacePack | null;
}

/** Probes a clip, and analyses it if asked, for the demonstration page. */
export async function demoClip(file: string, { analysed, faces = null }: DemoOptions): Promise<DemoClip> {
  const ffmpeg = await locateFfmpeg({ setting: null, wasmFolders: [] });
  const hash = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  const clip = await probeClip(ffmpeg, { path: file, hash }, {});
  const { container, duration, startTime, video, audio, frames } = clip;
  return {
    file,
    data: {
      fileName: basename(file),
      clip: {
        hash,
        container,
        duration,
        startTime,
        video,
        audio,
        frameTimes: [...frames.times],
        framesEnd: frames.end,
        prompt: null,
        hasReference: false,
      },
      analysis: analysed ? await analysisOf(clip, await analyseClip(ffmpeg, clip, { faces })) : null,
    },
  };
}

async function analysisOf(clip: Clip, signals: Signals): Promise<DemoData['analysis']> {
  const { boundaries, duration, audio, thumbnails } = signals;
  const { thresholds } = builtinTaxonomy();
  const choices = await traceChoices({ signals, clip });
  const traces = choices.flatMap(({ operator }) => drawnTrace(operator, { signals, clip }, thresholds) ?? []);
  const { width, height, columns, times, jpeg } = thumbnails;
  const track = ({ times, boxes }: BoxTrack) => ({ times: [...times], boxes: [...boxes] });
  return {
    shots: shotsOf(boundaries, duration),
    boundaries,
    waveform: audio && {
      hop: WAVEFORM_HOP,
      minimum: [...audio.waveform.minimum],
      maximum: [...audio.waveform.maximum],
    },
    thumbnails: { width, height, columns, times: [...times], jpeg: Buffer.from(jpeg).toString('base64') },
    faces: faceBoxes(signals.faces).map(track),
    subject: subjectBoxes(signals).map(track),
    traces: traces.map((trace) => ({ ...trace, times: [...trace.times], values: [...trace.values] })),
  };
}
