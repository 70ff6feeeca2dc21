/** Splits a byte stream into text lines. Feed every chunk to `push`, then call `end` once for the last, unterminated line. */
export interface LineSplitter {
  push(chunk: Uint8Array): void;
  end(): void;
}

/**
 * Lines of a UTF-8 stream whose chunks may cut characters and lines anywhere. Line ends are `\n` or `\r\n` and are not
 * part of the line. Bytes that are not UTF-8 become U+FFFD.
 */
export function splitLines(onLine: (line: string) => void): LineSplitter {
  const decoder = new TextDecoder();
  let rest = '';
  const take = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
  };
  return {
    push: (chunk) => take(decoder.decode(chunk, { stream: true })),
    end: () => {
      take(decoder.decode());
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}

/** The end of a text stream, at most `limit` characters; what a failing process said last. */
export function keepTail(limit: number): { push(text: string): void; text(): string } {
  let tail = '';
  return {
    push: (text) => {
      tail = (tail + text).slice(-limit);
    },
    text: () => tail,
  };
}
