/** Compiles the WebAssembly kernels and writes what the extension ships: `npm run kernels`. */
import { writeFile } from 'node:fs/promises';
import { compileKernels, GENERATED } from './compileKernels.ts';

await writeFile(GENERATED, await compileKernels());
