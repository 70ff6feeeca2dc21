import {
  type CommonTime,
  momentOf,
  momentWhere,
  neighbourMoment,
  neighbourStretch,
  type Place,
  placeOf,
  restAt,
  stretchAt,
} from '../../src/core/comparison/commonTime.ts';
import type { PlayerEngine } from '../player/engine.ts';
import { steeringOf } from './steering.ts';
import type { Schedule, SyncMember, SyncState } from './syncState.ts';

/** Seconds before its end at which a clip that stopped by itself has ended. */
const NEAR_END = 0.15;
/** Milliseconds in which a clip that had to be sought is left alone. */
const PATIENCE = 800;
/** Seconds that a clip may be off where a stretch begins. */
const TOLERANCE = 0.02;

/**
 * Plays, steps and seeks several clips as one. At rest each shows the frame of its own table that belongs to the moment; while
 * playing, the clip that the stretch is longest for drives, and the others are kept to it.
 */
export class SyncClock {
  readonly #listeners = new Set<() => void>();
  readonly #schedule: Schedule;
  #state: SyncState = { playing: false, moment: 0, rate: 1, ended: false };
  #common: CommonTime | null = null;
  #members: readonly SyncMember[] = [];
  #stop: (() => void) | null = null;
  /** Since playing began: which clips play, when each was last sought, and whether the driver was seen to play. */
  readonly #running = new Set<SyncMember>();
  readonly #sought = new Map<SyncMember, number>();
  #driverPlayed = false;
  /** Playing was asked for before there was anything to play. */
  #playOnceKnown = false;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  get state(): SyncState {
    return this.#state;
  }

  /** Calls `listener` after each change of state; returns the function that stops it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Other clips, another order of them, or another way to lay them beside each other: what the first one shows that is not over stays,
   * and playing goes on.
   */
  set(members: readonly SyncMember[], common: CommonTime | null): void {
    const plays = this.#state.playing || this.#playOnceKnown;
    this.pause();
    const before = this.#places();
    const shown = members.flatMap(({ engine }, index) => {
      const place = before.find(([member]) => member.engine === engine)?.[1];
      return place ? [{ index, place }] : [];
    });
    const kept = shown.find(({ place }) => !place.waiting) ?? shown[0];
    this.#members = members;
    this.#common = common;
    this.#playOnceKnown = plays && common === null;
    if (!common) return;
    this.seek(kept ? momentWhere(common, kept.index, kept.place.time) : this.#state.moment);
    if (plays) this.play();
  }

  /** Shows what all clips show at `moment`; playing goes on from there. */
  seek(moment: number): void {
    if (!this.#common) {
      // Where to begin once there is something to show.
      this.#show({ moment: Math.max(0, moment) });
      return;
    }
    this.#show({ moment: restAt(this.#common, moment), ended: false });
    this.#driverPlayed = false;
    for (const [member, place] of this.#places()) {
      member.engine.seek(place.time);
      if (this.#state.playing) this.#letRun(member, place);
    }
  }

  /** Pauses and shows the next moment, or the one before, at which any clip shows another frame. */
  step(direction: 1 | -1): void {
    this.pause();
    if (this.#common) this.seek(neighbourMoment(this.#common, this.#state.moment, direction));
  }

  /** @param seconds how far; negative for back. */
  skip(seconds: number): void {
    this.seek(this.#state.moment + seconds);
  }

  /** Goes to where the next shot begins, or this one or the one before it. */
  goToShot(direction: 1 | -1): void {
    if (this.#common) this.seek(neighbourStretch(this.#common, this.#state.moment, direction));
  }

  goToEnd(): void {
    if (this.#common) this.seek(this.#common.end);
  }

  play(): void {
    const common = this.#common;
    this.#playOnceKnown = common === null;
    if (!common || this.#state.playing) return;
    if (restAt(common, common.end) <= this.#state.moment) this.seek(0);
    this.#running.clear();
    this.#sought.clear();
    this.#driverPlayed = false;
    this.#show({ playing: true });
    for (const [member, place] of this.#places()) this.#letRun(member, place);
    this.#next();
  }

  /** Pauses all on one moment. */
  pause(): void {
    this.#playOnceKnown = false;
    if (!this.#state.playing) return;
    this.#stop?.();
    this.#stop = null;
    this.#running.clear();
    for (const { engine } of this.#members) engine.pause();
    this.#show({ playing: false });
    this.seek(this.#state.moment);
  }

  playPause(): void {
    if (this.#state.playing || this.#playOnceKnown) this.pause();
    else this.play();
  }

  setRate(rate: number): void {
    this.#show({ rate });
    for (const { engine } of this.#members) engine.setRate(rate);
  }

  #places(): [SyncMember, Place][] {
    const common = this.#common;
    if (!common) return [];
    return this.#members.flatMap((member, index): [SyncMember, Place][] => {
      const place = placeOf(common, index, this.#state.moment);
      return place ? [[member, place]] : [];
    });
  }

  #next(): void {
    const stop = this.#schedule((now) => {
      this.#tick(now);
      // Whoever loops may have begun to play anew.
      if (this.#state.playing && this.#stop === stop) this.#next();
    });
    this.#stop = stop;
  }

  #tick(now: number): void {
    const common = this.#common;
    if (!common) return;
    const stretch = stretchAt(common, this.#state.moment);
    const driver = this.#members[stretch.driver];
    const clock = driver?.clock();
    if (!driver || clock === undefined || clock === null || !driver.engine.state.ready) return;
    const { playing } = driver.engine.state;
    const reached = momentOf(stretch, clock);
    const stopped = this.#driverPlayed && !playing;
    this.#driverPlayed ||= playing;
    if (reached >= stretch.end || (stopped && reached > stretch.end - NEAR_END)) this.#cross(common, stretch.end);
    else if (stopped) this.pause();
    else {
      this.#show({ moment: Math.max(stretch.start, reached) });
      for (const [member, place] of this.#places()) if (member !== driver) this.#steer(member, place, common, now);
    }
  }

  /** Goes over from one stretch to the next, or ends behind the last one. */
  #cross(common: CommonTime, end: number): void {
    if (stretchAt(common, end).start < end - TOLERANCE) {
      this.#show({ moment: common.end });
      this.pause();
      this.#show({ ended: true });
      return;
    }
    this.#show({ moment: end });
    this.#driverPlayed = false;
    for (const [member, place] of this.#places()) {
      if (Math.abs((member.clock() ?? 0) - place.time) > TOLERANCE) member.engine.seek(place.time);
      this.#letRun(member, place);
    }
  }

  #letRun(member: SyncMember, { time, waiting }: Place): void {
    const runs = this.#running.has(member);
    if (waiting) {
      this.#running.delete(member);
      member.engine.pause();
      if (runs) member.engine.seek(time);
    } else {
      this.#running.add(member);
      member.engine.setRate(this.#state.rate);
      if (!member.engine.state.playing) void member.engine.play();
    }
  }

  #steer(member: SyncMember, place: Place, common: CommonTime, now: number): void {
    if (place.waiting || !this.#running.has(member)) {
      if (place.waiting === this.#running.has(member)) this.#letRun(member, place);
      return;
    }
    const clock = member.clock();
    if (clock === null || !member.engine.state.playing) return;
    const steering = steeringOf(clock - place.time, frameLength(common, this.#members.indexOf(member)));
    if (steering.kind === 'rate') setRateOf(member.engine, this.#state.rate * steering.factor);
    else if (now - (this.#sought.get(member) ?? -PATIENCE) >= PATIENCE) {
      this.#sought.set(member, now);
      member.engine.seek(place.time);
    }
  }

  #show(change: Partial<SyncState>): void {
    const next = { ...this.#state, ...change };
    const { playing, moment, rate, ended } = this.#state;
    if (next.playing === playing && next.moment === moment && next.rate === rate && next.ended === ended) return;
    this.#state = next;
    for (const listener of [...this.#listeners]) listener();
  }
}

function setRateOf(engine: PlayerEngine, rate: number): void {
  if (Math.abs(engine.state.rate - rate) > 0.005) engine.setRate(rate);
}

/** Seconds that a frame of a clip lasts on average. */
function frameLength({ clips }: CommonTime, index: number): number {
  const clip = clips[index];
  return clip ? clip.duration / Math.max(1, clip.table.times.length) : 0;
}
