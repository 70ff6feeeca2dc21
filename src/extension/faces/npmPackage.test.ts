import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoopbackRegistry, npmTarball, startLoopbackRegistry } from '../../../test/fixtures/loopbackRegistry.ts';
import type { FacePackage } from '../../media/faces/pack.ts';
import { fetchPackage, npmRegistry } from './npmPackage.ts';

const tarball = npmTarball({ 'package.json': '{}', 'dist/net.bin': 'weights', 'dist/other.js': 'not used' });

function wantedPackage(changes: Partial<FacePackage> = {}): FacePackage {
  return {
    name: '@house/faces',
    version: '1.2.3',
    integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
    size: tarball.length,
    licence: 'MIT',
    files: ['package.json', 'dist/net.bin'],
    ...changes,
  };
}

let registry: LoopbackRegistry;
beforeAll(async () => {
  registry = await startLoopbackRegistry({ '/@house/faces/-/faces-1.2.3.tgz': tarball });
});
afterAll(() => registry.close());

describe('a package from the registry', () => {
  it('is asked for by its pinned version, and only its used files are taken', async () => {
    const received: number[] = [];
    const files = await fetchPackage(wantedPackage(), { registry: registry.url, onProgress: (bytes) => received.push(bytes) });
    expect([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()])).toEqual([
      ['package.json', '{}'],
      ['dist/net.bin', 'weights'],
    ]);
    expect(received.at(-1)).toBe(tarball.length);
    expect(registry.asked).toEqual(['/@house/faces/-/faces-1.2.3.tgz']);
  });

  it('is refused when a byte of it is another one', async () => {
    const integrity = `sha512-${createHash('sha512').update('something else').digest('base64')}`;
    await expect(fetchPackage(wantedPackage({ integrity }), { registry: registry.url })).rejects.toMatchObject({
      code: 'faces/failed',
      userMessage: expect.stringContaining('is not the package that was asked for'),
    });
  });

  it('is refused as soon as more comes than was asked for', async () => {
    await expect(fetchPackage(wantedPackage({ size: 10 }), { registry: registry.url })).rejects.toMatchObject({
      userMessage: expect.stringContaining('more came than was asked for'),
    });
  });

  it('is refused when a used file is not in it', async () => {
    const wanted = wantedPackage({ files: ['package.json', 'dist/missing.bin'] });
    await expect(fetchPackage(wanted, { registry: registry.url })).rejects.toMatchObject({
      userMessage: expect.stringContaining('dist/missing.bin is not in it'),
    });
  });

  it('that is not there is told with the answer of the registry', async () => {
    await expect(fetchPackage(wantedPackage({ version: '9.9.9' }), { registry: registry.url })).rejects.toMatchObject({
      userMessage: expect.stringContaining('answered 404'),
    });
  });

  it('is given up silently when cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(fetchPackage(wantedPackage(), { registry: registry.url, signal })).rejects.toBe(signal.reason);
  });
});

it('comes from where npm is set to', () => {
  expect(npmRegistry({})).toBe('https://registry.npmjs.org');
  expect(npmRegistry({ npm_config_registry: 'https://mirror.example/npm/' })).toBe('https://mirror.example/npm');
});
