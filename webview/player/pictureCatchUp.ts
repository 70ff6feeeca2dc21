/** The slowest that Chromium plays: what goes by meanwhile is a sixteenth of the time it takes, usually less than a millisecond. */
const SLOWEST = 1 / 16;
/** Milliseconds after which a picture that has not come does not come: the page is hidden, or its data is not there. */
const LONGEST = 250;

/**
 * Brings the picture of a paused element up to its clock, after a seek that left an earlier one on screen.
 *
 * Chromium shows the first picture that is not over at the time sought, and up to some version between 150 and 156 it takes a
 * picture to last as long as the one decoded after it lies away. With B-frames at a variable frame rate, every third seek so ends one
 * or two pictures early, and some pictures are reached by no seek at all. While the clock runs, the picture is chosen by its time alone.
 * So the element plays, silent and as slowly as it can, until the picture is there, which takes a frame of the screen or two.
 */
export class PictureCatchUp {
  readonly #video: HTMLVideoElement;
  readonly #onEnd: () => void;
  #before: { readonly rate: number; readonly muted: boolean } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Events of the element to come that are this class's own doing. */
  #ownEvents = { play: 0, pause: 0 };

  /** @param onEnd called when the element is paused again, whether the picture came or not. */
  constructor(video: HTMLVideoElement, onEnd: () => void) {
    this.#video = video;
    this.#onEnd = onEnd;
  }

  get active(): boolean {
    return this.#before !== null;
  }

  start(): void {
    const { playbackRate, muted } = this.#video;
    this.#before = { rate: playbackRate, muted };
    this.#video.muted = true;
    this.#video.playbackRate = SLOWEST;
    this.#timer = setTimeout(() => this.end(), LONGEST);
    // Rejected by the pause that ends it, or because the page may not play: the element is paused then.
    this.#video.play().catch(() => this.end());
    if (!this.#video.paused) this.#ownEvents.play++;
  }

  /** Pauses the element and gives it its speed and sound back. */
  end(): void {
    if (!this.#before) return;
    const { rate, muted } = this.#before;
    this.#before = null;
    clearTimeout(this.#timer);
    if (!this.#video.paused) {
      this.#video.pause();
      this.#ownEvents.pause++;
    }
    this.#video.playbackRate = rate;
    this.#video.muted = muted;
    this.#onEnd();
  }

  /** Another source was given, which takes back all events to come. */
  forget(): void {
    this.end();
    this.#ownEvents = { play: 0, pause: 0 };
  }

  /** Was an event of the element made by this class? Each is asked about once. */
  owns(event: 'play' | 'pause'): boolean {
    if (this.#ownEvents[event] === 0) return false;
    this.#ownEvents[event]--;
    return true;
  }
}
