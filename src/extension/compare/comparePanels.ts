import * as vscode from 'vscode';
import type { CompareAction } from '../../protocol/compareKeys.ts';
import { keptComparisonSchema } from '../../protocol/compareMessages.ts';
import type { OpenComparison } from '../api.ts';
import { Disposables } from '../disposables.ts';
import { COMPARE_VIEW_TYPE } from '../ids.ts';
import { ComparePanel, type CompareServices } from './comparePanel.ts';

/** The open comparisons; they come back after the window was reloaded. */
export class ComparePanels implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #services: CompareServices;
  readonly #panels = new Set<ComparePanel>();

  constructor(services: CompareServices) {
    this.#services = services;
    this.#disposables.add(
      vscode.window.registerWebviewPanelSerializer(COMPARE_VIEW_TYPE, {
        deserializeWebviewPanel: async (panel, state: unknown) => {
          const kept = keptComparisonSchema.safeParse(state);
          if (!kept.success) panel.dispose();
          else
            this.#add(
              panel,
              kept.data.clips.map((clip) => vscode.Uri.parse(clip, true)),
              kept.data.blind,
            );
        },
      }),
    );
  }

  /** Opens a comparison, or brings the one of these very clips to the front. */
  open(clips: readonly vscode.Uri[]): void {
    const key = keyOf(clips);
    const open = [...this.#panels].find((panel) => keyOf(panel.clips) === key);
    if (open) {
      open.panel.reveal();
      return;
    }
    const title = vscode.l10n.t('Comparison');
    const options = { enableScripts: true, retainContextWhenHidden: true };
    this.#add(vscode.window.createWebviewPanel(COMPARE_VIEW_TYPE, title, vscode.ViewColumn.Active, options), clips, false);
  }

  /** Does something in the comparison that is the active editor. */
  run(action: CompareAction): void {
    [...this.#panels].find(({ panel }) => panel.active)?.run(action);
  }

  list(): OpenComparison[] {
    return Array.from(this.#panels, ({ clips, blind, ready, panel }) => ({ clips, blind, ready, title: panel.title }));
  }

  #add(panel: vscode.WebviewPanel, clips: readonly vscode.Uri[], blind: boolean): void {
    panel.iconPath = new vscode.ThemeIcon('split-horizontal');
    const compared = new ComparePanel(panel, clips, blind, this.#services);
    this.#panels.add(compared);
    panel.onDidDispose(() => this.#panels.delete(compared));
  }

  dispose(): void {
    this.#disposables.dispose();
    for (const panel of [...this.#panels]) panel.dispose();
  }
}

/** The same for the same clips in any order. */
function keyOf(clips: readonly vscode.Uri[]): string {
  return clips
    .map((clip) => clip.toString())
    .toSorted()
    .join('\n');
}
