import { PictureCatchUp } from './pictureCatchUp.ts';

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
  /** @param earliest a picture that begins before this media time is not the one that is sought; `null` where any will do. */
  seek(mediaTime: number, earliest: number | null): void;
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

/** Seconds before its end that an element can be sought at most: at the end itself it shows what it pleases. */
const BEFORE_END = 0.0005;
/** Milliseconds between two events of the same moment. */
const SAME_MOMENT = 20;

/** The bridge to a `<video>`. `requestVideoFrameCallback` says which frame is on screen; `currentTime` cannot. */
export function videoPort(video: HTMLVideoElement): MediaPort {
  let tell: (event: MediaEvent) => void = () => undefined;
  let soughtAt = 0;
  /** Before which time a picture is not the one that was sought; `null` once it came, or did not. */
  let earliest: number | null = null;
  /** The last picture since the seek, and whether its end has yet to be told. */
  let presented: number | null = null;
  let seekedUntold = false;
  const catchUp = new PictureCatchUp(video, () => {
    earliest = null;
    if (presented !== null) tell({ type: 'frame', mediaTime: presented });
    if (seekedUntold) tell({ type: 'seeked' });
  });
  const isEarly = () =>
    earliest !== null && presented !== null && presented < earliest && video.paused && !video.seeking && !video.ended;
  return {
    get paused() {
      return video.paused || catchUp.active;
    },
    seek(mediaTime, from) {
      catchUp.end();
      soughtAt = performance.now();
      earliest = from;
      presented = null;
      // The last frame of some clips begins where the element takes them to end.
      video.currentTime = video.duration > 0 ? Math.min(mediaTime, video.duration - BEFORE_END) : mediaTime;
    },
    play() {
      catchUp.end();
      earliest = null;
      return video.play();
    },
    pause() {
      if (!catchUp.active) video.pause();
    },
    setRate(rate) {
      catchUp.end();
      video.playbackRate = rate;
      video.defaultPlaybackRate = rate;
    },
    setSound(volume, muted) {
      catchUp.end();
      video.volume = volume;
      video.muted = muted;
    },
    decodedSoundBytes() {
      // Chromium's own; the DOM types do not know it.
      const count = 'webkitAudioDecodedByteCount' in video ? video.webkitAudioDecodedByteCount : null;
      return typeof count === 'number' ? count : null;
    },
    listen(listener) {
      tell = listener;
      const listening = new AbortController();
      const on = (name: keyof HTMLMediaElementEventMap, heard: () => void) =>
        video.addEventListener(name, heard, { signal: listening.signal });
      const tellLoaded = () => listener({ type: 'loaded', duration: Number.isFinite(video.duration) ? video.duration : 0 });
      on('loadstart', () => {
        catchUp.forget();
        listener({ type: 'reset' });
      });
      on('loadeddata', tellLoaded);
      on('seeked', () => {
        seekedUntold = isEarly();
        if (seekedUntold) catchUp.start();
        else listener({ type: 'seeked' });
      });
      on('play', () => catchUp.owns('play') || listener({ type: 'playing' }));
      on('pause', () => catchUp.owns('pause') || listener({ type: 'paused' }));
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
        if (presentationTime < soughtAt) return;
        presented = mediaTime;
        if (catchUp.active) {
          if (earliest === null || mediaTime >= earliest) catchUp.end();
        } else if (isEarly()) {
          seekedUntold = false;
          catchUp.start();
        } else listener({ type: 'frame', mediaTime });
      };
      handle = video.requestVideoFrameCallback(onFrame);
      if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) tellLoaded();
      return () => {
        catchUp.end();
        listening.abort();
        video.cancelVideoFrameCallback(handle);
      };
    },
  };
}
