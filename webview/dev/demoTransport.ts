import type { Annotation } from '../../src/core/annotation.ts';
import type { Review } from '../../src/core/review.ts';
import type { StripName, ThumbnailStrip } from '../../src/core/thumbnailStrip.ts';
import type { DrawnTrace } from '../../src/core/trace.ts';
import type { FromPlayer, PlayerSnapshot, ToPlayer } from '../../src/protocol/messages.ts';
import { PLAYER_ACTIONS } from '../../src/protocol/playerKeys.ts';
import type { HostTransport } from '../ui/hostTransport.ts';
import { listenForKeybindings } from './demoKeybindings.ts';

/** What a test or a developer at the console can do with the demonstration page. */
export interface Demo {
  /** Everything the page has posted, oldest first. */
  readonly posted: FromPlayer[];
  /** What the page keeps about itself. */
  readonly kept: unknown;
  /** Milliseconds between two steps of an evaluation. */
  stepMilliseconds: number;
  /** Speaks to the page as the extension would. */
  send(message: ToPlayer): void;
}

/** A strip of thumbnails as JSON. */
export interface DemoStrip extends Omit<ThumbnailStrip, 'times' | 'jpeg'> {
  readonly times: readonly number[];
  /** Base64. */
  readonly jpeg: string;
}

declare global {
  interface Window {
    /** Makes thumbnails, where somebody who can is there. */
    readonly demoStrip?: (name: StripName) => Promise<DemoStrip | null>;
  }
}

/**
 * A host in memory: answers `ready` with `snapshot`, `evaluate` with some progress and then `review`, `trace` out of
 * `traces`, and remembers what is annotated.
 */
export function demoTransport(snapshot: PlayerSnapshot, review: Review, traces: readonly DrawnTrace[]): HostTransport & Demo {
  const listeners = new Set<(message: ToPlayer) => void>();
  const posted: FromPlayer[] = [];
  let timer: ReturnType<typeof setInterval> | undefined;
  let kept: unknown;
  let words: readonly Annotation[] = [];
  const rater = 'rater-7f3a';
  const annotate = ({ type: _, ...word }: Extract<FromPlayer, { type: 'annotate' }>) => {
    const clip = { hash: snapshot.clip?.hash ?? '', path: snapshot.fileName };
    const createdAt = new Date().toISOString();
    words = [...words, { schema: 1, id: `word-${words.length}`, createdAt, rater, clip, ...word }];
    send({ type: 'annotations', annotations: { rater, words, clips: { done: 2, of: 12 } } });
  };
  const annotating = (on: boolean) => {
    send({ type: 'annotating', annotating: on });
    if (on) send({ type: 'annotations', annotations: { rater, words, clips: { done: 2, of: 12 } } });
  };
  const send = (message: ToPlayer) => {
    for (const listener of listeners) listener(message);
  };
  const makeStrip = async (name: StripName) => {
    const strip = await window.demoStrip?.(name);
    if (!strip) return;
    const { times, jpeg } = strip;
    const picture = { times: Float64Array.from(times), jpeg: Uint8Array.from(atob(jpeg), (byte) => byte.charCodeAt(0)) };
    send({ type: 'thumbnails', strip: { ...strip, ...picture } });
  };
  const stop = () => {
    clearInterval(timer);
    send({ type: 'progress', progress: null });
  };
  const evaluate = () => {
    let fraction = 0;
    const advance = () => {
      fraction += 0.1;
      if (fraction < 1) return send({ type: 'progress', progress: { label: 'Analysing picture and sound', fraction } });
      send({ type: 'review', review });
      stop();
    };
    advance();
    timer = setInterval(advance, demo.stepMilliseconds);
  };
  const commands = new Map(PLAYER_ACTIONS.map((action) => [`evalverse.player.${action}`, action]));
  listenForKeybindings(commands, (action) => send({ type: 'action', action }));
  const demo: HostTransport & Demo = {
    posted,
    stepMilliseconds: 120,
    get kept() {
      return kept;
    },
    send,
    post(message) {
      posted.push(message);
      if (message.type === 'ready') send({ type: 'snapshot', snapshot });
      if (message.type === 'evaluate') evaluate();
      if (message.type === 'cancel') stop();
      if (message.type === 'annotating') annotating(message.on);
      if (message.type === 'annotate') annotate(message);
      if (message.type === 'thumbnails') for (const name of message.wanted) void makeStrip(name);
      if (message.type === 'trace') {
        const { operator } = message;
        send({ type: 'trace', operator, trace: traces.find((trace) => trace.operator === operator) ?? null });
      }
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    loadState: () => kept,
    saveState: (state) => {
      kept = state;
    },
  };
  return demo;
}
