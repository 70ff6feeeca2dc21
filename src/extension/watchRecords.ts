import * as vscode from 'vscode';
import type { RecordKind } from '../store/recordsState.ts';
import { Disposables } from './disposables.ts';

/** Milliseconds between two looks at what a file watcher may have missed. */
const LOOK_INTERVAL = 4000;

/** Files that are there before their new folder is watched tell of themselves by that folder only. */
const GLOBS = {
  runs: '**/.evalverse/runs/{*,*/verdicts.jsonl}',
  annotations: '**/.evalverse/{annotations,annotations/*.jsonl}',
  calibration: '**/.evalverse/{calibration,calibration/*.json}',
} as const satisfies Record<RecordKind, string>;

/**
 * Tells of each workspace folder below which records of a kind came, grew or went, whoever wrote them. VS Code tells at once of what
 * this machine writes, once it has begun to watch. Of what another machine writes on a network drive it tells nothing, so the folders
 * are looked at now and then as well.
 */
export function watchRecords(kind: RecordKind, onChange: (folder: vscode.WorkspaceFolder) => void): vscode.Disposable {
  const disposables = new Disposables();
  const states = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  /** Looks at a folder. @returns whether it is another one than at the last look. */
  const isChanged = async ({ uri: { fsPath } }: vscode.WorkspaceFolder) => {
    const { recordsStateOf } = await import('../store/recordsState.ts');
    const [before, now] = [states.get(fsPath), await recordsStateOf(fsPath, kind)];
    states.set(fsPath, now);
    // What was there at the beginning is read at the beginning.
    return before !== undefined && before !== now;
  };

  const watcher = disposables.add(vscode.workspace.createFileSystemWatcher(GLOBS[kind]));
  const told = async (place: vscode.Uri) => {
    const folder = vscode.workspace.getWorkspaceFolder(place);
    if (!folder) return;
    // What is told of now need not be found at the next look again.
    await isChanged(folder);
    if (!ended) onChange(folder);
  };
  for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) disposables.add(event(told));

  const look = async () => {
    for (const folder of vscode.workspace.workspaceFolders ?? [])
      if (folder.uri.scheme === 'file' && (await isChanged(folder)) && !ended) onChange(folder);
    if (!ended) timer = setTimeout(() => void look(), LOOK_INTERVAL);
  };
  void look();
  disposables.add({
    dispose: () => {
      ended = true;
      clearTimeout(timer);
    },
  });
  return disposables;
}
