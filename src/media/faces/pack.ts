import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

/** A package that the face analysis is made of, as the npm registry has it. */
export interface FacePackage {
  readonly name: string;
  readonly version: string;
  /** Subresource integrity of the registry's tarball. */
  readonly integrity: string;
  /** Bytes of the tarball. */
  readonly size: number;
  readonly licence: string;
  /** The files that are used, relative to the package. */
  readonly files: readonly string[];
}

const NETWORKS = ['blazeface', 'facemesh', 'emotion', 'faceres'] as const;

/** The networks with the library that runs them, and the WebAssembly kernels that the library computes with. */
export const FACE_PACKAGES = {
  human: {
    name: '@vladmandic/human',
    version: '3.3.6',
    integrity: 'sha512-Nr5mPfq1gQ+uKeXY5uM3Fj8UxvF5CEh2s6txM5wRThqaW0mF9huooOuZSrT8hhGho0hGaXLFdAwfD/2+teCv6A==',
    size: 28_615_417,
    licence: 'MIT',
    files: [
      'package.json',
      'LICENSE',
      'dist/human.esm.js',
      ...NETWORKS.flatMap((network) => [`models/${network}.json`, `models/${network}.bin`]),
    ],
  },
  kernels: {
    name: '@tensorflow/tfjs-backend-wasm',
    version: '4.22.0',
    integrity: 'sha512-/IYhReRIp4jg/wYW0OwbbJZG8ON87mbz0PgkiP3CdcACRSvUN0h8rvC0O3YcDtkTQtFWF/tcXq/KlVDyV49wmA==',
    size: 2_460_748,
    licence: 'Apache-2.0',
    files: ['package.json', 'dist/tfjs-backend-wasm.wasm', 'dist/tfjs-backend-wasm-simd.wasm'],
  },
} as const satisfies Readonly<Record<string, FacePackage>>;

/** Where the packages of the face analysis are. Can be sent to a worker. */
export interface FacePack {
  /** Absolute path of the package folder of @vladmandic/human. */
  readonly human: string;
  /** Absolute path of the package folder of @tensorflow/tfjs-backend-wasm. */
  readonly kernels: string;
}

/** Raised whenever the same clip could give other faces (another package, network or rule): caches and verdicts are bound to it. */
export const FACES_VERSION = 1;

const packageSchema = z.object({ name: z.string(), version: z.string() });

/** The face pack in the first of `folders` (each like a `node_modules`) that holds all of it in the right versions, or `null`. */
export async function findFacePack(folders: readonly string[]): Promise<FacePack | null> {
  for (const folder of folders) {
    const held = await Promise.all(Object.values(FACE_PACKAGES).map((wanted) => holds(folder, wanted)));
    if (held.every((is) => is))
      return { human: join(folder, FACE_PACKAGES.human.name), kernels: join(folder, FACE_PACKAGES.kernels.name) };
  }
  return null;
}

async function holds(folder: string, { name, version }: FacePackage): Promise<boolean> {
  const text = await readFile(join(folder, name, 'package.json'), 'utf8').catch(() => null);
  if (text === null) return false;
  try {
    const found = packageSchema.safeParse(JSON.parse(text));
    return found.success && found.data.name === name && found.data.version === version;
  } catch {
    return false;
  }
}
