import type { GenerateContentConfig, GenerateContentParameters, Part } from '@google/genai/web';
import type { FootageVideo } from '../../core/footage.ts';
import type { CallPart, ModelCall, VideoSampling } from '../backend.ts';
import type { GeminiOption } from './concessions.ts';

export interface RequestOptions {
  /** As the library wants it named. */
  readonly model: string;
  /** Google Cloud takes neither a way of processing nor a wish about storing; it keeps nothing by default. */
  readonly vertex: boolean;
  readonly without: ReadonlySet<GeminiOption>;
  /** Where a video was put; videos that are not in it travel inside the request. */
  readonly uris: ReadonlyMap<FootageVideo, string>;
  /** Ends the reading of the answer. */
  readonly abortSignal: AbortSignal;
}

// The library's own enumerations are values of the package, which is loaded only when it is used; their members are these words.
type ThinkingLevel = NonNullable<NonNullable<GenerateContentConfig['thinkingConfig']>['thinkingLevel']>;
type Resolution = NonNullable<NonNullable<Part['mediaResolution']>['level']>;
type Processing = NonNullable<Part['mediaProcessing']>;

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function inline(bytes: Uint8Array, mimeType: string): Part {
  return { inlineData: { mimeType, data: base64(bytes) } };
}

function videoPart(video: FootageVideo, sampling: VideoSampling, { uris, vertex, without }: RequestOptions): Part {
  const fileUri = uris.get(video);
  const level = sampling.resolution === 'high' ? 'MEDIA_RESOLUTION_HIGH' : 'MEDIA_RESOLUTION_LOW';
  return {
    ...(fileUri === undefined ? inline(video.bytes, video.mimeType) : { fileData: { fileUri, mimeType: video.mimeType } }),
    videoMetadata: { fps: sampling.frameRate },
    mediaResolution: { level: level as Resolution },
    // Some models would otherwise pick frames by themselves, and ignore the frame rate.
    ...(vertex || without.has('mediaProcessing') ? {} : { mediaProcessing: 'STATIC' as Processing }),
  };
}

function partOf(part: CallPart, options: RequestOptions): Part {
  switch (part.kind) {
    case 'text':
      return { text: part.text };
    case 'video':
      return videoPart(part.video, part.sampling, options);
    case 'frame':
      return inline(part.frame.jpeg, 'image/jpeg');
    case 'audio':
      return inline(part.audio.bytes, part.audio.mimeType);
  }
}

function thinkingOf(
  thinking: ModelCall['thinking'],
  without: ReadonlySet<GeminiOption>,
): GenerateContentConfig['thinkingConfig'] {
  if (without.has('thinkingLevel')) return { includeThoughts: false };
  const level = thinking === 'minimal' && without.has('minimalThinking') ? 'low' : thinking;
  return { includeThoughts: false, thinkingLevel: level.toUpperCase() as ThinkingLevel };
}

/** A call as the provider takes it. */
export function requestOf(call: ModelCall, options: RequestOptions): GenerateContentParameters {
  const { vertex, without } = options;
  return {
    model: options.model,
    contents: [{ role: 'user', parts: call.parts.map((part) => partOf(part, options)) }],
    config: {
      systemInstruction: call.system,
      responseMimeType: 'application/json',
      responseJsonSchema: call.schema,
      maxOutputTokens: call.outputTokens,
      thinkingConfig: thinkingOf(call.thinking, without) ?? {},
      ...(call.seed === null || without.has('seed') ? {} : { seed: call.seed }),
      ...(vertex || without.has('store') ? {} : { store: false }),
      abortSignal: options.abortSignal,
    },
  };
}
