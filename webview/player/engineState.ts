import type { FrameTable } from '../../src/core/time.ts';

/** What the chrome draws from. */
export interface EngineState {
  /** The first frame has been decoded; playing and seeking work. */
  readonly ready: boolean;
  /** In either direction. */
  readonly playing: boolean;
  /** Playing goes backward. */
  readonly backward: boolean;
  /** Playing came to the end of the clip. */
  readonly ended: boolean;
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

export const INITIAL_ENGINE_STATE: EngineState = {
  ready: false,
  playing: false,
  backward: false,
  ended: false,
  time: 0,
  frame: null,
  duration: 0,
  rate: 1,
  volume: 1,
  muted: false,
};
