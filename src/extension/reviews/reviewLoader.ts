import * as vscode from 'vscode';
import type { Clip } from '../../core/clip.ts';
import { isAbort } from '../../core/errors.ts';
import { legibleReview } from '../../core/legible.ts';
import type { FrameTable } from '../../core/time.ts';
import type { Annotations } from '../annotations/annotations.ts';
import { coalesced } from '../coalesced.ts';
import { Disposables } from '../disposables.ts';
import type { Evaluator } from '../evaluation/evaluator.ts';
import { type Log, logFailure } from '../reporting.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';
import { watchRecords } from '../watchRecords.ts';
import type { FfmpegService } from '../workbench/ffmpegService.ts';
import { findClips } from './clipLibrary.ts';
import type { Journals } from './journals.ts';
import type { ReviewStore } from './reviewStore.ts';

interface Services {
  readonly log: Log;
  readonly annotations: Annotations;
  readonly journals: Journals;
  readonly reviews: ReviewStore;
  readonly taxonomy: TaxonomyService;
  readonly evaluator: Evaluator;
  readonly ffmpeg: FfmpegService;
}

/** Brings verdicts out of the run journals into the review store, and keeps them up to date. */
export class ReviewLoader implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #services: Services;
  readonly #ended = new AbortController();
  /** Numbers steps of loads, and removals, as they come. */
  #steps = 0;
  /** The step at which a clip was removed last, and the one at which what is held of it was read, by clip. */
  readonly #removed = new Map<string, number>();
  readonly #read = new Map<string, number>();
  /** Looks through one folder of the workspace for clips that were judged before. A journal grows in many small steps. */
  readonly #scan = coalesced(
    (folder: vscode.Uri) => this.#findJudged(folder),
    (folder) => folder.toString(),
  );

  constructor(services: Services) {
    this.#services = services;
    this.#disposables.add({ dispose: () => this.#ended.abort() });
    this.#disposables.add(
      services.journals.onDidChange((hash) => {
        for (const { uri } of services.reviews.withHash(hash)) this.#quietly(() => this.load(uri), uri.fsPath);
      }),
    );
    this.#disposables.add(
      vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri, name } of added) this.#quietly(() => this.#scan(uri), name);
        for (const { uri: clip } of services.reviews.all())
          if (removed.some(({ uri }) => clip.path.startsWith(`${uri.path}/`)) && !vscode.workspace.getWorkspaceFolder(clip))
            this.forget(clip);
      }),
    );
    this.#disposables.add(watchRecords('runs', ({ uri, name }) => this.#quietly(() => this.#reread(uri), name)));
  }

  /** Looks through every workspace folder for clips that were judged before. */
  async scanWorkspace(): Promise<void> {
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) await this.#scan(uri);
  }

  /**
   * Puts what was judged about one clip into the review store. Where several overlap, what was read last stays there, whichever
   * ends last; and so it does when the file goes away meanwhile.
   *
   * @param clip the probed clip, when the caller has it.
   */
  async load(uri: vscode.Uri, clip?: Clip): Promise<void> {
    const { annotations, journals, reviews, taxonomy } = this.#services;
    const signal = this.#ended.signal;
    const key = uri.toString();
    const begun = this.#step();
    const store = await journals.storeOf(uri);
    const hash = clip?.hash ?? (await store.hashOf(uri.fsPath, signal));
    const read = this.#step();
    const review = legibleReview(await store.reviewOf(hash));
    await taxonomy.load();
    // What was suppressed must not flash up; annotations that cannot be read are no reason to show nothing.
    await annotations.load(uri).catch((error) => logFailure(this.#services.log, uri.fsPath, error));
    signal.throwIfAborted();
    if (begun < (this.#removed.get(key) ?? 0) || read < (this.#read.get(key) ?? 0)) return;
    this.#read.set(key, read);
    if (review.ranges.length === 0) {
      reviews.remove(uri);
      return;
    }
    const held = reviews.get(uri);
    const frames = clip?.frames ?? (held?.hash === hash ? held.frames : null);
    reviews.put({ uri, hash, review, frames });
    if (frames === null) await this.#addFrames(uri, signal);
  }

  /** The file is gone; its verdicts stay in the journal, its findings leave the screen. */
  forget(uri: vscode.Uri): void {
    this.#removed.set(uri.toString(), this.#step());
    this.#services.reviews.remove(uri);
  }

  #step(): number {
    this.#steps++;
    return this.#steps;
  }

  /** News about clips that are known shows at once; looking for others, and probing them, may take its time. */
  async #reread(folder: vscode.Uri): Promise<void> {
    const { journals } = this.#services;
    await journals.refresh(journals.rootOf(folder));
    await this.#scan(folder);
  }

  async #findJudged(folder: vscode.Uri): Promise<void> {
    const { annotations, journals, log } = this.#services;
    const signal = this.#ended.signal;
    // Annotations stand without verdicts too.
    if (folder.scheme === 'file' && annotations.rater !== null)
      await annotations.load(folder).catch((error) => logFailure(log, folder.fsPath, error));
    if (folder.scheme !== 'file' || !(await journals.hasRuns(journals.rootOf(folder)))) return;
    for (const uri of await findClips(folder)) {
      signal.throwIfAborted();
      // One damaged or locked file must not hide the reviews of the others.
      await this.load(uri).catch((error) => {
        if (!isAbort(error)) logFailure(log, uri.fsPath, error);
      });
    }
  }

  /** Diagnostics are placed by frame; a clip that was judged earlier has to be probed for that, if ffmpeg is at hand. */
  async #addFrames(uri: vscode.Uri, signal: AbortSignal): Promise<void> {
    const { evaluator, ffmpeg, reviews } = this.#services;
    if (!vscode.workspace.isTrusted) return;
    const found = await ffmpeg.find().catch(() => null);
    if (!found) return;
    const clip = await evaluator.prepare(uri, signal);
    const held = reviews.get(uri);
    if (held && held.hash === clip.hash) reviews.put({ ...held, frames: clip.frames satisfies FrameTable });
  }

  #quietly(work: () => Promise<void>, what: string): void {
    work().catch((error) => {
      if (!isAbort(error)) logFailure(this.#services.log, what, error);
    });
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
