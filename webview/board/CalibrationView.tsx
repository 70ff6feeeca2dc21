import { radiusText, STALE_SENTENCE } from '../../src/core/calibration/calibrationWords.ts';
import type { CalibrationBoard } from '../../src/protocol/boardMessages.ts';
import { Button } from '../ui/Button.tsx';
import { BOARD_STRINGS } from '../ui/boardStrings.ts';
import { LANGUAGE } from '../ui/language.ts';
import { inPageWords } from '../ui/phrases.ts';
import type { BoardHost } from './BoardPage.tsx';
import { DimensionSection } from './DimensionSection.tsx';
import { Notes } from './Notes.tsx';
import { SortableTable, type TableColumn } from './SortableTable.tsx';

type CalibratedRow = CalibrationBoard['dimensions'][number];
type Fitted = Extract<CalibratedRow['fitted'], { kind: 'calibrated' }>;

/** What calibrating a judge brings, dimension by dimension, and what the data do not support. */
export function CalibrationView({ board, host }: { readonly board: CalibrationBoard; readonly host: BoardHost }) {
  const { judge, folder, createdAt, coverage, stale, fingerprint, dimensions, notes } = board;
  const made = new Date(createdAt).toLocaleString(LANGUAGE);
  return (
    <main class="board">
      <header>
        <h1>{BOARD_STRINGS.calibrationOf(judge.label)}</h1>
        <p class="dim">{BOARD_STRINGS.madeOn(made, folder)}</p>
      </header>
      {stale && (
        <p class="stale" role="status">
          {inPageWords(STALE_SENTENCE)}
        </p>
      )}
      <div class="actions">
        <Button appearance={stale ? 'primary' : 'secondary'} onClick={() => host.post({ type: 'calibrate' })}>
          {BOARD_STRINGS.calibrateAgain}
        </Button>
        <Button appearance="secondary" onClick={() => host.post({ type: 'showAgreement' })}>
          {BOARD_STRINGS.showAgreement}
        </Button>
        <Button appearance="secondary" onClick={() => host.post({ type: 'saveReport' })}>
          {BOARD_STRINGS.saveReport}
        </Button>
      </div>
      <p class="dim legend">{BOARD_STRINGS.calibrationHelp}</p>
      <SortableTable
        class="overview-table"
        caption={BOARD_STRINGS.overview}
        columns={overviewColumns(coverage)}
        rows={dimensions}
        keyOf={({ title }) => title}
      />
      {dimensions.map(({ title, fitted }) => (
        <DimensionSection key={title} title={title} fitted={fitted} coverage={coverage} />
      ))}
      <Notes notes={notes} />
      <p class="dim fingerprint">
        {BOARD_STRINGS.fingerprint} <code>{fingerprint}</code>
      </p>
    </main>
  );
}

function overviewColumns(coverage: number): TableColumn<CalibratedRow>[] {
  const { overviewColumn: titles } = BOARD_STRINGS;
  const figure = (id: string, title: string, of: (fitted: Fitted) => number): TableColumn<CalibratedRow> => {
    const value = ({ fitted }: CalibratedRow) => (fitted.kind === 'calibrated' ? of(fitted) : null);
    return { id, title, value, cell: (row) => value(row)?.toFixed(1) ?? '–' };
  };
  const mapOf = ({ fitted }: CalibratedRow) =>
    fitted.kind === 'calibrated' ? inPageWords(fitted.map.method) : BOARD_STRINGS.uncalibrated;
  const heldOf = ({ fitted }: CalibratedRow) =>
    fitted.kind === 'calibrated' && fitted.heldOut.intervals.bounded > 0
      ? fitted.heldOut.intervals.held / fitted.heldOut.intervals.bounded
      : null;
  const limitsOf = ({ fitted }: CalibratedRow) => (fitted.kind === 'calibrated' ? fitted.limits.length : null);
  return [
    { id: 'title', title: BOARD_STRINGS.column.dimension, value: ({ title }) => title, cell: ({ title }) => title },
    { id: 'map', title: titles.map, value: mapOf, cell: mapOf },
    { id: 'clips', title: titles.clips, value: ({ fitted }) => fitted.clips, cell: ({ fitted }) => fitted.clips },
    figure('raw', titles.raw, ({ heldOut }) => 100 * heldOut.rawError),
    figure('calibrated', titles.calibrated, ({ heldOut }) => 100 * heldOut.calibratedError),
    figure('constant', titles.constant, ({ heldOut }) => 100 * heldOut.constantError),
    {
      id: 'interval',
      title: titles.interval(shareOf(coverage)),
      value: ({ fitted }) => (fitted.kind === 'calibrated' && fitted.radius !== 'unbounded' ? fitted.radius : null),
      cell: ({ fitted }) => (fitted.kind === 'calibrated' ? inPageWords(radiusText(fitted.radius)) : '–'),
    },
    {
      id: 'held',
      title: titles.held,
      value: heldOf,
      cell: (row) => {
        const held = heldOf(row);
        return held === null ? '–' : shareOf(held);
      },
    },
    {
      id: 'limits',
      title: titles.supported,
      value: limitsOf,
      cell: (row) => {
        const limits = limitsOf(row);
        if (limits === null) return '–';
        return limits === 0 ? BOARD_STRINGS.supported : BOARD_STRINGS.limited;
      },
    },
  ];
}

const shareOf = (share: number): string => `${Math.round(100 * share)} %`;
