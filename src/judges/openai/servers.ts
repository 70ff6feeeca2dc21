/** Servers that speak the chat dialect of OpenAI, as far as they differ; `other` for everything else that speaks it. */
export const OPENAI_SERVERS = ['vllm', 'sglang', 'llamacpp', 'lmstudio', 'ollama', 'other'] as const;
export type OpenaiServer = (typeof OPENAI_SERVERS)[number];

/** What a server can be asked for. Whether the model behind it can do it as well is another matter. */
export interface ServerTraits {
  /** How the server is told the frame rate of a video; `null` where it takes only pictures, or the rate cannot be told. */
  readonly video: 'processor-options' | 'beside-the-address' | null;
  /** The kind of part in which sound travels; `null` where none does. */
  readonly audio: 'input_audio' | 'audio_url' | null;
  readonly logprobs: boolean;
  /** Single frames that fit into the context it usually has. */
  readonly maximumFrames: number;
}

/**
 * From the servers' documentation and sources, end of 2026. vLLM (≥ 0.11): `media_io_kwargs` and `mm_processor_kwargs` of a
 * request; without them 32 frames are looked at, however long the video is. SGLang: `fps` beside the address of the video. A
 * server that ignored them would look at fewer frames than the question says, so no others are sent any video.
 */
export const SERVER_TRAITS: Readonly<Record<OpenaiServer, ServerTraits>> = {
  vllm: { video: 'processor-options', audio: 'input_audio', logprobs: true, maximumFrames: 32 },
  sglang: { video: 'beside-the-address', audio: 'audio_url', logprobs: true, maximumFrames: 32 },
  llamacpp: { video: null, audio: 'input_audio', logprobs: true, maximumFrames: 16 },
  lmstudio: { video: null, audio: null, logprobs: false, maximumFrames: 16 },
  ollama: { video: null, audio: null, logprobs: true, maximumFrames: 16 },
  other: { video: null, audio: 'input_audio', logprobs: true, maximumFrames: 16 },
};
