import { posix } from 'node:path';
import * as vscode from 'vscode';
import { ANIMATION_EXTENSIONS } from '../../core/clip.ts';
import { EvalVerseError } from '../../core/errors.ts';
import { imageSequenceOf } from '../../core/imageSequence.ts';
import type { Tasks } from '../evaluation/tasks.ts';
import { COMMAND, PLAYER_VIEW_TYPE } from '../ids.ts';
import { type Log, runWithReporting } from '../reporting.ts';
import type { FfmpegService } from '../workbench/ffmpegService.ts';
import { resourceArgument } from './clipArgument.ts';

interface Services {
  readonly ffmpeg: FfmpegService;
  readonly log: Log;
  readonly tasks: Tasks;
}

const RATES = [24, 25, 30, 8, 12, 16, 60];

/** Open as Clip: moving pictures in the player, and numbered pictures as the clip that they are the frames of. */
export function activateSequenceCommands(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand(COMMAND.openAsClip, (argument: unknown) =>
    runWithReporting(services.log, COMMAND.openAsClip, async () => {
      const resource = resourceArgument(argument) ?? (await pickFolder());
      if (!resource) return;
      const isAnimation = ANIMATION_EXTENSIONS.some((extension) => resource.path.toLowerCase().endsWith(`.${extension}`));
      const clip = isAnimation ? resource : await clipOfSequence(services, resource);
      if (clip) await vscode.commands.executeCommand('vscode.openWith', clip, PLAYER_VIEW_TYPE);
    }),
  );
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const openLabel = vscode.l10n.t('Open Frames');
  return (await vscode.window.showOpenDialog({ canSelectFiles: false, canSelectFolders: true, openLabel }))?.[0];
}

/** Makes a clip of the numbered pictures in a folder, or of those that a picture belongs to, where the user wants it. */
async function clipOfSequence({ ffmpeg, tasks }: Services, resource: vscode.Uri): Promise<vscode.Uri | null> {
  const isFolder = ((await vscode.workspace.fs.stat(resource)).type & vscode.FileType.Directory) !== 0;
  const folder = isFolder ? resource : vscode.Uri.joinPath(resource, '..');
  const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  const sequence = imageSequenceOf(names, isFolder ? null : posix.basename(resource.path));
  if (!sequence) {
    const sentence = vscode.l10n.t(
      'There are no numbered pictures that follow one another, like frame_0001.png, frame_0002.png.',
    );
    throw new EvalVerseError('clip/no-frames', sentence);
  }
  const picked = await vscode.window.showQuickPick(
    RATES.map((rate) => ({ label: vscode.l10n.t('{0} frames a second', rate), rate })),
    { title: vscode.l10n.t('{0} pictures as a clip', sequence.count), placeHolder: vscode.l10n.t('How fast they are shown') },
  );
  if (!picked) return null;
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save the Clip (without loss)'),
    defaultUri: folder.with({ path: `${folder.path}.mkv` }),
    filters: { Matroska: ['mkv'] },
  });
  if (!target) return null;
  const location = await ffmpeg.find();
  const { writeSequenceClip } = await import('../../media/playback/sequenceClip.ts');
  const task = { label: vscode.l10n.t('Making a clip of the pictures'), clip: null, byUser: true, notify: true };
  await tasks.run(task, (signal, report) =>
    writeSequenceClip(location, { folder: folder.fsPath, sequence, rate: picked.rate }, target.fsPath, {
      signal,
      onProgress: (fraction) => report({ fraction }),
    }),
  );
  return target;
}
