import { frameAt } from '../../src/core/time.ts';
import { type Backward, playBackward } from './backward.ts';
import { type EngineClip, type EngineState, INITIAL_ENGINE_STATE } from './engineState.ts';
import { nearestFrame, STEP_WITHOUT_FRAMES, type Target, targetAt, targetOfFrame } from './frameTargets.ts';
import type { MediaEvent, MediaPort } from './mediaPort.ts';

/**
 * The player's clock: knows which frame is on screen and brings any other one there.
 *
 * Seeks are issued one at a time; while one is under way only the latest wish is kept, so that scrubbing never queues up.
 * What the state shows is the wished frame until the element reports which one it put on screen.
 */
export class PlayerEngine {
  readonly #listeners = new Set<() => void>();
  #state: EngineState = INITIAL_ENGINE_STATE;
  #port: MediaPort | null = null;
  #clip: EngineClip | null = null;
  #backward: Backward | null = null;
  /**
   * Playing was asked for last, here or by the system (media keys), and no pause nor the clip's end came since. The element cannot
   * tell: it is paused by another source although nobody asked for that.
   */
  #meantToPlay = false;
  /** The element paused and nobody here asked for it: the system did, or playing came to the end, which is told right after. */
  #pausedUnasked = false;
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

  /** It plays, or will as soon as it can. */
  get isToPlay(): boolean {
    return this.#meantToPlay || this.#state.playing;
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
    this.#show({ duration: clip.duration });
    // The element rounds times: what came for a time alone may be the frame before the one that was meant.
    const asked = this.#wanted ?? this.#underway ?? this.#aim;
    if (asked) this.#goTo(this.#targetAt(asked.time));
    else if (this.#presented !== null) this.#showFrame(nearestFrame(clip.table, this.#presented - clip.startTime));
    else this.#showFrame(frameAt(clip.table, this.#state.time));
  }

  /** Shows the frame that is on screen at clip time `time`; playing goes on from there. */
  seek(time: number): void {
    this.#backward?.from(Math.max(0, time));
    this.#goTo(this.#targetAt(Math.max(0, time)));
  }

  /** Shows frame `index`, the nearest one there is. */
  seekFrame(index: number): void {
    if (this.#clip) this.seek(targetOfFrame(this.#clip, index).time);
  }

  /** Pauses and shows the frame `count` frames away, stopping at either end. */
  step(count: number): void {
    this.pause();
    const { frame, time } = this.#aim ?? this.#state;
    if (this.#clip && frame !== null) this.#goTo(targetOfFrame(this.#clip, frame + count));
    else this.seek(time + count * STEP_WITHOUT_FRAMES);
  }

  goToStart(): void {
    this.seek(0);
  }

  /** Shows the last frame. */
  goToEnd(): void {
    if (this.#clip) this.#goTo(targetOfFrame(this.#clip, this.#clip.table.times.length - 1));
    else this.seek(this.#state.duration);
  }

  async play(): Promise<void> {
    this.#stopBackward();
    this.#meantToPlay = true;
    this.#pausedUnasked = false;
    if (!this.#port || !this.#state.ready) return;
    try {
      await this.#port.play();
    } catch (error) {
      // Overtaken by a pause or by another source, which know what is meant; or refused for want of a user gesture.
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.#meantToPlay = false;
    }
  }

  /** Plays backward at the present rate, frame by frame: no browser can by itself. */
  playBackward(): void {
    this.pause();
    if (!this.#state.ready) return;
    this.#show({ backward: true, playing: true });
    this.#backward = playBackward({
      time: () => this.#state.time,
      rate: () => this.#state.rate,
      show: (time) => this.#goTo(this.#targetAt(time)),
      end: () => this.pause(),
    });
  }

  pause(): void {
    this.#meantToPlay = false;
    this.#pausedUnasked = false;
    this.#stopBackward();
    this.#port?.pause();
  }

  async playPause(): Promise<void> {
    // The element knows before its events tell, and a key may come in between: also when it came to its end, to begin anew.
    const plays = this.#port?.paused === false || (this.#meantToPlay && this.#state.playing);
    if (plays || this.#backward) this.pause();
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
        this.#stopBackward();
        this.#wanted ??= this.#underway ?? (this.#state.time > 0 ? this.#targetAt(this.#state.time) : null);
        this.#underway = null;
        this.#presented = null;
        this.#show({ ready: false, playing: false });
        return;
      case 'loaded':
        this.#show({ ready: true, ...(this.#clip ? {} : { duration: event.duration }) });
        this.#pump();
        if (this.#meantToPlay) void this.play();
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
        // Events come late: by now the element may have been paused again.
        if (this.#port?.paused === false) {
          this.#stopBackward();
          this.#meantToPlay = true;
        }
        this.#show({ playing: true, ended: false });
        return;
      case 'paused':
        if (this.#port?.paused && this.#meantToPlay) {
          this.#meantToPlay = false;
          this.#pausedUnasked = true;
        }
        if (!this.#backward) this.#show({ playing: false });
        return;
      case 'ended': {
        const ended = this.#meantToPlay || this.#pausedUnasked;
        this.#meantToPlay = false;
        this.#pausedUnasked = false;
        this.#show({ playing: false, ended });
      }
    }
  }

  #targetAt(time: number): Target {
    return targetAt(this.#clip, time, this.#state.duration);
  }

  #goTo(target: Target): void {
    this.#wanted = target;
    this.#aim = target;
    this.#show({ time: target.time, frame: target.frame, ended: false });
    this.#pump();
  }

  #pump(): void {
    if (!this.#port || !this.#state.ready || this.#underway || !this.#wanted) return;
    this.#underway = this.#wanted;
    this.#wanted = null;
    this.#presentedWhileSeeking = null;
    // Playing backward is a row of seeks that must not wait for one another.
    this.#port.seek(this.#underway.mediaTime, this.#backward ? null : this.#underway.earliest);
  }

  #stopBackward(): void {
    if (!this.#backward) return;
    this.#backward.stop();
    this.#backward = null;
    this.#show({ backward: false, playing: false });
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
