import * as vscode from 'vscode';
import * as z from 'zod';
import type { Stance } from '../../core/annotation.ts';
import { EvalVerseError } from '../../core/errors.ts';
import { type Finding, SUSPICION } from '../../core/finding.ts';
import { findingWithId, stanceOn, takingBack } from '../../core/raterView.ts';
import { formatTime } from '../../core/time.ts';
import type { Answer, Verdict } from '../../core/verdict.ts';
import type { AnnotationProgress } from '../annotations/annotationProgress.ts';
import type { Annotations } from '../annotations/annotations.ts';
import { type Blindness, tellBlind } from '../annotations/blindness.ts';
import { Disposables } from '../disposables.ts';
import { oneLine } from '../findings/findingWords.ts';
import { findingsWords } from '../findings/words.ts';
import { COMMAND } from '../ids.ts';
import type { PlayerRegistry } from '../player/playerRegistry.ts';
import { type Log, runWithReporting } from '../reporting.ts';
import type { ClipLibrary } from '../reviews/clipLibrary.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';
import { clipInFront, pickClip, resourceArgument } from './clipArgument.ts';

interface Services {
  readonly annotations: Annotations;
  readonly blindness: Blindness;
  readonly library: ClipLibrary;
  readonly log: Log;
  readonly players: PlayerRegistry;
  readonly progress: AnnotationProgress;
  readonly reviews: ReviewStore;
  readonly taxonomy: TaxonomyService;
}

/** What the commands about a finding are called with: an item of the Findings view, or the clip's address and the finding's id. */
const findingArgumentSchema = z.union([
  z.tuple([z.string(), z.string()]).transform(([uri, id]) => ({ uri: vscode.Uri.parse(uri), id })),
  z
    .tuple([z.object({ uri: z.custom<vscode.Uri>((uri) => uri instanceof vscode.Uri), finding: z.object({ id: z.string() }) })])
    .rest(z.unknown())
    .transform(([{ uri, finding }]) => ({ uri, id: finding.id })),
]);

interface Meant {
  readonly uri: vscode.Uri;
  readonly finding: Finding;
  readonly verdict: Verdict;
}

