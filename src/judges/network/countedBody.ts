/** What was read of a body when it was over. */
export interface BodyEnd {
  /** False when it broke off, was aborted, or its reader left. */
  readonly whole: boolean;
  readonly bytes: number;
  /** Tokens by the provider's own account, or `null`. */
  readonly tokens: number | null;
}

export interface CountedBodyOptions {
  readonly signal: AbortSignal;
  /** Called exactly once. */
  readonly onEnd: (end: BodyEnd) => void;
  /** What to throw to the reader for a body that broke off. */
  readonly errorOf: (error: unknown) => unknown;
}

const TAIL_CHARACTERS = 16_384;
// Inside a model's text the quotes are escaped, so that no answer can pretend to be the account.
const TOTAL_TOKENS = /"(?:totalTokenCount|total_tokens)"\s*:\s*(\d+)/g;

function tokensIn(tail: string): number | null {
  const last = [...tail.matchAll(TOTAL_TOKENS)].at(-1)?.[1];
  return last === undefined ? null : Number(last);
}

/** The same body, counted. */
export function countedBody(
  body: ReadableStream<Uint8Array> | null,
  { signal, onEnd, errorOf }: CountedBodyOptions,
): ReadableStream<Uint8Array> | null {
  const decoder = new TextDecoder();
  let bytes = 0;
  let tail = '';
  let over = false;
  const end = (whole: boolean) => {
    if (over) return;
    over = true;
    signal.removeEventListener('abort', onAbort);
    onEnd({ whole, bytes, tokens: tokensIn(tail) });
  };
  const onAbort = () => end(false);
  if (body === null) {
    end(true);
    return null;
  }
  // A client library that gives up on an answer lets go of it without a word; its context is aborted then.
  signal.addEventListener('abort', onAbort);
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          end(true);
          controller.close();
          return;
        }
        bytes += value.byteLength;
        tail = (tail + decoder.decode(value, { stream: true })).slice(-TAIL_CHARACTERS);
        controller.enqueue(value);
      } catch (error) {
        end(false);
        controller.error(errorOf(error));
      }
    },
    async cancel(reason) {
      end(false);
      await reader.cancel(reason);
    },
  });
}
