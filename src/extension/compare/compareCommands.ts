import * as vscode from 'vscode';
import { EvalVerseError } from '../../core/errors.ts';
import { COMPARE_ACTIONS } from '../../protocol/compareKeys.ts';
import { FEWEST_COMPARED, MOST_COMPARED } from '../../protocol/compareMessages.ts';
import type { OpenComparison } from '../api.ts';
import { removedSentence } from '../clipNames.ts';
import { clipArguments, clipInFront, pickClip, resourceArgument } from '../commands/clipArgument.ts';
import { Disposables } from '../disposables.ts';
import { COMMAND, compareCommand } from '../ids.ts';
import { notificationText } from '../notificationText.ts';
import { runWithReporting } from '../reporting.ts';
import type { ClipLibrary } from '../reviews/clipLibrary.ts';
import type { CompareServices } from './comparePanel.ts';
import { ComparePanels } from './comparePanels.ts';
import { pickComparedClips } from './comparePicks.ts';

interface Services extends CompareServices {
  readonly library: ClipLibrary;
}

/** Compare Clips, Compare with Reference, Compare Outputs of This Prompt, and what is done in the view that they open. */
export function activateComparing(services: Services): vscode.Disposable & { open(): OpenComparison[] } {
  const { blindness, library, log, players } = services;
  const disposables = new Disposables();
  const panels = disposables.add(new ComparePanels(services));
  const on = (command: string, run: (...args: readonly unknown[]) => Promise<void>) =>
    disposables.add(
      vscode.commands.registerCommand(command, (...args: readonly unknown[]) =>
        runWithReporting(log, command, () => run(...args)),
      ),
    );
  const tell = (sentence: string) => void vscode.window.showInformationMessage(notificationText(sentence));
  const clipMeant = async (argument: unknown) => resourceArgument(argument) ?? clipInFront(players) ?? (await pickClip(library));

  function open(clips: readonly vscode.Uri[]): void {
    if (clips.length >= FEWEST_COMPARED && clips.length <= MOST_COMPARED) panels.open(clips);
    else tell(vscode.l10n.t('Two to four clips can be compared, not {0}.', clips.length));
  }

  on(COMMAND.compareClips, async (argument, selected) => {
    const chosen = clipArguments(argument, selected);
    if (chosen.length > 1) return open(chosen);
    const [first = clipInFront(players)] = chosen;
    const picked = await pickComparedClips(await library.clips(), first ? [first] : [], blindness.on);
    if (picked) open(picked);
  });

  on(COMMAND.compareWithReference, async (argument) => {
    const clip = await clipMeant(argument);
    if (!clip) return;
    const { readSidecar } = await import('../../batch/sidecar.ts');
    const { reference } = await readSidecar(clip.fsPath);
    if (!reference)
      return tell(vscode.l10n.t('Nothing says what this clip has to match: write "reference" into the JSON file beside it.'));
    const authentic = vscode.Uri.file(reference.path);
    const there = await vscode.workspace.fs.stat(authentic).then(
      () => true,
      () => false,
    );
    if (!there) throw new EvalVerseError('clip/not-found', removedSentence(authentic));
    open([clip, authentic]);
  });

  on(COMMAND.compareOutputs, async (argument) => {
    const clip = await clipMeant(argument);
    if (!clip) return;
    const { outputsOfSamePrompt } = await import('../../batch/relatedClips.ts');
    const all = await library.clips();
    const paths = await outputsOfSamePrompt(
      clip.fsPath,
      all.map(({ fsPath }) => fsPath),
    );
    const others = all.filter(({ fsPath }) => paths.includes(fsPath));
    if (others.length === 0)
      return tell(vscode.l10n.t('No other clip of the workspace has the prompt, or the reference, of this one.'));
    const family = [clip, ...others];
    if (family.length <= MOST_COMPARED) return open(family);
    const picked = await pickComparedClips(family, family.slice(0, MOST_COMPARED), blindness.on);
    if (picked) open(picked);
  });

  for (const action of COMPARE_ACTIONS)
    disposables.add(vscode.commands.registerCommand(compareCommand(action), () => panels.run(action)));
  return { open: () => panels.list(), dispose: () => disposables.dispose() };
}
