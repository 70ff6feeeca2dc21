import { useState } from 'preact/hooks';
import type { Agreement } from '../../src/core/agreement.ts';
import { isAboveCeiling } from '../../src/core/agreementWords.ts';
import type { AgreementBoard } from '../../src/protocol/boardMessages.ts';
import { Button } from '../ui/Button.tsx';
import { BOARD_STRINGS } from '../ui/boardStrings.ts';
import { Dropdown } from '../ui/Dropdown.tsx';
import { LIST_JOINT } from '../ui/language.ts';
import { AgreementTable } from './AgreementTable.tsx';
import type { BoardHost } from './BoardPage.tsx';
import { Disagreements } from './Disagreements.tsx';
import { Notes } from './Notes.tsx';

type Level = 'clip' | 'model';
type Rows = 'dimensions' | 'subDimensions';
/** As the drop-down calls comparing raters alone; no judge has an empty id. */
const NOBODY = '';

/** How far raters agree with one another, and a judge with them. */
export function AgreementView({ board, host }: { readonly board: AgreementBoard; readonly host: BoardHost }) {
  const [level, setLevel] = useState<Level>('clip');
  const [rows, setRows] = useState<Rows>('dimensions');
  const { raters, clips, folder, judge, agreement } = board;
  const shown: Agreement = agreement[level][rows];
  const above = shown.subjects.filter(isAboveCeiling).map(({ title }) => title);
  return (
    <main class="board">
      <header>
        <h1>{BOARD_STRINGS.agreement}</h1>
        <p class="dim">{BOARD_STRINGS.agreementOf(raters, clips, folder)}</p>
      </header>
      <div class="choices">
        <Choice
          label={BOARD_STRINGS.judge}
          value={judge?.id ?? NOBODY}
          options={[
            { value: NOBODY, text: BOARD_STRINGS.ratersAlone },
            ...board.judges.map(({ id, label, clips: of }) => ({ value: id, text: BOARD_STRINGS.judgeOption(label, of) })),
          ]}
          onChange={(id) => host.post({ type: 'compare', judge: id === NOBODY ? null : id })}
        />
        <Choice
          label={BOARD_STRINGS.level}
          value={level}
          options={(['clip', 'model'] as const).map((value) => ({ value, text: BOARD_STRINGS.levels[value] }))}
          onChange={(value) => setLevel(value === 'model' ? 'model' : 'clip')}
        />
        <Choice
          label={BOARD_STRINGS.by}
          value={rows}
          options={(['dimensions', 'subDimensions'] as const).map((value) => ({ value, text: BOARD_STRINGS.rows[value] }))}
          onChange={(value) => setRows(value === 'subDimensions' ? 'subDimensions' : 'dimensions')}
        />
      </div>
      {judge && <CalibrationState board={board} host={host} />}
      {shown.subjects.length === 0 ? (
        <p class="empty">{BOARD_STRINGS.nothing[level]}</p>
      ) : (
        <AgreementTable subjects={shown.subjects} level={level} rows={rows} withJudge={judge !== null} />
      )}
      {above.length > 0 && <p class="wary">{BOARD_STRINGS.aboveCeiling(above.join(LIST_JOINT))}</p>}
      <p class="dim legend">
        {BOARD_STRINGS.legend} {judge && BOARD_STRINGS.judgeLegend}
      </p>
      <Disagreements
        disagreements={agreement.clip.dimensions.disagreements}
        onOpen={(index) => host.post({ type: 'openDisagreement', index })}
      />
      <Notes notes={agreement.notes} />
    </main>
  );
}

/** Whether the folder keeps maps for the judge, and the ways on from there. */
function CalibrationState({ board: { calibration }, host }: { readonly board: AgreementBoard; readonly host: BoardHost }) {
  return (
    <div class="calibration-state">
      <p class={calibration === 'stale' ? 'stale' : ''}>{BOARD_STRINGS.calibrationState[calibration]}</p>
      <Button appearance={calibration === 'current' ? 'secondary' : 'primary'} onClick={() => host.post({ type: 'calibrate' })}>
        {calibration === 'none' ? BOARD_STRINGS.calibrate : BOARD_STRINGS.calibrateAgain}
      </Button>
      {calibration !== 'none' && (
        <Button appearance="secondary" onClick={() => host.post({ type: 'showCalibration' })}>
          {BOARD_STRINGS.showCalibration}
        </Button>
      )}
    </div>
  );
}

type ChoiceProps = Parameters<typeof Dropdown>[0];

/** A drop-down with its name before it. */
function Choice(props: ChoiceProps) {
  return (
    <div class="choice">
      <span aria-hidden="true">{props.label}</span>
      <Dropdown {...props} />
    </div>
  );
}
