import { createElement } from 'preact';

/** A line between groups. */
export function Divider() {
  return createElement('vscode-divider', { role: 'presentation' });
}
