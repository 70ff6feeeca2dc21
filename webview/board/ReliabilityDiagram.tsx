import type { HeldOutFigures } from '../../src/core/calibration/heldOutFigures.ts';
import {
  PLOT_EDGE,
  PLOT_MARGIN,
  PLOT_SIDE,
  plotX,
  plotY,
  reliabilityDots,
  reliabilityText,
} from '../../src/core/calibration/reliabilityPlot.ts';
import { BOARD_STRINGS } from '../ui/boardStrings.ts';
import { inPageWords } from '../ui/phrases.ts';

interface ReliabilityDiagramProps {
  readonly title: string;
  readonly reliability: HeldOutFigures['reliability'];
}

const SIZE = PLOT_SIDE + PLOT_MARGIN + PLOT_EDGE;
const TICKS = [0, 0.5, 1];

/** Judge along x, experts along y; on the diagonal they agree. Open dots are raw scores, full ones calibrated. */
export function ReliabilityDiagram({ title, reliability }: ReliabilityDiagramProps) {
  return (
    <figure class="reliability">
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={inPageWords(reliabilityText(title, reliability))}>
        <rect x={PLOT_MARGIN} y={PLOT_EDGE} width={PLOT_SIDE} height={PLOT_SIDE} />
        <path d={`M${plotX(0)} ${plotY(0)}L${plotX(1)} ${plotY(1)}`} />
        {TICKS.map((value) => (
          <g key={value}>
            <text x={plotX(value)} y={PLOT_EDGE + PLOT_SIDE + 16} text-anchor="middle">
              {100 * value}
            </text>
            <text x={PLOT_MARGIN - 6} y={plotY(value)} text-anchor="end" dominant-baseline="middle">
              {100 * value}
            </text>
          </g>
        ))}
        <text x={plotX(0.5)} y={SIZE - 4} text-anchor="middle">
          {BOARD_STRINGS.xAxis}
        </text>
        <text x="10" y={plotY(0.5)} text-anchor="middle" transform={`rotate(-90 10 ${plotY(0.5)})`}>
          {BOARD_STRINGS.yAxis}
        </text>
        {reliabilityDots(reliability).map(({ kind, x, y, radius, title: text }) => (
          <circle key={text} class={kind} cx={x} cy={y} r={radius}>
            <title>{inPageWords(text)}</title>
          </circle>
        ))}
      </svg>
      <figcaption aria-hidden="true">
        <span class="key raw" /> {BOARD_STRINGS.rawDots} <span class="key calibrated" /> {BOARD_STRINGS.calibratedDots}
      </figcaption>
    </figure>
  );
}
