import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Review } from '../../core/review.ts';
import { type FromPlayer, fromPlayerSchema, type PlayerPosition, type ToPlayer } from '../../protocol/messages.ts';
import type { PlayerAction } from '../../protocol/playerKeys.ts';
import { blindName } from '../annotations/blindness.ts';
import { Disposables } from '../disposables.ts';
import { pageHtml } from '../pageHtml.ts';
import type { ClipServer } from '../playback/clipServer.ts';
import { type Log, logFailure } from '../reporting.ts';
import { type FeedServices, PageFeed } from './pageFeed.ts';
import { PagePlayback } from './pagePlayback.ts';
import type { PlayerDocument } from './playerDocument.ts';
import { ThumbnailQueue } from './thumbnailQueue.ts';

export interface SessionServices extends FeedServices {
  /** How the user listened and looked in the player that he used last. */
  readonly habits: { last: unknown };
  readonly log: Log;
  readonly server: ClipServer;
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
  readonly #feed: PageFeed;
  readonly #playback: PagePlayback;
  readonly #thumbnails: ThumbnailQueue;
  /** Counts the loads of the page. */
  #load = 0;
  #ready = false;
  #seek: SeekTarget | null = null;
  /** What the user asked of the page before it was there. */
  readonly #asked: PlayerAction[] = [];
  #position: PlayerPosition = { time: 0, range: null, playing: false };
  /** Where the playhead is or is going to be, for a page that has to begin anew. */
  #heading: SeekTarget = { time: 0, finding: null };

  readonly onRequest = this.#requests.event;

  constructor(document: PlayerDocument, panel: vscode.WebviewPanel, services: SessionServices) {
    this.document = document;
    this.panel = panel;
    this.#services = services;
    this.#playback = this.#disposables.add(new PagePlayback(document, services.server, services.log));
    this.#feed = this.#disposables.add(new PageFeed(document, services, (message) => this.#post(message)));
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
    const { blindness } = services;
    this.#disposables.add(blindness.onDidChange(() => this.#showTitle()));
    if (blindness.on) this.#showTitle();
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
    return this.#feed.review;
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
    this.#load++;
    if (!(await this.#playback.open(webview))) return;
    const title = basename(this.document.uri.path);
    webview.html = pageHtml(webview, dist, { bundle: 'player', title, sources: this.#playback.urls, takesPicture: true });
  }

  /** Moves the playhead; waits for the page when it is not there yet. */
  seek(target: SeekTarget): void {
    this.#heading = target;
    if (this.#ready) this.#post({ type: 'seek', ...target });
    else this.#seek = target;
  }

  /** Plays as soon as the page is there. */
  play(): void {
    this.act('playPauseAtSpeed');
  }

  /** Does what a key or a command asks for; waits for the page when it is not there yet. */
  act(action: PlayerAction): void {
    if (this.#ready) this.#post({ type: 'action', action });
    else this.#asked.push(action);
  }

  #restart(): void {
    this.#playback.forgetCopy();
    this.#feed.forget();
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
    this.#reload();
    if (resume && this.#position.playing) this.play();
  }

  #asPlayed(delta: ToPlayer): ToPlayer {
    return delta.type === 'clip' ? { type: 'clip', clip: this.#playback.asPlayed(delta.clip) } : delta;
  }

  async #sendSnapshot(): Promise<void> {
    const load = this.#load;
    const take = await this.#feed.prepare();
    // The page begins anew: it will ask again, and what waits for it waits for that.
    if (load !== this.#load) return;
    this.#ready = true;
    this.#post({
      type: 'snapshot',
      snapshot: {
        ...take(),
        sources: this.#playback.urls,
        clip: this.#playback.asPlayed(this.document.clip),
        habits: this.#services.habits.last,
      },
    });
    const seek = this.#seek;
    this.#seek = null;
    if (seek) this.#post({ type: 'seek', ...seek });
    for (const action of this.#asked.splice(0)) this.#post({ type: 'action', action });
  }

  /** A page that is not ready gets everything with its snapshot. */
  #post(message: ToPlayer): void {
    if (this.#ready) void this.panel.webview.postMessage(message);
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
