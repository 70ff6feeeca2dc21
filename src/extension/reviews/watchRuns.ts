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
  // A journal that is there before its new folder is watched tells of itself by that folder only.
  const watcher = disposables.add(vscode.workspace.createFileSystemWatcher('**/.evalverse/runs/{*,*/verdicts.jsonl}'));
  const told = (place: vscode.Uri) => {
    const folder = vscode.workspace.getWorkspaceFolder(place);
    if (folder) onChange(folder);
  };
  for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) disposables.add(event(told));

  const states = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const look = async () => {
    const { runsStateOf } = await import('../../store/runsState.ts');
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      if (folder.uri.scheme !== 'file') continue;
      const { fsPath } = folder.uri;
      const [before, now] = [states.get(fsPath), await runsStateOf(fsPath)];
      states.set(fsPath, now);
      // What was there at the beginning is read at the beginning.
      if (!ended && before !== undefined && before !== now) onChange(folder);
    }
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
