import type { TimeSpan } from './time.ts';

/**
 * Pictures and sound of one clip as they may leave the machine: cut to the span that was asked for, made anew from decoded
 * frames, without metadata and without a name.
 */
export interface Footage {
  /**
   * The span as a video of its own, whose time 0 is `span.start`. The same request gives the same bytes.
   *
   * @throws EvalVerseError `ffmpeg/…`; `signal.reason` when aborted.
   */
  video(request: VideoRequest, signal: AbortSignal): Promise<FootageVideo>;
  /** The frames on screen at these clip times, in their order. @throws as `video`. */
  frames(request: FramesRequest, signal: AbortSignal): Promise<readonly FootageFrame[]>;
  /** The sound of a span; `null` for a clip without any. @throws as `video`. */
  audio(span: TimeSpan, signal: AbortSignal): Promise<FootageAudio | null>;
}

export interface VideoRequest {
  readonly span: TimeSpan;
  /** Pixels of the longer side at most; smaller pictures are not enlarged. */
  readonly longSide: number;
  /** Frames a second at most; `null` keeps every frame. */
  readonly frameRate: number | null;
  readonly withAudio: boolean;
}

export interface FramesRequest {
  /** Seconds of clip time. */
  readonly times: readonly number[];
  /** Pixels of the longer side at most. */
  readonly longSide: number;
}

export interface FootageVideo {
  readonly bytes: Uint8Array;
  readonly mimeType: 'video/mp4';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Seconds. */
  readonly duration: number;
  readonly hasAudio: boolean;
}

export interface FootageFrame {
  /** Clip time in seconds of the frame that is shown. */
  readonly time: number;
  readonly jpeg: Uint8Array;
}

export interface FootageAudio {
  readonly bytes: Uint8Array;
  /** 16 kHz mono, which is what the models listen to. */
  readonly mimeType: 'audio/wav';
  /** Seconds. */
  readonly duration: number;
}
