import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { AuditEntry } from '../../core/auditEntry.ts';
import type { ShownPrompt } from '../../judges/protocol/prompt.ts';
import { Disposables } from '../disposables.ts';
import { JUDGING_SCHEME } from '../ids.ts';

/** By this folder the manifest knows their language, whose long lines are wrapped. */
const FOLDER = '/evalverse-judging';

/** Documents about judging that nobody can edit: made when they are opened, forgotten when they are closed. */
export class JudgingDocuments implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<vscode.Uri>());

  constructor() {
    this.#disposables.add(
      vscode.workspace.registerTextDocumentContentProvider(JUDGING_SCHEME, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? '',
      }),
    );
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === JUDGING_SCHEME) this.#texts.delete(uri.toString());
      }),
    );
  }

  /** @param about what tells documents of the same name apart. */
  async show(name: string, about: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: JUDGING_SCHEME, path: `${FOLDER}/${name}.txt`, query: about });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#texts.clear();
  }
}

/** Prompts as they would be sent, one call after the other. Texts are as they are; only what stands between them is ours. */
export function promptText(clip: vscode.Uri, prompts: readonly ShownPrompt[]): string {
  const heading = (title: string) => `\n======== ${title} ========\n`;
  const calls = prompts.flatMap(({ dimensions, system, parts, schema, outputTokens, thinking }) => [
    heading(vscode.l10n.t('Call about {0}', dimensions.join(', '))),
    vscode.l10n.t('At most {0} tokens of answer; thinking: {1}.', outputTokens, thinking),
    heading(vscode.l10n.t('Rules')),
    system,
    ...parts.flatMap((part, index) => [heading(vscode.l10n.t('Part {0} of {1}', index + 1, parts.length)), part]),
    heading(vscode.l10n.t('Form of the answer')),
    JSON.stringify(schema, null, 2),
  ]);
  const first =
    prompts.length === 0
      ? vscode.l10n.t(
          'Nothing of this dimension would be asked about {0}: it does not apply to the clip.',
          posix.basename(clip.path),
        )
      : vscode.l10n.t(
          'What would be sent about {0}. The line that encloses its prompt is new for every call.',
          posix.basename(clip.path),
        );
  return [first, ...calls, ''].join('\n');
}

/** The audit log, the newest first. */
export function auditText({
  entries,
  unreadable,
}: {
  readonly entries: readonly AuditEntry[];
  readonly unreadable: number;
}): string {
  const lines = entries
    .toReversed()
    .map(({ time, origin, status, bytesOut, bytesIn, tokens, clip, dimensions }) =>
      [time, origin, status, bytesOut, bytesIn, tokens ?? '', clip?.slice(0, 12) ?? '', dimensions.join(' ')].join('\t'),
    );
  return [
    vscode.l10n.t('Every request that left this machine, the newest first.'),
    ...(unreadable > 0 ? [vscode.l10n.t('{0} lines of the log cannot be read.', unreadable)] : []),
    '',
    vscode.l10n.t('Columns: time, endpoint, status, bytes out, bytes in, tokens, clip (SHA-256), dimensions'),
    ...(lines.length > 0 ? lines : [vscode.l10n.t('Nothing was sent yet.')]),
    '',
  ].join('\n');
}
