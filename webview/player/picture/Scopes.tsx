import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { ACTION_NAMES } from '../../ui/actionNames.ts';
import { STRINGS } from '../../ui/strings.ts';
import type { Overlay } from '../../ui/uiState.ts';
import { FALSE_COLOURS, histogramOf, type Pixels, paintFalseColour, waveformOf } from './scopes.ts';
import { useFramePixels } from './useFramePixels.ts';

/** Columns of the scopes, and of the picture in false colour. */
const SCOPE_COLUMNS = 256;
const PAINTED_COLUMNS = 960;
const HISTOGRAM_HEIGHT = 96;

interface ScopeProps {
  readonly video: RefObject<HTMLVideoElement | null>;
}

/** The frame on screen in false colour, exactly over the picture. */
export function FalseColour({ video }: ScopeProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useFramePixels(video, PAINTED_COLUMNS, (pixels) => {
    if (!canvas.current || !pixels) return;
    paintFalseColour(pixels);
    canvas.current.width = pixels.width;
    canvas.current.height = pixels.height;
    canvas.current.getContext('2d')?.putImageData(pixels, 0, 0);
  });
  return <canvas ref={canvas} class="false-colour" role="img" aria-label={ACTION_NAMES.toggleFalseColour} />;
}

/** The scopes that were asked for, in a corner of the picture. */
export function Scopes({ video, overlays }: ScopeProps & { readonly overlays: readonly Overlay[] }) {
  if (!overlays.some((overlay) => overlay === 'waveform' || overlay === 'histogram' || overlay === 'falseColour')) return null;
  return (
    <div class="scopes">
      {overlays.includes('falseColour') && <FalseColourKey />}
      {overlays.includes('waveform') && (
        <Scope video={video} name={ACTION_NAMES.toggleWaveform} height={256} draw={drawWaveform} marks={['100', '50', '0']} />
      )}
      {overlays.includes('histogram') && (
        <Scope video={video} name={ACTION_NAMES.toggleHistogram} height={HISTOGRAM_HEIGHT} draw={drawHistogram} marks={[]} />
      )}
    </div>
  );
}

function FalseColourKey() {
  return (
    <ul class="false-colour-key" aria-label={STRINGS.falseColourMeaning}>
      {FALSE_COLOURS.map(({ from, to, colour }) => (
        <li key={from}>
          <span class="swatch" style={{ background: `rgb(${colour.join(' ')})` }} />
          {from}–{Math.min(100, to)}
        </li>
      ))}
    </ul>
  );
}

interface OneScopeProps extends ScopeProps {
  readonly name: string;
  readonly height: number;
  readonly draw: (context: CanvasRenderingContext2D, pixels: Pixels) => void;
  /** Percent of luma to write beside it, from the top down. */
  readonly marks: readonly string[];
}

function Scope({ video, name, height, draw, marks }: OneScopeProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [readable, setReadable] = useState(true);
  useFramePixels(video, SCOPE_COLUMNS, (pixels) => {
    setReadable(pixels !== null);
    const context = canvas.current?.getContext('2d');
    if (pixels && context) draw(context, pixels);
  });
  return (
    <figure class="scope">
      <canvas ref={canvas} width={SCOPE_COLUMNS} height={height} role="img" aria-label={name} />
      {marks.length > 0 && (
        <span class="scope-marks" aria-hidden="true">
          {marks.map((mark) => (
            <span key={mark}>{mark}</span>
          ))}
        </span>
      )}
      <figcaption>{readable ? name : STRINGS.notReadable}</figcaption>
    </figure>
  );
}

function drawWaveform(context: CanvasRenderingContext2D, pixels: Pixels): void {
  const counts = waveformOf(pixels);
  const image = context.createImageData(SCOPE_COLUMNS, 256);
  const gain = 6000 / pixels.height;
  for (let x = 0; x < SCOPE_COLUMNS; x++) {
    const column = Math.floor((x * pixels.width) / SCOPE_COLUMNS);
    for (let luma = 0; luma < 256; luma++) {
      const light = Math.min(255, (counts[column * 256 + luma] ?? 0) * gain);
      image.data.set([light * 0.55, light, light * 0.6, 255], 4 * ((255 - luma) * SCOPE_COLUMNS + x));
    }
  }
  context.putImageData(image, 0, 0);
}

function drawHistogram(context: CanvasRenderingContext2D, pixels: Pixels): void {
  const { red, green, blue, luma } = histogramOf(pixels);
  context.globalCompositeOperation = 'source-over';
  context.fillStyle = '#000';
  context.fillRect(0, 0, SCOPE_COLUMNS, HISTOGRAM_HEIGHT);
  context.globalCompositeOperation = 'lighter';
  // Clipped values would flatten all others; their bar is cut off instead.
  const highest = Math.max(...[red, green, blue, luma].map((values) => Math.max(...values.subarray(1, 255))), 1);
  for (const [values, colour] of [
    [red, '#b02a2a'],
    [green, '#1f8f3a'],
    [blue, '#2f55c8'],
    [luma, '#555'],
  ] as const) {
    context.fillStyle = colour;
    for (const [value, count] of values.entries()) {
      const bar = Math.min(HISTOGRAM_HEIGHT, (count / highest) * HISTOGRAM_HEIGHT);
      context.fillRect(value, HISTOGRAM_HEIGHT - bar, 1, bar);
    }
  }
}
