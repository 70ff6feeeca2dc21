import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatTime } from '../../../src/core/time.ts';
import type { PlayerAnalysis } from '../../../src/protocol/messages.ts';
import { STRINGS } from '../../ui/strings.ts';
import { onThemeChange } from '../onThemeChange.ts';
import { filmstripSlots } from './filmstrip.ts';
import { type TimeScale, ticksOf } from './scale.ts';
import { type Waveform, waveformColumns } from './waveform.ts';

const LABEL_GAP = 72;
const STRIP_HEIGHT = 44;
/** Exponent below 1 that lets quiet sound be seen beside loud sound. */
const LIFT = 0.7;

export function RulerTicks({ scale }: { readonly scale: TimeScale }) {
  const ticks = useMemo(() => ticksOf(scale, LABEL_GAP), [scale]);
  return (
    <div class="ruler-ticks" aria-hidden="true">
      {ticks.map(({ time, x, label }) => (
        <span key={time} class={label === null ? 'tick minor' : 'tick'} style={{ left: `${x}px` }}>
          {label !== null && x < scale.width - 30 && <span class="tick-label">{label}</span>}
        </span>
      ))}
    </div>
  );
}

/** Thumbnails cut out of the tile sheet by CSS; the sheet is an object URL that lives as long as the strip. */
export function Filmstrip({
  thumbnails,
  scale,
}: {
  readonly thumbnails: PlayerAnalysis['thumbnails'];
  readonly scale: TimeScale;
}) {
  const [sheet, setSheet] = useState<string | null>(null);
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([new Uint8Array(thumbnails.jpeg)], { type: 'image/jpeg' }));
    setSheet(url);
    return () => URL.revokeObjectURL(url);
  }, [thumbnails]);
  // Whole pixels: between pictures that end within a pixel a seam of the background shows.
  const slotWidth = Math.max(1, Math.round((STRIP_HEIGHT * thumbnails.width) / thumbnails.height));
  const slots = useMemo(() => filmstripSlots(thumbnails.times, scale, slotWidth), [thumbnails, scale, slotWidth]);
  const sheetRows = Math.ceil(thumbnails.times.length / thumbnails.columns);
  return (
    <div class="filmstrip" aria-hidden="true">
      {sheet &&
        slots.map(({ x, width, index }) => (
          <span
            key={x}
            style={{
              left: `${x}px`,
              width: `${width}px`,
              backgroundImage: `url(${sheet})`,
              backgroundSize: `${thumbnails.columns * slotWidth}px ${sheetRows * STRIP_HEIGHT}px`,
              backgroundPosition: `${-(index % thumbnails.columns) * slotWidth}px ${-Math.floor(index / thumbnails.columns) * STRIP_HEIGHT}px`,
            }}
          />
        ))}
    </div>
  );
}

export function ShotsTrack({ analysis, scale }: { readonly analysis: PlayerAnalysis; readonly scale: TimeScale }) {
  return (
    <div class="shots">
      {analysis.shots.map(({ index, start, end }) => {
        const width = scale.xOf(end) - scale.xOf(start);
        return (
          <span
            key={index}
            class={`shot ${index % 2 === 0 ? 'even' : 'odd'}`}
            style={{ left: `${scale.xOf(start)}px`, width: `${width}px` }}
            title={`${STRINGS.shot(index + 1)} · ${formatTime(start)}–${formatTime(end)}`}
          >
            {width > 16 && index + 1}
          </span>
        );
      })}
      {analysis.boundaries.map(({ kind, start, end }) => (
        <span
          key={start}
          class={`boundary ${kind}`}
          style={{ left: `${scale.xOf(start)}px`, width: `${Math.max(1, scale.xOf(end) - scale.xOf(start))}px` }}
          title={`${STRINGS.boundary[kind]} · ${formatTime(start)}${end > start ? `–${formatTime(end)}` : ''}`}
        />
      ))}
    </div>
  );
}

/** Drawn in the colour that the style sheet gives the canvas, again whenever size or theme changes. */
export function WaveformTrack({ waveform, scale }: { readonly waveform: Waveform; readonly scale: TimeScale }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const columns = useMemo(() => waveformColumns(waveform, scale), [waveform, scale]);
  useEffect(() => {
    const draw = () => {
      if (canvas.current) drawWaveform(canvas.current, columns);
    };
    draw();
    return onThemeChange(draw);
  }, [columns]);
  return <canvas ref={canvas} class="waveform" />;
}

function drawWaveform(canvas: HTMLCanvasElement, { low, high }: { low: Float32Array; high: Float32Array }): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const height = canvas.clientHeight;
  const density = window.devicePixelRatio;
  canvas.width = low.length * density;
  canvas.height = height * density;
  context.scale(density, density);
  context.fillStyle = getComputedStyle(canvas).color;
  const middle = height / 2;
  for (let x = 0; x < low.length; x++) {
    const top = middle - (high[x] ?? 0) ** LIFT * middle;
    const bottom = middle + (-(low[x] ?? 0)) ** LIFT * middle;
    context.fillRect(x, Math.min(top, middle - 0.5), 1, Math.max(bottom - top, 1));
  }
}
