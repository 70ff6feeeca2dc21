import type { PlayerEngine } from '../player/engine.ts';

/** A clip that is kept in step with others. */
export interface SyncMember {
  readonly engine: PlayerEngine;
  /** Where it is at this very moment in seconds of clip time, between frames too; `null` while that cannot be told. */
  readonly clock: () => number | null;
}

export interface SyncState {
  readonly playing: boolean;
  /** Seconds of common time. */
  readonly moment: number;
  readonly rate: number;
  /** Playing came to the end. */
  readonly ended: boolean;
}

/** Calls back with the time in milliseconds before the next picture is drawn; returns what keeps it from doing so. */
export type Schedule = (callback: (now: number) => void) => () => void;
