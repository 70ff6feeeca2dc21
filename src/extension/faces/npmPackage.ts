import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { EvalVerseError } from '../../core/errors.ts';
import type { FacePackage } from '../../media/faces/pack.ts';

/** The registry that npm is set to, as npm itself takes it from the environment, or else the public one. */
export function npmRegistry(environment: NodeJS.ProcessEnv = process.env): string {
  return (environment.npm_config_registry || 'https://registry.npmjs.org').replace(/\/+$/, '');
}

export interface FetchOptions {
  /** Base URL without a slash at its end. */
  readonly registry: string;
  readonly signal?: AbortSignal;
  /** Bytes received so far. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * The used files of one package, by their path in it, out of the registry's tarball. The tarball is accepted only when it is, to
 * the byte, the one that this version of EvalVerse was made with.
 *
 * @throws `EvalVerseError` `faces/failed`; the signal's reason.
 */
export async function fetchPackage(wanted: FacePackage, options: FetchOptions): Promise<Map<string, Uint8Array>> {
  const tarball = await download(wanted, options);
  const digest = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  if (digest !== wanted.integrity) throw failure(wanted, 'what came is not the package that was asked for');
  const files = filesIn(await promisify(gunzip)(tarball), new Set(wanted.files));
  const missing = wanted.files.filter((file) => !files.has(file));
  if (missing.length > 0) throw failure(wanted, `${missing.join(', ')} is not in it`);
  return files;
}

async function download(wanted: FacePackage, { registry, signal, onProgress }: FetchOptions): Promise<Buffer> {
  const { name, version, size } = wanted;
  const url = `${registry}/${name}/-/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
  const chunks: Uint8Array[] = [];
  let received = 0;
  try {
    const response = await fetch(url, signal ? { signal } : {});
    if (!response.ok || !response.body) throw failure(wanted, `${url} answered ${response.status}`);
    for await (const chunk of response.body) {
      chunks.push(chunk);
      received += chunk.length;
      if (received > size) throw failure(wanted, 'more came than was asked for');
      onProgress?.(received);
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof EvalVerseError) throw error;
    throw failure(wanted, `${new URL(url).host} could not be reached`, error);
  }
  return Buffer.concat(chunks);
}

const BLOCK = 512;

/** The wanted files of an npm tarball (POSIX ustar), whose one top folder is taken off. */
function filesIn(tar: Buffer, wanted: ReadonlySet<string>): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const text = (from: number, length: number) => tar.toString('utf8', from, from + length).replace(/\0.*$/s, '');
  let at = 0;
  while (at + BLOCK <= tar.length && tar[at] !== 0) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    const prefix = text(at + 345, 155);
    const path = `${prefix === '' ? '' : `${prefix}/`}${text(at, 100)}`.replace(/^[^/]+\//, '');
    const isFile = /^0?$/.test(text(at + 156, 1));
    const start = at + BLOCK;
    if (isFile && wanted.has(path)) files.set(path, Uint8Array.from(tar.subarray(start, start + size)));
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

function failure({ name }: FacePackage, why: string, cause?: unknown): EvalVerseError {
  return new EvalVerseError('faces/failed', `The face pack could not be installed: ${name}: ${why}.`, { cause });
}
