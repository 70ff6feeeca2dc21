import { basename } from 'node:path';
import type * as vscode from 'vscode';
import type { Review } from '../../core/review.ts';
import type { PlayerAnnotations, PlayerProgress, PlayerSnapshot, ToPlayer } from '../../protocol/messages.ts';
import type { AnnotationProgress } from '../annotations/annotationProgress.ts';
import type { Annotations } from '../annotations/annotations.ts';
import type { Blindness } from '../annotations/blindness.ts';
import type { Calibrations } from '../calibration/calibrations.ts';
import { Disposables } from '../disposables.ts';
import type { Task, Tasks } from '../evaluation/tasks.ts';
import type { Activities } from '../judging/activities.ts';
import type { JudgeChoice } from '../judging/judgeChoice.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { findingFilterSetting, onDidChangeSetting, showPassesSetting } from '../settings.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';
import type { PlayerDocument } from './playerDocument.ts';

export interface FeedServices {
  readonly activities: Activities;
  readonly annotations: Annotations;
  readonly blindness: Blindness;
  readonly calibrations: Calibrations;
  readonly judgeChoice: JudgeChoice;
  readonly progress: AnnotationProgress;
  readonly reviews: ReviewStore;
  readonly tasks: Tasks;
  readonly taxonomy: TaxonomyService;
}

/** What of the snapshot is a matter of one page: how it plays the clip and what it remembers. */
type OfThePage = 'sources' | 'clip' | 'habits';

/** What the rest of the window knows about a clip, told to a player whenever it changes. */
export class PageFeed implements vscode.Disposable {
  readonly #document: PlayerDocument;
  readonly #services: FeedServices;
  readonly #post: (message: ToPlayer) => void;
  readonly #disposables = new Disposables();
  #progress: PlayerProgress | null = null;
  #review: Review | null = null;

  constructor(document: PlayerDocument, services: FeedServices, post: (message: ToPlayer) => void) {
    this.#document = document;
    this.#services = services;
    this.#post = post;
    const { activities, annotations, blindness, calibrations, judgeChoice, progress, reviews, tasks, taxonomy } = services;
    const { uri } = document;
    const until = (subscription: vscode.Disposable) => this.#disposables.add(subscription);
    until(document.onDidRemove(() => this.#postReview()));
    until(
      document.onDelta(({ type }) => {
        if (type === 'clip') this.#postAnnotations();
      }),
    );
    until(
      reviews.onDidChange((clips) => {
        if (clips.some((clip) => clip.toString() === uri.toString())) this.#postReview();
      }),
    );
    until(
      annotations.onDidChange((hash) => {
        if (hash === null || hash === this.#hash) this.#postAnnotations();
      }),
    );
    until(progress.onDidChange(() => this.#postAnnotations()));
    until(blindness.onDidChange((annotating) => post({ type: 'annotating', annotating })));
    until(calibrations.onDidChange(() => post({ type: 'calibrations', calibrations: calibrations.of(uri) })));
    until(tasks.onDidChange(() => this.#postProgress()));
    until(
      activities.onDidChange((clip) => {
        if (clip === uri.toString()) post({ type: 'activities', activities: activities.of(uri) });
      }),
    );
    until(judgeChoice.onDidChange(() => post({ type: 'judge', judge: judgeChoice.shownFor(uri) })));
    until(onDidChangeSetting('findings', () => void this.#postSettings()));
    until(taxonomy.onDidChange(() => void this.#postSettings()));
  }

  /** The review that the player shows, or `null`. */
  get review(): Review | null {
    const held = this.#services.reviews.shown(this.#document.uri);
    // Verdicts leave the rest of the window with the file; whoever still looks at them in the player may go on.
    return held ?? (this.#document.gone ? this.#review : null);
  }

  /** What the clip is known by, as soon as that is known. */
  get #hash(): string | null {
    return this.#document.clip?.hash ?? this.review?.clipHash ?? null;
  }

  get #annotations(): PlayerAnnotations {
    const { annotations, progress } = this.#services;
    const hash = this.#hash;
    const { folder } = progress;
    const clips = folder && { done: folder.clipsDone, of: folder.clips };
    return { rater: annotations.rater, words: hash === null ? [] : annotations.about(hash), clips };
  }

  /** Another file lies where the clip was. */
  forget(): void {
    this.#review = null;
  }

  /**
   * Gets ready what a snapshot needs.
   *
   * @returns how to take it: without waiting until it is posted, since a change told in between would be older than it.
   */
  async prepare(): Promise<() => Omit<PlayerSnapshot, OfThePage>> {
    const { activities, blindness, calibrations, judgeChoice, taxonomy } = this.#services;
    const { uri } = this.#document;
    // Raw scores must not flash up where there are calibrated ones.
    const [shown] = await Promise.all([taxonomy.loadShown(), calibrations.load(uri)]);
    return () => {
      this.#progress = progressOf(this.#services.tasks.running, uri);
      this.#review = this.review ?? this.#review;
      return {
        fileName: basename(uri.path),
        analysis: this.#document.analysis,
        review: this.review,
        calibrations: calibrations.of(uri),
        taxonomy: shown,
        showPasses: showPassesSetting(),
        filter: findingFilterSetting(),
        progress: this.#progress,
        judge: judgeChoice.shownFor(uri),
        activities: activities.of(uri),
        annotations: this.#annotations,
        annotating: blindness.on,
        problem: this.#document.problem,
      };
    };
  }

  async #postSettings(): Promise<void> {
    const taxonomy = await this.#services.taxonomy.loadShown();
    this.#post({ type: 'settings', showPasses: showPassesSetting(), filter: findingFilterSetting(), taxonomy });
  }

  #postAnnotations(): void {
    this.#post({ type: 'annotations', annotations: this.#annotations });
  }

  #postReview(): void {
    const { review } = this;
    this.#review = review ?? this.#review;
    this.#post({ type: 'review', review: review ?? { clipHash: this.#document.clip?.hash ?? '', ranges: [] } });
  }

  #postProgress(): void {
    const progress = progressOf(this.#services.tasks.running, this.#document.uri);
    if (progress === null && this.#progress === null) return;
    this.#progress = progress;
    this.#post({ type: 'progress', progress });
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

/** What of the running work concerns `clip`; what the user asked for goes first. */
function progressOf(tasks: readonly Task[], clip: vscode.Uri): PlayerProgress | null {
  const own = tasks.filter((task) => task.clip?.toString() === clip.toString());
  const shown = own.find(({ byUser }) => byUser) ?? own[0];
  return shown ? { label: shown.label, fraction: shown.fraction } : null;
}
