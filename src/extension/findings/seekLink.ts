import * as vscode from 'vscode';
import * as z from 'zod';
import { isClipPath } from '../../core/clip.ts';
import type { Finding } from '../../core/finding.ts';
import { COMMAND } from '../ids.ts';

/** Arguments of `evalverse.seek`: clip URI as text, seconds of clip time, id of the finding to select. */
export type SeekArguments = readonly [clip: string, time: number, finding: string | null];

const seekArgumentsSchema = z.tuple([z.string().min(1), z.number().min(0), z.string().nullish()]);

export function seekArguments(clip: vscode.Uri, finding: Finding): SeekArguments {
  return [clip.toString(), finding.span.start, finding.id];
}

/** A link that moves the playhead to a finding with one click. */
export function seekLink(clip: vscode.Uri, finding: Finding): vscode.Uri {
  return vscode.Uri.from({
    scheme: 'command',
    path: COMMAND.seek,
    query: JSON.stringify(seekArguments(clip, finding)),
  });
}

/** What the arguments of `evalverse.seek` say, or `null` when they are not such. They may come out of any document. */
export function parseSeekArguments(
  args: readonly unknown[],
): { readonly clip: vscode.Uri; readonly time: number; readonly finding: string | null } | null {
  const parsed = seekArgumentsSchema.safeParse(args.length === 2 ? [...args, null] : args);
  if (!parsed.success) return null;
  const [address, time, finding] = parsed.data;
  const clip = vscode.Uri.parse(address);
  return isClipPath(clip.path) ? { clip, time, finding: finding ?? null } : null;
}
