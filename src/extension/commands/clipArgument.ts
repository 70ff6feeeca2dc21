import { posix } from 'node:path';
import * as vscode from 'vscode';
import * as z from 'zod';
import { isClipPath } from '../../core/clip.ts';
import { clipOfFindings } from '../findings/findingsDocument.ts';
import type { PlayerRegistry } from '../player/playerRegistry.ts';
import type { ClipLibrary } from '../reviews/clipLibrary.ts';

/** What menus hand to a command: a URI, or an item of one of our views. */
const uriSchema = z.custom<vscode.Uri>((value) => value instanceof vscode.Uri);
const argumentSchema = z.union([uriSchema, z.object({ uri: uriSchema }).transform(({ uri }) => uri)]);

/** The resource that a command was called on, or `null`. */
export function resourceArgument(argument: unknown): vscode.Uri | null {
  return argumentSchema.safeParse(argument).data ?? null;
}

/** The clips that a menu, or that of a findings document, was called on and those selected beside it: each once, in their order. */
export function clipArguments(argument: unknown, selected: unknown): vscode.Uri[] {
  const items: readonly unknown[] = Array.isArray(selected) && selected.length > 0 ? selected : [argument];
  const resources = items.flatMap((item) => resourceArgument(item) ?? []);
  const clips = resources.map((resource) => clipOfFindings(resource) ?? resource).filter(({ path }) => isClipPath(path));
  return [...new Map(clips.map((clip) => [clip.toString(), clip])).values()];
}

/** The clip meant when a command comes without one: in the player or findings document in front, or last looked at. */
export function clipInFront(players: PlayerRegistry): vscode.Uri | null {
  const document = vscode.window.activeTextEditor?.document.uri;
  return players.active?.document.uri ?? (document && clipOfFindings(document)) ?? players.sessions[0]?.document.uri ?? null;
}

/** Asks for a clip of the workspace. */
export async function pickClip(library: ClipLibrary): Promise<vscode.Uri | null> {
  const clips = await library.clips();
  const items = clips.map((uri) => ({ label: posix.basename(uri.path), description: vscode.workspace.asRelativePath(uri), uri }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Clip') });
  return picked?.uri ?? null;
}
