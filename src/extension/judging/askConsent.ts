import * as vscode from 'vscode';
import type { Estimate } from '../../batch/estimate.ts';
import type { JudgeBackend } from '../../judges/backend.ts';
import { notificationText } from '../notificationText.ts';

export interface ConsentRequest {
  /** What of what, e.g. `a.mp4 from 0:01 to 0:03`. */
  readonly subject: string;
  readonly backend: JudgeBackend;
  readonly withMeasurements: boolean;
  readonly estimate: Estimate;
}

/** `null`: nothing is sent, only measured. */
export type ConsentAnswer = 'once' | 'folder' | null;

const LOOPBACK = /^https?:\/\/(localhost|127\.|\[::1\])/;

/** Asks, before anything is sent, whether footage may go to an endpoint, and says what, where, how much and at what price. */
export async function askConsent(request: ConsentRequest): Promise<ConsentAnswer> {
  const { backend, subject } = request;
  const once = { title: vscode.l10n.t('Allow Once') };
  const folder = { title: vscode.l10n.t('Allow for This Folder') };
  // In place of Cancel, which would not tell that measuring goes on.
  const none = { title: vscode.l10n.t('Only Measure'), isCloseAffordance: true };
  const where = backend.origin === 'editor' ? backend.model : backend.origin;
  const answer = await vscode.window.showWarningMessage(
    notificationText(vscode.l10n.t('Send footage of {0} to {1}?', subject, where)),
    { modal: true, detail: consentDetail(request) },
    once,
    folder,
    none,
  );
  if (answer === folder) return 'folder';
  return answer === once ? 'once' : null;
}

/** What a run that needs no asking any more will take: as much as the question would say about it. */
export function estimateText(request: ConsentRequest): string {
  return vscode.l10n.t('{0}: {1}; cost: {2}', request.backend.model, amount(request), costText(request));
}

function consentDetail(request: ConsentRequest): string {
  const { backend } = request;
  return [
    vscode.l10n.t('What: {0}', whatIsSent(request)),
    vscode.l10n.t('Model: {0}', backend.model),
    vscode.l10n.t('How much: {0}', amount(request)),
    vscode.l10n.t('Cost: {0}', costText(request)),
    retention(backend),
    vscode.l10n.t('Faces and voices in the footage can identify people. Make sure that you may send them.'),
    vscode.l10n.t('Only Measure sends nothing. What you allow, the command EvalVerse: Allowed Endpoints takes back.'),
  ].join('\n\n');
}

function whatIsSent({ backend: { capabilities, maximumFrames }, withMeasurements }: ConsentRequest): string {
  const pictures = capabilities.video
    ? vscode.l10n.t('the video, at most 1280 pixels wide or high')
    : vscode.l10n.t('at most {0} single frames a call, at most 1024 pixels wide or high', maximumFrames);
  return [
    pictures,
    ...(capabilities.audio ? [vscode.l10n.t('its sound')] : []),
    vscode.l10n.t('its generation prompt and reference video, where it has them'),
    ...(withMeasurements ? [vscode.l10n.t('what was measured')] : []),
    vscode.l10n.t('never its name or metadata'),
  ].join(', ');
}

function amount({ estimate: { calls, bytes, inputTokens, outputTokens } }: ConsentRequest): string {
  const number = new Intl.NumberFormat(vscode.env.language, { maximumSignificantDigits: 2 });
  return vscode.l10n.t(
    'about {0} calls, {1} MB, {2} tokens',
    calls,
    number.format(bytes / 1e6),
    number.format(inputTokens + outputTokens),
  );
}

function costText({ backend, estimate: { cost, mostCost } }: ConsentRequest): string {
  if (backend.origin === 'editor') return vscode.l10n.t('unknown; it counts against what your chat may use');
  if (cost === null || mostCost === null) return vscode.l10n.t('unknown: {0} is not in the price table', backend.model);
  return vscode.l10n.t(
    'about {0} US dollars, at most about {1} unless something has to be asked twice (prices of {2})',
    dollars(cost.usd),
    dollars(mostCost.usd),
    cost.asOf,
  );
}

/** Two digits that count, and never a zero for what costs something. */
function dollars(usd: number): string {
  return usd === 0 || usd >= 0.995 ? usd.toFixed(2) : usd.toPrecision(2);
}

function retention({ id, origin }: JudgeBackend): string {
  if (LOOPBACK.test(origin))
    return vscode.l10n.t('Kept: this server runs on this machine. Whether it passes on what it gets, only its own settings say.');
  if (id === 'gemini')
    return vscode.l10n.t(
      'Kept: a large video lies with the provider as a file until the judging is over, and is deleted then; the provider deletes what is left after 48 hours. With a key of its free tier, the provider may use what is sent to improve its products, and people may look at it.',
    );
  return vscode.l10n.t('Kept: how long, and whether models are trained with it, is up to the provider; see its terms.');
}
