import type { MediaEvent, MediaPort } from './mediaPort.ts';

/** A media element that does what it is told only when the test says so. */
export class TestMedia implements MediaPort {
  readonly seeks: number[] = [];
  rate = 1;
  sound: readonly [volume: number, muted: boolean] = [1, false];
  paused = true;
  #listener: ((event: MediaEvent) => void) | null = null;

  seek(mediaTime: number, _earliest: number | null): void {
    this.seeks.push(mediaTime);
  }

  async play(): Promise<void> {
    this.paused = false;
    this.say({ type: 'playing' });
  }

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.say({ type: 'paused' });
  }

  setRate(rate: number): void {
    this.rate = rate;
  }

  setSound(volume: number, muted: boolean): void {
    this.sound = [volume, muted];
  }

  decodedSoundBytes(): number | null {
    return null;
  }

  listen(listener: (event: MediaEvent) => void): () => void {
    this.#listener = listener;
    return () => {
      this.#listener = null;
    };
  }

  say(event: MediaEvent): void {
    this.#listener?.(event);
  }

  /** Ends the seek under way with the frame of presentation timestamp `mediaTime` on screen. */
  land(mediaTime: number): void {
    this.say({ type: 'frame', mediaTime });
    this.say({ type: 'seeked' });
  }
}
