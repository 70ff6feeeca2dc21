import * as vscode from 'vscode';
import { EvalVerseError } from '../../core/errors.ts';
import type { ChatModel, ChatPart } from '../../judges/vscodeLm/vscodeLmBackend.ts';

/** Chat models that the editor offers now; none where no extension brings any. */
export async function chatModels(): Promise<readonly { readonly id: string; readonly title: string }[]> {
  const models = await vscode.lm.selectChatModels();
  return models.map((model) => ({ id: idOf(model), title: model.name }));
}

/**
 * @param id as `chatModels` names it; the first one there is when `null`.
 * @throws EvalVerseError `judge/model`.
 */
export async function chatModelOf(id: string | null): Promise<ChatModel> {
  const models = await vscode.lm.selectChatModels();
  const model = id === null ? models[0] : models.find((one) => idOf(one) === id);
  if (!model)
    throw new EvalVerseError(
      'judge/model',
      vscode.l10n.t('The editor does not offer this chat model (any more); pick another judge.'),
    );
  return { id: idOf(model), send: (parts, signal) => send(model, parts, signal) };
}

function idOf({ vendor, id }: vscode.LanguageModelChat): string {
  return `${vendor}/${id}`;
}

async function send(
  model: vscode.LanguageModelChat,
  parts: readonly ChatPart[],
  signal: AbortSignal,
): Promise<AsyncIterable<string>> {
  signal.throwIfAborted();
  const cancelling = new vscode.CancellationTokenSource();
  const cancel = () => cancelling.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  const end = () => {
    signal.removeEventListener('abort', cancel);
    cancelling.dispose();
  };
  const content = parts.map((part) =>
    part.kind === 'text'
      ? new vscode.LanguageModelTextPart(part.text)
      : vscode.LanguageModelDataPart.image(part.jpeg, 'image/jpeg'),
  );
  const justification = vscode.l10n.t('EvalVerse lets the model judge frames of a video clip.');
  try {
    const message = vscode.LanguageModelChatMessage.User(content);
    const { text } = await model.sendRequest([message], { justification }, cancelling.token);
    return heard(text, model, signal, end);
  } catch (error) {
    end();
    throw judgeError(error, model, signal);
  }
}

async function* heard(
  text: AsyncIterable<string>,
  model: vscode.LanguageModelChat,
  signal: AbortSignal,
  end: () => void,
): AsyncGenerator<string> {
  try {
    yield* text;
  } catch (error) {
    throw judgeError(error, model, signal);
  } finally {
    end();
  }
}

function judgeError(error: unknown, { name }: vscode.LanguageModelChat, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const options = { cause: error };
  const code = error instanceof vscode.LanguageModelError ? error.code : '';
  const message = error instanceof Error ? error.message : String(error);
  if (code === vscode.LanguageModelError.NoPermissions.name)
    return new EvalVerseError(
      'judge/not-allowed',
      vscode.l10n.t('{0} may not be used by EvalVerse; allow it when the editor asks, or pick another judge.', name),
      options,
    );
  if (code === vscode.LanguageModelError.NotFound.name)
    return new EvalVerseError('judge/model', vscode.l10n.t('{0} is not there any more; pick another judge.', name), options);
  if (/quota|rate.?limit|too many requests/i.test(message))
    return new EvalVerseError(
      'judge/quota',
      vscode.l10n.t('{0} takes no more requests for now; try again later.', name),
      options,
    );
  return new EvalVerseError(
    'judge/rejected',
    vscode.l10n.t('{0} refuses to look at the frames; pick another judge.', name),
    options,
  );
}
