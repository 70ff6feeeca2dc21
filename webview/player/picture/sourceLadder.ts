/** The element's side of trying sources: an event target with a `src`. `HTMLVideoElement` fits. */
export interface SourceElement extends EventTarget {
  src: string;
  /** `anonymous` to be allowed to read pixels and sound of a source of another origin. */
  crossOrigin: string | null;
  readonly videoWidth: number;
  /** 0 until metadata is there, at least 2 with the first frame, as of `HTMLMediaElement`. */
  readonly readyState: number;
  readonly error: { readonly code: number; readonly message: string } | null;
}

/** Why a source could not be shown. */
export type SourceFailure = 'network' | 'format' | 'no-picture' | 'timeout';

export interface FailedSource {
  readonly source: string;
  readonly failure: SourceFailure;
  readonly message: string;
}

/** Milliseconds a source may stay silent, neither loading nor failing, before the next one is tried. */
const PATIENCE = 12_000;
/** `MediaError.MEDIA_ERR_NETWORK`. */
const NETWORK_ERROR = 2;

/**
 * Loads the first of `sources` that yields a picture, in their order. Each is asked for so that pixels and sound may be read, and
 * when it cannot be had like that (somebody in between wants cookies, or drops the permission) once more without. An element that
 * loads the first one already goes on with it. `onFailed` hears about all failures once none is left; an error after a source had
 * played moves on to the next one too. Returns the function that stops it.
 */
export function playFirstOf(
  element: SourceElement,
  sources: readonly string[],
  onFailed: (failures: FailedSource[]) => void,
): () => void {
  const failures: FailedSource[] = [];
  const stopped = new AbortController();
  const attempts = sources.flatMap((source) => [
    { source, crossOrigin: 'anonymous' },
    { source, crossOrigin: null },
  ]);
  let position = -1;
  /** The source has shown a frame. It goes on telling of what arrives, and rests once it has enough. */
  let shown = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const waitForSigns = () => {
    clearTimeout(timer);
    timer = setTimeout(() => fail('timeout', `no data for ${PATIENCE / 1000} s`), PATIENCE);
  };
  const next = () => {
    position++;
    const attempt = attempts[position];
    if (!attempt) {
      clearTimeout(timer);
      onFailed(failures);
      return;
    }
    shown = false;
    if (isAttempted(attempt)) {
      goOn();
      return;
    }
    waitForSigns();
    element.crossOrigin = attempt.crossOrigin;
    element.src = attempt.source;
  };
  const isAttempted = ({ source, crossOrigin }: (typeof attempts)[number]) =>
    position === 0 && element.src === source && element.crossOrigin === crossOrigin;
  /** What the element told before anybody listened. */
  const goOn = () => {
    if (element.error) failAsTold();
    else if (element.readyState > 0 && element.videoWidth === 0) failWithoutPicture();
    else if (element.readyState < 2) waitForSigns();
    else shown = true;
  };
  const fail = (failure: SourceFailure, message: string) => {
    const attempt = attempts[position];
    if (!attempt) return;
    if (attempt.crossOrigin === null) failures.push({ source: attempt.source, failure, message });
    // A picture that cannot be decoded, and silence, have nothing to do with permission.
    else if (failure === 'no-picture' || failure === 'timeout') {
      failures.push({ source: attempt.source, failure, message });
      position++;
    }
    next();
  };
  const failWithoutPicture = () => fail('no-picture', 'the picture cannot be decoded');
  const failAsTold = () => fail(element.error?.code === NETWORK_ERROR ? 'network' : 'format', element.error?.message ?? '');
  const on = (name: string, listener: () => void) => element.addEventListener(name, listener, { signal: stopped.signal });

  on('progress', () => {
    if (!shown) waitForSigns();
  });
  on('loadedmetadata', () => {
    if (element.videoWidth === 0) failWithoutPicture();
  });
  on('loadeddata', () => {
    shown = true;
    clearTimeout(timer);
  });
  on('error', failAsTold);
  next();
  return () => {
    clearTimeout(timer);
    stopped.abort();
  };
}
