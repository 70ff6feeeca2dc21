import { useEffect, useState } from 'preact/hooks';
import type { Thumbnails } from '../../../src/core/signals.ts';
import type { StripName } from '../../../src/core/thumbnailStrip.ts';
import type { HostTransport } from '../../ui/hostTransport.ts';
import { ThumbnailSheets } from './thumbnailSheets.ts';
import { type Asker, ThumbnailWishes } from './thumbnailWishes.ts';

/** The thumbnails that are there, and how to get others. */
export interface ClipThumbnails {
  readonly sheets: ThumbnailSheets;
  readonly want: (asker: Asker, names: readonly StripName[]) => void;
}

/**
 * The thumbnails of the clip, for all parts of the page.
 *
 * @param sheet those that the analysis left behind; `null` while there are none.
 */
export function useThumbnails(host: HostTransport, sheet: Thumbnails | null, duration: number): ClipThumbnails | null {
  const [thumbnails, setThumbnails] = useState<ClipThumbnails | null>(null);
  useEffect(() => {
    if (!sheet || duration <= 0) {
      setThumbnails(null);
      return undefined;
    }
    const sheets = new ThumbnailSheets(sheet, duration);
    const wishes = new ThumbnailWishes(
      (name) => sheets.has(name),
      (wanted) => host.post({ type: 'thumbnails', wanted: [...wanted] }),
    );
    setThumbnails({ sheets, want: (asker, names) => wishes.want(asker, names) });
    const stop = host.listen((message) => {
      if (message.type === 'thumbnails') void sheets.add(message.strip);
    });
    return () => {
      stop();
      sheets.dispose();
    };
  }, [host, sheet, duration]);
  return thumbnails;
}
