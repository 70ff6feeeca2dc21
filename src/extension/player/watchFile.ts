import { posix } from 'node:path';
import * as vscode from 'vscode';
import { Disposables } from '../disposables.ts';

/** A renderer writes its file in many steps; this long after the last one it counts as written, in milliseconds. */
const SETTLED = 700;

/** Tells when one file got other bytes or went away. */
export function watchFile(
  uri: vscode.Uri,
  listener: { readonly changed: () => void; readonly removed: () => void },
): vscode.Disposable {
  const disposables = new Disposables();
  const parent = uri.with({ path: posix.dirname(uri.path) });
  // File names may hold characters that mean something in a pattern; `?` stands for any one of them.
  const pattern = new vscode.RelativePattern(parent, posix.basename(uri.path).replace(/[[\]{}*,!\\]/g, '?'));
  const watcher = disposables.add(vscode.workspace.createFileSystemWatcher(pattern));
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  disposables.add({
    dispose: () => {
      ended = true;
      clearTimeout(timer);
    },
  });
  // Events come late, also for what was written before anybody watched: the state of the file decides.
  let known = stateOf(uri);
  const compare = async () => {
    const [before, now] = await Promise.all([known, stateOf(uri)]);
    known = Promise.resolve(now);
    if (!ended && now !== null && now !== before) listener.changed();
  };
  const later = (changed: vscode.Uri) => {
    if (changed.toString() !== uri.toString()) return;
    clearTimeout(timer);
    timer = setTimeout(() => void compare(), SETTLED);
  };
  disposables.add(watcher.onDidChange(later));
  disposables.add(watcher.onDidCreate(later));
  disposables.add(
    watcher.onDidDelete((removed) => {
      if (removed.toString() !== uri.toString()) return;
      clearTimeout(timer);
      known = Promise.resolve(null);
      listener.removed();
    }),
  );
  return disposables;
}

/** Size and time of a file as text, or `null` when there is none. */
async function stateOf(uri: vscode.Uri): Promise<string | null> {
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    return `${mtime} ${size}`;
  } catch {
    return null;
  }
}
