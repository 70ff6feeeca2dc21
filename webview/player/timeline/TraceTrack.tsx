import { useEffect, useMemo, useRef } from 'preact/hooks';
import { type DrawnTrace, type TraceChoice, valueAt } from '../../../src/core/trace.ts';
import { Dropdown } from '../../ui/Dropdown.tsx';
import { STRINGS } from '../../ui/strings.ts';
import type { PlayerEngine } from '../engine.ts';
import { onThemeChange } from '../onThemeChange.ts';
import { useEngineValue } from '../useEngineValue.ts';
import type { TimeScale } from './scale.ts';
import { type TracePlot, tracePlot } from './tracePlot.ts';

/** Chooses which measurement the timeline draws. */
export function TraceDropdown(props: {
  readonly choices: readonly TraceChoice[];
  readonly chosen: string;
  readonly onChoose: (operator: string) => void;
}) {
  const { choices, chosen, onChoose } = props;
  const options = useMemo(
    () => [
      { value: '', text: STRINGS.noMeasurement },
      ...choices.map(({ operator, title }) => ({ value: operator, text: title })),
    ],
    [choices],
  );
  return <Dropdown label={STRINGS.measurement} class="trace-choice" value={chosen} options={options} onChange={onChoose} />;
}

/** The value at the playhead; beside the curve, so that it covers nothing of it. */
export function TraceValue({ engine, trace }: { readonly engine: PlayerEngine; readonly trace: DrawnTrace }) {
  const value = useEngineValue(engine, ({ time }) => valueAt(trace, time));
  const shown = value === null ? '–' : `${Number(value.toPrecision(3))} ${trace.unit}`.trimEnd();
  return (
    <span class="trace-value" title={STRINGS.measuredAt(trace.title, shown)}>
      {shown}
    </span>
  );
}

interface TraceTrackProps {
  /** `null`: there is nothing to draw; `undefined`: not known yet. */
  readonly trace: DrawnTrace | null | undefined;
  readonly scale: TimeScale;
}

/** One measurement over time with its limits. */
export function TraceTrack({ trace, scale }: TraceTrackProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const plot = useMemo(() => trace && tracePlot(trace, scale), [trace, scale]);
  useEffect(() => {
    const draw = () => {
      if (canvas.current && plot) drawTrace(canvas.current, plot);
    };
    draw();
    return onThemeChange(draw);
  }, [plot]);
  if (trace === undefined) return null;
  if (trace === null) return <span class="trace-note">{STRINGS.nothingMeasured}</span>;
  return <canvas ref={canvas} class="trace" role="img" aria-label={trace.title} />;
}

function drawTrace(canvas: HTMLCanvasElement, { lines, limits, width }: TracePlot): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const height = canvas.clientHeight;
  const density = window.devicePixelRatio;
  canvas.width = width * density;
  canvas.height = height * density;
  context.scale(density, density);
  const style = getComputedStyle(canvas);
  // A pixel of air above and below, so that extremes are not cut.
  const yOf = (share: number) => 1.5 + (1 - share) * (height - 3);
  for (const { grade, share } of limits) {
    context.strokeStyle = style.getPropertyValue(`--trace-${grade}`);
    context.setLineDash([4, 3]);
    context.beginPath();
    context.moveTo(0, yOf(share));
    context.lineTo(width, yOf(share));
    context.stroke();
  }
  context.setLineDash([]);
  context.strokeStyle = style.color;
  context.lineWidth = 1.25;
  for (const line of lines) {
    context.beginPath();
    line.forEach(({ x, share }, i) => {
      if (i === 0) context.moveTo(x, yOf(share));
      else context.lineTo(x, yOf(share));
    });
    context.stroke();
  }
}
