import { posix } from 'node:path';
import * as vscode from 'vscode';
import { compareScores } from '../../core/comparison/compareScores.ts';
import type { PlaybackKind } from '../../media/playback/playbackCopy.ts';
import type { CompareAction } from '../../protocol/compareKeys.ts';
import { type CompareState, type FromCompare, fromCompareSchema, type ToCompare } from '../../protocol/compareMessages.ts';
import type { Blindness } from '../annotations/blindness.ts';
import { judgeName } from '../board/boardPicks.ts';
import type { Calibrations } from '../calibration/calibrations.ts';
import { clipName } from '../clipNames.ts';
import { Disposables } from '../disposables.ts';
import { pageHtml } from '../pageHtml.ts';
import type { PlayerDocument } from '../player/playerDocument.ts';
import type { PlayerRegistry } from '../player/playerRegistry.ts';
import { logFailure, runWithReporting } from '../reporting.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { ComparedSide, type SideServices } from './comparedSide.ts';
import { shuffled } from './shuffled.ts';

export interface CompareServices extends SideServices {
  readonly blindness: Blindness;
  readonly calibrations: Calibrations;
  readonly dist: vscode.Uri;
  readonly players: PlayerRegistry;
  readonly reviews: ReviewStore;
}

/** Two to four clips in one synchronised view: the conversation with its page. */
export class ComparePanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #services: CompareServices;
  readonly #disposables = new Disposables();
  /** From left to right. */
  #sides: readonly ComparedSide[];
  readonly #models = new Map<string, string>();
  #blindHere: boolean;
  #blind = false;
  #ready = false;
  #playing = false;
  /** The page was playing before it had to begin anew. */
  #resume = false;
  /** Counts page loads; one that was overtaken by the next, or by the end, shows nothing. */
  #load = 0;

  /** @param blind names and scores are hidden from the beginning. */
  constructor(panel: vscode.WebviewPanel, clips: readonly vscode.Uri[], blind: boolean, services: CompareServices) {
    this.panel = panel;
    this.#services = services;
    this.#blindHere = blind;
    this.#sides = clips.map((uri) => this.#disposables.add(new ComparedSide(uri, services)));
    const { blindness, calibrations, reviews, taxonomy } = services;
    const show = () => this.#show();
    for (const { document } of this.#sides) {
      this.#disposables.add(document.onDelta(show));
      this.#disposables.add(document.onDidReplace(() => this.#replaced(document)));
    }
    this.#disposables.add(panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)));
    this.#disposables.add(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#post({ type: 'hidden' });
      }),
    );
    this.#disposables.add(
      reviews.onDidChange((changed) => {
        const ids = changed.map((uri) => uri.toString());
        if (this.#sides.some(({ id }) => ids.includes(id))) show();
      }),
    );
    this.#disposables.add(calibrations.onDidChange(show));
    this.#disposables.add(taxonomy.onDidChange(show));
    this.#disposables.add(blindness.onDidChange(() => this.#followBlindness()));
    this.#disposables.add(panel.onDidDispose(() => this.dispose()));
    this.#followBlindness();
    for (const { document } of this.#sides) void document.prepare();
    void this.#learnModels();
    this.#begin();
  }

  /** From left to right. */
  get clips(): readonly vscode.Uri[] {
    return this.#sides.map(({ document }) => document.uri);
  }

  get blind(): boolean {
    return this.#blind;
  }

  /** True once its page runs. */
  get ready(): boolean {
    return this.#ready;
  }

  run(action: CompareAction): void {
    this.#post({ type: 'action', action });
  }

  #receive(message: unknown): void {
    const parsed = fromCompareSchema.safeParse(message);
    if (!parsed.success) {
      this.#services.log.warn(`compare: ${parsed.error.message}`);
      return;
    }
    const { data } = parsed;
    switch (data.type) {
      case 'ready':
        void this.#start();
        break;
      case 'swapSides':
        this.#sides = [...this.#sides.slice(1), ...this.#sides.slice(0, 1)];
        this.#followBlindness();
        break;
      case 'blind':
        this.#blindHere = data.on;
        this.#followBlindness();
        break;
      case 'openClip':
        void this.#openClip(data);
        break;
      case 'playing':
        this.#playing = data.on;
        break;
      case 'silent':
        void this.#playCopy(data.clip, 'sound');
        break;
      case 'playbackFailed':
        this.#services.log.warn(`${data.clip}: playback failed: ${data.detail}`);
        void this.#playCopy(data.clip, 'full');
        break;
      case 'changeKeys':
        void vscode.commands.executeCommand('workbench.action.openGlobalKeybindings', 'evalverse.compare');
        break;
    }
  }

  async #start(): Promise<void> {
    const { calibrations, log, taxonomy } = this.#services;
    const load = this.#load;
    // Raw scores must not flash up where there are calibrated ones.
    await Promise.all([taxonomy.loadShown(), ...this.clips.map((clip) => calibrations.load(clip))]).catch((error) =>
      logFailure(log, 'compare', error),
    );
    if (load !== this.#load) return;
    this.#ready = true;
    this.#show();
    if (this.#resume) this.run('playPause');
    this.#resume = false;
  }

  /** Loads the page. */
  #begin(): void {
    const { dist, log } = this.#services;
    const { webview } = this.panel;
    const folders = this.#sides.map(({ playback }) => vscode.Uri.joinPath(playback.file, '..'));
    webview.options = { enableScripts: true, localResourceRoots: [dist, ...folders] };
    this.#ready = false;
    this.#playing = false;
    this.#load++;
    const load = this.#load;
    Promise.all(this.#sides.map(({ playback }) => playback.open(webview)))
      .then(() => {
        if (load !== this.#load) return;
        const sources = this.#sides.flatMap(({ playback }) => playback.urls);
        webview.html = pageHtml(webview, dist, { bundle: 'compare', title: vscode.l10n.t('Comparison'), sources });
      })
      .catch((error) => logFailure(log, 'compare', error));
  }

  /** The file has other bytes now, which may play where the old ones did not. */
  #replaced(document: PlayerDocument): void {
    this.#sides.find((side) => side.document === document)?.playback.forgetCopy();
    this.#begin();
  }

  /** Sides are drawn by lot whenever the view turns blind, so that nobody can tell from where a clip was. */
  #followBlindness(): void {
    const blind = this.#blindHere || this.#services.blindness.on;
    if (blind && !this.#blind) this.#sides = shuffled(this.#sides);
    this.#blind = blind;
    const names = this.clips.map(({ path }) => posix.basename(path)).join(' · ');
    this.panel.title = blind ? vscode.l10n.t('Comparison') : vscode.l10n.t('Compare: {0}', names);
    this.#show();
  }

  async #openClip({ clip, time }: Extract<FromCompare, { type: 'openClip' }>): Promise<void> {
    const { log, players } = this.#services;
    const side = this.#sides.find(({ id }) => id === clip);
    // Its tab would tell the name.
    if (!side || this.#blind) return;
    const column = this.panel.viewColumn ?? null;
    await runWithReporting(log, 'compare', () => players.seek(side.document.uri, { time, finding: null }, column));
  }

  /** Plays a copy of a clip that the page cannot play itself. */
  async #playCopy(clip: string, kind: PlaybackKind): Promise<void> {
    const side = this.#sides.find(({ id }) => id === clip);
    if (!(await side?.playback.turnTo(kind))) return;
    this.#resume ||= this.#playing;
    this.#begin();
  }

  async #learnModels(): Promise<void> {
    const { readModelName } = await import('../../batch/sidecar.ts');
    for (const { id, document } of this.#sides) {
      const { model } = await readModelName(document.uri.fsPath);
      if (model !== null) this.#models.set(id, model);
    }
    this.#show();
  }

  #show(): void {
    if (this.#ready) this.#post({ type: 'state', state: this.#state() });
  }

  #state(): CompareState {
    const { blindness, calibrations, reviews, taxonomy } = this.#services;
    const blind = this.#blind;
    const judged = this.clips.map((clip) => ({
      review: reviews.shown(clip),
      calibrations: calibrations.of(clip),
    }));
    return {
      clips: this.#sides.map((side) => ({
        id: side.id,
        name: blind ? null : clipName(side.document.uri),
        model: blind ? null : (this.#models.get(side.id) ?? null),
        sources: side.playback.urls,
        clip: side.playback.asPlayed(side.document.clip),
        shots: side.document.analysis?.shots ?? [],
        // Sentences about a clip call it by its name.
        problem: blind && side.document.problem !== null ? vscode.l10n.t('This clip cannot be shown.') : side.document.problem,
      })),
      blind,
      annotating: blindness.on,
      scores: blind ? [] : compareScores(taxonomy.shown, judged).map((each) => ({ ...each, judgeTitle: judgeName(each.judge) })),
    };
  }

  #post(message: ToCompare): void {
    void this.panel.webview.postMessage(message);
  }

  dispose(): void {
    this.#load++;
    this.#ready = false;
    this.#disposables.dispose();
    this.panel.dispose();
  }
}