/** Annotate Clip, and agreeing with, disagreeing with and suppressing findings. */
export function activateAnnotationCommands(services: Services): vscode.Disposable {
  const { annotations, blindness, library, log, players, progress, reviews, taxonomy } = services;
  const disposables = new Disposables();
  const on = (command: string, run: (...args: readonly unknown[]) => Thenable<unknown>) =>
    disposables.add(
      vscode.commands.registerCommand(command, (...args: readonly unknown[]) =>
        runWithReporting(log, command, async () => void (await run(...args))),
      ),
    );

  function meant(args: readonly unknown[]): Meant {
    const argument = findingArgumentSchema.safeParse(args).data;
    const review = argument && reviews.shown(argument.uri);
    const found = review && findingWithId(taxonomy.shown, review, argument.id);
    if (!found) throw new EvalVerseError('internal', vscode.l10n.t('This finding is no longer part of the review.'));
    return { uri: argument.uri, ...found };
  }

  async function say({ uri, finding, verdict }: Meant, stance: Stance, answer: Answer | null, note?: string): Promise<void> {
    const { id, fingerprint } = verdict.judge;
    await annotations.say({ uri, hash: finding.clipHash }, [
      {
        range: verdict.range,
        rationale: finding.rationale,
        answer,
        span: finding.span,
        about: { verdict: verdict.id, judge: id, fingerprint, stance },
        ...(note && { note }),
      },
    ]);
  }

  on(COMMAND.annotateClip, async (argument) => {
    const clip = resourceArgument(argument) ?? clipInFront(players) ?? (await pickClip(library));
    if (!clip) return;
    // Hidden before he is asked, so that nothing shows behind the question.
    await blindness.set(true);
    await annotations.askRater();
    await players.open(clip, { preview: false });
  });
  on(COMMAND.annotateNextClip, async () => {
    const clip = await progress.nextClip(clipInFront(players));
    if (!clip) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No other clip has questions that you have not answered.'));
      return;
    }
    await blindness.set(true);
    await players.open(clip, { preview: true });
  });
  on(COMMAND.stopAnnotating, () => blindness.set(false));
  on(COMMAND.agreeWithFinding, async (...args) => {
    const subject = meant(args);
    if ((await annotations.askRater()) === null) return;
    await say(subject, 'agree', subject.finding.answer === 'suspicion' ? null : subject.finding.answer);
  });
  on(COMMAND.disagreeWithFinding, async (...args) => {
    const subject = meant(args);
    if ((await annotations.askRater()) === null) return;
    const answer = subject.finding.rationale === SUSPICION ? null : await askAnswer(subject.finding);
    if (answer === undefined) return;
    const reason = await askReason(vscode.l10n.t('Why do you disagree?'), subject.finding);
    if (reason !== undefined) await say(subject, 'disagree', answer, reason);
  });
  on(COMMAND.suppressFinding, async (...args) => {
    const subject = meant(args);
    if ((await annotations.askRater()) === null) return;
    const reason = await askReason(vscode.l10n.t('Why should it not be shown?'), subject.finding);
    if (reason !== undefined) await say(subject, 'suppress', null, reason);
  });
  on(COMMAND.takeBackStance, (...args) => takeBack(meant(args)));
  on(COMMAND.showSuppressedFindings, async () => {
    if (blindness.on) return tellBlind();
    const items = reviews.all().flatMap(({ uri, hash }) =>
      reviews.suppressed(uri).map((finding) => ({
        label: `${formatTime(finding.span.start)} ${finding.subDimension.title}`,
        description: `${vscode.workspace.asRelativePath(uri)} · ${oneLine(finding.message)}`,
        detail: stanceOn(annotations.about(hash), finding)?.note ?? '',
        uri,
        finding,
      })),
    );
    if (items.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('You have suppressed no finding of the clips that were loaded.'));
      return;
    }
    const picked = await vscode.window.showQuickPick(items, {
      canPickMany: true,
      matchOnDescription: true,
      matchOnDetail: true,
      placeHolder: vscode.l10n.t('Suppressed findings; tick those to show again'),
    });
    // Findings of one answer are suppressed together, and come back together.
    const answers = new Map((picked ?? []).map((item) => [`${item.uri.toString()} ${answerOf(item.finding)}`, item] as const));
    for (const { uri, finding } of answers.values()) await takeBack(meant([uri.toString(), finding.id]));
  });

  async function takeBack({ uri, finding }: Meant): Promise<void> {
    const words = annotations.about(finding.clipHash);
    const stance = stanceOn(words, finding);
    if (!stance) return;
    const { range, rationale } = stance;
    const taken = takingBack(words, { range, rationale }, { kind: 'stance', judge: finding.judge });
    await annotations.say({ uri, hash: finding.clipHash }, taken);
  }
  return disposables;
}

function answerOf({ rationale, judge }: Finding): string {
  return `${rationale} ${judge}`;
}

/** The user's own answer where it is not the judge's; `undefined` when he does not want to say. */
async function askAnswer(finding: Finding): Promise<Answer | undefined> {
  const words = findingsWords().detail.answer;
  const others = (['pass', 'partial', 'fail', 'na'] as const).filter((answer) => answer !== finding.answer);
  const picked = await vscode.window.showQuickPick(
    others.map((answer) => ({ label: words[answer], answer })),
    { title: finding.basis.question ?? finding.subDimension.title, placeHolder: vscode.l10n.t('Your answer') },
  );
  return picked?.answer;
}

async function askReason(prompt: string, { subDimension, message }: Finding): Promise<string | undefined> {
  const entered = await vscode.window.showInputBox({
    title: `${subDimension.title}: ${oneLine(message)}`,
    prompt,
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('Give a reason in a few words.') : null),
  });
  return entered?.trim();
}
