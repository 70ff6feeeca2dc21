import { findingTone } from '../../severity.ts';
import type { Lane, Marker } from '../lanes.ts';
import { LANE_GAP, LANE_ROW, MARKER_ICON_WIDTH, ROOM_FOR_TITLE } from '../sizes.ts';
import type { PlacedTrack } from '../trackLayout.ts';
import { findingGlyph } from './glyphs.ts';
import type { Pen, Scene } from './scene.ts';

/** How a marker stands out, and where its words go. */
interface MarkerLook {
  readonly selected: boolean;
  readonly current: boolean;
  /** All of it was found on other shots than there are now. */
  readonly outdated: boolean;
  /** What is partly out of sight keeps its words in sight. */
  readonly kept: boolean;
}

const PLAIN = { selected: false, current: false, kept: false };

function isOutdated({ findings }: Marker, outdated: ReadonlySet<string>): boolean {
  return outdated.size > 0 && findings.every(({ id }) => outdated.has(id));
}

/**
 * The findings of one aspect, with the top of the lane at 0: shape and colour tell how grave, the line at the foot how long. It is
 * broken for what is outdated.
 */
export function drawLane(pen: Pen, lane: Lane, outdated: ReadonlySet<string>): void {
  const { offset, width } = pen.scale;
  for (let row = 0; row < lane.rows; row++)
    for (const marker of lane.markersBetween(row, offset, offset + width))
      drawMarker(pen, marker, rowTop(marker.row), { ...PLAIN, outdated: isOutdated(marker, outdated) });
}

/** What of a lane changes more often than its findings: those that are selected, current or partly out of sight. */
export function drawLaneMoments(pen: Pen, scene: Scene, lane: Lane, { top }: PlacedTrack): void {
  const { context, scale, palette } = pen;
  const { marked, selected, current, outdated } = scene;
  context.fillStyle = palette.colour.line;
  context.fillRect(0, top - 1, scale.width, 1);
  const lookOf = (marker: Marker): MarkerLook => ({
    selected: selected !== null && marker.findings.some(({ id }) => id === selected),
    current: marker.findings.some(({ id }) => current.has(id)),
    outdated: isOutdated(marker, outdated),
    kept: true,
  });
  const [from, to] = [scale.offset, scale.offset + scale.width];
  const special = new Set<Marker>();
  for (const finding of marked) {
    const marker = finding.aspect.id === lane.aspect.id ? lane.markerOf(finding) : null;
    if (marker && marker.x < to && marker.x + marker.width > from) special.add(marker);
  }
  for (let row = 0; row < lane.rows; row++) {
    const shown = lane.markersBetween(row, from, to);
    for (const marker of [shown[0], shown.at(-1)])
      if (marker && (marker.x < from || marker.x + marker.width > to)) special.add(marker);
  }
  for (const marker of special) {
    const y = top + rowTop(marker.row);
    const left = Math.floor(marker.x - from);
    context.clearRect(left, y - 1, Math.ceil(marker.width) + 1, LANE_ROW + 2);
    drawMarker(pen, marker, y, lookOf(marker));
  }
}

function rowTop(row: number): number {
  return LANE_GAP + row * (LANE_ROW + LANE_GAP);
}

function drawMarker(pen: Pen, marker: Marker, y: number, look: MarkerLook): void {
  const { context, scale, palette } = pen;
  const { colour, font, fill } = palette;
  const { findings, gravest, width, span } = marker;
  const x = marker.x - scale.offset;
  const tone = palette.tone(findingTone(gravest));
  const left = Math.max(x, -4);
  const shown = Math.min(x + width, scale.width + 4) - left;
  context.fillStyle = tone;
  context.globalAlpha = fill * (look.selected || look.current ? 2.2 : 1) * (look.outdated ? 0.5 : 1);
  if (fill > 0) context.fillRect(left, y, shown, LANE_ROW);
  context.globalAlpha = 1;
  const begin = scale.xOf(span.start);
  const extent = Math.max(left, begin);
  const length = Math.max(1, Math.min(left + shown, scale.xOf(span.end)) - extent);
  if (look.outdated) drawBroken(context, { x: extent, y: y + LANE_ROW - 1.5, length, hidden: extent - begin, tone });
  else context.fillRect(extent, y + LANE_ROW - 3, length, 3);
  drawBorder(pen, { left, y, shown, look });
  // What began out of sight still says what it is, and what goes out of sight takes its sign along.
  const inside = look.kept ? Math.max(x + 2, Math.min(2, x + width - MARKER_ICON_WIDTH)) : x + 2;
  const end = look.kept ? left + shown : x + width;
  if (inside > scale.width || end < 0) return;
  findingGlyph(pen, gravest, tone, inside, y + 1);
  const room = end - inside - MARKER_ICON_WIDTH;
  if (room < ROOM_FOR_TITLE - MARKER_ICON_WIDTH && findings.length === 1) return;
  context.fillStyle = colour.text;
  context.font = `11px ${font}`;
  context.textBaseline = 'middle';
  const title = findings.length === 1 ? gravest.subDimension.title : `${findings.length}`;
  const words = fitted(context, title, room - 2);
  if (words !== '') context.fillText(words, inside + MARKER_ICON_WIDTH, y + LANE_ROW / 2 - 1, room - 2);
}

/** A line of dashes that stay where they are while the timeline is panned: `hidden` pixels of it lie before `x`. */
function drawBroken(
  context: Pen['context'],
  { x, y, length, hidden, tone }: { x: number; y: number; length: number; hidden: number; tone: string },
): void {
  context.strokeStyle = tone;
  context.lineWidth = 3;
  context.setLineDash([6, 4]);
  context.lineDashOffset = hidden;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + length, y);
  context.stroke();
  context.setLineDash([]);
  context.lineDashOffset = 0;
}

function drawBorder(
  { context, palette: { colour } }: Pen,
  { left, y, shown, look }: { left: number; y: number; shown: number; look: MarkerLook },
): void {
  const border = look.selected ? colour.focus : colour['marker-border'];
  if (border === 'transparent' || border === 'rgba(0, 0, 0, 0)') return;
  context.strokeStyle = border;
  context.lineWidth = look.selected ? 2 : 1;
  if (look.current && !look.selected) context.setLineDash([3, 2]);
  const inset = look.selected ? 1 : 0.5;
  context.strokeRect(left + inset, y + inset, shown - 2 * inset, LANE_ROW - 2 * inset);
  context.setLineDash([]);
}

const WIDTHS = new Map<string, number>();

/** Text that fits into `room` pixels, cut with an ellipsis; empty when not even some letters do. */
function fitted(context: Pen['context'], text: string, room: number): string {
  const key = context.font + text;
  const known = WIDTHS.get(key) ?? context.measureText(text).width;
  WIDTHS.set(key, known);
  if (known <= room) return text;
  const kept = Math.floor((text.length * room) / known) - 2;
  return kept < 3 ? '' : `${text.slice(0, kept).trimEnd()}…`;
}
