import * as vscode from 'vscode';
import type { Log } from '../reporting.ts';
import type { ClipServer } from './clipServer.ts';
import { sharesMachine } from './sharesMachine.ts';

/** Webview resources are pumped without back-pressure: a larger file would be read whole with every seek. */
const WEBVIEW_RESOURCE_LIMIT = 20 << 20;

export interface PlaybackSources {
  /** URLs in the order to try. */
  readonly urls: readonly string[];
  dispose(): void;
}

/** Ways for the player in `webview` to read `clip`. Dispose them when the player closes. */
export async function openSources(
  clip: vscode.Uri,
  webview: vscode.Webview,
  server: ClipServer,
  log: Log,
): Promise<PlaybackSources> {
  const urls: string[] = [];
  let taken: { dispose(): void } | null = null;
  if (clip.scheme === 'file') {
    try {
      const served = await server.serve(clip.fsPath);
      taken = served;
      urls.push(await reachable(`http://127.0.0.1:${served.port}`, served.path));
    } catch (error) {
      log.warn(`playback server: ${String(error)}`);
    }
  }
  if (await isSmall(clip)) urls.push(webview.asWebviewUri(clip).toString());
  return { urls, dispose: () => taken?.dispose() };
}

async function reachable(origin: string, path: string): Promise<string> {
  if (sharesMachine(vscode.env.remoteName)) return origin + path;
  const external = new URL((await vscode.env.asExternalUri(vscode.Uri.parse(origin))).toString(true));
  external.pathname = external.pathname.replace(/\/$/, '') + path;
  return external.href;
}

async function isSmall(clip: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(clip)).size < WEBVIEW_RESOURCE_LIMIT;
  } catch {
    return false;
  }
}
