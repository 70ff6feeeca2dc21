import * as vscode from 'vscode';
import * as z from 'zod';
import type { PlayerJudge } from '../../protocol/messages.ts';

export const JUDGE_IDS = ['signals', 'gemini', 'openai', 'vscode-lm'] as const;
export type JudgeId = (typeof JUDGE_IDS)[number];

const choiceSchema = z.object({
  judge: z.enum(JUDGE_IDS),
  /** As the endpoint names it; `null` for the one in the settings. */
  model: z.string().nullable(),
  /** Ids of the dimensions to judge; `null` for all of them. */
  dimensions: z.array(z.string()).nullable(),
});
/** Whom the user wants to ask about the clips of a folder, and about what. `signals`: nobody beside measuring. */
export type Choice = z.infer<typeof choiceSchema>;

const DEFAULT: Choice = { judge: 'signals', model: null, dimensions: null };
const KEY = 'evalverse.judgeChoices';

/** Remembers for each workspace folder which judge is asked. */
export class JudgeChoice implements vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  /** @param memento the workspace's. */
  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  of(clip: vscode.Uri): Choice {
    return this.#all()[folderKey(clip)] ?? DEFAULT;
  }

  async choose(clip: vscode.Uri, choice: Choice): Promise<void> {
    await this.#memento.update(KEY, { ...this.#all(), [folderKey(clip)]: choice });
    this.#changed.fire();
  }

  shownFor(clip: vscode.Uri): PlayerJudge {
    const { judge, model } = this.of(clip);
    return { id: judge, label: model === null ? judgeTitle(judge) : `${judgeTitle(judge)} · ${model}` };
  }

  /** What somebody else wrote there counts for nothing. */
  #all(): Record<string, Choice> {
    const parsed = z.record(z.string(), choiceSchema).safeParse(this.#memento.get(KEY));
    return parsed.success ? parsed.data : {};
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** What a judge is called, in the user's language. */
export function judgeTitle(judge: JudgeId): string {
  switch (judge) {
    case 'signals':
      return vscode.l10n.t('Measurements only');
    case 'gemini':
      return 'Gemini';
    case 'openai':
      return vscode.l10n.t('OpenAI-compatible server');
    case 'vscode-lm':
      return vscode.l10n.t('Chat model of the editor (preview)');
  }
}

/**
 * The folder that is meant where footage is allowed to be sent: the workspace folder a clip lies in, outside of all the folder that
 * holds it, and never more than that.
 */
export function consentFolder(uri: vscode.Uri, kind: 'clip' | 'folder'): string {
  const own = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? (kind === 'folder' ? uri : vscode.Uri.joinPath(uri, '..'));
  return own.toString();
}

/** The workspace folder a clip lies in; clips outside of all share one choice. */
function folderKey(clip: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(clip)?.uri.toString() ?? '';
}
