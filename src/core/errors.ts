/**
 * What can go wrong in a way the user should hear about. The part before the slash names the room the failure belongs to.
 */
export type ErrorCode =
  | 'clip/not-found'
  | 'clip/unreadable'
  | 'clip/empty'
  | 'clip/not-media'
  | 'clip/truncated'
  | 'clip/no-video'
  | 'clip/no-frames'
  | 'clip/single-frame'
  | 'clip/changed'
  | 'ffmpeg/missing'
  | 'ffmpeg/unusable'
  | 'ffmpeg/failed'
  | 'faces/missing'
  | 'faces/failed'
  | 'taxonomy/invalid'
  | 'store/unwritable'
  | 'store/invalid'
  | 'range/invalid'
  | 'settings/invalid'
  | 'workspace/untrusted'
  /** The person in the window annotates: nothing that judges said is told. */
  | 'annotations/blind'
  /** The user has not allowed this endpoint for this folder. */
  | 'judge/not-allowed'
  /** Key missing, wrong or without the right to use the model. */
  | 'judge/key'
  /** The endpoint does not know the model. */
  | 'judge/model'
  /** The provider's quota or the account's credit for longer than waiting helps. */
  | 'judge/quota'
  /** The user's own spending cap. */
  | 'judge/budget'
  /** The endpoint did not answer, again and again. */
  | 'judge/unreachable'
  /** The endpoint refuses requests of this kind. */
  | 'judge/rejected'
  | 'internal';

/** A failure with a stable code and one plain sentence for the user; the technical cause rides along for the log. */
export class EvalVerseError extends Error {
  readonly code: ErrorCode;
  /** One sentence, ending in a full stop, that says what happened and what to do. Shown as text, never as HTML. */
  readonly userMessage: string;

  constructor(code: ErrorCode, userMessage: string, options?: { cause?: unknown }) {
    super(`${code}: ${userMessage}`, options);
    this.name = 'EvalVerseError';
    this.code = code;
    this.userMessage = userMessage;
  }
}

/** The sentence to show for any thrown value. */
export function userMessageOf(error: unknown): string {
  if (error instanceof EvalVerseError) return error.userMessage;
  return error instanceof Error ? error.message : String(error);
}

/** True for the rejection of an operation that the user (or a superseding operation) cancelled; such errors are silent. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
