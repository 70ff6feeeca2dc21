import * as vscode from 'vscode';
import { Disposables } from '../disposables.ts';

/** Milliseconds between two looks at what a file watcher may have missed. */
const LOOK_INTERVAL = 4000;

/**
 * Tells of each workspace folder below which runs came, grew or went, whoever wrote them. VS Code tells at once of what this machine
 * writes. Of what another machine writes on a network drive it tells nothing, so the folders are looked at now and then as well.
 */
export function watchRuns(onChange: (folder: vscode.WorkspaceFolder) => void): vscode.Disposable {
  const disposables = new Disposables();
  const states = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  /** Looks at a folder. @returns whether it is another one than at the last look. */
  const isChanged = async ({ uri: { fsPath } }: vscode.WorkspaceFolder) => {
    const { runsStateOf } = await import('../../store/runsState.ts');
    const [before, now] = [states.get(fsPath), await runsStateOf(fsPath)];
    states.set(fsPath, now);
    // What was there at the beginning is read at the beginning.
    return before !== undefined && before !== now;
  };

  // A journal that is there before its new folder is watched tells of itself by that folder only.
  const watcher = disposables.add(vscode.workspace.createFileSystemWatcher('**/.evalverse/runs/{*,*/verdicts.jsonl}'));
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
