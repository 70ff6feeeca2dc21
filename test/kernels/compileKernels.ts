import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../src/setup/places.mjs';

const SOURCES = join(ROOT, 'src/media/kernels/assembly');
// Run as a program: its type declarations would put AssemblyScript's globals into every file of ours.
const COMPILER = join(ROOT, 'node_modules/assemblyscript/bin/asc.js');
export const GENERATED = join(ROOT, 'src/media/kernels/kernels.generated.ts');

/** Kernels work on memory that the caller lays out: no heap, no start function, no imports but that memory. */
const OPTIONS = ['--runtime', 'stub', '--importMemory', '--noExportMemory', '--enable', 'simd', '--use', 'abort=', '--noAssert'];
const SPEED = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge'];

/**
 * The text of `kernels.generated.ts`, compiled from every file of `src/media/kernels/assembly`: the same sources give the same text.
 *
 * @throws Error with the compiler's words when a kernel does not compile.
 */
export async function compileKernels(): Promise<string> {
  const files = (await readdir(SOURCES)).filter((file) => file.endsWith('.ts')).sort();
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-kernels-'));
  try {
    const output = join(folder, 'kernels.wasm');
    const args = [COMPILER, ...files, '-o', output, '--bindings', 'raw', ...OPTIONS, ...SPEED];
    await promisify(execFile)(process.execPath, args, { cwd: SOURCES });
    return generatedText(await readFile(output), await readFile(join(folder, 'kernels.d.ts'), 'utf8'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function generatedText(wasm: Buffer, declarations: string): string {
  const functions = [...declarations.matchAll(/export function (\w+)\((.*)\): (\w+);/g)]
    .map(([, name, parameters, result]) => `  ${name}(${parameters}): ${result};`)
    .sort();
  return [
    '// Made by `npm run kernels` from the files in assembly/. Not to be edited.',
    '',
    '/** What the WebAssembly module exports; see the files in assembly/ for each. Addresses are byte offsets into its memory. */',
    'export interface KernelExports {',
    ...functions,
    '}',
    '',
    '/** The WebAssembly module. */',
    `export const KERNELS_BASE64 = '${wasm.toString('base64')}';`,
    '',
  ].join('\n');
}
