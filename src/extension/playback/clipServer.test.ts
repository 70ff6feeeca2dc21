import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseRange } from './byteRange.ts';
import { ClipServer } from './clipServer.ts';

describe('parseRange', () => {
  it.each([
    [undefined, null],
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=20-10', null],
    ['bytes=0-1,5-6', null],
    ['bytes=-', null],
    ['frames=0-1', null],
  ])('reads %j of 100 bytes', (header, expected) => {
    expect(parseRange(header, 100)).toEqual(expected);
  });
});

describe('ClipServer', () => {
  let folder: string;
  let file: string;
  let server: ClipServer;
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evalverse-server-'));
    file = join(folder, 'a clip #1.mp4');
    await writeFile(file, bytes);
    server = new ClipServer();
  });
  afterEach(async () => {
    server.dispose();
    await rm(folder, { recursive: true });
  });

  async function url(path = file): Promise<string> {
    const served = await server.serve(path);
    return `http://127.0.0.1:${served.port}${served.path}`;
  }

  it('sends a whole clip with type, length and entity tag', async () => {
    const response = await fetch(await url());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('video/mp4');
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(response.headers.get('etag')).toMatch(/^".+"$/);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  it('sends the asked part', async () => {
    const response = await fetch(await url(), { headers: { range: 'bytes=100-199' } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe('bytes 100-199/1000');
    expect(response.headers.get('content-length')).toBe('100');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes.slice(100, 200));
  });

  it('answers 416 beyond the end', async () => {
    const response = await fetch(await url(), { headers: { range: 'bytes=1000-' } });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */1000');
  });

  it('answers HEAD without a body', async () => {
    const response = await fetch(await url(), { method: 'HEAD', headers: { range: 'bytes=0-9' } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-length')).toBe('10');
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });

  it('sends everything again when the clip changed under a conditional range', async () => {
    const address = await url();
    const etag = (await fetch(address, { method: 'HEAD' })).headers.get('etag') ?? '';
    const headers = { range: 'bytes=0-9', 'if-range': etag };
    expect((await fetch(address, { headers })).status).toBe(206);
    await utimes(file, 1, 1);
    const changed = await fetch(address, { headers });
    expect(changed.status).toBe(200);
    expect((await changed.arrayBuffer()).byteLength).toBe(1000);
  });

  it('offers nothing but registered clips, and those only until they are taken back', async () => {
    const served = await server.serve(file);
    const origin = `http://127.0.0.1:${served.port}`;
    const token = served.path.split('/')[1] ?? '';
    for (const path of ['/', `/${token}/`, `/${token}/..%2f..%2fetc%2fpasswd`, '/etc/passwd', `${served.path}?x`])
      expect((await fetch(origin + path)).status, path).toBe(404);
    expect((await fetch(origin + served.path, { method: 'POST' })).status).toBe(405);
    served.dispose();
    expect((await fetch(origin + served.path)).status).toBe(404);
    expect(server.clipCount).toBe(0);
  });

  it('gives each registration a path of its own', async () => {
    const [a, b] = [await server.serve(file), await server.serve(file)];
    expect(a.path).not.toBe(b.path);
  });

  it('answers 404 for a clip that was removed and serves an empty one', async () => {
    const address = await url();
    await rm(file);
    expect((await fetch(address)).status).toBe(404);
    await writeFile(file, '');
    expect((await fetch(address)).headers.get('content-length')).toBe('0');
  });

  it('stops reading when the client goes away, and goes on serving', async () => {
    const large = join(folder, 'large.mp4');
    await writeFile(large, new Uint8Array(32 << 20));
    const address = await url(large);
    await new Promise<void>((resolve, reject) => {
      const client = request(address, (response) => {
        response.once('data', () => {
          client.destroy();
          resolve();
        });
      });
      client.once('error', reject);
      client.end();
    });
    await expect.poll(() => server.readingCount).toBe(0);
    const response = await fetch(address, { headers: { range: 'bytes=5-9' } });
    expect((await response.arrayBuffer()).byteLength).toBe(5);
  });

  it('is unreachable after dispose and can be used again', async () => {
    const address = await url();
    server.dispose();
    await expect(fetch(address)).rejects.toThrow();
    expect((await fetch(await url())).status).toBe(200);
  });
});
