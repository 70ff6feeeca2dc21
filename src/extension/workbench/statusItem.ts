import * as vscode from 'vscode';
import { Disposables } from '../disposables.ts';
import { percentOf, type Task, type Tasks } from '../evaluation/tasks.ts';
import { COMMAND } from '../ids.ts';
import type { FfmpegService, FfmpegState } from './ffmpegService.ts';

/** One item in the status bar: what runs, which ffmpeg is used, or that there is none. */
export function activateStatusItem(ffmpeg: FfmpegService, tasks: Tasks): vscode.Disposable {
  const disposables = new Disposables();
  const item = disposables.add(vscode.window.createStatusBarItem('evalverse.status', vscode.StatusBarAlignment.Left, 10));
  item.name = 'EvalVerse';
  const show = () => {
    const running = tasks.running.find(({ byUser }) => byUser) ?? tasks.running[0];
    const missing = ffmpeg.state.kind === 'missing' || ffmpeg.state.kind === 'untrusted';
    item.text = running ? `$(sync~spin) ${running.label}${percentOf(running)}` : `$(${missing ? 'warning' : 'eye'}) EvalVerse`;
    item.tooltip = tooltip(ffmpeg.state, running);
    item.backgroundColor = ffmpeg.state.kind === 'missing' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.command = commandFor(ffmpeg.state);
  };
  disposables.add(ffmpeg.onDidChange(show));
  disposables.add(tasks.onDidChange(show));
  show();
  item.show();
  return disposables;
}

function commandFor({ kind }: FfmpegState): string {
  if (kind === 'untrusted') return 'workbench.trust.manage';
  return kind === 'missing' ? COMMAND.showFfmpegHelp : COMMAND.showLog;
}

function tooltip(state: FfmpegState, running: Task | undefined): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendText(sentence(state));
  if (running) {
    text.isTrusted = { enabledCommands: [COMMAND.cancelEvaluation] };
    text.appendMarkdown(`\n\n[${vscode.l10n.t('Cancel')}](command:${COMMAND.cancelEvaluation})`);
  }
  return text;
}

function sentence(state: FfmpegState): string {
  switch (state.kind) {
    case 'found': {
      const { version, kind, ffmpeg } = state.location;
      return kind === 'native'
        ? vscode.l10n.t('ffmpeg {0} at {1}', version, ffmpeg)
        : vscode.l10n.t('ffmpeg {0}, the slower WebAssembly build at {1}', version, ffmpeg);
    }
    case 'missing':
      return state.sentence;
    case 'untrusted':
      return vscode.l10n.t('This workspace is not trusted, so clips play but are not analysed or evaluated.');
    case 'searching':
      return vscode.l10n.t('Looking for ffmpeg');
    case 'unknown':
      return vscode.l10n.t('ffmpeg is looked for when it is first needed.');
  }
}
