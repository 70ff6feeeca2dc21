import * as vscode from 'vscode';
import { EvalVerseError } from '../../core/errors.ts';
import { aspectsOf } from '../../core/taxonomy/walk.ts';
import { Disposables } from '../disposables.ts';
import { openFindingsDocument } from '../findings/findingsDocument.ts';
import { parseSeekArguments } from '../findings/seekLink.ts';
import { COMMAND } from '../ids.ts';
import type { PlayerRegistry } from '../player/playerRegistry.ts';
import { type Log, runWithReporting } from '../reporting.ts';
import { findingFilterSetting, writeFindingFilter } from '../settings.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';
import { clipInFront, resourceArgument } from './clipArgument.ts';
import { pickFilter } from './filterPick.ts';

/** Seek, Open Findings Document and Filter Findings. */
export function activateFindingCommands(services: {
  readonly players: PlayerRegistry;
  readonly taxonomy: TaxonomyService;
  readonly log: Log;
}): vscode.Disposable {
  const { players, taxonomy, log } = services;
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
  on(COMMAND.filterFindings, async () => {
    const filter = await pickFilter(aspectsOf(await taxonomy.loadShown()), findingFilterSetting());
    if (filter) await writeFindingFilter(filter);
  });
  return disposables;
}
