import { describe, expect, it } from 'vitest';
import { sseData } from './sse.ts';

function bodyOf(...pieces: readonly string[]): Response {
  const bytes = Buffer.from(pieces.join('\u0000')); // keeps the pieces apart while multi-byte characters are cut below
  const parts = bytes.toString().split('\u0000');
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const part of parts) for (const byte of Buffer.from(part)) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    }),
  );
}

async function all(response: Response): Promise<string[]> {
  const data: string[] = [];
  for await (const each of sseData(response)) data.push(each);
  return data;
}

describe('server-sent events', () => {
  it('are put together from single bytes, with any line end', async () => {
    expect(
      await all(bodyOf('data: {"a":"ü"}\n\n: still here\r\n\r\nevent: x\r\ndata: one\r\ndata: two\r\n\r\ndata: [DONE]\n\n')),
    ).toEqual(['{"a":"ü"}', 'one\ntwo', '[DONE]']);
  });

  it('leave out one that never ended', async () => {
    expect(await all(bodyOf('data: whole\n\ndata: ha'))).toEqual(['whole']);
  });

  it('end with the error that ended the stream', async () => {
    const broken = new Response(
      new ReadableStream({
        pull(controller) {
          controller.error(new Error('reset'));
        },
      }),
    );
    await expect(all(broken)).rejects.toThrow('reset');
  });
});
