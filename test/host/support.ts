import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { EvalVerseApi, OpenPlayer } from '../../src/extension/api.ts';

const EXTENSION = 'evalverse.evalverse';
export const run = promisify(execFile);

export function extension(): vscode.Extension<EvalVerseApi> {
  const found = vscode.extensions.getExtension<EvalVerseApi>(EXTENSION);
  assert(found, `${EXTENSION} is not installed`);
  return found;
}

export async function api(): Promise<EvalVerseApi> {
  return extension().activate();
}

/** The folder that is open: a copy of the samples. */
export function workspaceFolder(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert(folder, 'no folder is open');
  return folder.uri;
}

export function clip(path: string): vscode.Uri {
  return vscode.Uri.joinPath(workspaceFolder(), path);
}

/** Asks again until the answer is neither `null`, `undefined` nor `false`, and gives it. */
export async function until<T>(
  what: string,
  probe: () => T | false | null | undefined | Promise<T | false | null | undefined>,
  seconds = 60,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await probe();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`waited ${seconds} s for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function open(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', uri);
}

/** The first player of a clip that fulfils `condition`. */
export async function player(
  uri: vscode.Uri,
  what: string,
  condition: (player: OpenPlayer) => boolean,
  seconds?: number,
): Promise<OpenPlayer> {
  const { players } = await api();
  return until(
    `the player of ${uri.path}: ${what}`,
    () => players().find((candidate) => candidate.clip.toString() === uri.toString() && condition(candidate)),
    seconds,
  );
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const { held } = await api();
  await until('every player to be closed', () => held().players === 0);
}

/** Waits until the playhead rests on the frame that is on screen at `time`. */
export async function playheadAt(uri: vscode.Uri, time: number, frameRate: number): Promise<void> {
  const halfFrame = 0.5 / frameRate;
  await player(uri, `playhead at ${time}`, ({ position }) => Math.abs(position.time - time) <= halfFrame + 1e-6);
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** Changes a setting of the workspace for the time of `work`. */
export async function withSetting(name: string, value: unknown, work: () => Promise<void>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('evalverse');
  await configuration.update(name, value, vscode.ConfigurationTarget.Workspace);
  try {
    await work();
  } finally {
    await vscode.workspace.getConfiguration('evalverse').update(name, undefined, vscode.ConfigurationTarget.Workspace);
  }
}

/** Makes a clip with ffmpeg in the workspace. */
export async function render(path: string, ...args: readonly string[]): Promise<vscode.Uri> {
  const uri = clip(path);
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
  await run('ffmpeg', ['-y', '-loglevel', 'error', ...args, uri.fsPath]);
  return uri;
}

/** A person who answers input boxes with `inputs`, or with what they propose, and picks `picks` from lists by their labels. */
export async function asking(
  answers: { readonly inputs?: string[]; readonly picks?: readonly string[] },
  work: () => Thenable<unknown>,
): Promise<void> {
  const { window } = vscode;
  const { showInputBox, showQuickPick } = window;
  const inputs = [...(answers.inputs ?? [])];
  Object.assign(window, {
    showInputBox: async ({ value }: vscode.InputBoxOptions) => inputs.shift() ?? value,
    showQuickPick: async (items: readonly vscode.QuickPickItem[], { canPickMany }: vscode.QuickPickOptions) => {
      const picked = items.filter(({ label }) => answers.picks?.some((pick) => label.includes(pick)));
      return canPickMany ? picked : picked[0];
    },
  });
  try {
    await work();
  } finally {
    Object.assign(window, { showInputBox, showQuickPick });
  }
}
