import type { FootageAudio, FootageFrame, FootageVideo } from '../core/footage.ts';

/** What a backend can do. The protocol asks these, never the backend's name. */
export interface JudgeCapabilities {
  /** Looks at video as video; without it, it is given single frames. */
  readonly video: boolean;
  /** Hears sound, as part of the video or by itself. */
  readonly audio: boolean;
  /** Answers by a JSON schema. */
  readonly jsonSchema: boolean;
  /** Tells the probabilities of the tokens it wrote. */
  readonly logprobs: boolean;
  /** Takes a seed, so that samples differ on purpose. */
  readonly seed: boolean;
  /** May be used for many clips without somebody watching. */
  readonly batch: boolean;
  /** Tells what a call took. */
  readonly usage: boolean;
}

/** What of a video a model is to look at, where the provider lets one say so. */
export interface VideoSampling {
  /** Frames a second, at most 24. */
  readonly frameRate: number;
  readonly resolution: 'low' | 'high';
}

/** One piece of what a model is shown, in order. */
export type CallPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'video'; readonly video: FootageVideo; readonly sampling: VideoSampling }
  | { readonly kind: 'frame'; readonly frame: FootageFrame }
  | { readonly kind: 'audio'; readonly audio: FootageAudio };

/** A JSON schema as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One question to a model. */
export interface ModelCall {
  /** Role, rules and scale: the same for every clip, so that providers can keep it. */
  readonly system: string;
  readonly parts: readonly CallPart[];
  /** What the answer has to look like, in keywords that every provider takes. */
  readonly schema: JsonSchema;
  /** `null` where the backend takes none. */
  readonly seed: number | null;
  /** Answer and thinking together. */
  readonly outputTokens: number;
  readonly thinking: 'minimal' | 'low' | 'medium';
}

/** What one call took. `null`s where the provider does not say. */
export interface CallUsage {
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
}

/** One token of an answer with what else could have stood there, as natural logarithms of probabilities. */
export interface TokenProbabilities {
  readonly token: string;
  readonly alternatives: readonly { readonly token: string; readonly logprob: number }[];
}

/** What came of one call. Only `complete` has an answer; whatever text the others had is not given away. */
export type ModelReply = {
  readonly usage: CallUsage | null;
  readonly version: string | null;
  readonly response: string | null;
  /** Sentences about what the model had to be asked without. */
  readonly cautions?: readonly string[];
} & (
  | { readonly status: 'complete'; readonly text: string; readonly tokens: readonly TokenProbabilities[] | null }
  /** `truncated`: out of output tokens. `empty`: no words at all. `stopped`: for a reason that another seed may not meet. */
  | { readonly status: 'truncated' | 'blocked' | 'empty' | 'stopped'; readonly reason: string }
);

/** What a call is about, for the audit log; never sent. */
export interface CallSubject {
  /** SHA-256 of the clip's bytes. */
  readonly clip: string | null;
  /** Ids. */
  readonly dimensions: readonly string[];
}

export interface AskOptions {
  readonly signal: AbortSignal;
  readonly about?: CallSubject;
  /** All text of the answer so far, while it arrives. */
  readonly onText?: (soFar: string) => void;
  /** Share of the footage that was sent, 0…1. */
  readonly onUpload?: (fraction: number) => void;
}

/** The calls about one range of one clip. Footage that several calls show travels once where the provider keeps files. */
export interface JudgeSession {
  /**
   * @throws EvalVerseError `judge/…` when no further call can succeed either, or this one did not after every retry
   *   (`judge/unreachable`); `signal.reason` when aborted.
   */
  ask(call: ModelCall, options: AskOptions): Promise<ModelReply>;
  /** Deletes what the provider was given to keep. Never throws; resolves to the names of what could not be deleted. */
  close(): Promise<readonly string[]>;
}

/** A model behind an endpoint. */
export interface JudgeBackend {
  readonly id: 'gemini' | 'openai' | 'vscode-lm';
  /** As it is asked for. */
  readonly model: string;
  /** Scheme, host and port of the endpoint; `editor` for models that the editor offers. */
  readonly origin: string;
  readonly capabilities: JudgeCapabilities;
  /** Whether the question or the footage comes first: what stays the same over calls does, so that the provider keeps it. */
  readonly partOrder: 'question-first' | 'footage-first';
  /** Single frames a call may show; counts only where there is no video. */
  readonly maximumFrames: number;
  /** Hears sound only when it is sent beside the video, not in it. Left out: in it. */
  readonly soundBesideVideo?: boolean;
  /** A sentence about why its answers are not comparable with others', or `null`. */
  readonly caution: string | null;
  /** Everything else about the backend that can change an answer; part of the fingerprint. */
  readonly settings: Readonly<Record<string, string | number | boolean | null>>;
  open(): JudgeSession;
}
