import * as vscode from 'vscode';
import type { ErrorCode } from '../../core/errors.ts';
import type { Finding, FindingSeverity } from '../../core/finding.ts';
import type { FindingsWords } from './findingWords.ts';

/** How severities and the state of a clip are called everywhere, in the user's language. */
export function findingsWords(): FindingsWords {
  return {
    notJudged: vscode.l10n.t('not judged'),
    blind: vscode.l10n.t('hidden while you annotate'),
    rangesJudged: vscode.l10n.t('ranges judged'),
    nothingFound: vscode.l10n.t('nothing found'),
    coverage: ({ answered, asked }) => vscode.l10n.t('{0} of {1} answered', answered, asked),
    findings: (count) => (count === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', count)),
    hidden: (count) =>
      count === 1 ? vscode.l10n.t('1 finding hidden by the filter') : vscode.l10n.t('{0} findings hidden by the filter', count),
    suppressed: (count) =>
      count === 1 ? vscode.l10n.t('1 finding suppressed') : vscode.l10n.t('{0} findings suppressed', count),
    severity: {
      error: vscode.l10n.t('error'),
      warning: vscode.l10n.t('warning'),
      information: vscode.l10n.t('information'),
      hint: vscode.l10n.t('hint'),
      pass: vscode.l10n.t('pass'),
      suspicion: vscode.l10n.t('suspected instruction to the judge'),
    },
    detail: {
      answer: {
        pass: vscode.l10n.t('pass'),
        partial: vscode.l10n.t('partial'),
        fail: vscode.l10n.t('fail'),
        na: vscode.l10n.t('does not apply'),
      },
      sureness: {
        low: vscode.l10n.t('the judge says it is sure'),
        medium: vscode.l10n.t('the judge says it is fairly sure'),
        high: vscode.l10n.t('the judge says it is unsure'),
      },
      question: (text) => vscode.l10n.t('Question: {0}', text),
      reason: (text) => vscode.l10n.t('Reason: {0}', text),
      reflection: (text) => vscode.l10n.t('Doubts of its own: {0}', text),
      howSure: (text) => vscode.l10n.t('How sure: {0}', text),
      limits: (faultWhen, partial, fail) =>
        faultWhen === 'above'
          ? vscode.l10n.t('partial above {0}, fail above {1}', partial, fail)
          : vscode.l10n.t('partial below {0}, fail below {1}', partial, fail),
      votes: (votes, samples, answer) => vscode.l10n.t('{0} of {1} samples: {2}', votes, samples, answer),
      weight: (percent, answer) => vscode.l10n.t('{0} % {1}', percent, answer),
    },
  };
}

/**
 * The filter in a few words, `warning and up · Cinematography`; nothing when it lets everything through.
 *
 * @param aspects titles of the only aspects shown; none for all.
 */
export function filterText(minimumSeverity: FindingSeverity, aspects: readonly string[]): string {
  return [...(minimumSeverity === 'hint' ? [] : [severityAndUp(minimumSeverity)]), ...aspects].join(' · ');
}

/** `warning and up`; nothing is louder than an error. */
export function severityAndUp(severity: FindingSeverity): string {
  const word = findingsWords().severity[severity];
  return severity === 'error' ? word : vscode.l10n.t('{0} and up', word);
}

/** Why a clip could not be judged, in the room that a row of a list has. */
export function shortReason(code: ErrorCode): string {
  switch (code) {
    case 'clip/not-found':
      return vscode.l10n.t('moved or removed');
    case 'clip/unreadable':
      return vscode.l10n.t('cannot be read');
    case 'clip/empty':
      return vscode.l10n.t('empty file');
    case 'clip/not-media':
      return vscode.l10n.t('not a video');
    case 'clip/truncated':
      return vscode.l10n.t('cut short');
    case 'clip/no-video':
    case 'clip/no-frames':
      return vscode.l10n.t('no picture');
    case 'clip/single-frame':
      return vscode.l10n.t('one frame only');
    case 'clip/changed':
      return vscode.l10n.t('being written to');
    default:
      return vscode.l10n.t('could not be judged');
  }
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
  switch (answer) {
    case 'pass':
      return passIcon();
    case 'suspicion':
      return new vscode.ThemeIcon('shield', new vscode.ThemeColor('charts.purple'));
    default:
      return severityIcon(severity);
  }
}
