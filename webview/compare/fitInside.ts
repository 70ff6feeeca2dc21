interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a picture lies that fills a box as far as it can without losing its shape; of no size for a picture of none. */
export function fitInside(picture: Size, box: Size): Size & { readonly left: number; readonly top: number } {
  if (picture.width <= 0 || picture.height <= 0) return { left: 0, top: 0, width: 0, height: 0 };
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return { left: (box.width - width) / 2, top: (box.height - height) / 2, width, height };
}
