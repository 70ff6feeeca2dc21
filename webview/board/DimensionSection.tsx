import { heldOutErrors, heldText, limitSentences, methodWords, radiusText } from '../../src/core/calibration/calibrationWords.ts';
import type { DimensionCalibration } from '../../src/core/calibration/dimensionCalibration.ts';
import { BOARD_STRINGS } from '../ui/boardStrings.ts';
import { Icon } from '../ui/Icon.tsx';
import { inPageWords } from '../ui/phrases.ts';
import { ReliabilityDiagram } from './ReliabilityDiagram.tsx';

interface DimensionSectionProps {
  readonly title: string;
  readonly fitted: DimensionCalibration;
  /** Of the intervals. */
  readonly coverage: number;
}

/** One dimension: what the data do not support first, then the map, the figures on held-out clips and the diagram. */
export function DimensionSection({ title, fitted, coverage }: DimensionSectionProps) {
  return (
    <section class="dimension">
      <h2>{title}</h2>
      <ul class="limits">
        {limitSentences(fitted)
          .map(inPageWords)
          .map((sentence) => (
            <li key={sentence}>
              <Icon name="warning" /> {sentence}
            </li>
          ))}
      </ul>
      {fitted.kind === 'calibrated' && <Figures title={title} fitted={fitted} coverage={coverage} />}
    </section>
  );
}

type FiguresProps = DimensionSectionProps & { readonly fitted: Extract<DimensionCalibration, { kind: 'calibrated' }> };

function Figures({ title, fitted: { map, clips, groups, radius, heldOut }, coverage }: FiguresProps) {
  const method = methodWords(map.method);
  const errors = heldOutErrors(heldOut);
  const most = Math.max(...errors.map(({ points }) => points), Number.EPSILON);
  const facts = [
    [BOARD_STRINGS.labelled, BOARD_STRINGS.ofGroups(clips, groups)],
    [BOARD_STRINGS.intervalFor(`${Math.round(100 * coverage)} %`), inPageWords(radiusText(radius))],
    [BOARD_STRINGS.held, inPageWords(heldText(heldOut.intervals, coverage))],
    [BOARD_STRINGS.spearman, heldOut.spearman === null ? BOARD_STRINGS.notDefined : heldOut.spearman.toFixed(2)],
  ] as const;
  return (
    <div class="figures">
      <div class="tables">
        <p>
          {BOARD_STRINGS.method.before}
          <strong>{inPageWords(method.name)}</strong>
          {BOARD_STRINGS.method.after}
          <span class="dim">{inPageWords(method.why)}</span>
        </p>
        <table class="errors">
          <caption>{BOARD_STRINGS.distances(heldOut.folds)}</caption>
          <tbody>
            {errors.map(({ name, points }) => (
              <tr key={name}>
                <th scope="row">{inPageWords(name)}</th>
                <td>{points.toFixed(1)}</td>
                <td class="bar">
                  <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={(100 * points) / most} height="8" />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <table class="facts">
          <tbody>
            {facts.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ReliabilityDiagram title={title} reliability={heldOut.reliability} />
    </div>
  );
}
