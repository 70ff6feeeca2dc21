/**
 * The element that plays. The host puts one into the page with the clip in it, so that the first frame does not wait for the script;
 * where there is none, it is made. It is moved to where the picture belongs and stays one and the same: to load it twice would take
 * twice as long.
 */
export function pictureElement(): HTMLVideoElement {
  const video = document.querySelector<HTMLVideoElement>('body > video') ?? document.createElement('video');
  video.preload = 'auto';
  video.playsInline = true;
  video.disablePictureInPicture = true;
  video.tabIndex = -1;
  return video;
}
