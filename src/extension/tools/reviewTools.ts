import { posix } from 'node:path';
import * as vscode from 'vscode';
import { EvalVerseError, isAbort, userMessageOf } from '../../core/errors.ts';
import { toolAnswer } from '../../core/toolAnswer.ts';
import type { Calibrations } from '../calibration/calibrations.ts';
import { type EvaluationServices, evaluateFor } from '../commands/evaluationCommands.ts';
import { Disposables } from '../disposables.ts';
import { TOOL } from '../ids.ts';
import type { Journals } from '../reviews/journals.ts';
import { judgingSetting } from '../settings.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';
import { toolClip } from './toolClip.ts';

export interface ToolServices extends EvaluationServices {
  readonly calibrations: Calibrations;
  readonly journals: Journals;
  readonly taxonomy: TaxonomyService;
}

/** What chat agents may ask of us: have a clip evaluated, as its command would, and read what was found. */
export function activateReviewTools(services: ToolServices): vscode.Disposable {
  const disposables = new Disposables();
  disposables.add(
    vscode.lm.registerTool(TOOL.scoreClip, {
      async prepareInvocation({ input }) {
        const clip = await orMessage(toolClip(input));
        const name = posix.basename(clip.path);
        return {
          invocationMessage: vscode.l10n.t('Evaluating {0}', name),
          confirmationMessages: { title: vscode.l10n.t('Evaluate {0}?', name), message: asText(whatHappens(services, clip)) },
        };
      },
      invoke: ({ input }, token) => orMessage(score(services, input, token)),
    }),
  );
  disposables.add(
    vscode.lm.registerTool(TOOL.readReview, {
      async prepareInvocation({ input }) {
        const clip = await orMessage(toolClip(input));
        return { invocationMessage: vscode.l10n.t('Reading the review of {0}', posix.basename(clip.path)) };
      },
      invoke: ({ input }) => orMessage(toolClip(input).then((clip) => read(services, clip, []))),
    }),
  );
  return disposables;
}

/** What an agent is told stands in the chat, where the person who annotates reads it. @throws EvalVerseError `annotations/blind`. */
function requireSight({ blindness }: ToolServices): void {
  if (!blindness.on) return;
  throw new EvalVerseError(
    'annotations/blind',
    vscode.l10n.t('What judges said is hidden while the user annotates. Ask again when they are done.'),
  );
}

async function score(
  services: ToolServices,
  input: unknown,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
  if (!vscode.workspace.isTrusted)
    throw new EvalVerseError('workspace/untrusted', vscode.l10n.t('Nothing is evaluated in a workspace that is not trusted.'));
  requireSight(services);
  const clip = await toolClip(input);
  const cancelling = token.onCancellationRequested(() => services.tasks.cancel(clip));
  try {
    const { notes } = await evaluateFor(services, clip, { kind: 'clip' });
    return await read(services, clip, notes);
  } finally {
    cancelling.dispose();
  }
}

async function read(services: ToolServices, clip: vscode.Uri, notes: readonly string[]): Promise<vscode.LanguageModelToolResult> {
  const { calibrations, journals, loader, reviews, taxonomy } = services;
  await journals.refresh(journals.rootOf(clip));
  await loader.load(clip);
  // Asked last: annotating may have begun while the clip was judged.
  requireSight(services);
  const known = await taxonomy.load();
  const review = reviews.get(clip)?.review ?? { clipHash: '', ranges: [] };
  const answer = toolAnswer(known, review, {
    clip: vscode.workspace.asRelativePath(clip),
    calibrations: await calibrations.load(clip),
    notes,
  });
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(answer))]);
}

/** What evaluating does with a clip, for the person who is asked whether an agent may have it done. */
function whatHappens({ judgeChoice }: ToolServices, clip: vscode.Uri): string {
  const measured = vscode.l10n.t('Picture and sound are measured on this machine.');
  const { id, label } = judgeChoice.shownFor(clip);
  if (id === 'signals') return `${measured} ${vscode.l10n.t('Nothing is sent.')}`;
  const facts = judgingSetting().withMeasurements ? vscode.l10n.t(', what was measured') : '';
  return `${measured} ${vscode.l10n.t(
    'What has not been judged yet is sent to {0}: pictures of the clip and its sound where the model hears, without its name and metadata, its generation prompt and reference video where it has them{1}, and the questions. Where this was not allowed before for this folder, you are asked once more, with the cost.',
    label,
    facts,
  )}`;
}

/** Names of files and models are shown as text. */
function asText(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString().appendText(text);
}

/** Agents read the message of an error: the one for users. */
async function orMessage<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (isAbort(error)) throw new vscode.CancellationError();
    throw new Error(userMessageOf(error), { cause: error });
  }
}
