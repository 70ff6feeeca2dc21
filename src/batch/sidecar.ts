import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import * as z from 'zod';
import { userMessageOf } from '../core/errors.ts';
import { fileErrorCode } from '../store/fileErrors.ts';

/** `clip.json` beside `clip.mp4`. Whatever else it holds is the user's business. */
const sidecarSchema = z.looseObject({ prompt: z.string().optional() });

/** What lies beside a clip about how it was made. */
export interface Sidecar {
  /** The generation prompt, or `null` when none is given. */
  readonly prompt: string | null;
  /** A sentence about a file that is there but cannot be used, or `null`. */
  readonly problem: string | null;
}

async function textOf(path: string): Promise<string | null> {
  try {
    return new TextDecoder().decode(await readFile(path));
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function orNull(text: string | undefined): string | null {
  return text?.trim() || null;
}

/** Reads `clip.prompt.txt`, or else the `prompt` of `clip.json`, beside `clip.mp4`. */
export async function readSidecar(clipPath: string): Promise<Sidecar> {
  const stem = clipPath.slice(0, clipPath.length - extname(clipPath).length);
  let file = `${stem}.prompt.txt`;
  try {
    const text = await textOf(file);
    if (text !== null) return { prompt: orNull(text), problem: null };
    file = `${stem}.json`;
    const json = await textOf(file);
    if (json === null) return { prompt: null, problem: null };
    const parsed = sidecarSchema.safeParse(JSON.parse(json));
    if (parsed.success) return { prompt: orNull(parsed.data.prompt), problem: null };
    const [issue] = parsed.error.issues;
    return {
      prompt: null,
      problem: `${file} is not used: ${issue?.path.join('.') || 'content'}: ${issue?.message ?? 'unknown shape'}.`,
    };
  } catch (error) {
    return { prompt: null, problem: `${file} is not used: ${userMessageOf(error)}.` };
  }
}
