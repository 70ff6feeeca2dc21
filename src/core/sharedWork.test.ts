import { describe, expect, it } from 'vitest';
import { SharedWork } from './sharedWork.ts';

describe('SharedWork', () => {
  it('does the work once for all who wait and tells all of them how far it is', async () => {
    const shared = new SharedWork<string, string>();
    const heard: string[] = [];
    const { promise, resolve } = Promise.withResolvers<string>();
    let runs = 0;
    let report: (fraction: number) => void = () => undefined;
    const work = (_signal: AbortSignal, onProgress: (fraction: number) => void) => {
      runs++;
      report = onProgress;
      return promise;
    };
    const both = [
      shared.run('clip', { onProgress: (f) => heard.push(`a ${f}`) }, work),
      shared.run('clip', { onProgress: (f) => heard.push(`b ${f}`) }, work),
    ];
    report(0.5);
    resolve('done');
    expect(await Promise.all(both)).toEqual(['done', 'done']);
    expect({ runs, heard }).toEqual({ runs: 1, heard: ['a 0.5', 'b 0.5'] });
  });

  it('lets one give up without disturbing the other', async () => {
    const shared = new SharedWork<string, string>();
    const { promise, resolve } = Promise.withResolvers<string>();
    const controller = new AbortController();
    let inner: AbortSignal | undefined;
    const work = (signal: AbortSignal) => {
      inner = signal;
      return promise;
    };
    const quitter = shared.run('clip', { signal: controller.signal }, work);
    const stayer = shared.run('clip', {}, work);
    controller.abort();
    await expect(quitter).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(inner?.aborted).toBe(false);
    resolve('done');
    expect(await stayer).toBe('done');
  });

  it('aborts the work when the last one gives up, and starts afresh after that', async () => {
    const shared = new SharedWork<string, string>();
    const controller = new AbortController();
    let inner: AbortSignal | undefined;
    const quitter = shared.run('clip', { signal: controller.signal }, (signal) => {
      inner = signal;
      return new Promise(() => undefined);
    });
    controller.abort();
    await expect(quitter).rejects.toThrow();
    expect(inner?.aborted).toBe(true);
    expect(await shared.run('clip', {}, async () => 'again')).toBe('again');
  });

  it('passes a failure to everybody and does not keep it', async () => {
    const shared = new SharedWork<string, string>();
    const fail = async () => {
      throw new Error('broken');
    };
    await expect(Promise.allSettled([shared.run('a', {}, fail), shared.run('a', {}, fail)])).resolves.toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
    ]);
    expect(await shared.run('a', {}, async () => 'well')).toBe('well');
  });
});
