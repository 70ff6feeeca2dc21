import * as vscode from 'vscode';
import type { Calibration } from '../../core/calibration/calibration.ts';
import { Disposables } from '../disposables.ts';
import type { Log } from '../reporting.ts';
import type { Journals } from '../reviews/journals.ts';
import { watchRecords } from '../watchRecords.ts';

/**
 * The calibrations of this window, folder by folder, as their files are now. A file that holds none is told of once in the log and
 * else is not there: scores are shown raw, which every view says.
 */
export class Calibrations implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #read = new Map<string, readonly Calibration[]>();
  readonly #reading = new Map<string, Promise<readonly Calibration[]>>();
  readonly #told = new Set<string>();
  readonly #journals: Pick<Journals, 'rootOf'>;
  readonly #log: Pick<Log, 'warn'>;

  /** Fires when the calibrations of any folder may have changed. */
  readonly onDidChange = this.#changed.event;

  constructor(journals: Pick<Journals, 'rootOf'>, log: Pick<Log, 'warn'>) {
    this.#journals = journals;
    this.#log = log;
    const reread = ({ uri: { fsPath } }: vscode.WorkspaceFolder) => {
      // Nobody has asked for those of the others.
      if (this.#reading.has(fsPath)) void this.#reread(fsPath);
    };
    this.#disposables.add(watchRecords('calibration', reread));
  }

  /** What was read last of the folder that holds `clip`; none before `load`. */
  of(clip: vscode.Uri): readonly Calibration[] {
    return this.#read.get(this.#journals.rootOf(clip)) ?? [];
  }

  /** The calibrations of the folder that holds `clip`. */
  load(clip: vscode.Uri): Promise<readonly Calibration[]> {
    const root = this.#journals.rootOf(clip);
    return this.#reading.get(root) ?? this.#reread(root);
  }

  #reread(root: string): Promise<readonly Calibration[]> {
    const reading = readFolder(root).then(({ calibrations, problems }) => {
      // Files change while they are read; only what was read last counts.
      if (this.#reading.get(root) !== reading) return this.#reading.get(root) ?? calibrations;
      for (const problem of problems) {
        if (!this.#told.has(problem)) this.#log.warn(problem);
        this.#told.add(problem);
      }
      this.#read.set(root, calibrations);
      this.#changed.fire();
      return calibrations;
    });
    this.#reading.set(root, reading);
    return reading;
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

/** Not needed before a clip is looked at. */
async function readFolder(root: string) {
  const { readCalibrations } = await import('../../store/calibrations.ts');
  return readCalibrations(root);
}
