import * as vscode from 'vscode';
import * as z from 'zod';
import type { Annotation } from '../../core/annotation.ts';
import type { ClipHash } from '../../core/clip.ts';
import type { Need } from '../../core/needs.ts';
import { type OwnProgress, ownProgress } from '../../core/raterView.ts';
import { needSchema, type Taxonomy } from '../../core/taxonomy/model.ts';
import { Disposables } from '../disposables.ts';
import { type Log, logFailure } from '../reporting.ts';
import type { ClipLibrary } from '../reviews/clipLibrary.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';
import type { Annotations } from './annotations.ts';

const KEY = 'evalverse.unmetNeeds';
const keptSchema = z.record(z.string(), z.array(needSchema)).catch({});
const NOTHING: readonly Need[] = [];

/** How far the rater has come with all clips of the workspace. */
export interface FolderProgress extends OwnProgress {
  readonly clipsDone: number;
  readonly clips: number;
}

interface Services {
  readonly annotations: Annotations;
  readonly library: ClipLibrary;
  readonly log: Log;
  readonly state: vscode.Memento;
  readonly taxonomy: TaxonomyService;
}

/** How far the rater has come, clip by clip and with all of them, and which clip is next. */
export class AnnotationProgress implements vscode.Disposable {
  readonly #services: Services;
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  /** What was counted for a clip, as long as nothing it depends on changes. */
  readonly #counted = new Map<string, { readonly words: string; readonly taxonomy: Taxonomy; readonly progress: OwnProgress }>();
  #unmet: Readonly<Record<ClipHash, readonly Need[]>>;
  #folder: FolderProgress | null = null;

  /** Fires when the rater has come further. */
  readonly onDidChange = this.#changed.event;

  constructor(services: Services) {
    this.#services = services;
    this.#unmet = keptSchema.parse(services.state.get(KEY) ?? {});
    const { annotations, library, log, taxonomy } = services;
    const count = () => void this.#count().catch((error) => logFailure(log, 'progress', error));
    this.#disposables.add(annotations.onDidChange(count));
    this.#disposables.add(library.onDidChange(count));
    this.#disposables.add(taxonomy.onDidChange(count));
    count();
  }

  /** All clips together; `null` while nothing is annotated. */
  get folder(): FolderProgress | null {
    return this.#folder;
  }

  /** One clip, or `null` when the rater has not begun. */
  of(clip: vscode.Uri): OwnProgress | null {
    const progress = this.#progress(clip);
    return progress.done > 0 ? progress : null;
  }

  /** Keeps what a clip does not bring, which is only known once it was opened: its questions that do not apply are none to wait for. */
  async learn(hash: ClipHash, unmet: Iterable<Need>): Promise<void> {
    const needs = [...unmet];
    if (this.#unmet[hash]?.join() === needs.join()) return;
    this.#unmet = { ...this.#unmet, [hash]: needs };
    await this.#services.state.update(KEY, this.#unmet);
    await this.#count();
  }

  /** The first clip after this one, from the start again behind the last, that has questions to answer; `null` when none has. */
  async nextClip(current: vscode.Uri | null): Promise<vscode.Uri | null> {
    const clips = await this.#services.library.clips();
    const at = clips.findIndex((clip) => clip.toString() === current?.toString());
    const inTurn = [...clips.slice(at + 1), ...clips.slice(0, Math.max(at, 0))];
    return inTurn.find((clip) => !isComplete(this.#progress(clip))) ?? null;
  }

  #progress(clip: vscode.Uri): OwnProgress {
    const words = this.#services.annotations.ofFile(clip);
    const taxonomy = this.#services.taxonomy.current;
    const unmet = this.#unmet[words.at(-1)?.clip.hash ?? ''] ?? NOTHING;
    const key = `${words.length} ${words.at(-1)?.id} ${unmet.join()}`;
    const held = this.#counted.get(clip.toString());
    if (held?.words === key && held.taxonomy === taxonomy) return held.progress;
    const progress = ownProgress(taxonomy, ofLastFile(words), new Set(unmet));
    this.#counted.set(clip.toString(), { words: key, taxonomy, progress });
    return progress;
  }

  async #count(): Promise<void> {
    const clips = this.#services.annotations.rater === null ? [] : await this.#services.library.clips();
    const each = clips.map((clip) => this.#progress(clip));
    const sum = (count: (progress: OwnProgress) => number) => each.reduce((total, progress) => total + count(progress), 0);
    const done = sum((progress) => progress.done);
    this.#folder =
      done === 0
        ? null
        : { done, of: sum((progress) => progress.of), clipsDone: each.filter(isComplete).length, clips: clips.length };
    this.#changed.fire();
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

function isComplete({ done, of }: OwnProgress): boolean {
  return done >= of;
}

/** A clip that was rendered anew at the same place has other questions open than the one before. */
function ofLastFile(words: readonly Annotation[]): readonly Annotation[] {
  const hash = words.at(-1)?.clip.hash;
  return words.filter(({ clip }) => clip.hash === hash);
}
