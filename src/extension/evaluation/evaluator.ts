import * as vscode from 'vscode';
import type { AnalysisOptions, EvaluationContext } from '../../batch/context.ts';
import type { Evaluation, EvaluationOptions } from '../../batch/evaluateClip.ts';
import type { FolderOptions, FolderReport } from '../../batch/scoreFolder.ts';
import type { EvaluationTarget } from '../../batch/target.ts';
import type { Clip } from '../../core/clip.ts';
import { EvalVerseError } from '../../core/errors.ts';
import { SharedWork } from '../../core/sharedWork.ts';
import type { Signals } from '../../core/signals.ts';
import type { StripName, ThumbnailStrip } from '../../core/thumbnailStrip.ts';
import type { ShownPrompt } from '../../judges/protocol/prompt.ts';
import type { Analyse } from '../../media/analysis/analysisThread.ts';
import type { PlaybackKind } from '../../media/playback/playbackCopy.ts';
import { errorAbout } from '../clipNames.ts';
import type { FaceService } from '../faces/faceService.ts';
import type { JudgeService, JudgingSubject, JudgingWish } from '../judging/judgeService.ts';
import type { Journals } from '../reviews/journals.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';
import type { FfmpegService } from '../workbench/ffmpegService.ts';

type Cancellable<Options> = Options & { readonly signal: AbortSignal };

interface EvaluatorServices {
  readonly ffmpeg: FfmpegService;
  readonly faces: FaceService;
  readonly journals: Journals;
  readonly judging: JudgeService;
  readonly taxonomy: TaxonomyService;
}

/**
 * The way from a clip's URI to facts, signals and verdicts. Everything heavy is loaded when it is first asked for. Sentences of
 * its errors name a clip as the user knows it.
 */
export class Evaluator {
  readonly #services: EvaluatorServices;
  #analysis: Promise<Analyse> | null = null;
  readonly #analyses = new SharedWork<string, Signals>();

  constructor(services: EvaluatorServices) {
    this.#services = services;
  }

  /** Probes the clip. @throws `EvalVerseError` that says what is wrong with it. */
  async prepare(uri: vscode.Uri, signal?: AbortSignal): Promise<Clip> {
    const context = await this.#contextFor(uri);
    const { prepareClip } = await import('../../batch/prepareClip.ts');
    return about(uri, prepareClip(context, uri.fsPath, signal));
  }

  /** The signals of a prepared clip, out of the cache or by decoding it once. */
  async signals(uri: vscode.Uri, clip: Clip, options: AnalysisOptions): Promise<Signals> {
    const context = await this.#contextFor(uri);
    const { signalsFor } = await import('../../batch/signalsFor.ts');
    return about(uri, signalsFor(context, clip, options));
  }

  /** A strip of thumbnails of a prepared clip; `null` behind its end. */
  async thumbnails(uri: vscode.Uri, clip: Clip, name: StripName, signal: AbortSignal): Promise<ThumbnailStrip | null> {
    const context = await this.#contextFor(uri);
    const { thumbnailStripFor } = await import('../../batch/thumbnailStripFor.ts');
    return about(uri, thumbnailStripFor(context, clip, name, signal));
  }

  /** The file of a copy that VS Code plays, made once; `null` for a clip too long or large to be copied without being asked. */
  async playbackCopy(uri: vscode.Uri, clip: Clip, kind: PlaybackKind, options: AnalysisOptions): Promise<string | null> {
    const context = await this.#contextFor(uri);
    const { playbackCopyFor } = await import('../../batch/playbackCopyFor.ts');
    return about(uri, playbackCopyFor(context, clip, kind, options));
  }

  /** Writes a frame of the clip as a PNG of its own size. */
  async framePicture(uri: vscode.Uri, frame: number, target: string, signal: AbortSignal): Promise<void> {
    const { ffmpeg } = await this.#contextFor(uri);
    const clip = await this.prepare(uri, signal);
    const { writeFramePicture } = await import('../../media/footage/framePicture.ts');
    return about(uri, writeFramePicture(ffmpeg, clip, frame, target, signal));
  }

