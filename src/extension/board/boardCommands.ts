import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { SurveyedJudge } from '../../batch/ratings/surveyOf.ts';
import { calibrationFor, staleReason } from '../../core/calibration/shownScore.ts';
import { EvalVerseError } from '../../core/errors.ts';
import type { AgreementBoard } from '../../protocol/boardMessages.ts';
import { type Blindness, tellBlind } from '../annotations/blindness.ts';
import type { OpenBoard } from '../api.ts';
import { removedSentence } from '../clipNames.ts';
import { resourceArgument } from '../commands/clipArgument.ts';
import { Disposables } from '../disposables.ts';
import type { Tasks } from '../evaluation/tasks.ts';
import { COMMAND } from '../ids.ts';
import { notificationText } from '../notificationText.ts';
import type { PlayerRegistry } from '../player/playerRegistry.ts';
import { type Log, runWithReporting } from '../reporting.ts';
import type { Journals } from '../reviews/journals.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';
import { shownMessageOf } from '../usersLanguage.ts';
import { judgeName, pickRatedFolder, pickRatedJudge, tellNoJudge, tellNoRatings } from './boardPicks.ts';
import { type BoardRequest, Boards, calibrationBoard, type ShownBoard } from './boards.ts';
import { withRatings } from './ratingsReader.ts';
import { saveReport } from './saveReport.ts';

interface Services {
  readonly blindness: Blindness;
  readonly dist: vscode.Uri;
  readonly journals: Journals;
  readonly log: Log;
  readonly players: PlayerRegistry;
  readonly tasks: Tasks;
  readonly taxonomy: TaxonomyService;
}

