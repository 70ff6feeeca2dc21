import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AuditEntry } from '../../core/auditEntry.ts';
import { auditEntrySchema } from '../../core/auditEntry.ts';
import { createGuardedFetch } from './guardedFetch.ts';
import { createTestClock } from './testClock.ts';
import { WireError } from './wireError.ts';

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a server that listens on a port has one
  const origin = `http://127.0.0.1:${port}`;
  const audit: AuditEntry[] = [];
  const guard = createGuardedFetch({
    origins: [origin],
    secrets: () => ['hush-hush'],
    audit: (entry) => audit.push(auditEntrySchema.parse(entry)),
    clock: createTestClock(),
  });
  const cancel = new AbortController();
  const fetch = guard({ signal: cancel.signal, about: { clip: 'c0ffee', dimensions: ['a', 'b'] } });
  return { origin, audit, guard, fetch, cancel };
}

describe('where requests may go', () => {
  it('is exactly the origins that were allowed', async () => {
    const { origin, fetch, audit } = await serve((_, response) => response.end('yes'));
    expect(await (await fetch(`${origin}/any/path`)).text()).toBe('yes');
    const other = origin.replace('127.0.0.1', 'localhost');
    for (const url of [other, origin.slice(0, -1), `${origin}@example.com/`, 'https://example.com/'])
      await expect(fetch(url)).rejects.toMatchObject({ code: 'judge/not-allowed' });
    expect(audit).toHaveLength(1);
  });

  it.each(['http://example.com', 'http://127.0.0.1.example.com', 'http://10.0.0.1'])(
    'is not %s, even when that was allowed',
    async (origin) => {
      const fetch = createGuardedFetch({ origins: [origin], secrets: () => [], audit: () => {} })({
        signal: new AbortController().signal,
        about: { clip: null, dimensions: [] },
      });
      await expect(fetch(`${origin}/`)).rejects.toMatchObject({
        code: 'judge/not-allowed',
        userMessage: expect.stringContaining('https'),
      });
    },
  );

  it('is not where a server sends them on to', async () => {
    const asked: string[] = [];
    const { origin, fetch } = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    await expect(fetch(`${origin}/here`, { method: 'POST', body: 'x' })).rejects.toMatchObject({ code: 'judge/rejected' });
    expect(asked).toEqual(['/here']);
  });
});

describe('what requests carry', () => {
  it('is what the caller gave, without what a client library tells about the machine', async () => {
    const seen: unknown[] = [];
    const { origin, fetch } = await serve((request, response) => {
      seen.push(request.headers);
      response.end();
    });
    await fetch(origin, { headers: { 'x-stainless-os': 'Linux', 'X-Stainless-Arch': 'x64', authorization: 'Bearer k' } });
    expect(seen[0]).toMatchObject({ authorization: 'Bearer k' });
    expect(Object.keys(seen[0] as object).filter((name) => name.startsWith('x-stainless'))).toEqual([]);
  });

  it('does not go through a client library’s own dispatcher', async () => {
    const { origin, fetch } = await serve((_, response) => response.end('yes'));
    const init: RequestInit & { dispatcher: unknown } = {
      dispatcher: {
        dispatch() {
          throw new Error('past the proxy');
        },
      },
    };
    expect(await (await fetch(origin, init)).text()).toBe('yes');
  });
});

describe('the audit', () => {
  it('counts bytes both ways and takes the tokens from the account, not from the model', async () => {
    const account = '{"text":"\\"totalTokenCount\\": 7","usageMetadata":{"totalTokenCount": 1234}}';
    const { origin, fetch, audit } = await serve((request, response) => request.resume().on('end', () => response.end(account)));
    await (await fetch(`${origin}/v1/secret-path?key=hush-hush`, { method: 'POST', body: 'größer' })).text();
    expect(audit).toEqual([
      {
        time: '2026-11-22T12:00:00.000Z',
        origin,
        bytesOut: 8,
        bytesIn: account.length,
        status: 200,
        tokens: 1234,
        clip: 'c0ffee',
        dimensions: ['a', 'b'],
      },
    ]);
  });

  it('is not fooled by a model that writes an account', async () => {
    const { origin, fetch, audit } = await serve((_, response) => response.end(JSON.stringify({ text: '"total_tokens": 7' })));
    await (await fetch(origin)).text();
    expect(audit[0]?.tokens).toBeNull();
  });

  it('has one line for each end', async () => {
    const { origin, fetch, audit, cancel } = await serve((request, response) => {
      if (request.url === '/refused') response.writeHead(418).end('no');
      else if (request.url === '/reset') response.destroy();
      else response.write('half', () => request.url === '/broken' && setImmediate(() => response.destroy()));
    });
    await expect(fetch(`${origin}/refused`)).rejects.toBeInstanceOf(WireError);
    await expect(fetch(`${origin}/reset`)).rejects.toMatchObject({ name: 'ConnectionError' });
    await expect(fetch(`${origin}/broken`).then((response) => response.text())).rejects.toMatchObject({
      name: 'ConnectionError',
    });
    await (await fetch(`${origin}/left`)).body?.cancel();
    const open = await fetch(`${origin}/open`);
    cancel.abort();
    await expect(open.text()).rejects.toBe(cancel.signal.reason);
    expect(audit.map(({ status, bytesIn }) => [status, bytesIn])).toEqual([
      [418, 2],
      ['failed', 0],
      ['cut', 4],
      ['cut', expect.any(Number)],
      ['aborted', expect.any(Number)],
    ]);
  });
});

describe('errors', () => {
  it('repeat what the server said, but no key', async () => {
    const { origin, fetch } = await serve((_, response) =>
      response.writeHead(400, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          error: { message: 'The key hush-hush (AIzaSyA1234567890abcdef) is odd, see ?key=abc123 or Bearer zzz' },
        }),
      ),
    );
    const error: unknown = await fetch(origin).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 400, said: 'The key *** (***) is odd, see ?key=*** or Bearer ***' });
  });

  it.each([
    ['30', 30_000],
    ['Sun, 22 Nov 2026 12:02:00 GMT', 120_000],
    ['soon', null],
  ])('know how long Retry-After: %s is', async (header, expected) => {
    const { origin, fetch } = await serve((_, response) => response.writeHead(503, { 'retry-after': header }).end());
    await expect(fetch(origin)).rejects.toMatchObject({ retryAfter: expected });
  });
});

describe('a resumable upload', () => {
  it('tells how much is there after each piece', async () => {
    const { origin, guard } = await serve((request, response) => request.resume().on('end', () => response.end()));
    const told: number[] = [];
    const fetch = guard({
      signal: new AbortController().signal,
      about: { clip: null, dimensions: [] },
      onUploaded: (bytes) => told.push(bytes),
    });
    await fetch(origin, { method: 'POST', body: new Blob(['12345']), headers: { 'x-goog-upload-offset': '0' } });
    await fetch(origin, { method: 'POST', body: new Blob(['678']), headers: { 'x-goog-upload-offset': '5' } });
    await fetch(origin, { method: 'POST', body: 'no upload' });
    expect(told).toEqual([5, 8]);
  });
});
