import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import * as z from 'zod';
import { userMessageOf } from '../core/errors.ts';
import { fileErrorCode } from '../store/fileErrors.ts';

/** `clip.json` beside `clip.mp4`. Whatever else it holds is the user's business. */
const sidecarSchema = z.looseObject({
  prompt: z.string().optional(),
  reference: z
    .union([z.string().min(1), z.object({ video: z.string().min(1), sameContent: z.boolean().default(false) })])
    .optional(),
});

/** The video that a clip has to match. */
export interface SidecarReference {
  /** Absolute path. */
  readonly path: string;
  /** True when it shows the very same frames, so that they can be compared one by one. */
  readonly sameContent: boolean;
}

/** What lies beside a clip about how it was made. */
export interface Sidecar {
  /** The generation prompt, or `null` when none is given. */
  readonly prompt: string | null;
  readonly reference: SidecarReference | null;
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

/** The `model` that made a clip, as `clip.json` beside `clip.mp4` names it; `null` where it names none. */
export async function readModelName(
  clipPath: string,
): Promise<{ readonly model: string | null; readonly problem: string | null }> {
  const file = `${clipPath.slice(0, clipPath.length - extname(clipPath).length)}.json`;
  const { value, problem } = await readPart(file, (content) => modelSchema.parse(JSON.parse(content)).model);
  return { model: orNull(value ?? undefined), problem };
}

const modelSchema = z.looseObject({ model: z.string().optional() });

function orNull(text: string | undefined): string | null {
  return text?.trim() || null;
}

/** Reads `clip.prompt.txt`, or else the `prompt` of `clip.json`, beside `clip.mp4`; and the `reference` of `clip.json`. */
export async function readSidecar(clipPath: string): Promise<Sidecar> {
  const stem = clipPath.slice(0, clipPath.length - extname(clipPath).length);
  const [text, json] = await Promise.all([
    readPart(`${stem}.prompt.txt`, (content) => content),
    readJson(`${stem}.json`, clipPath),
  ]);
  return {
    prompt: text.value === null ? (json.value?.prompt ?? null) : orNull(text.value),
    reference: json.value?.reference ?? null,
    problem: text.problem ?? json.problem,
  };
}

type Part<Value> = { readonly value: Value | null; readonly problem: string | null };

async function readPart<Value>(file: string, parse: (content: string) => Value): Promise<Part<Value>> {
  try {
    const content = await textOf(file);
    return { value: content === null ? null : parse(content), problem: null };
  } catch (error) {
    return { value: null, problem: `${file} is not used: ${userMessageOf(error)}.` };
  }
}

function readJson(file: string, clipPath: string): Promise<Part<Pick<Sidecar, 'prompt' | 'reference'>>> {
  return readPart(file, (content) => {
    const parsed = sidecarSchema.safeParse(JSON.parse(content));
    if (parsed.success) return { prompt: orNull(parsed.data.prompt), reference: referenceOf(parsed.data.reference, clipPath) };
    const [issue] = parsed.error.issues;
    throw new Error(`${issue?.path.join('.') || 'content'}: ${issue?.message ?? 'unknown shape'}`);
  });
}

function referenceOf(given: z.infer<typeof sidecarSchema>['reference'], clipPath: string): SidecarReference | null {
  if (given === undefined) return null;
  const { video, sameContent } = typeof given === 'string' ? { video: given, sameContent: false } : given;
  return { path: resolve(dirname(clipPath), video), sameContent };
}
