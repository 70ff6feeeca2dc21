import type { CallPart, JsonSchema, ModelCall } from '../backend.ts';
import type { Option } from './concessions.ts';
import type { ServerTraits } from './servers.ts';

/** Alternatives told for each token: enough for the four answers in every spelling that tokenizers give them. */
const ALTERNATIVES = 10;

type Json = Readonly<Record<string, unknown>>;

function dataUrl(bytes: Uint8Array, mimeType: string): string {
  return `data:${mimeType};base64,${base64(bytes)}`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function partOf(part: CallPart, { video, audio }: ServerTraits): Json {
  switch (part.kind) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'frame':
      return { type: 'image_url', image_url: { url: dataUrl(part.frame.jpeg, 'image/jpeg') } };
    case 'video': {
      if (video === null) throw new TypeError('this server takes no video');
      const url = dataUrl(part.video.bytes, part.video.mimeType);
      const rate = video === 'beside-the-address' ? { fps: part.sampling.frameRate } : {};
      return { type: 'video_url', video_url: { url, ...rate } };
    }
    case 'audio': {
      if (audio === null) throw new TypeError('this server takes no sound');
      const { bytes, mimeType } = part.audio;
      return audio === 'input_audio'
        ? { type: 'input_audio', input_audio: { data: base64(bytes), format: 'wav' } }
        : { type: 'audio_url', audio_url: { url: dataUrl(bytes, mimeType) } };
    }
  }
}

/** How closely vLLM looks at the videos of a call: every frame is read, and so many of them a second are looked at. */
function processorOptions({ parts }: ModelCall): Json {
  const rates = parts.flatMap((part) => (part.kind === 'video' ? part.sampling.frameRate : []));
  if (rates.length === 0) return {};
  return {
    media_io_kwargs: { video: { num_frames: -1 } },
    mm_processor_kwargs: { fps: Math.max(...rates), do_sample_frames: true },
  };
}

/** Without the keyword of another provider, which strict servers refuse; the order of `properties` says the same. */
function plainSchema(schema: JsonSchema): JsonSchema {
  const { propertyOrdering, ...plain } = schema;
  const { properties, items } = plain;
  return {
    ...plain,
    ...(isObject(items) && { items: plainSchema(items) }),
    ...(isObject(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, isObject(value) ? plainSchema(value) : value]),
      ),
    }),
  };
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function effortOf(thinking: ModelCall['thinking'], options: ReadonlySet<Option>): string {
  return thinking === 'minimal' && !options.has('minimalThinking') ? 'low' : thinking;
}

/** A call as the server takes it. @param options those that it is sent with. */
export function requestOf(
  call: ModelCall,
  { model, traits, options }: { readonly model: string; readonly traits: ServerTraits; readonly options: ReadonlySet<Option> },
): Json {
  const schema = plainSchema(call.schema);
  const form = `Answer with one JSON object and nothing else. It must match this JSON schema:\n${JSON.stringify(schema)}`;
  const content = [
    ...call.parts.map((part) => partOf(part, traits)),
    ...(options.has('schema') ? [] : [{ type: 'text', text: form }]),
  ];
  return {
    model,
    messages: [
      { role: 'system', content: call.system },
      { role: 'user', content },
    ],
    stream: true,
    [options.has('oldLimit') ? 'max_tokens' : 'max_completion_tokens']: call.outputTokens,
    ...(options.has('usage') && { stream_options: { include_usage: true } }),
    ...(options.has('schema') && {
      response_format: { type: 'json_schema', json_schema: { name: 'judgement', strict: true, schema } },
    }),
    ...(options.has('seed') && { seed: call.seed }),
    ...(options.has('logprobs') && { logprobs: true, top_logprobs: ALTERNATIVES }),
    ...(options.has('thinking') && { reasoning_effort: effortOf(call.thinking, options) }),
    ...(traits.video === 'processor-options' && processorOptions(call)),
  };
}
