import { createElement } from 'preact';

/** Something is going on and nobody can tell how long. */
export function ProgressRing({ label }: { readonly label: string }) {
  return createElement('vscode-progress-ring', { 'aria-label': label, class: 'progress-ring' });
}
