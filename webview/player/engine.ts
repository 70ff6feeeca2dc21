import { type FrameTable, frameAt, seekTimeOf } from '../../src/core/time.ts';
import type { MediaEvent, MediaPort } from './mediaPort.ts';

/** What the chrome draws from. */
export interface EngineState {
  /** The first frame has been decoded; playing and seeking work. */
  readonly ready: boolean;
  readonly playing: boolean;
  /** Clip time in seconds at which the frame on screen (or the one being sought) appears. */
  readonly time: number;
  /** Index of that frame, or `null` while there is no frame table to tell. */
  readonly frame: number | null;
  /** Clip length in seconds; 0 while unknown. */
  readonly duration: number;
  readonly rate: number;
  /** 0…1. */
  readonly volume: number;
  readonly muted: boolean;
}

/** Frames of a clip and where its timeline begins in the media element. */
export interface EngineClip {
  readonly table: FrameTable;
  /** Container start time in seconds: media time − start time = clip time. */
  readonly startTime: number;
  readonly duration: number;
}

/** Seconds that a frame step moves while there is no frame table. */
const STEP_WITHOUT_FRAMES = 0.04;

interface Target {
  readonly time: number;
  readonly frame: number | null;
  readonly mediaTime: number;
}

/** The index of the frame whose start is nearest to clip time `t`: the presentation timestamp of a frame, after rounding. */
export function nearestFrame(table: FrameTable, t: number): number {
  const index = frameAt(table, t);
  const start = table.times[index] ?? 0;
  const next = table.times[index + 1];
  return next !== undefined && next - t < t - start ? index + 1 : index;
}

/**
 * The player's clock: knows which frame is on screen and brings any other one there.
 *
 * Seeks are issued one at a time; while one is under way only the latest wish is kept, so that scrubbing never queues up.
 * What the state shows is the wished frame until the element reports which one it put on screen.
 */
