import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation.ts';
import type { Finding } from '../../core/finding.ts';
import { stanceOn } from '../../core/raterView.ts';
import { COMMAND } from '../ids.ts';

/** Something that the user may say about a finding now. */
export interface StanceAction {
  /** As one of several actions in a menu. */
  readonly title: string;
  /** Beside the finding. */
  readonly short: string;
  readonly command: vscode.Command['command'];
  readonly arguments: readonly [clip: string, finding: string];
}

/**
 * What the user may say about a finding that he sees: every stance but the one that he has taken, which he may take back.
 *
 * @param words his words about the clip.
 */
export function stanceActions(clip: vscode.Uri, finding: Finding, words: readonly Annotation[]): StanceAction[] {
  const taken = stanceOn(words, finding)?.about.stance;
  const agreed = vscode.l10n.t('You agree · Take Back');
  const disagreed = vscode.l10n.t('You disagree · Take Back');
  const takeBack = (title: string) => ({ title, short: title, command: COMMAND.takeBackStance });
  const actions = [
    taken === 'agree'
      ? takeBack(agreed)
      : {
          title: vscode.l10n.t('Agree with this finding'),
          short: vscode.l10n.t('Agree'),
          command: COMMAND.agreeWithFinding,
        },
    taken === 'disagree'
      ? takeBack(disagreed)
      : {
          title: vscode.l10n.t('Disagree with this finding…'),
          short: vscode.l10n.t('Disagree…'),
          command: COMMAND.disagreeWithFinding,
        },
    {
      title: vscode.l10n.t('Suppress this finding…'),
      short: vscode.l10n.t('Suppress…'),
      command: COMMAND.suppressFinding,
    },
  ];
  return actions.map((action) => ({ ...action, arguments: [clip.toString(), finding.id] }));
}
