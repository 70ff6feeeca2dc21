import * as vscode from 'vscode';
import { COMMAND, CONTEXT } from '../ids.ts';

const KEY = 'evalverse.annotating';

/**
 * Whether the person in this window annotates. While he does, he is blind: every surface that shows what judges said, or what a clip
 * is called, asks here first. That holds for all clips, since he would otherwise see the next one's answers in a list before he
 * comes to it; and over a reload of the window, until he says that he is done.
 */
export class Blindness implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<boolean>();
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#tellKeybindings();
  }

  get on(): boolean {
    return this.#state.get<boolean>(KEY) ?? false;
  }

  async set(on: boolean): Promise<void> {
    if (on === this.on) return;
    await this.#state.update(KEY, on);
    this.#tellKeybindings();
    this.#changed.fire(on);
  }

  #tellKeybindings(): void {
    void vscode.commands.executeCommand('setContext', CONTEXT.annotating, this.on);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** How a clip is called while nobody may know which it is: a file name often tells the model. */
export function blindName(): string {
  return vscode.l10n.t('Clip to annotate');
}

/** What stands where judges would speak. */
export function blindSentence(): string {
  return vscode.l10n.t('What judges said is hidden while you annotate.');
}

/** Says in place of what was asked for that it is hidden, and offers to end that. */
export async function tellBlind(): Promise<void> {
  const done = vscode.l10n.t('Done Annotating');
  if ((await vscode.window.showInformationMessage(blindSentence(), done)) === done)
    await vscode.commands.executeCommand(COMMAND.stopAnnotating);
}

/** Tells in the status bar that something is hidden, why, and how to end it. */
export function activateBlindnessItem(blindness: Blindness): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('evalverse.annotating', vscode.StatusBarAlignment.Left, 9);
  item.name = vscode.l10n.t('EvalVerse: Annotating');
  item.text = `$(eye-closed) ${vscode.l10n.t('Annotating')}`;
  item.tooltip = vscode.l10n.t(
    'What judges said, and names of clips, are hidden in EvalVerse’s views, Problems, the Explorer’s badges and player tabs. The Explorer and paths still show file names. Click when you are done.',
  );
  item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
  item.command = COMMAND.stopAnnotating;
  const show = (on: boolean) => (on ? item.show() : item.hide());
  show(blindness.on);
  return vscode.Disposable.from(item, blindness.onDidChange(show));
}
