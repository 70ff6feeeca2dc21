import { createElement } from 'preact';
import { Icon } from './Icon.tsx';

/** Something is going on and nobody can tell how long. Stands still for people who asked for less motion. */
export function ProgressRing({ label }: { readonly label: string }) {
  if (prefersStillness()) {
    return (
      <span role="progressbar" aria-label={label} class="progress-ring">
        <Icon name="loading" />
      </span>
    );
  }
  return createElement('vscode-progress-ring', { 'aria-label': label, class: 'progress-ring' });
}

/** The system's wish, or VS Code's own setting, which it puts on the body. */
function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches || document.body.classList.contains('vscode-reduce-motion');
}