  /**
   * Judges by measuring and by whom the user picked for the clip's folder, and by the dimensions that he picked unless others are
   * given. Asks him first
   * where something would leave the machine.
   */
  async evaluate(uri: vscode.Uri, target: EvaluationTarget, options: Cancellable<EvaluationOptions>): Promise<Evaluation> {
    const { context, asked } = await about(uri, this.#judgingOf({ kind: 'clip', uri, target }, options));
    const { evaluateClip } = await import('../../batch/evaluateClip.ts');
    return about(uri, evaluateClip(context, uri.fsPath, target, { ...options, ...asked }));
  }

  /** As `evaluate`, for every clip of a folder and below it. */
  async scoreFolder(folder: vscode.Uri, options: Cancellable<FolderOptions>): Promise<FolderReport> {
    const { context, asked } = await this.#judgingOf({ kind: 'folder', uri: folder }, options);
    const { scoreFolder } = await import('../../batch/scoreFolder.ts');
    return scoreFolder(context, folder.fsPath, { ...options, ...asked });
  }

  /** Exactly what the picked judge would be sent about a clip; `null` when nobody would be sent anything. Sends nothing. */
  async prompts(uri: vscode.Uri, dimensions: readonly string[], signal: AbortSignal): Promise<ShownPrompt[] | null> {
    const context = await this.#contextFor(uri);
    const judge = await this.#services.judging.preview(uri, context);
    if (!judge) return null;
    const { promptsFor } = await import('../../batch/judgeRequest.ts');
    return about(uri, promptsFor(context, uri.fsPath, { kind: 'clip' }, judge, { dimensions, signal }));
  }

  async #judgingOf(
    subject: JudgingSubject,
    wish: JudgingWish,
  ): Promise<{ context: EvaluationContext; asked: { dimensions?: readonly string[] } }> {
    const context = await this.#contextFor(subject.uri);
    const { judges, ...asked } = await this.#services.judging.prepare(subject, context, wish);
    return { context: { ...context, judges: [...context.judges, ...judges] }, asked };
  }

  async #contextFor(uri: vscode.Uri): Promise<EvaluationContext> {
    if (uri.scheme !== 'file')
      throw new EvalVerseError('clip/unreadable', vscode.l10n.t('Only clips on a disk can be analysed.'));
    const services = this.#services;
    const [ffmpeg, faces, store, taxonomy] = await Promise.all([
      services.ffmpeg.find(),
      services.faces.find(),
      services.journals.storeOf(uri),
      services.taxonomy.load(),
    ]);
    const [analyse, { createSignalsJudge }, { operatorsFingerprint }, { defaultCacheFolder }] = await Promise.all([
      this.#threadedAnalysis(),
      import('../../judges/signals/signalsJudge.ts'),
      import('../../media/operators/registry.ts'),
      import('../../store/cache.ts'),
    ]);
    return {
      ffmpeg,
      faces,
      store,
      taxonomy,
      cacheFolder: defaultCacheFolder(),
      judges: [
        createSignalsJudge({ operatorsFingerprint: (thresholds) => operatorsFingerprint(thresholds, { faces: faces !== null }) }),
      ],
      analyse: (clip, options) =>
        // Signals with and without faces are different results.
        this.#analyses.run(`${clip.hash} ${faces !== null}`, options, (signal, onProgress) =>
          analyse(ffmpeg, clip, { signal, onProgress, faces }),
        ),
    };
  }

  #threadedAnalysis(): Promise<Analyse> {
    this.#analysis ??= import('../../media/analysis/analysisThread.ts').then((module) => module.createThreadedAnalysis());
    return this.#analysis;
  }
}

async function about<T>(uri: vscode.Uri, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw errorAbout(uri, error);
  }
}
