import * as vscode from 'vscode';

/** The finding that somebody selected, and where it begins. */
export interface SelectedFinding {
  readonly clip: vscode.Uri;
  /** Id of the finding. */
  readonly finding: string;
  /** Seconds of clip time. */
  readonly time: number;
}

/** How a selection came about. */
interface Choice {
  /** Where it was made, which shows it already; none for a link. */
  readonly by?: SelectionSurface;
  /** The column of the text editor that it was made in, if it was made in one. */
  readonly readIn?: vscode.ViewColumn | undefined;
}

/** A place where findings are shown. What it shows because it follows is nobody's choice: it must not choose it again. */
export interface SelectionSurface {
  /** Shows a finding that was selected elsewhere, without taking the focus. */
  follow(selected: SelectedFinding, readIn: vscode.ViewColumn | undefined): Thenable<void> | void;
}

/**
 * The one finding that is selected in the window. Players, the Findings view, findings documents and links tell it what the user
 * chose; it tells all the others.
 */
export class FindingSelection implements vscode.Disposable {
  readonly #surfaces = new Set<SelectionSurface>();
  readonly #changed = new vscode.EventEmitter<SelectedFinding>();
  #current: SelectedFinding | null = null;

  /** Fires once for each choice, also when the same finding is chosen again. */
  readonly onDidChange = this.#changed.event;

  /** What was chosen last; `null` before anything was. It may be hidden or judged anew since. */
  get current(): SelectedFinding | null {
    return this.#current;
  }

  isCurrent(clip: vscode.Uri, finding: string): boolean {
    return this.#current?.finding === finding && this.#current.clip.toString() === clip.toString();
  }

  /** Lets a surface follow until what is returned is disposed. */
  join(surface: SelectionSurface): vscode.Disposable {
    this.#surfaces.add(surface);
    return new vscode.Disposable(() => this.#surfaces.delete(surface));
  }

  /** Selects a finding everywhere. @returns when all surfaces show it; rejects as the first of them that cannot. */
  async choose(selected: SelectedFinding, { by, readIn }: Choice = {}): Promise<void> {
    this.#current = selected;
    this.#changed.fire(selected);
    const others = [...this.#surfaces].filter((surface) => surface !== by);
    await Promise.all(others.map(async (surface) => surface.follow(selected, readIn)));
  }

  dispose(): void {
    this.#surfaces.clear();
    this.#changed.dispose();
  }
}
