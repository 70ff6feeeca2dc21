import * as vscode from 'vscode';
import type { FindingSeverity } from '../../core/finding.ts';
import { FINDING_SEVERITIES, type FindingFilter } from '../../core/findingFilter.ts';
import type { Aspect } from '../../core/taxonomy/model.ts';
import { severityAndUp } from '../findings/words.ts';

/** Asks for the aspects, then for the severity; what holds now is ticked. `null` when the user leaves it as it is. */
export async function pickFilter(aspects: readonly Aspect[], current: FindingFilter): Promise<FindingFilter | null> {
  const chosen = await pickAspects(aspects, current);
  if (!chosen) return null;
  const minimumSeverity = await pickSeverity(current);
  return minimumSeverity && { aspects: chosen, minimumSeverity };
}

/** The ids picked; none for all of them, so that those of another taxonomy are shown as well. */
async function pickAspects(aspects: readonly Aspect[], { aspects: shown }: FindingFilter): Promise<readonly string[] | null> {
  const items = aspects.map(({ id, title }) => ({ label: title, id, picked: shown.length === 0 || shown.includes(id) }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t('Filter Findings (1 of 2)'),
    placeHolder: vscode.l10n.t('Aspects to show; with none ticked, all'),
  });
  if (!picked) return null;
  return picked.length === items.length ? [] : picked.map(({ id }) => id);
}

async function pickSeverity({ minimumSeverity }: FindingFilter): Promise<FindingSeverity | null> {
  const items = FINDING_SEVERITIES.map((severity) => ({
    label: severityAndUp(severity),
    ...(severity === minimumSeverity && { description: vscode.l10n.t('now') }),
    severity,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Filter Findings (2 of 2)'),
    placeHolder: vscode.l10n.t('Severities to show'),
  });
  return picked?.severity ?? null;
}
