import type { TimedClip } from '../../src/core/comparison/commonTime.ts';
import type { ComparedClip } from '../../src/protocol/compareMessages.ts';
import type { PlayerClip } from '../../src/protocol/messages.ts';
import { PlayerEngine } from '../player/engine.ts';
import type { SyncMember } from './syncState.ts';

/** What plays one clip of the page; it lives as long as the page, wherever the clip is moved to. */
export class Side implements SyncMember {
  readonly id: string;
  readonly engine = new PlayerEngine();
  /** The element that plays it, while there is one. */
  video: HTMLVideoElement | null = null;
  #clip: PlayerClip | null = null;
  #timed: TimedClip | null = null;

  constructor(id: string) {
    this.id = id;
  }

  /** What is known about the clip for laying it beside others; the same object as long as nothing new is known. */
  learn({ clip, shots }: ComparedClip): TimedClip | null {
    if (clip === null) return null;
    const isNew = this.#clip?.hash !== clip.hash || this.#clip.startTime !== clip.startTime;
    if (isNew) {
      const { duration, startTime } = clip;
      this.engine.setClip({ table: { times: clip.frameTimes, end: clip.framesEnd }, startTime, duration });
    }
    if (isNew || this.#timed?.shots.length !== shots.length) {
      const { frameTimes, framesEnd, duration } = clip;
      this.#clip = clip;
      this.#timed = { table: { times: frameTimes, end: framesEnd }, duration, shots };
    }
    return this.#timed;
  }

  readonly clock = (): number | null =>
    this.video === null || this.video.seeking ? null : this.video.currentTime - (this.#clip?.startTime ?? 0);
}
