import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Review } from '../../core/review.ts';
import {
  type FromPlayer,
  fromPlayerSchema,
  type PlayerAnnotations,
  type PlayerPosition,
  type PlayerProgress,
  type ToPlayer,
} from '../../protocol/messages.ts';
import type { AnnotationProgress } from '../annotations/annotationProgress.ts';
import type { Annotations } from '../annotations/annotations.ts';
import { type Blindness, blindName } from '../annotations/blindness.ts';
import type { Calibrations } from '../calibration/calibrations.ts';
import { Disposables } from '../disposables.ts';
import type { Task, Tasks } from '../evaluation/tasks.ts';
import type { Activities } from '../judging/activities.ts';
import type { JudgeChoice } from '../judging/judgeChoice.ts';
import { pageHtml } from '../pageHtml.ts';
import type { ClipServer } from '../playback/clipServer.ts';
import { type Log, logFailure } from '../reporting.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { findingFilterSetting, onDidChangeSetting, showPassesSetting } from '../settings.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';
import { PagePlayback } from './pagePlayback.ts';
import type { PlayerDocument } from './playerDocument.ts';
import { ThumbnailQueue } from './thumbnailQueue.ts';

export interface SessionServices {
  readonly activities: Activities;
  readonly annotations: Annotations;
  /** How the user listened and looked in the player that he used last. */
  readonly habits: { last: unknown };
  readonly calibrations: Calibrations;
  readonly blindness: Blindness;
  readonly judgeChoice: JudgeChoice;
  readonly log: Log;
  readonly progress: AnnotationProgress;
  readonly reviews: ReviewStore;
  readonly server: ClipServer;
  readonly tasks: Tasks;
  readonly taxonomy: TaxonomyService;
  readonly dist: vscode.Uri;
}

/** What a player asks the rest of the extension to do. */
export type PlayerRequest = Extract<
  FromPlayer,
  {
    type:
      | 'evaluate'
      | 'cancel'
      | 'pickJudge'
      | 'selectFinding'
      | 'inputFocus'
      | 'position'
      | 'annotating'
      | 'annotate'
      | 'stance'
      | 'captureFrame'
      | 'openNeighbour'
      | 'changeKeys'
      | 'nextClip'
      | 'correctShots'
      | 'undoShotCorrection';
  }
>;

export interface SeekTarget {
  /** Seconds of clip time. */
  readonly time: number;
  /** Id of the finding to select, or `null`. */
  readonly finding: string | null;
}

/** One player on the screen: the conversation with its webview. */
export class PlayerSession implements vscode.Disposable {
  readonly document: PlayerDocument;
  readonly panel: vscode.WebviewPanel;
  readonly #services: SessionServices;
  readonly #disposables = new Disposables();
  readonly #requests = this.#disposables.add(new vscode.EventEmitter<PlayerRequest>());
  readonly #playback: PagePlayback;
  readonly #thumbnails: ThumbnailQueue;
  #ready = false;
  #seek: SeekTarget | null = null;
  /** The page was playing before it had to begin anew. */
  #resume = false;
  #position: PlayerPosition = { time: 0, range: null, playing: false };
  /** Where the playhead is or is going to be, for a page that has to begin anew. */
  #heading: SeekTarget = { time: 0, finding: null };
  #progress: PlayerProgress | null = null;
  #review: Review | null = null;

  readonly onRequest = this.#requests.event;

