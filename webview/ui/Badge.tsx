import { createElement } from 'preact';

/** A small count. */
export function Badge({ count, label }: { readonly count: number; readonly label: string }) {
  return createElement('vscode-badge', { title: label, 'aria-label': label }, String(count));
}
