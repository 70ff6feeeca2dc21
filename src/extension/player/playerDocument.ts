import * as vscode from 'vscode';
import type { Clip } from '../../core/clip.ts';
import { isAbort } from '../../core/errors.ts';
import { type Need, unmetNeeds } from '../../core/needs.ts';
import type { ShotChange } from '../../core/shotCorrections.ts';
import type { Shot, Signals } from '../../core/signals.ts';
import type { StripName, ThumbnailStrip } from '../../core/thumbnailStrip.ts';
import type { DrawnTrace } from '../../core/trace.ts';
import type { PlayerAnalysis, PlayerClip, ToPlayer } from '../../protocol/messages.ts';
import { removedSentence } from '../clipNames.ts';
import { Disposables } from '../disposables.ts';
import type { Evaluator } from '../evaluation/evaluator.ts';
import type { Tasks } from '../evaluation/tasks.ts';
import type { FaceService } from '../faces/faceService.ts';
import { type Log, logFailure } from '../reporting.ts';
import type { Failures } from '../reviews/failures.ts';
import type { Journals } from '../reviews/journals.ts';
import type { ReviewLoader } from '../reviews/reviewLoader.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';
import { shownMessageOf } from '../usersLanguage.ts';
import type { FfmpegService } from '../workbench/ffmpegService.ts';
import { DocumentShots } from './documentShots.ts';
import { PlaybackCopies } from './playbackCopies.ts';
import { type Beside, named, playerAnalysis, playerClip } from './playerClip.ts';
import { watchFile } from './watchFile.ts';

export interface DocumentServices {
  readonly log: Log;
  readonly evaluator: Evaluator;
  readonly faces: FaceService;
  readonly failures: Failures;
  readonly journals: Journals;
  readonly ffmpeg: FfmpegService;
  readonly loader: ReviewLoader;
  readonly tasks: Tasks;
  readonly taxonomy: TaxonomyService;
}

const NOTHING_BESIDE: Beside = { prompt: null, hasReference: false };

/** An open clip: what was found out about it so far, shared by all its players. Never written. */
export class PlayerDocument implements vscode.CustomDocument {
  readonly uri: vscode.Uri;
  readonly #services: DocumentServices;
  readonly #disposables = new Disposables();
  readonly #delta = this.#disposables.add(new vscode.EventEmitter<ToPlayer>());
  readonly #replaced = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #removed = this.#disposables.add(new vscode.EventEmitter<void>());
  #preparation: AbortController | null = null;
  #preparing: Promise<void> | null = null;
  #clip: Clip | null = null;
  #beside: Beside = NOTHING_BESIDE;
  #shots: DocumentShots | null = null;
  #analysis: PlayerAnalysis | null = null;
  #problem: string | null = null;
  /** The user stopped the preparation: it waits until he wants something again. */
  #cancelled = false;
  #gone = false;

  /** Copies that play where the clip itself does not. */
  readonly copies: PlaybackCopies;
  /** What players have to be told. */
  readonly onDelta = this.#delta.event;
  /** The file has other bytes now: players have to begin anew. */
  readonly onDidReplace = this.#replaced.event;
  /** The file went away. */
  readonly onDidRemove = this.#removed.event;