/** Show Agreement and Calibrate Judge, and what can be done in the boards that they open. */
export function activateBoards(services: Services): vscode.Disposable & { open(): OpenBoard[] } {
  const { blindness, log, players, taxonomy } = services;
  const disposables = new Disposables();
  const boards = disposables.add(
    new Boards(services, (request, shown, column) => {
      void runWithReporting(log, `board: ${request.type}`, () => answer(request, shown, column));
    }),
  );
  const on = (command: string, run: (folder: vscode.Uri) => Promise<void>) =>
    disposables.add(
      vscode.commands.registerCommand(command, (argument: unknown) =>
        runWithReporting(log, command, async () => {
          if (blindness.on) return tellBlind();
          const folder = await pickRatedFolder(resourceArgument(argument));
          if (folder) await sayingWhatIsMissing(() => run(folder));
        }),
      ),
    );
  on(COMMAND.showAgreement, (folder) => showAgreement(folder, pickRatedJudge));
  on(COMMAND.calibrateJudge, (folder) => calibrate(folder, pickRatedJudge));

  /** @param choose the judge among those that answered; `undefined` when the user wants none of them after all. */
  async function showAgreement(
    folder: vscode.Uri,
    choose: (judges: readonly SurveyedJudge[]) => Promise<SurveyedJudge | null | undefined>,
  ): Promise<void> {
    await withRatings(services, folder, async ({ survey, ask }) => {
      if (survey.clips === 0) return void tellNoRatings(folder);
      const judge = survey.judges.length === 0 ? null : await choose(survey.judges);
      if (judge === undefined) return;
      const label = vscode.l10n.t('Comparing what was said of {0} clips', survey.clips);
      const agreement = await ask(label, (thread) => thread.agreement(judge?.id ?? null));
      const board: AgreementBoard = {
        kind: 'agreement',
        folder: posix.basename(folder.path),
        ...{ raters: survey.raters, clips: survey.clips, agreement },
        judge: judge && { id: judge.id, label: judgeName(judge.id) },
        judges: survey.judges.map(({ id, clips }) => ({ id, label: judgeName(id), clips })),
        calibration: judge === null ? 'none' : await calibrationState(folder, judge),
      };
      boards.show({ folder, board, calibration: null });
    });
  }

  async function calibrate(
    folder: vscode.Uri,
    choose: (judges: readonly SurveyedJudge[]) => Promise<SurveyedJudge | undefined>,
  ): Promise<void> {
    await withRatings(services, folder, async ({ survey, ask }) => {
      if (survey.clips === 0) return void tellNoRatings(folder);
      if (survey.judges.length === 0) return void tellNoJudge(folder);
      const judge = await choose(survey.judges);
      if (judge === undefined) return;
      const label = vscode.l10n.t('Calibrating {0}', judgeName(judge.id));
      const { calibration, notes } = await ask(label, (thread) => thread.calibration(judge.id));
      const { writeCalibration } = await import('../../store/calibrations.ts');
      await writeCalibration(folder.fsPath, calibration);
      const board = calibrationBoard({ folder, taxonomy: await taxonomy.loadShown(), calibration }, false, notes);
      boards.show({ folder, board, calibration });
    });
  }

  async function showKept(folder: vscode.Uri, judge: string): Promise<void> {
    await withRatings(services, folder, async ({ survey }) => {
      const now = named(judge)(survey.judges);
      const calibration = now && (await keptCalibration(folder, now));
      if (!calibration) return void tellNoJudge(folder);
      const stale = staleReason(calibration, now) !== null;
      const board = calibrationBoard({ folder, taxonomy: await taxonomy.loadShown(), calibration }, stale, []);
      boards.show({ folder, board, calibration });
    });
  }

  async function answer(request: BoardRequest, shown: ShownBoard, column: vscode.ViewColumn | null): Promise<void> {
    const { folder, board, calibration } = shown;
    const judge = board.judge?.id;
    await sayingWhatIsMissing(async () => {
      switch (request.type) {
        case 'openDisagreement':
          return openDisagreement(shown, request.index, column);
        case 'compare':
          return showAgreement(folder, async (judges) => (request.judge === null ? null : named(request.judge)(judges)));
        case 'showAgreement':
          return showAgreement(folder, async (judges) => (judge === undefined ? null : named(judge)(judges)));
        case 'calibrate':
          return judge === undefined ? undefined : calibrate(folder, async (judges) => named(judge)(judges));
        case 'showCalibration':
          return judge === undefined ? undefined : showKept(folder, judge);
        case 'saveReport':
          if (board.kind === 'calibration' && calibration)
            return saveReport(folder, await taxonomy.loadShown(), calibration, board);
      }
    });
  }

  async function openDisagreement({ folder, board }: ShownBoard, index: number, column: vscode.ViewColumn | null): Promise<void> {
    const chosen = board.kind === 'agreement' ? board.agreement.clip.dimensions.disagreements[index] : undefined;
    if (!chosen) return;
    const clip = vscode.Uri.joinPath(folder, ...chosen.clip.path.split('/'));
    if (!clip.path.startsWith(`${folder.path}/`)) throw new EvalVerseError('clip/not-found', removedSentence(clip));
    const there = await vscode.workspace.fs.stat(clip).then(
      () => true,
      () => false,
    );
    if (!there) throw new EvalVerseError('clip/not-found', removedSentence(clip));
    await players.seek(clip, { time: chosen.span?.start ?? 0, finding: null }, column);
  }

  return { open: () => boards.open(), dispose: () => disposables.dispose() };
}

const named = (id: string) => (judges: readonly SurveyedJudge[]) => judges.find((judge) => judge.id === id);

async function keptCalibration(folder: vscode.Uri, judge: SurveyedJudge) {
  const { readCalibrations } = await import('../../store/calibrations.ts');
  return calibrationFor((await readCalibrations(folder.fsPath)).calibrations, judge);
}

async function calibrationState(folder: vscode.Uri, judge: SurveyedJudge): Promise<AgreementBoard['calibration']> {
  const calibration = await keptCalibration(folder, judge);
  if (calibration === null) return 'none';
  return staleReason(calibration, judge) === null ? 'current' : 'stale';
}

/** Too little to compare is no failure of anything: it is said, without an error. */
async function sayingWhatIsMissing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof EvalVerseError && error.code === 'settings/invalid')) throw error;
    void vscode.window.showInformationMessage(notificationText(shownMessageOf(error)));
  }
}
