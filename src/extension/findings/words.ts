import * as vscode from 'vscode';
import type { Finding, FindingSeverity } from '../../core/finding.ts';
import type { FindingsWords } from './findingsText.ts';

/** How severities and the state of a clip are called everywhere, in the user's language. */
export function findingsWords(): FindingsWords {
  return {
    notJudged: vscode.l10n.t('not judged'),
    noFindings: vscode.l10n.t('No findings.'),
    severity: {
      error: vscode.l10n.t('error'),
      warning: vscode.l10n.t('warning'),
      information: vscode.l10n.t('information'),
      hint: vscode.l10n.t('hint'),
      pass: vscode.l10n.t('pass'),
    },
  };
}

const ICONS: Readonly<Record<FindingSeverity, readonly [icon: string, colour: string]>> = {
  error: ['error', 'list.errorForeground'],
  warning: ['warning', 'list.warningForeground'],
  information: ['info', 'notificationsInfoIcon.foreground'],
  hint: ['lightbulb', 'notificationsInfoIcon.foreground'],
};

export function severityIcon(severity: FindingSeverity): vscode.ThemeIcon {
  const [icon, colour] = ICONS[severity];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
}

export function passIcon(): vscode.ThemeIcon {
  return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
}

export function findingIcon({ answer, severity }: Finding): vscode.ThemeIcon {
  return answer === 'pass' ? passIcon() : severityIcon(severity);
}
