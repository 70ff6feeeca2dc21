import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Tasks } from '../evaluation/tasks.ts';
import { COMMAND } from '../ids.ts';
import { type Log, runWithReporting } from '../reporting.ts';
import { facesSetting, turnFacesOn } from '../settings.ts';
import type { FaceService } from './faceService.ts';

/** Install Face Pack. */
export function activateFaceCommands(faces: FaceService, tasks: Tasks, log: Log): vscode.Disposable {
  return vscode.commands.registerCommand(COMMAND.installFacePack, () =>
    runWithReporting(log, COMMAND.installFacePack, async () => {
      if (!(await consented())) return;
      await install(faces, tasks);
      await faces.find();
      await sayInstalled();
    }),
  );
}

/** Says what would be downloaded from where, how large it is and under which licences, and asks. */
async function consented(): Promise<boolean> {
  const [{ FACE_PACKAGES }, { npmRegistry }] = await Promise.all([
    import('../../media/faces/pack.ts'),
    import('./npmPackage.ts'),
  ]);
  const packages = Object.values(FACE_PACKAGES);
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  const detail = [
    ...packages.map(({ name, version, size, licence }) =>
      vscode.l10n.t('{0} {1}: {2} MB, licence {3}', name, version, megabytes(size), licence),
    ),
    vscode.l10n.t(
      'The packages bring four networks that run on this machine: BlazeFace and Face Mesh (Google MediaPipe), an expression network (Arriaga) and a face description network (HSE FaceRes). The terms of the pictures they were trained with are not known to us.',
    ),
    vscode.l10n.t(
      'Nothing about your clips is sent anywhere. What could identify a person stays in memory and is dropped after each clip.',
    ),
  ].join('\n\n');
  const download = vscode.l10n.t('Download');
  const question = vscode.l10n.t('Download the face pack from {0}?', new URL(npmRegistry()).host);
  return (await vscode.window.showInformationMessage(question, { modal: true, detail }, download)) === download;
}

async function install(faces: FaceService, tasks: Tasks): Promise<void> {
  const [{ FACE_PACKAGES }, { fetchPackage, npmRegistry }, { replaceFolder }] = await Promise.all([
    import('../../media/faces/pack.ts'),
    import('./npmPackage.ts'),
    import('../../store/packFolder.ts'),
  ]);
  const packages = Object.values(FACE_PACKAGES);
  const total = packages.reduce((sum, { size }) => sum + size, 0);
  const label = vscode.l10n.t('Installing the face pack');
  await tasks.run({ label, clip: null, byUser: true, notify: true }, async (signal, tell) => {
    let before = 0;
    const fetched: { folder: string; files: Map<string, Uint8Array> }[] = [];
    for (const wanted of packages) {
      const onProgress = (bytes: number) => tell({ fraction: (before + bytes) / total });
      const files = await fetchPackage(wanted, { registry: npmRegistry(), signal, onProgress });
      before += wanted.size;
      fetched.push({ folder: join(faces.folder, wanted.name), files });
    }
    for (const { folder, files } of fetched) await replaceFolder(folder, files);
  });
}

async function sayInstalled(): Promise<void> {
  if (facesSetting()) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('The face pack is installed. Clips that you evaluate from now on are looked through for faces.'),
    );
    return;
  }
  const on = vscode.l10n.t('Look for Faces');
  const sentence = vscode.l10n.t(
    'The face pack is installed. Looking for faces takes about 0.7 s of one processor core for each second of video.',
  );
  if ((await vscode.window.showInformationMessage(sentence, on)) === on) await turnFacesOn();
}