  constructor(uri: vscode.Uri, services: DocumentServices) {
    this.uri = uri;
    this.#services = services;
    this.#disposables.add({ dispose: () => this.#preparation?.abort() });
    this.copies = this.#disposables.add(
      new PlaybackCopies(services, uri, async () => {
        await this.#preparing;
        return this.#clip;
      }),
    );
    this.#disposables.add(
      watchFile(uri, {
        changed: () => this.#restart(),
        removed: () => this.#end(),
      }),
    );
    this.#disposables.add(
      services.ffmpeg.onDidChange(({ kind }) => {
        if (kind === 'found' && this.#clip === null && this.#preparation === null && !this.#cancelled) void this.prepare();
      }),
    );
    this.#disposables.add(services.faces.onDidChange(() => this.#tellAnalysis()));
    this.#disposables.add(
      services.tasks.onDidCancel((clip) => {
        if (clip?.toString() === uri.toString()) this.#cancel();
      }),
    );
    this.#disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#clip === null && void this.prepare()));
  }

  get clip(): PlayerClip | null {
    return this.#clip && playerClip(this.#clip, this.#beside);
  }

  /** What the clip as a whole does not bring for some questions to make sense, as far as it is known. */
  get unmetNeeds(): readonly Need[] {
    const clip = this.#clip;
    if (!clip) return [];
    // Whether there is a face is for the rater to see.
    const material = {
      ...this.#beside,
      hasAudio: clip.audio !== null,
      shots: this.#shots?.corrected.shots ?? null,
      withoutFaces: null,
    };
    return [...unmetNeeds(material, { start: 0, end: clip.duration }).keys()];
  }

  get analysis(): PlayerAnalysis | null {
    const { limitation } = this.#services.faces;
    if (!this.#analysis || limitation === null) return this.#analysis;
    return { ...this.#analysis, limitations: [...this.#analysis.limitations, limitation] };
  }

  get problem(): string | null {
    return this.#problem;
  }

  /** True when the file went away: its players keep what they show. */
  get gone(): boolean {
    return this.#gone;
  }

  /** What an operator measured over the whole clip; `null` while it is not analysed, or when there is no such quantity. */
  async trace(operator: string): Promise<DrawnTrace | null> {
    const clip = this.#clip;
    if (!clip || !this.#analysis) return null;
    // Out of the cache: signals of long clips are too large to be held for each open player.
    const detected = await this.#services.evaluator.signals(this.uri, clip, {});
    const signals = { ...detected, boundaries: this.#shots?.corrected.boundaries ?? detected.boundaries };
    const [{ drawnTrace }, { thresholds }] = await Promise.all([
      import('../../media/operators/traces.ts'),
      this.#services.taxonomy.load(),
    ]);
    const trace = drawnTrace(operator, { signals, clip }, thresholds);
    return trace && named(trace);
  }

  /** The shot at `time` in seconds, or `null` while the clip is not analysed. */
  shotAt(time: number): Shot | null {
    return this.#shots?.at(time) ?? null;
  }

  /** A strip of thumbnails; `null` while the clip is not known, or behind its end. @throws as `Evaluator.thumbnails`. */
  async thumbnails(name: StripName, signal: AbortSignal): Promise<ThumbnailStrip | null> {
    return this.#clip && this.#services.evaluator.thumbnails(this.uri, this.#clip, name, signal);
  }

  /** Keeps a correction of the shots and tells all players. @throws EvalVerseError `store/…`, `settings/invalid`. */
  async correctShots(author: string, change: ShotChange): Promise<void> {
    await this.#shots?.correct(author, change);
    this.#tellShots();
  }

  /** Somebody corrected a shot, and did not take it back. */
  get hasShotCorrections(): boolean {
    return this.#shots?.hasCorrections ?? false;
  }

  /** Takes the last correction of an author back. @throws as `correctShots`. */
  async undoShotCorrection(author: string): Promise<void> {
    if (await this.#shots?.undo(author)) this.#tellShots();
  }

  #tellShots(): void {
    if (!this.#shots || !this.#analysis) return;
    const corrected = this.#shots.corrected;
    this.#analysis = { ...this.#analysis, ...corrected };
    this.#delta.fire({ type: 'shots', ...corrected });
  }

  /** Waits for the preparation that is going on; after one that failed or was cancelled, tries again. */
  async prepared(): Promise<void> {
    if (this.#preparing !== null) await this.#preparing;
    else if (this.#analysis === null) await this.prepare();
  }

  /** Probes and analyses the clip; failures become the sentence that the players show. Supersedes an earlier call. */
  prepare(): Promise<void> {
    const preparing = this.#prepare().finally(() => {
      if (this.#preparing === preparing) this.#preparing = null;
    });
    this.#preparing = preparing;
    return preparing;
  }

  async #prepare(): Promise<void> {
    const { evaluator, failures, journals, loader, log, tasks } = this.#services;
    this.#preparation?.abort();
    this.#cancelled = false;
    if (this.#problem !== null && !this.#gone) this.#say(null);
    const preparation = new AbortController();
    this.#preparation = preparation;
    const { signal } = preparation;
    try {
      const clip = await evaluator.prepare(this.uri, signal);
      const { readSidecar } = await import('../../batch/sidecar.ts');
      const { prompt, reference } = await readSidecar(this.uri.fsPath);
      signal.throwIfAborted();
      this.#clip = clip;
      this.#beside = { prompt, hasReference: reference !== null };
      if (this.#problem !== null) this.#say(null);
      failures.remove(this.uri);
      if (this.clip) this.#delta.fire({ type: 'clip', clip: this.clip });
      // Results that cannot be read are no reason to leave the timeline empty.
      await loader.load(this.uri, clip).catch((error) => logFailure(log, this.uri.fsPath, error));
      const signals = await tasks.run(
        { label: vscode.l10n.t('Analysing picture and sound'), clip: this.uri, byUser: false, notify: false, signal },
        (taskSignal, report) =>
          evaluator.signals(this.uri, clip, { signal: taskSignal, onProgress: (fraction) => report({ fraction }) }),
      );
      signal.throwIfAborted();
      const root = journals.rootOf(this.uri);
      this.#shots = await DocumentShots.open({ root, path: clip.path, hash: clip.hash }, signals);
      signal.throwIfAborted();
      this.#analysis = playerAnalysis(signals, this.#shots.corrected);
      this.#tellAnalysis();
      await this.#tellTraces(signals, clip, signal);
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      logFailure(log, this.uri.fsPath, error);
      failures.addError(this.uri, error);
      this.#say(shownMessageOf(error));
    } finally {
      if (this.#preparation === preparation) this.#preparation = null;
    }
    // Without ffmpeg or trust a clip still has the verdicts of earlier days. By now it may be prepared again as soon as there is one.
    if (this.#clip === null && this.uri.scheme === 'file') await loader.load(this.uri).catch(() => undefined);
  }

  /** Looking at everything that could be drawn takes a while with long clips, and the timeline is of use without. */
  async #tellTraces(signals: Signals, clip: Clip, signal: AbortSignal): Promise<void> {
    const { traceChoices } = await import('../../media/operators/traces.ts');
    const traces = (await traceChoices({ signals, clip }, signal)).map(named);
    if (!this.#analysis) return;
    this.#analysis = { ...this.#analysis, traces };
    this.#delta.fire({ type: 'traceChoices', traces });
  }

  #tellAnalysis(): void {
    const { analysis } = this;
    if (analysis) this.#delta.fire({ type: 'analysis', analysis });
  }

  #restart(): void {
    this.#forget();
    this.#gone = false;
    this.#problem = null;
    this.#replaced.fire();
    void this.prepare();
  }

  #end(): void {
    this.#preparation?.abort();
    this.#forget();
    this.#gone = true;
    this.#services.loader.forget(this.uri);
    this.#removed.fire();
    this.#say(removedSentence(this.uri));
  }

  #cancel(): void {
    if (this.#preparation === null) return;
    this.#preparation.abort();
    this.#preparation = null;
    this.#preparing = null;
    this.#cancelled = true;
    this.#say(vscode.l10n.t('The analysis was cancelled. Evaluate the clip to run it again.'));
  }

  #forget(): void {
    this.copies.forget();
    this.#clip = null;
    this.#beside = NOTHING_BESIDE;
    this.#shots = null;
    this.#analysis = null;
  }

  #say(problem: string | null): void {
    this.#problem = problem;
    this.#delta.fire({ type: 'problem', problem });
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
