import { randomUUID } from 'node:crypto';
import { relative, sep } from 'node:path';
import {
  editedBoundaries,
  lastCorrectionOf,
  NO_SHOT_EDITS,
  type ShotChange,
  type ShotCorrection,
  shotEditsOf,
  standingCorrections,
} from '../../core/shotCorrections.ts';
import { type Boundary, type Shot, type Signals, shotsOf } from '../../core/signals.ts';
import type { PlayerAnalysis } from '../../protocol/messages.ts';

export type CorrectedShots = Pick<PlayerAnalysis, 'shots' | 'boundaries' | 'shotEdits'>;

/** Where corrections of one clip are kept. */
export interface CorrectedClip {
  /** The folder that holds `.evalverse`. */
  readonly root: string;
  readonly path: string;
  readonly hash: string;
}

/** The shots of one open clip: what was detected, as people corrected it. */
export class DocumentShots {
  readonly #clip: CorrectedClip;
  readonly #detected: readonly Boundary[];
  readonly #duration: number;
  #corrections: readonly ShotCorrection[] = [];

  private constructor(clip: CorrectedClip, { boundaries, duration }: Pick<Signals, 'boundaries' | 'duration'>) {
    this.#clip = clip;
    this.#detected = boundaries;
    this.#duration = duration;
  }

  /** @throws EvalVerseError `store/invalid`. */
  static async open(clip: CorrectedClip, signals: Pick<Signals, 'boundaries' | 'duration'>): Promise<DocumentShots> {
    const shots = new DocumentShots(clip, signals);
    await shots.#read();
    return shots;
  }

  get corrected(): CorrectedShots {
    const shotEdits = this.#corrections.length === 0 ? NO_SHOT_EDITS : shotEditsOf(this.#corrections);
    const boundaries = editedBoundaries(this.#detected, shotEdits);
    return { boundaries, shotEdits, shots: shotsOf(boundaries, this.#duration) };
  }

  /** Somebody corrected something that stands. */
  get hasCorrections(): boolean {
    return standingCorrections(this.#corrections).length > 0;
  }

  /** The shot at `time` in seconds. */
  at(time: number): Shot | null {
    const { shots } = this.corrected;
    return shots.find(({ start, end }) => start <= time && time < end) ?? shots.at(-1) ?? null;
  }

  /** Keeps a correction. @throws EvalVerseError `store/…`, `settings/invalid`. */
  async correct(author: string, change: ShotChange): Promise<void> {
    const { root, path, hash } = this.#clip;
    const { appendShotCorrection } = await import('../../store/shotCorrections.ts');
    await appendShotCorrection(root, {
      schema: 1,
      id: randomUUID(),
      createdAt: new Date().toISOString(),
      author,
      clip: { hash, path: relative(root, path).split(sep).join('/') },
      change,
    });
    await this.#read();
  }

  /** Takes the last standing correction of an author back; `false` when there is none. */
  async undo(author: string): Promise<boolean> {
    await this.#read();
    const last = lastCorrectionOf(this.#corrections, author);
    if (!last) return false;
    await this.correct(author, { kind: 'undo', correction: last.id });
    return true;
  }

  async #read(): Promise<void> {
    const { readShotCorrections } = await import('../../store/shotCorrections.ts');
    this.#corrections = await readShotCorrections(this.#clip.root, this.#clip.hash);
  }
}