export class PlayerEngine {
  readonly #listeners = new Set<() => void>();
  #state: EngineState = {
    ready: false,
    playing: false,
    time: 0,
    frame: null,
    duration: 0,
    rate: 1,
    volume: 1,
    muted: false,
  };
  #port: MediaPort | null = null;
  #clip: EngineClip | null = null;
  /** Where to go once the seek under way is done (or the element is ready). */
  #wanted: Target | null = null;
  #underway: Target | null = null;
  /**
   * What was last asked for, until playback goes on. Steps count from it and not from the frame on screen: where a frame
   * cannot be sought (some of an mp4 without an edit list), or lasts longer than a step of time, stepping would stick.
   */
  #aim: Target | null = null;
  /** Timestamp of the last frame that reached the screen, and the last one since the seek under way began. */
  #presented: number | null = null;
  #presentedWhileSeeking: number | null = null;

  get state(): EngineState {
    return this.#state;
  }

  /** Calls `listener` after each change of state; returns the function that stops it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes over a media element; returns the function that lets go of it. */
  attach(port: MediaPort): () => void {
    this.#port = port;
    port.setRate(this.#state.rate);
    port.setSound(this.#state.volume, this.#state.muted);
    const stop = port.listen((event) => this.#receive(event));
    return () => {
      stop();
      if (this.#port === port) this.#port = null;
    };
  }

  /** The frame table arrived (or changed); the position is kept and becomes exact. */
  setClip(clip: EngineClip): void {
    this.#clip = clip;
    this.#aim = null;
    this.#show({ duration: clip.duration });
    const seeking = this.#wanted ?? this.#underway;
    if (seeking) this.#goTo(this.#targetAt(seeking.time));
    else if (this.#presented !== null) this.#showFrame(nearestFrame(clip.table, this.#presented - clip.startTime));
    else this.#showFrame(frameAt(clip.table, this.#state.time));
  }

  /** Shows the frame that is on screen at clip time `time`. */
  seek(time: number): void {
    this.#goTo(this.#targetAt(Math.max(0, time)));
  }

  /** Pauses and shows the frame `count` frames away, stopping at either end. */
  step(count: number): void {
    this.pause();
    const { frame, time } = this.#aim ?? this.#state;
    if (this.#clip && frame !== null) this.#goTo(this.#targetOfFrame(this.#clip, frame + count));
    else this.seek(time + count * STEP_WITHOUT_FRAMES);
  }

  goToStart(): void {
    this.seek(0);
  }

  /** Shows the last frame. */
  goToEnd(): void {
    if (this.#clip) this.#goTo(this.#targetOfFrame(this.#clip, this.#clip.table.times.length - 1));
    else this.seek(this.#state.duration);
  }

  async play(): Promise<void> {
    if (!this.#port || !this.#state.ready) return;
    try {
      await this.#port.play();
    } catch {
      // Refused for want of a user gesture, or overtaken by a pause: the element stays paused and its events say so.
    }
  }

  pause(): void {
    this.#port?.pause();
  }

  async playPause(): Promise<void> {
    // The element knows before its events tell: a key may come in between.
    if (this.#port?.paused === false) this.pause();
    else await this.play();
  }

  setRate(rate: number): void {
    this.#port?.setRate(rate);
    this.#show({ rate });
  }

  /** @param volume 0…1. */
  setSound(volume: number, muted: boolean): void {
    this.#port?.setSound(volume, muted);
    this.#show({ volume, muted });
  }

  /** Bytes of sound decoded so far; `null` where that cannot be told. */
  decodedSoundBytes(): number | null {
    return this.#port?.decodedSoundBytes() ?? null;
  }

  #receive(event: MediaEvent): void {
    switch (event.type) {
      case 'reset':
        this.#wanted ??= this.#underway ?? (this.#state.time > 0 ? this.#targetAt(this.#state.time) : null);
        this.#underway = null;
        this.#presented = null;
        this.#show({ ready: false, playing: false });
        return;
      case 'loaded':
        this.#show({ ready: true, ...(this.#clip ? {} : { duration: event.duration }) });
        this.#pump();
        return;
      case 'frame':
        this.#presented = event.mediaTime;
        if (this.#underway) this.#presentedWhileSeeking = event.mediaTime;
        else this.#showPresented(event.mediaTime);
        return;
      case 'seeked': {
        const presented = this.#presentedWhileSeeking;
        this.#underway = null;
        this.#presentedWhileSeeking = null;
        if (this.#wanted) this.#pump();
        else if (presented !== null) this.#showPresented(presented);
        return;
      }
      case 'playing':
        this.#aim = null;
        this.#show({ playing: true });
        return;
      case 'paused':
        this.#show({ playing: false });
    }
  }

  #targetAt(time: number): Target {
    if (this.#clip) return this.#targetOfFrame(this.#clip, frameAt(this.#clip.table, time));
    const known = this.#state.duration;
    const clamped = known > 0 ? Math.min(time, known) : time;
    return { time: clamped, frame: null, mediaTime: clamped };
  }

  #targetOfFrame({ table, startTime }: EngineClip, index: number): Target {
    const frame = Math.min(Math.max(index, 0), table.times.length - 1);
    return { frame, time: table.times[frame] ?? 0, mediaTime: seekTimeOf(table, frame) + startTime };
  }

  #goTo(target: Target): void {
    this.#wanted = target;
    this.#aim = target;
    this.#show({ time: target.time, frame: target.frame });
    this.#pump();
  }

  #pump(): void {
    if (!this.#port || !this.#state.ready || this.#underway || !this.#wanted) return;
    this.#underway = this.#wanted;
    this.#wanted = null;
    this.#presentedWhileSeeking = null;
    this.#port.seek(this.#underway.mediaTime);
  }

  #showPresented(mediaTime: number): void {
    if (this.#wanted) return;
    if (this.#clip) this.#showFrame(nearestFrame(this.#clip.table, mediaTime - this.#clip.startTime));
    else this.#show({ time: mediaTime, frame: null });
  }

  #showFrame(frame: number): void {
    this.#show({ frame, time: this.#clip?.table.times[frame] ?? 0 });
  }

  #show(change: Partial<EngineState>): void {
    const keys = Object.keys(change) as (keyof EngineState)[]; // Object.keys widens to string[]
    if (keys.every((key) => this.#state[key] === change[key])) return;
    this.#state = { ...this.#state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }
}