  constructor(document: PlayerDocument, panel: vscode.WebviewPanel, services: SessionServices) {
    this.document = document;
    this.panel = panel;
    this.#services = services;
    this.#playback = this.#disposables.add(new PagePlayback(document, services.server, services.log));
    const { activities, annotations, blindness, calibrations, judgeChoice, progress, reviews, tasks, taxonomy } = services;
    this.#thumbnails = this.#disposables.add(
      new ThumbnailQueue({
        make: (name, signal) => document.thumbnails(name, signal),
        deliver: (strip) => this.#post({ type: 'thumbnails', strip }),
        onError: (error) => logFailure(services.log, document.uri.fsPath, error),
      }),
    );
    this.#disposables.add(panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)));
    this.#disposables.add(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#post({ type: 'hidden' });
      }),
    );
    this.#disposables.add(document.onDelta((delta) => this.#post(this.#asPlayed(delta))));
    this.#disposables.add(document.onDidReplace(() => this.#restart()));
    this.#disposables.add(document.onDidRemove(() => this.#postReview()));
    this.#disposables.add(
      reviews.onDidChange((clips) => {
        if (clips.some((clip) => clip.toString() === document.uri.toString())) this.#postReview();
      }),
    );
    this.#disposables.add(
      annotations.onDidChange((hash) => {
        if (hash === null || hash === this.#hash) this.#postAnnotations();
      }),
    );
    this.#disposables.add(
      calibrations.onDidChange(() => this.#post({ type: 'calibrations', calibrations: calibrations.of(document.uri) })),
    );
    this.#disposables.add(
      document.onDelta(({ type }) => {
        if (type === 'clip') this.#postAnnotations();
      }),
    );
    this.#disposables.add(progress.onDidChange(() => this.#postAnnotations()));
    this.#disposables.add(
      blindness.onDidChange((annotating) => {
        this.#showTitle();
        this.#post({ type: 'annotating', annotating });
      }),
    );
    if (blindness.on) this.#showTitle();
    this.#disposables.add(tasks.onDidChange(() => this.#postProgress()));
    this.#disposables.add(
      activities.onDidChange((clip) => {
        if (clip === document.uri.toString()) this.#post({ type: 'activities', activities: activities.of(document.uri) });
      }),
    );
    this.#disposables.add(
      judgeChoice.onDidChange(() => this.#post({ type: 'judge', judge: judgeChoice.shownFor(document.uri) })),
    );
    this.#disposables.add(onDidChangeSetting('findings', () => void this.#postSettings()));
    this.#disposables.add(taxonomy.onDidChange(() => void this.#postSettings()));
  }

  /** True once the page has asked for its snapshot. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Where the playhead was when the page last told. */
  get position(): PlayerPosition {
    return this.#position;
  }

  /** The review that the player shows, or `null`. */
  get review(): Review | null {
    const held = this.#services.reviews.get(this.document.uri)?.review ?? null;
    // Verdicts leave the rest of the window with the file; whoever still looks at them in the player may go on.
    return held ?? (this.document.gone ? this.#review : null);
  }

  /** What the clip is known by, as soon as that is known. */
  get #hash(): string | null {
    return this.document.clip?.hash ?? this.review?.clipHash ?? null;
  }

  get annotations(): PlayerAnnotations {
    const { annotations, progress } = this.#services;
    const hash = this.#hash;
    const { folder } = progress;
    const clips = folder && { done: folder.clipsDone, of: folder.clips };
    return { rater: annotations.rater, words: hash === null ? [] : annotations.about(hash), clips };
  }

  /** A file name may tell the model. Without a title of our own VS Code shows it. */
  #showTitle(): void {
    this.panel.title = this.#services.blindness.on ? blindName() : '';
  }

  /** Loads the page. */
  async start(): Promise<void> {
    const { dist } = this.#services;
    const { webview } = this.panel;
    const folder = vscode.Uri.joinPath(this.#playback.file, '..');
    webview.options = { enableScripts: true, localResourceRoots: [dist, folder] };
    this.#ready = false;
    if (!(await this.#playback.open(webview))) return;
    const title = basename(this.document.uri.path);
    webview.html = pageHtml(webview, dist, { bundle: 'player', title, sources: this.#playback.urls });
  }

  /** Moves the playhead; waits for the page when it is not there yet. */
  seek(target: SeekTarget): void {
    this.#heading = target;
    if (this.#ready) this.#post({ type: 'seek', ...target });
    else this.#seek = target;
  }

  /** Plays as soon as the page is there. */
  play(): void {
    if (this.#ready) this.#post({ type: 'action', action: 'playPauseAtSpeed' });
    else this.#resume = true;
  }

  post(message: Extract<ToPlayer, { type: 'action' }>): void {
    this.#post(message);
  }

  #restart(): void {
    this.#playback.forgetCopy();
    this.#review = null;
    this.#reload();
  }

  /** Begins the page anew where the playhead was. */
  #reload(): void {
    this.#seek = this.#heading;
    this.start().catch((error) => this.#services.log.error(`player: ${String(error)}`));
  }

  #receive(message: unknown): void {
    const parsed = fromPlayerSchema.safeParse(message);
    if (!parsed.success) {
      this.#services.log.warn(`player: ${parsed.error.message}`);
      return;
    }
    const { data } = parsed;
    switch (data.type) {
      case 'ready':
        this.#sendSnapshot().catch((error) => this.#services.log.error(`player: ${String(error)}`));
        return;
      case 'trace':
        this.document
          .trace(data.operator)
          .then((trace) => this.#post({ type: 'trace', operator: data.operator, trace }))
          .catch((error) => logFailure(this.#services.log, this.document.uri.fsPath, error));
        return;
      case 'thumbnails':
        this.#thumbnails.want(data.wanted);
        return;
      case 'playbackFailed':
        this.#services.log.warn(`${this.document.uri.fsPath}: playback failed: ${data.detail}`);
        void this.#playCopy('full', false);
        return;
      case 'habits':
        this.#services.habits.last = data.habits;
        return;
      case 'silent':
        void this.#playCopy('sound', true);
        return;
      case 'cancelDimensions':
        this.#services.activities.cancel(this.document.uri, data.dimensions);
        return;
      case 'position':
        this.#position = { time: data.time, range: data.range, playing: data.playing };
        this.#heading = { time: data.time, finding: null };
        break;
      default:
        break;
    }
    this.#requests.fire(data);
  }

  /** Plays a copy of a clip that the page cannot play itself, from where the playhead is. */
  async #playCopy(kind: 'sound' | 'full', resume: boolean): Promise<void> {
    if (!(await this.#playback.turnTo(kind))) return;
    this.#resume = resume && this.#position.playing;
    this.#reload();
  }

  #asPlayed(delta: ToPlayer): ToPlayer {
    return delta.type === 'clip' ? { type: 'clip', clip: this.#playback.asPlayed(delta.clip) } : delta;
  }

  async #sendSnapshot(): Promise<void> {
    const { activities, blindness, calibrations, judgeChoice, taxonomy } = this.#services;
    const { document } = this;
    // Raw scores must not flash up where there are calibrated ones.
    const [current] = await Promise.all([taxonomy.loadShown(), calibrations.load(document.uri)]);
    // From here to the post nothing may wait: a delta sent in between would be older than the snapshot.
    this.#progress = progressOf(this.#services.tasks.running, document.uri);
    this.#ready = true;
    this.#review = this.review ?? this.#review;
    this.#post({
      type: 'snapshot',
      snapshot: {
        fileName: basename(document.uri.path),
        sources: this.#playback.urls,
        clip: this.#playback.asPlayed(document.clip),
        analysis: document.analysis,
        review: this.review,
        calibrations: calibrations.of(document.uri),
        taxonomy: current,
        showPasses: showPassesSetting(),
        filter: findingFilterSetting(),
        progress: this.#progress,
        judge: judgeChoice.shownFor(document.uri),
        activities: activities.of(document.uri),
        annotations: this.annotations,
        annotating: blindness.on,
        habits: this.#services.habits.last,
        problem: document.problem,
      },
    });
    const seek = this.#seek;
    this.#seek = null;
    if (seek) this.#post({ type: 'seek', ...seek });
    if (this.#resume) this.play();
    this.#resume = false;
  }

  async #postSettings(): Promise<void> {
    const taxonomy = await this.#services.taxonomy.loadShown();
    this.#post({ type: 'settings', showPasses: showPassesSetting(), filter: findingFilterSetting(), taxonomy });
  }

  #postAnnotations(): void {
    this.#post({ type: 'annotations', annotations: this.annotations });
  }

  #postReview(): void {
    const { review } = this;
    this.#review = review ?? this.#review;
    this.#post({ type: 'review', review: review ?? { clipHash: this.document.clip?.hash ?? '', ranges: [] } });
  }

  #postProgress(): void {
    const progress = progressOf(this.#services.tasks.running, this.document.uri);
    if (progress === null && this.#progress === null) return;
    this.#progress = progress;
    this.#post({ type: 'progress', progress });
  }

  /** A page that is not ready gets everything with its snapshot. */
  #post(message: ToPlayer): void {
    if (this.#ready) void this.panel.webview.postMessage(message);
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
