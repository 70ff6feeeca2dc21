import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { type StripName, stripTimes } from '../../src/core/thumbnailStrip.ts';
import { locateFfmpeg } from '../../src/media/ffmpeg/location.ts';
import { makeThumbnailStrip, stripTileSize } from '../../src/media/footage/thumbnailStrip.ts';
import { probeClip } from '../../src/media/probe/probe.ts';
import type { DemoStrip } from '../../webview/dev/demoTransport.ts';

/** Lets the demonstration page have the thumbnails of `file` that it asks for. Has to be called before it is opened. */
export async function withThumbnails(page: Page, file: string): Promise<void> {
  const ffmpeg = await locateFfmpeg({ setting: null, wasmFolders: [] });
  const bytes = await readFile(file);
  const clip = await probeClip(ffmpeg, { path: file, hash: createHash('sha256').update(bytes).digest('hex') }, {});
  const { signal } = new AbortController();
  let busy: Promise<unknown> = Promise.resolve();
  await page.exposeFunction('demoStrip', (name: StripName): Promise<DemoStrip | null> => {
    const times = stripTimes(name, clip.duration);
    if (times.length === 0) return Promise.resolve(null);
    const strip = busy.then(async () => {
      const jpeg = await makeThumbnailStrip(ffmpeg, clip, times, signal);
      return { ...name, ...stripTileSize(clip), columns: times.length, times, jpeg: Buffer.from(jpeg).toString('base64') };
    });
    busy = strip.catch(() => undefined);
    return strip;
  });
}
