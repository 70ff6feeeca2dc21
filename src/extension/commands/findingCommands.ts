import * as vscode from 'vscode';
import { EvalVerseError } from '../../core/errors.ts';
import { Disposables } from '../disposables.ts';
import { openFindingsDocument } from '../findings/findingsDocument.ts';
import { parseSeekArguments } from '../findings/seekLink.ts';
import { COMMAND } from '../ids.ts';
import type { PlayerRegistry } from '../player/playerRegistry.ts';
import { type Log, runWithReporting } from '../reporting.ts';
import { clipInFront, resourceArgument } from './clipArgument.ts';

/** Seek, Open Findings Document and Filter Findings. */
export function activateFindingCommands(players: PlayerRegistry, log: Log): vscode.Disposable {
  const disposables = new Disposables();
  const on = (command: string, run: (...args: readonly unknown[]) => Thenable<unknown>) =>
    disposables.add(
      vscode.commands.registerCommand(command, (...args: readonly unknown[]) =>
        runWithReporting(log, command, async () => void (await run(...args))),
      ),
    );
  on(COMMAND.seek, async (...args) => {
    const target = parseSeekArguments(args);
    if (!target) throw new EvalVerseError('internal', vscode.l10n.t('This link does not say where to go.'));
    await players.seek(target.clip, target);
  });
  on(COMMAND.openFindingsDocument, async (argument) => {
    const clip = resourceArgument(argument) ?? clipInFront(players);
    if (clip) await openFindingsDocument(clip, players.active !== null);
  });
  on(COMMAND.filterFindings, () => vscode.commands.executeCommand('workbench.action.openSettings', 'evalverse.findings'));
  return disposables;
}
