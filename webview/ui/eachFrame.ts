/**
 * Calls `listener` whenever a video has another frame to be drawn.
 *
 * `requestVideoFrameCallback` alone misses a frame that reached the screen just before one listened and could not be read yet; the
 * element's own events tell once it can.
 *
 * @returns what ends it.
 */
export function eachFrame(video: HTMLVideoElement, listener: () => void): () => void {
  const listening = new AbortController();
  for (const event of ['loadeddata', 'seeked']) video.addEventListener(event, listener, { signal: listening.signal });
  const onFrame = () => {
    handle = video.requestVideoFrameCallback(onFrame);
    listener();
  };
  let handle = video.requestVideoFrameCallback(onFrame);
  return () => {
    listening.abort();
    video.cancelVideoFrameCallback(handle);
  };
}
