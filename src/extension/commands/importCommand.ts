import { posix } from 'node:path';
import * as vscode from 'vscode';
import { IMPORT_SCALES, type ImportScale } from '../../core/annotationImport/scale.ts';
import type { Annotations } from '../annotations/annotations.ts';
import type { Tasks } from '../evaluation/tasks.ts';
import { COMMAND } from '../ids.ts';
import type { JudgingDocuments } from '../judging/judgingDocuments.ts';
import { notificationText } from '../notificationText.ts';
import { type Log, runWithReporting } from '../reporting.ts';
import type { Journals } from '../reviews/journals.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';
import { inUsersLanguage } from '../usersLanguage.ts';
import type { FfmpegService } from '../workbench/ffmpegService.ts';
import { resourceArgument } from './clipArgument.ts';

interface Services {
  readonly annotations: Annotations;
  readonly documents: JudgingDocuments;
  readonly ffmpeg: FfmpegService;
  readonly journals: Journals;
  readonly log: Log;
  readonly tasks: Tasks;
  readonly taxonomy: TaxonomyService;
}

/** Import Ratings: takes over what raters said elsewhere, as `evalverse import` does, and shows what became of every row. */
export function activateImportCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand(COMMAND.importRatings, (argument: unknown) =>
    runWithReporting(services.log, COMMAND.importRatings, async () => {
      const file = resourceArgument(argument) ?? (await pickFile());
      const folder = file && (await folderFor(file));
      const scale = folder && (await pickScale());
      if (scale) await importInto(services, folder, file, scale);
    }),
  );
}

async function importInto(services: Services, folder: vscode.Uri, file: vscode.Uri, scale: ImportScale): Promise<void> {
  const { annotations, documents, ffmpeg, journals, tasks, taxonomy } = services;
  const name = posix.basename(file.path);
  const label = vscode.l10n.t('Importing {0}', name);
  const lines = await tasks.run({ label, clip: null, byUser: true, notify: true }, async (signal) => {
    const [{ importFile }, { accountLines }, known, store, held] = await Promise.all([
      import('../../batch/importAnnotations.ts'),
      import('../../batch/importAccount.ts'),
      taxonomy.load(),
      journals.storeOf(folder),
      annotations.storeFor(folder),
    ]);
    const options = { scale, taxonomy: known, store, annotations: held, ffmpeg: () => ffmpeg.find(), signal };
    return accountLines(file.fsPath, await importFile(file.fsPath, folder.fsPath, options), inUsersLanguage);
  });
  const sum = lines.at(-1) ?? '';
  if (lines.length > 1) await documents.show(vscode.l10n.t('Import of {0}', name), file.toString(), `${lines.join('\n')}\n`);
  void vscode.window.showInformationMessage(notificationText(sum));
}

async function pickFile(): Promise<vscode.Uri | null> {
  const picked = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import Ratings'),
    filters: { [vscode.l10n.t('Ratings')]: ['csv', 'json'] },
  });
  return picked?.[0] ?? null;
}

/** The folder whose clips the file is about: the one that holds it, or else one of the workspace. */
async function folderFor(file: vscode.Uri): Promise<vscode.Uri | null> {
  const holding = vscode.workspace.getWorkspaceFolder(file);
  const [only, another] = vscode.workspace.workspaceFolders ?? [];
  const folder = holding ?? (another ? await vscode.window.showWorkspaceFolderPick() : only);
  return folder?.uri ?? null;
}

/** The scale is declared, never guessed. */
async function pickScale(): Promise<ImportScale | null> {
  const about: Readonly<Record<ImportScale, string>> = {
    '1-5': vscode.l10n.t('any number from 1 to 5'),
    '0-1': vscode.l10n.t('any number from 0 to 1'),
    '0/0.5/1': vscode.l10n.t('these three numbers: fail, partial, pass'),
    'pass/partial/fail': vscode.l10n.t('these words, and n/a'),
  };
  const items = IMPORT_SCALES.map((scale) => ({ label: scale, description: about[scale], scale }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('On which scale are the values?') });
  return picked?.scale ?? null;
}
