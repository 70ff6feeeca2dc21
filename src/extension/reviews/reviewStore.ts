import * as vscode from 'vscode';
import type { ClipHash } from '../../core/clip.ts';
import type { Finding } from '../../core/finding.ts';
import { type FindingFilter, isShown } from '../../core/findingFilter.ts';
import { clipVerdicts, findingsOfReview, type Review } from '../../core/review.ts';
import { overallScore, type Score, scorecard } from '../../core/score.ts';
import type { Taxonomy } from '../../core/taxonomy/model.ts';
import type { FrameTable } from '../../core/time.ts';

/** What is known about one clip of this window. */
export interface ClipReview {
  readonly uri: vscode.Uri;
  readonly hash: ClipHash;
  readonly review: Review;
  /** `null` while the clip was not probed. */
  readonly frames: FrameTable | null;
}

/** What the store needs to know to turn verdicts into findings. */
export interface Reading {
  readonly taxonomy: Taxonomy;
  readonly filter: FindingFilter;
  readonly passes: boolean;
}

interface Derived {
  readonly findings: readonly Finding[];
  readonly score: Score | null;
}

/**
 * The one source of truth in the window about what was judged. Diagnostics, the findings document, both views, badges and
 * players are projections of it and of nothing else.
 */
export class ReviewStore implements vscode.Disposable {
  readonly #clips = new Map<string, ClipReview>();
  readonly #derived = new Map<string, Derived>();
  readonly #changed = new vscode.EventEmitter<readonly vscode.Uri[]>();
  readonly #reading: () => Reading;

  /** Fires with the clips whose findings or scores may have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(reading: () => Reading) {
    this.#reading = reading;
  }

  get(uri: vscode.Uri): ClipReview | null {
    return this.#clips.get(uri.toString()) ?? null;
  }

  all(): ClipReview[] {
    return [...this.#clips.values()];
  }

  /** The clips with these bytes; copies of a file share their verdicts. */
  withHash(hash: ClipHash): ClipReview[] {
    return this.all().filter((clip) => clip.hash === hash);
  }

  /** The findings that the user wants to see, in time order. */
  findings(uri: vscode.Uri): readonly Finding[] {
    return this.#derive(uri)?.findings ?? [];
  }

  /** The score of the clip as a whole, or `null` when it was never judged as a whole. */
  score(uri: vscode.Uri): Score | null {
    return this.#derive(uri)?.score ?? null;
  }

  put(clip: ClipReview): void {
    const key = clip.uri.toString();
    this.#clips.set(key, clip);
    this.#derived.delete(key);
    this.#changed.fire([clip.uri]);
  }

  remove(uri: vscode.Uri): void {
    this.#derived.delete(uri.toString());
    if (this.#clips.delete(uri.toString())) this.#changed.fire([uri]);
  }

  /** Taxonomy, filter or wish for passes changed: everything reads differently. */
  reread(): void {
    this.#derived.clear();
    this.#changed.fire(this.all().map(({ uri }) => uri));
  }

  #derive(uri: vscode.Uri): Derived | null {
    const key = uri.toString();
    const known = this.#derived.get(key);
    if (known) return known;
    const clip = this.#clips.get(key);
    if (!clip) return null;
    const { taxonomy, filter, passes } = this.#reading();
    const whole = clipVerdicts(clip.review);
    const judge = whole[0]?.judge.id;
    const derived: Derived = {
      findings: findingsOfReview(taxonomy, clip.review, { passes }).filter((finding) => isShown(finding, filter)),
      score:
        whole.length === 0
          ? null
          : overallScore(
              scorecard(
                taxonomy,
                whole.filter((verdict) => verdict.judge.id === judge),
              ),
            ),
    };
    this.#derived.set(key, derived);
    return derived;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
