import { useEffect, useRef } from 'preact/hooks';
import { nearestTile } from '../../../src/core/thumbnailStrip.ts';
import { type FrameTable, formatTime } from '../../../src/core/time.ts';
import type { Observation } from '../../../src/core/verdict.ts';
import { STRINGS } from '../../ui/strings.ts';
import { describeMeasurement } from '../scorecard/RowContent.tsx';
import type { ThumbnailSheets } from '../thumbnails/thumbnailSheets.ts';
import type { ClipThumbnails } from '../thumbnails/useThumbnails.ts';
import { type ObservedFrame, observedFrame } from './observedFrame.ts';

/** Height of a picture in pixels. */
const PICTURE_HEIGHT = 48;

/** Where the pictures of frames come from. */
export interface FramePictures {
  readonly thumbnails: ClipThumbnails;
  readonly frames: FrameTable;
  /** Of the clip in seconds. */
  readonly duration: number;
}

interface ObservationsProps {
  readonly observations: readonly Observation[];
  /** `null` while there are none. */
  readonly pictures: FramePictures | null;
  readonly onSeek: (time: number) => void;
}

/** What was seen or heard: when, the picture in the middle of that, and what, in the judge's words. */
export function Observations({ observations, pictures, onSeek }: ObservationsProps) {
  return (
    <ul class="detail-observations">
      {observations.map(({ span, text, measurement }, position) => {
        const from = formatTime(span.start);
        return (
          <li key={position}>
            {pictures && <FramePicture {...{ pictures, onSeek }} frame={frameOf(span, pictures)} />}
            <span>
              <button type="button" class="time-link" title={STRINGS.seekTo(from)} onClick={() => onSeek(span.start)}>
                {span.end > span.start ? `${from}–${formatTime(span.end)}` : from}
              </button>{' '}
              {text}
              {measurement && <span class="measurement">{describeMeasurement(measurement)}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Asks for the pictures of all observations of a card, for as long as it shows them. */
export function useObservedFrames(pictures: FramePictures | null, observations: readonly Observation[]): void {
  const wanted = pictures
    ? observations.map(({ span }) => {
        const { level, middle } = frameOf(span, pictures);
        return nearestTile(level, middle, pictures.duration).strip;
      })
    : [];
  const thumbnails = pictures?.thumbnails;
  useEffect(() => thumbnails?.want('detail', wanted), [thumbnails, JSON.stringify(wanted)]);
  useEffect(() => () => thumbnails?.want('detail', []), [thumbnails]);
}

function frameOf(span: Observation['span'], { frames, duration }: FramePictures): ObservedFrame {
  return observedFrame(frames, span, duration);
}

function FramePicture({
  pictures,
  frame: { start, middle, level },
  onSeek,
}: {
  readonly pictures: FramePictures;
  readonly frame: ObservedFrame;
  readonly onSeek: (time: number) => void;
}) {
  const { sheets } = pictures.thumbnails;
  const label = STRINGS.showFrameAt(formatTime(start));
  return (
    <button type="button" class="frame-picture" title={label} aria-label={label} onClick={() => onSeek(start)}>
      {/* Another frame needs another canvas: until its picture is there, none is better than that of the one before. */}
      <FrameCanvas key={`${level} ${middle}`} {...{ sheets, middle, level }} />
    </button>
  );
}

function FrameCanvas({ sheets, middle, level }: { sheets: ThumbnailSheets } & Pick<ObservedFrame, 'middle' | 'level'>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = Math.round(PICTURE_HEIGHT * sheets.ratio);
  useEffect(() => {
    const draw = () => {
      const context = canvas.current?.getContext('2d');
      const tile = sheets.tile(level, middle);
      if (!context || !tile) return;
      context.drawImage(tile.bitmap, tile.x, tile.y, tile.width, tile.height, 0, 0, context.canvas.width, context.canvas.height);
    };
    draw();
    return sheets.subscribe(draw);
  }, [sheets, middle, level]);
  const size = { width: `${width}px`, height: `${PICTURE_HEIGHT}px` };
  return <canvas ref={canvas} width={width * 2} height={PICTURE_HEIGHT * 2} style={size} />;
}
