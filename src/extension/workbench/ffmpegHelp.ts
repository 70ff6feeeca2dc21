import * as vscode from 'vscode';
import { Disposables } from '../disposables.ts';
import { COMMAND, HELP_SCHEME } from '../ids.ts';
import { type Log, runWithReporting } from '../reporting.ts';
import type { FfmpegService } from './ffmpegService.ts';

const HELP = vscode.Uri.from({ scheme: HELP_SCHEME, path: '/ffmpeg.md' });

/** The help page about a missing ffmpeg and the commands around it. */
export function activateFfmpegHelp(ffmpeg: FfmpegService, log: Log): vscode.Disposable {
  const disposables = new Disposables();
  disposables.add(
    vscode.workspace.registerTextDocumentContentProvider(HELP_SCHEME, { provideTextDocumentContent: () => helpText(ffmpeg) }),
  );
  const on = (command: string, run: () => unknown) =>
    disposables.add(
      vscode.commands.registerCommand(command, () => runWithReporting(log, command, async () => void (await run()))),
    );
  on(COMMAND.showFfmpegHelp, () => vscode.commands.executeCommand('markdown.showPreview', HELP));
  on(COMMAND.configureFfmpeg, () => vscode.commands.executeCommand('workbench.action.openSettings', 'evalverse.ffmpeg.path'));
  on(COMMAND.findFfmpeg, async () => {
    const { version, ffmpeg: place } = await ffmpeg.find();
    void vscode.window.showInformationMessage(vscode.l10n.t('Using ffmpeg {0} at {1}.', version, place));
  });
  on(COMMAND.showLog, () => log.show(true));
  return disposables;
}

async function helpText({ state }: FfmpegService): Promise<string> {
  const { ffmpegInstallHelp } = await import('../../media/ffmpeg/places.ts');
  return [
    `# ${vscode.l10n.t('EvalVerse needs ffmpeg')}`,
    vscode.l10n.t(
      'Clips play without it. To find shots and faults EvalVerse decodes them with ffmpeg and ffprobe, version 5.1 or newer.',
    ),
    ...(state.kind === 'missing' ? [`> ${state.sentence}`] : []),
    `## ${vscode.l10n.t('Install it')}`,
    ffmpegInstallHelp(process.platform)
      .map((line) => `    ${line}`)
      .join('\n'),
    `## ${vscode.l10n.t('Or say where it is')}`,
    vscode.l10n.t(
      'Set `evalverse.ffmpeg.path`, or the environment variable `FFMPEG_PATH` before VS Code starts. After that run the command **EvalVerse: Find ffmpeg**.',
    ),
  ].join('\n\n');
}
