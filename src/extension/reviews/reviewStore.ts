import * as vscode from 'vscode';
import type { ClipHash } from '../../core/clip.ts';
import type { Finding } from '../../core/finding.ts';
import { type FindingFilter, isShown } from '../../core/findingFilter.ts';
import { clipVerdicts, findingsOfReview, type Review, verdictsByJudge } from '../../core/review.ts';
import { saidTitles } from '../../core/saidReview.ts';
import { type Coverage, scorecard, totalCoverage } from '../../core/score.ts';
import type { Taxonomy } from '../../core/taxonomy/model.ts';
import type { FrameTable } from '../../core/time.ts';
import { inUsersLanguage, shownReview } from '../usersLanguage.ts';
import { type ClipState, clipStateOf, HIDDEN_STATE } from './clipState.ts';

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
  /** Whether the user does not want to see a finding any more. */
  readonly isSuppressed: (finding: Finding) => boolean;
  /** He annotates: whatever a judge said is hidden. */
  readonly isBlind: boolean;
}

interface Derived {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  readonly state: ClipState;
}

const HIDDEN: Derived = { findings: [], suppressed: [], state: HIDDEN_STATE };

/**
 * The one source of truth in the window about what was judged. Diagnostics, the findings document, both views, badges and
 * players are projections of it and of nothing else.
 */
export class ReviewStore implements vscode.Disposable {
  readonly #clips = new Map<string, ClipReview>();
  readonly #derived = new Map<string, Derived>();
  readonly #shown = new WeakMap<Review, Review>();
  readonly #changed = new vscode.EventEmitter<readonly vscode.Uri[]>();
  readonly #reading: () => Reading;

  /** Fires with the clips whose findings or coverage may have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(reading: () => Reading) {
    this.#reading = reading;
  }

  /** The user annotates: no clip may be told by its name, nor anything that a judge said of it. */
  get isBlind(): boolean {
    return this.#reading().isBlind;
  }

  get(uri: vscode.Uri): ClipReview | null {
    return this.#clips.get(uri.toString()) ?? null;
  }

  /** What was judged about a clip in the words of the user's language: to be shown, never to be told to models or agents. */
  shown(uri: vscode.Uri): Review | null {
    const review = this.get(uri)?.review;
    if (!review) return null;
    const shown = this.#shown.get(review) ?? shownReview(review);
    this.#shown.set(review, shown);
    return shown;
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

  /** The findings that he suppressed, in time order: they are in the record and on no other surface. */
  suppressed(uri: vscode.Uri): readonly Finding[] {
    return this.#derive(uri)?.suppressed ?? [];
  }

  /** What there is to tell about the clip in short, or `null` when nothing of it was judged. */
  state(uri: vscode.Uri): ClipState | null {
    return this.#derive(uri)?.state ?? null;
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

  /** Words about the clips with these bytes changed. */
  rereadClip(hash: ClipHash): void {
    const clips = this.withHash(hash).map(({ uri }) => uri);
    for (const uri of clips) this.#derived.delete(uri.toString());
    if (clips.length > 0) this.#changed.fire(clips);
  }

  #derive(uri: vscode.Uri): Derived | null {
    const key = uri.toString();
    const known = this.#derived.get(key);
    if (known) return known;
    const clip = this.#clips.get(key);
    if (!clip) return null;
    const { taxonomy, filter, passes, isSuppressed, isBlind } = this.#reading();
    if (isBlind) return HIDDEN;
    const all = findingsOfReview(taxonomy, this.shown(uri) ?? clip.review, { passes }).map((finding) =>
      saidTitles(finding, inUsersLanguage),
    );
    const findings = all.filter((finding) => !isSuppressed(finding));
    const suppressed = all.filter(isSuppressed);
    const derived: Derived = {
      suppressed,
      findings: findings.filter((finding) => isShown(finding, filter)),
      state: clipStateOf(findings, suppressed, filter, coverageOf(taxonomy, clip.review)),
    };
    this.#derived.set(key, derived);
    return derived;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** Of the judge that answered most about the clip as a whole; `null` when it was never judged as a whole. */
function coverageOf(taxonomy: Taxonomy, review: Review): Coverage | null {
  const judges = verdictsByJudge({ verdicts: clipVerdicts(review) });
  const coverages = [...judges.values()].map((verdicts) => totalCoverage(scorecard(taxonomy, verdicts)));
  return coverages.toSorted((a, b) => b.answered - a.answered)[0] ?? null;
}
