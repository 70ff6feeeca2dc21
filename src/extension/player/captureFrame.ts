import * as vscode from 'vscode';
import type { Evaluator } from '../evaluation/evaluator.ts';
import type { Tasks } from '../evaluation/tasks.ts';

/** Asks where to and saves frame `frame` of a clip as a PNG of its own size, beside the clip unless told otherwise. */
export async function captureFrame(
  { evaluator, tasks }: { readonly evaluator: Evaluator; readonly tasks: Tasks },
  clip: vscode.Uri,
  frame: number,
): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Frame as PNG'),
    defaultUri: clip.with({ path: `${clip.path.replace(/\.[^./]*$/, '')} frame ${String(frame).padStart(5, '0')}.png` }),
    filters: { PNG: ['png'] },
  });
  if (!target) return;
  const label = vscode.l10n.t('Saving the frame');
  await tasks.run({ label, clip, byUser: true, notify: false }, (signal) =>
    evaluator.framePicture(clip, frame, target.fsPath, signal),
  );
}
