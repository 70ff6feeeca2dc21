import * as vscode from 'vscode';
import type { Calibration } from '../../core/calibration/calibration.ts';
import type { Taxonomy } from '../../core/taxonomy/model.ts';
import type { CalibrationBoard } from '../../protocol/boardMessages.ts';
import { notificationText } from '../notificationText.ts';
import { inUsersLanguage, shownLanguage } from '../usersLanguage.ts';

/** Asks where, writes the report of a calibration there as one HTML page, and offers to open it. @throws EvalVerseError `store/unwritable`. */
export async function saveReport(
  folder: vscode.Uri,
  taxonomy: Taxonomy,
  calibration: Calibration,
  { stale, notes }: CalibrationBoard,
): Promise<void> {
  const file = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Calibration Report'),
    defaultUri: vscode.Uri.joinPath(folder, `calibration-${calibration.judge.replace(/[^\w-]/g, '_')}.html`),
    filters: { HTML: ['html'] },
  });
  if (!file) return;
  const { calibrationHtml } = await import('../../core/calibration/calibrationHtml.ts');
  const { writeReport } = await import('../../store/reportFile.ts');
  await writeReport(
    file.fsPath,
    calibrationHtml(taxonomy, calibration, { stale, notes, language: { tag: shownLanguage(), say: inUsersLanguage } }),
  );
  const open = vscode.l10n.t('Open in Browser');
  const sentence = vscode.l10n.t('Report saved as {0}.', vscode.workspace.asRelativePath(file));
  // Not awaited: the message stays until the user answers it.
  void vscode.window.showInformationMessage(notificationText(sentence), open).then((answer) => {
    if (answer === open) void vscode.env.openExternal(file);
  });
}
