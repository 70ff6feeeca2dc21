import { EventSourceParserStream } from 'eventsource-parser/stream';

/** Characters that one event may have: far above any chunk of an answer, far below what would hurt. */
const EVENT_CHARACTERS = 4_000_000;

/** The data of every server-sent event of an answer, in order. @throws what the body throws when it breaks off. */
export async function* sseData(response: Response): AsyncGenerator<string, void, undefined> {
  if (response.body === null) return;
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream({ maxBufferSize: EVENT_CHARACTERS }));
  for await (const event of events) yield event.data;
}
