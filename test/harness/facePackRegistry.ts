import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FACE_PACKAGES } from '../../src/media/faces/pack.ts';
import { npm } from '../../src/setup/process.mjs';
import { SetupError } from '../../src/setup/say.mjs';
import { type LoopbackRegistry, startLoopbackRegistry } from '../fixtures/loopbackRegistry.ts';

/** A registry on the loopback address with the very tarballs of the face pack, as npm gets or has kept them. */
export async function startFacePackRegistry(): Promise<LoopbackRegistry> {
  const tarballs: Record<string, Uint8Array> = {};
  for (const { name, version } of Object.values(FACE_PACKAGES))
    tarballs[`/${name}/-/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`] = await tarballOf(`${name}@${version}`);
  return startLoopbackRegistry(tarballs);
}

async function tarballOf(pin: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-tarball-'));
  try {
    const { code, output } = await npm(process.execPath, ['pack', pin, '--prefer-offline'], folder);
    const [file] = await readdir(folder);
    if (code !== 0 || file === undefined) throw new SetupError(`Could not get ${pin}:\n${output}`);
    return await readFile(join(folder, file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
