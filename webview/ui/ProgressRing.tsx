import { createElement } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './Icon.tsx';

interface ProgressRingProps {
  readonly label: string;
}

/** Something is going on and nobody can tell how long. Stands still for people who asked for less motion. */
export function ProgressRing({ label }: ProgressRingProps) {
  if (!prefersStillness()) return <TurningRing label={label} />;
  return (
    <span role="progressbar" aria-label={label} class="progress-ring">
      <Icon name="loading" />
    </span>
  );
}

function TurningRing({ label }: ProgressRingProps) {
  const ring = useRef<HTMLElement>(null);
  // The toolkit's ring calls itself "Loading" once it is in the page, whatever it was called before.
  useLayoutEffect(() => ring.current?.setAttribute('aria-label', label), [label]);
  return createElement('vscode-progress-ring', { ref: ring, class: 'progress-ring' });
}

/** The system's wish, or VS Code's own setting, which it puts on the body. */
function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches || document.body.classList.contains('vscode-reduce-motion');
}
