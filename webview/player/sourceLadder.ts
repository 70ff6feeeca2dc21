/** The element's side of trying sources: an event target with a `src`. `HTMLVideoElement` fits. */
export interface SourceElement extends EventTarget {
  src: string;
  readonly videoWidth: number;
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
 * Loads the first of `sources` that yields a picture, in their order. `onFailed` hears about all failures once none is left;
 * an error after a source had played moves on to the next one too. Returns the function that stops it.
 */
export function playFirstOf(
  element: SourceElement,
  sources: readonly string[],
  onFailed: (failures: FailedSource[]) => void,
): () => void {
  const failures: FailedSource[] = [];
  const stopped = new AbortController();
  let position = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const waitForSigns = () => {
    clearTimeout(timer);
    timer = setTimeout(() => fail('timeout', `no data for ${PATIENCE / 1000} s`), PATIENCE);
  };
  const next = () => {
    position++;
    const source = sources[position];
    if (source === undefined) {
      clearTimeout(timer);
      onFailed(failures);
      return;
    }
    waitForSigns();
    element.src = source;
  };
  const fail = (failure: SourceFailure, message: string) => {
    const source = sources[position];
    if (source === undefined) return;
    failures.push({ source, failure, message });
    next();
  };
  const on = (name: string, listener: () => void) => element.addEventListener(name, listener, { signal: stopped.signal });

  on('progress', waitForSigns);
  on('loadedmetadata', () => {
    if (element.videoWidth === 0) fail('no-picture', 'the picture cannot be decoded');
  });
  on('loadeddata', () => clearTimeout(timer));
  on('error', () => fail(element.error?.code === NETWORK_ERROR ? 'network' : 'format', element.error?.message ?? ''));
  next();
  return () => {
    clearTimeout(timer);
    stopped.abort();
  };
}
