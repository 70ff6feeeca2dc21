import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Finding } from '../../../src/core/finding.ts';
import { formatTime } from '../../../src/core/time.ts';
import { Icon } from '../../ui/Icon.tsx';
import { STRINGS } from '../../ui/strings.ts';
import { findingIcon, findingTone } from '../severity.ts';
import type { ThumbnailSheets } from '../thumbnails/thumbnailSheets.ts';
import type { Pointed } from './usePointer.ts';

/** Findings that a card has room for. */
const MOST_SHOWN = 4;
const THUMBNAIL_HEIGHT = 72;

interface HoverCardProps {
  /** Is set to what tells the card where the pointer is: the pointer moves too often to render more than the card. */
  readonly show: { current: (pointed: Pointed | null) => void };
  /** What was found at a time, in time order. */
  readonly foundAt: (time: number) => readonly Finding[];
  /** What the place is besides. */
  readonly placeAt: (pointed: Pointed) => readonly string[];
  /** Ids of the findings that were found on other shots than there are now. */
  readonly outdated: ReadonlySet<string>;
  readonly sheets: ThumbnailSheets | null;
  /** The element that the canvas is in, and the box that scrolls it. */
  readonly area: { readonly current: HTMLElement | null };
  readonly scroller: { readonly current: HTMLElement | null };
}

/** What is under the pointer: the picture, the time, what place that is, and what was found there. Everything a judge wrote is a text node. */
export function HoverCard({ show, foundAt, placeAt, outdated, sheets, area, scroller }: HoverCardProps) {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  show.current = setPointed;
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = card.current;
    // Without a card nothing is measured: that would lay the page out once more for every frame of a zoom.
    if (!pointed || !element) return;
    const tracks = area.current?.getBoundingClientRect();
    const box = scroller.current?.getBoundingClientRect();
    if (!box || !tracks) return;
    const left = Math.min(
      Math.max(tracks.left + pointed.x - element.offsetWidth / 2, 4),
      window.innerWidth - element.offsetWidth - 4,
    );
    // Above all tracks, so that it hides none.
    element.style.transform = `translate(${left}px, ${Math.max(4, box.top - element.offsetHeight - 6)}px)`;
  });
  if (!pointed || pointed.hit.kind === 'overview') return null;
  const { hit, time } = pointed;
  const findings = hit.kind === 'marker' ? hit.marker.findings : foundAt(time);
  return (
    <div ref={card} class="hover-card" aria-hidden="true">
      {sheets && <Thumbnail sheets={sheets} time={time} />}
      <div class="hover-time">{formatTime(time)}</div>
      {placeAt(pointed).map((words) => (
        <div key={words}>{words}</div>
      ))}
      {findings.slice(0, MOST_SHOWN).map((finding) => (
        <div key={finding.id} class={`hover-finding ${findingTone(finding)}`}>
          <Icon name={findingIcon(finding)} />
          <span>
            <strong>{finding.subDimension.title}</strong>{' '}
            <span class="dim">
              {[STRINGS.byJudge(finding.judge), ...(outdated.has(finding.id) ? [STRINGS.shotsCorrected] : [])].join(' · ')}
            </span>
            <br />
            {finding.message}
          </span>
        </div>
      ))}
      {findings.length > MOST_SHOWN && <div class="dim">{STRINGS.andMore(findings.length - MOST_SHOWN)}</div>}
    </div>
  );
}

function Thumbnail({ sheets, time }: { readonly sheets: ThumbnailSheets; readonly time: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = Math.round(THUMBNAIL_HEIGHT * sheets.ratio);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    const tile = sheets.nearest(time);
    if (context && tile)
      context.drawImage(tile.bitmap, tile.x, tile.y, tile.width, tile.height, 0, 0, width * 2, THUMBNAIL_HEIGHT * 2);
  });
  const size = { width: `${width}px`, height: `${THUMBNAIL_HEIGHT}px` };
  return <canvas ref={canvas} width={width * 2} height={THUMBNAIL_HEIGHT * 2} style={size} />;
}
