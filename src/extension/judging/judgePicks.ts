import * as vscode from 'vscode';
import type { Aspect } from '../../core/taxonomy/model.ts';
import type { KeyedJudge } from './backends.ts';
import { chatModels } from './chatModel.ts';
import { type JudgeId, judgeTitle } from './judgeChoice.ts';

interface JudgeItem extends vscode.QuickPickItem {
  readonly judge: JudgeId;
}

/** Asks who judges beside measuring; what holds now is marked. `null` when the user leaves it as it is. */
export async function pickJudgeId(now: JudgeId): Promise<JudgeId | null> {
  const item = (judge: JudgeId, detail: string): JudgeItem => ({
    label: judgeTitle(judge),
    ...(judge === now && { description: vscode.l10n.t('now') }),
    detail,
    judge,
  });
  const items = [
    item('signals', vscode.l10n.t('Sends nothing. Answers what can be measured.')),
    item('gemini', vscode.l10n.t('Sends the video with its sound to Google. Needs a key.')),
    item('openai', vscode.l10n.t('Sends the video or single frames to the server in the settings, such as vLLM or Ollama.')),
    ...((await chatModels()).length > 0
      ? [item('vscode-lm', vscode.l10n.t('Sends a few single frames. Not comparable with other judges, and not for folders.'))]
      : []),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Pick Judge'),
    placeHolder: vscode.l10n.t('Who judges the clips of this folder, beside what is measured'),
  });
  return picked?.judge ?? null;
}

/** Asks whose endpoint is meant. */
export async function pickKeyedJudge(): Promise<KeyedJudge | null> {
  const judges: readonly KeyedJudge[] = ['gemini', 'openai'];
  const items = judges.map((judge) => ({ label: judgeTitle(judge), judge }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Whose key') });
  return picked?.judge ?? null;
}

/** A model that can be picked. */
export interface OfferedModel {
  readonly id: string;
  /** The provider's text, shown as text. */
  readonly title: string;
}

/** Asks for a model among those offered, or for the name of another one. `null` when the user leaves it as it is. */
export async function pickModel(models: readonly OfferedModel[], now: string | null): Promise<string | null> {
  const other = { label: vscode.l10n.t('Another Model…'), id: null };
  const items = [
    ...models.map(({ id, title }) => ({
      label: plain(title),
      description: id === now ? vscode.l10n.t('now') : title === id ? '' : id,
      id,
    })),
    other,
  ];
  const picked = await vscode.window.showQuickPick<{ label: string; id: string | null }>(items, {
    title: vscode.l10n.t('Pick Model'),
    placeHolder: vscode.l10n.t('The model that judges'),
  });
  if (!picked || picked.id !== null) return picked?.id ?? null;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Pick Model'),
    prompt: vscode.l10n.t('Name of the model, as its provider writes it'),
    value: now ?? '',
    validateInput: (text) =>
      /^[\w.:/-]{1,120}$/.test(text.trim())
        ? null
        : vscode.l10n.t('A name of letters, digits, dots, dashes, colons and slashes.'),
  });
  return name?.trim() || null;
}

/** Labels of quick picks show `$(name)` as an icon. */
function plain(text: string): string {
  return text.replaceAll('$(', '$ (');
}

/** Asks for the dimensions to judge; `all` for all of them. `null` when the user leaves it as it is. */
export async function pickDimensionIds(
  aspects: readonly Aspect[],
  now: readonly string[] | null,
): Promise<readonly string[] | 'all' | null> {
  const items = aspects.flatMap((aspect) =>
    aspect.dimensions.map(({ id, title }) => ({
      label: title,
      description: aspect.title,
      picked: now === null || now.includes(id),
      id,
    })),
  );
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t('Pick Dimensions'),
    placeHolder: vscode.l10n.t('Dimensions to judge in this folder; with none ticked, all'),
  });
  if (!picked) return null;
  return picked.length === 0 || picked.length === items.length ? 'all' : picked.map(({ id }) => id);
}

/** Asks for one dimension. */
export async function pickDimension(aspects: readonly Aspect[]): Promise<string | null> {
  const items = aspects.flatMap((aspect) =>
    aspect.dimensions.map(({ id, title }) => ({ label: title, description: aspect.title, id })),
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Show Judge Prompt'),
    placeHolder: vscode.l10n.t('The dimension whose prompt to show'),
  });
  return picked?.id ?? null;
}
