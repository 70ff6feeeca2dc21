import { findingTone } from '../../severity.ts';
import { type Lane, type Marker, markersBetween } from '../lanes.ts';
import { LANE_GAP, LANE_ROW, MARKER_ICON_WIDTH, ROOM_FOR_TITLE } from '../sizes.ts';
import type { PlacedTrack } from '../trackLayout.ts';
import { findingGlyph } from './glyphs.ts';
import type { Pen, Scene } from './scene.ts';

/** The findings of one aspect: shape and colour tell how grave, the line at the foot how long. It is broken for what is outdated. */
export function drawLane(pen: Pen, scene: Scene, lane: Lane, { top }: PlacedTrack): void {
  const { context, scale, palette } = pen;
  const offset = scale.span.start * scale.perSecond;
  context.fillStyle = palette.colour.line;
  context.fillRect(0, top - 1, scale.width, 1);
  lane.rows.forEach((row, index) => {
    const y = top + LANE_GAP + index * (LANE_ROW + LANE_GAP);
    for (const marker of markersBetween(row, offset, offset + scale.width)) drawMarker(pen, scene, marker, marker.x - offset, y);
  });
}

function drawMarker({ context, scale, palette }: Pen, scene: Scene, marker: Marker, x: number, y: number): void {
  const { colour, font, fill } = palette;
  const { findings, gravest, width, span } = marker;
  const tone = palette.tone(findingTone(gravest));
  const isSelected = scene.selected !== null && findings.some(({ id }) => id === scene.selected);
  const isCurrent = scene.current.size > 0 && findings.some(({ id }) => scene.current.has(id));
  const isOutdated = scene.outdated.size > 0 && findings.every(({ id }) => scene.outdated.has(id));
  const left = Math.max(x, -4);
  const shown = Math.min(x + width, scale.width + 4) - left;
  context.fillStyle = tone;
  context.globalAlpha = fill * (isSelected || isCurrent ? 2.2 : 1) * (isOutdated ? 0.5 : 1);
  if (fill > 0) context.fillRect(left, y, shown, LANE_ROW);
  context.globalAlpha = 1;
  const begin = scale.xOf(span.start);
  const extent = Math.max(left, begin);
  const length = Math.max(1, Math.min(left + shown, scale.xOf(span.end)) - extent);
  if (isOutdated) drawBroken(context, { x: extent, y: y + LANE_ROW - 1.5, length, hidden: extent - begin, tone });
  else context.fillRect(extent, y + LANE_ROW - 3, length, 3);
  drawBorder({ context, scale, palette }, { left, y, shown, isSelected, isCurrent });
  // What began out of sight still says what it is.
  const inside = Math.max(left + 2, 2);
  findingGlyph(context, gravest, tone, inside, y + 1);
  const room = left + shown - inside - MARKER_ICON_WIDTH;
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
  context: CanvasRenderingContext2D,
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
  { left, y, shown, isSelected, isCurrent }: { left: number; y: number; shown: number; isSelected: boolean; isCurrent: boolean },
): void {
  const border = isSelected ? colour.focus : colour['marker-border'];
  if (border === 'transparent' || border === 'rgba(0, 0, 0, 0)') return;
  context.strokeStyle = border;
  context.lineWidth = isSelected ? 2 : 1;
  if (isCurrent && !isSelected) context.setLineDash([3, 2]);
  const inset = isSelected ? 1 : 0.5;
  context.strokeRect(left + inset, y + inset, shown - 2 * inset, LANE_ROW - 2 * inset);
  context.setLineDash([]);
}

const WIDTHS = new Map<string, number>();

/** Text that fits into `room` pixels, cut with an ellipsis; empty when not even some letters do. */
function fitted(context: CanvasRenderingContext2D, text: string, room: number): string {
  const known = WIDTHS.get(context.font + text) ?? context.measureText(text).width;
  WIDTHS.set(context.font + text, known);
  if (known <= room) return text;
  const kept = Math.floor((text.length * room) / known) - 2;
  return kept < 3 ? '' : `${text.slice(0, kept).trimEnd()}…`;
}
