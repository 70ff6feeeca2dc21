import * as vscode from 'vscode';
import { EvalVerseError } from '../../core/errors.ts';
import { aspectsOf } from '../../core/taxonomy/walk.ts';
import { type Blindness, tellBlind } from '../annotations/blindness.ts';
import { Disposables } from '../disposables.ts';
import type { FindingSelection } from '../findings/findingSelection.ts';
import { openFindingsDocument, shownName } from '../findings/findingsDocument.ts';
import { lineOf } from '../findings/findingsDocumentSelection.ts';
import { findingsMarkdown } from '../findings/findingsMarkdown.ts';
import { parseSeekArguments } from '../findings/seekLink.ts';
import { findingsWords } from '../findings/words.ts';
import { COMMAND } from '../ids.ts';
import type { PlayerRegistry } from '../player/playerRegistry.ts';
import { type Log, runWithReporting } from '../reporting.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { findingFilterSetting, writeFindingFilter } from '../settings.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';
import { clipArguments, clipInFront, resourceArgument } from './clipArgument.ts';
import { pickFilter } from './filterPick.ts';

/** Seek, Open Findings Document, Copy Findings as Markdown and Filter Findings. */
export function activateFindingCommands(services: {
  readonly blindness: Blindness;
  readonly players: PlayerRegistry;
  readonly reviews: ReviewStore;
  readonly selection: FindingSelection;
  readonly taxonomy: TaxonomyService;
  readonly log: Log;
}): vscode.Disposable {
  const { blindness, players, reviews, selection, taxonomy, log } = services;
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
    const { clip, time, finding } = target;
    await (finding === null ? players.seek(clip, { time, finding }) : selection.choose({ clip, time, finding }));
  });
  on(COMMAND.openFindingsDocument, async (argument) => {
    const clip = resourceArgument(argument) ?? clipInFront(players);
    if (!clip) return;
    const { current } = selection;
    const line = current?.clip.toString() === clip.toString() ? lineOf(reviews, clip, current.finding) : null;
    await openFindingsDocument(clip, { beside: players.active !== null, line });
  });
  on(COMMAND.copyFindings, async (argument, selected) => {
    if (blindness.on) return tellBlind();
    const chosen = clipArguments(argument, selected);
    const clips = chosen.length > 0 ? chosen : [clipInFront(players) ?? []].flat();
    if (clips.length === 0) return;
    const words = findingsWords();
    const texts = clips.map((clip) =>
      findingsMarkdown(shownName(reviews, clip), reviews.state(clip), reviews.findings(clip), words),
    );
    await vscode.env.clipboard.writeText(texts.join('\n'));
    const count = clips.reduce((sum, clip) => sum + reviews.findings(clip).length, 0);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied as Markdown: {0}', words.findings(count)), 3000);
  });
  on(COMMAND.filterFindings, async () => {
    const filter = await pickFilter(aspectsOf(await taxonomy.loadShown()), findingFilterSetting());
    if (filter) await writeFindingFilter(filter);
  });
  return disposables;
}
