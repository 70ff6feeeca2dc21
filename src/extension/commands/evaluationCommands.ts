import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { Evaluation, EvaluationProgress } from '../../batch/evaluateClip.ts';
import type { EvaluationTarget } from '../../batch/target.ts';
import { EvalVerseError } from '../../core/errors.ts';
import { formatTime } from '../../core/time.ts';
import { type Blindness, blindName } from '../annotations/blindness.ts';
import { Disposables } from '../disposables.ts';
import type { Evaluator } from '../evaluation/evaluator.ts';
import type { Tasks } from '../evaluation/tasks.ts';
import { COMMAND } from '../ids.ts';
import type { Activities } from '../judging/activities.ts';
import type { JudgeChoice, JudgeId } from '../judging/judgeChoice.ts';
import type { PlayerRegistry } from '../player/playerRegistry.ts';
import type { PlayerSession } from '../player/playerSession.ts';
import { type Log, logFailure, runWithReporting } from '../reporting.ts';
import type { ClipLibrary } from '../reviews/clipLibrary.ts';
import type { Failures } from '../reviews/failures.ts';
import type { ReviewLoader } from '../reviews/reviewLoader.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { clipInFront, pickClip, resourceArgument } from './clipArgument.ts';

export interface EvaluationServices {
  readonly activities: Activities;
  readonly blindness: Blindness;
  readonly log: Log;
  readonly evaluator: Evaluator;
  readonly failures: Failures;
  readonly judgeChoice: JudgeChoice;
  readonly library: ClipLibrary;
  readonly loader: ReviewLoader;
  readonly players: PlayerRegistry;
  readonly reviews: ReviewStore;
  readonly tasks: Tasks;
}

/** Evaluate Clip, Evaluate Shot, Evaluate Range and Cancel. */
export function activateEvaluationCommands(services: EvaluationServices): vscode.Disposable {
  const { log, players, tasks } = services;
  const disposables = new Disposables();
  const on = (command: string, run: (argument: unknown) => Promise<void>) =>
    disposables.add(
      vscode.commands.registerCommand(command, (argument: unknown) => runWithReporting(log, command, () => run(argument))),
    );

  on(COMMAND.evaluateClip, async (argument) => {
    const clip = resourceArgument(argument) ?? clipInFront(players) ?? (await pickClip(services.library));
    if (clip) await evaluateFor(services, clip, { kind: 'clip' });
  });
  on(COMMAND.evaluateShot, async (argument) => {
    const player = playerFor(players, argument);
    const { time } = player.position;
    await player.document.prepared();
    const shot = player.document.shotAt(time);
    if (!shot)
      throw new EvalVerseError(
        'range/invalid',
        vscode.l10n.t('The shots of this clip are not known, because it could not be analysed.'),
      );
    await evaluateFor(services, player.document.uri, { kind: 'span', span: { start: shot.start, end: shot.end } });
  });
  on(COMMAND.evaluateRange, async (argument) => {
    const player = playerFor(players, argument);
    const { range } = player.position;
    if (!range) throw new EvalVerseError('range/invalid', vscode.l10n.t('Mark a range first: I sets its start, O its end.'));
    await evaluateFor(services, player.document.uri, { kind: 'span', span: range });
  });
  on(COMMAND.cancelEvaluation, async (argument) => tasks.cancel(resourceArgument(argument) ?? undefined));
  return disposables;
}

/** Evaluates as the command does, with progress that the user sees and can cancel. @throws as `Evaluator.evaluate`. */
export async function evaluateFor(
  { activities, blindness, evaluator, failures, judgeChoice, loader, log, players, reviews, tasks }: EvaluationServices,
  clip: vscode.Uri,
  target: EvaluationTarget,
): Promise<Evaluation> {
  const name = blindness.on ? blindName() : posix.basename(clip.path);
  const label =
    target.kind === 'clip'
      ? vscode.l10n.t('Evaluating {0}', name)
      : vscode.l10n.t('Evaluating {0} from {1} to {2}', name, formatTime(target.span.start), formatTime(target.span.end));
  const { judge } = judgeChoice.of(clip);
  const open = players.playersOf(clip);
  // A player that lacks the timeline, since its analysis was cancelled or failed, gets it out of the same decode.
  for (const { document } of open) void document.prepared();
  const notify = !open.some(({ panel }) => panel.visible);
  let showing: Promise<void> | null = null;
  // A model takes minutes. Once the clip has a review, what is judged appears by itself.
  const showMeasured = () => {
    if (judge === 'signals' || showing || reviews.get(clip)) return;
    showing = loader
      .load(clip)
      .catch((error) => logFailure(log, clip.fsPath, error))
      .finally(() => {
        showing = null;
      });
  };
  const evaluation = await tasks.run({ label, clip, byUser: true, notify }, async (signal, report) => {
    const { onActivity, signalOf, end } = activities.begin(clip);
    try {
      const result = await evaluator.evaluate(clip, target, {
        signal,
        onProgress: (progress) => {
          report({ fraction: overallFraction(progress, judge) });
          if (progress.phase === 'judging') showMeasured();
        },
        onActivity,
        signalOf,
      });
      failures.remove(clip);
      await loader.load(clip);
      return result;
    } catch (error) {
      failures.addError(clip, error);
      throw error;
    } finally {
      end();
    }
  });
  const { notes, reused } = evaluation;
  for (const note of notes) log.warn(note);
  const found = reviews.state(clip)?.blind ? '' : `, ${reviews.findings(clip).length} findings`;
  log.info(`${clip.fsPath}: ${reused ? 'judged before, nothing to do' : 'evaluated'}${found}`);
  return evaluation;
}

/** Nearly all the time goes into the decoding, or else into waiting for the model. */
export function overallFraction({ phase, fraction }: EvaluationProgress, judge: JudgeId): number | null {
  const decoding = judge === 'signals' ? 0.98 : 0.2;
  if (phase === 'judging') return decoding + (1 - decoding) * (fraction ?? 0);
  return phase === 'analysing' && fraction !== null ? fraction * decoding : null;
}

function playerFor(players: PlayerRegistry, argument: unknown): PlayerSession {
  const clip = resourceArgument(argument) ?? clipInFront(players);
  const player = clip && players.playersOf(clip)[0];
  if (!player) throw new EvalVerseError('range/invalid', vscode.l10n.t('Open the clip in the player first.'));
  return player;
}
