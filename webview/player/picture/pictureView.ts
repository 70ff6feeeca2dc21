/** A width and a height. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How the picture is looked at: how large, and which point of it is in the middle. */
export interface PictureView {
  /** Pixels of the screen that one pixel of the picture takes; `null` fits the whole picture into its box. */
  readonly scale: number | null;
  /** 0…1 of the picture's width and height. */
  readonly x: number;
  readonly y: number;
}

export const FITTED: PictureView = { scale: null, x: 0.5, y: 0.5 };

/** One pixel of the picture takes at most this many of the screen. */
const LARGEST = 32;
/** One step of zooming by key or wheel. */
export const ZOOM_STEP = 1.25;

/** Where the picture lies in its box, in the box's pixels. */
export interface Placement extends Size {
  readonly left: number;
  readonly top: number;
}

/** The scale at which the whole picture fits its box. @param picture pixels. @param box pixels of the screen. */
export function fitScale(picture: Size, box: Size): number {
  return Math.min(box.width / picture.width, box.height / picture.height);
}

/** Where a picture looked at like this lies. A side that is smaller than the box is centred, a larger one covers it. */
export function placed({ scale, x, y }: PictureView, picture: Size, box: Size): Placement {
  const factor = scale ?? fitScale(picture, box);
  const along = (centre: number, length: number, room: number) =>
    length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, room / 2 - centre * length));
  const width = picture.width * factor;
  const height = picture.height * factor;
  return { width, height, left: along(x, width, box.width), top: along(y, height, box.height) };
}

/**
 * Zooms by `factor` so that what is at `point` (in the box's pixels) stays there. Zoomed out as far as it fits, the picture is
 * fitted again.
 */
export function zoomed(
  view: PictureView,
  factor: number,
  point: { x: number; y: number },
  picture: Size,
  box: Size,
): PictureView {
  const fit = fitScale(picture, box);
  const before = placed(view, picture, box);
  const scale = Math.min((view.scale ?? fit) * factor, Math.max(LARGEST, fit));
  if (scale <= fit * 1.001) return FITTED;
  const centre = (at: number, start: number, length: number, full: number, room: number) =>
    (at - start) / length + (room / 2 - at) / (full * scale);
  return settled(
    {
      scale,
      x: centre(point.x, before.left, before.width, picture.width, box.width),
      y: centre(point.y, before.top, before.height, picture.height, box.height),
    },
    picture,
    box,
  );
}

/** Moves the picture by pixels of the screen, no further than to its borders. */
export function panned(view: PictureView, by: { x: number; y: number }, picture: Size, box: Size): PictureView {
  if (view.scale === null) return view;
  const x = view.x - by.x / (picture.width * view.scale);
  const y = view.y - by.y / (picture.height * view.scale);
  return settled({ ...view, x, y }, picture, box);
}

/** The view whose middle is where the picture really lies. */
function settled(view: PictureView, picture: Size, box: Size): PictureView {
  const { left, top, width, height } = placed(view, picture, box);
  return { ...view, x: (box.width / 2 - left) / width, y: (box.height / 2 - top) / height };
}
