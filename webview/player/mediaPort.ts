/** What a media element tells the engine. Times are the element's own, in seconds. */
export type MediaEvent =
  /** A source began to load; nothing can be shown until `loaded`. */
  | { readonly type: 'reset' }
  /** The first frame is there; `duration` is what the element believes. */
  | { readonly type: 'loaded'; readonly duration: number }
  /** A frame reached the screen; `mediaTime` is its presentation timestamp. */
  | { readonly type: 'frame'; readonly mediaTime: number }
  | { readonly type: 'seeked' }
  | { readonly type: 'playing' }
  | { readonly type: 'paused' }
  /** Playing came to the end. */
  | { readonly type: 'ended' };

/** The bridge between the engine and whatever plays: a `<video>` in the page, a fake in tests. */
export interface MediaPort {
  readonly paused: boolean;
  seek(mediaTime: number): void;
  /** Rejects when the browser refuses to play. */
  play(): Promise<void>;
  pause(): void;
  setRate(rate: number): void;
  /** @param volume 0…1. */
  setSound(volume: number, muted: boolean): void;
  /** Bytes of sound decoded so far; `null` where that cannot be told. */
  decodedSoundBytes(): number | null;
  /** Tells at once of a first frame that is there already. Returns the function that stops listening. */
  listen(listener: (event: MediaEvent) => void): () => void;
}

/** Milliseconds between two events of the same moment. */
const SAME_MOMENT = 20;

/** The bridge to a `<video>`. `requestVideoFrameCallback` says which frame is on screen; `currentTime` cannot. */
export function videoPort(video: HTMLVideoElement): MediaPort {
  let soughtAt = 0;
  return {
    get paused() {
      return video.paused;
    },
    seek(mediaTime) {
      soughtAt = performance.now();
      video.currentTime = mediaTime;
    },
    play: () => video.play(),
    pause: () => video.pause(),
    setRate(rate) {
      video.playbackRate = rate;
      video.defaultPlaybackRate = rate;
    },
    setSound(volume, muted) {
      video.volume = volume;
      video.muted = muted;
    },
    decodedSoundBytes() {
      // Chromium's own; the DOM types do not know it.
      const count = 'webkitAudioDecodedByteCount' in video ? video.webkitAudioDecodedByteCount : null;
      return typeof count === 'number' ? count : null;
    },
    listen(listener) {
      const listening = new AbortController();
      const on = (name: keyof HTMLMediaElementEventMap, event: () => MediaEvent) =>
        video.addEventListener(name, () => listener(event()), { signal: listening.signal });
      on('loadstart', () => ({ type: 'reset' }));
      const loaded = (): MediaEvent => ({ type: 'loaded', duration: Number.isFinite(video.duration) ? video.duration : 0 });
      on('loadeddata', loaded);
      on('seeked', () => ({ type: 'seeked' }));
      on('play', () => ({ type: 'playing' }));
      on('pause', () => ({ type: 'paused' }));
      // A seek to the end of a paused element ends it too, but only playing to the end pauses it in the same moment. Whether it is
      // at its end need not be true any more when one hears of it: whoever loops may have sought.
      let pausedAt = Number.NEGATIVE_INFINITY;
      const { signal } = listening;
      video.addEventListener('pause', ({ timeStamp }) => (pausedAt = timeStamp), { signal });
      video.addEventListener('ended', ({ timeStamp }) => timeStamp - pausedAt < SAME_MOMENT && listener({ type: 'ended' }), {
        signal,
      });
      let handle = 0;
      const onFrame: VideoFrameRequestCallback = (_now, { mediaTime, presentationTime }) => {
        handle = video.requestVideoFrameCallback(onFrame);
        // The callback for a frame can come after the next seek was asked for; it is history then.
        if (presentationTime >= soughtAt) listener({ type: 'frame', mediaTime });
      };
      handle = video.requestVideoFrameCallback(onFrame);
      if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) listener(loaded());
      return () => {
        listening.abort();
        video.cancelVideoFrameCallback(handle);
      };
    },
  };
}
