/** Icons of VS Code's own font that the page uses. */
export type CodiconName =
  | 'arrow-down'
  | 'arrow-swap'
  | 'arrow-up'
  | 'chevron-down'
  | 'discard'
  | 'merge'
  | 'screen-full'
  | 'split-horizontal'
  | 'zoom-in'
  | 'zoom-out'
  | 'circle-large-outline'
  | 'edit'
  | 'eye'
  | 'eye-closed'
  | 'thumbsdown'
  | 'thumbsup'
  | 'chevron-right'
  | 'circle-slash'
  | 'close'
  | 'color-mode'
  | 'error'
  | 'filter'
  | 'filter-filled'
  | 'go-to-file'
  | 'info'
  | 'keyboard'
  | 'lightbulb'
  | 'loading'
  | 'mute'
  | 'pass'
  | 'pass-filled'
  | 'play'
  | 'debug-pause'
  | 'unmute'
  | 'warning'
  | 'check'
  | 'checklist'
  | 'law'
  | 'pulse'
  | 'question'
  | 'shield';

/** An icon of the codicon font; decoration, so the name of what it stands for belongs to its button or row. */
export function Icon({ name, class: className }: { readonly name: CodiconName; readonly class?: string }) {
  return <span class={`codicon codicon-${name} ${className ?? ''}`} aria-hidden="true" />;
}

/** Signs of film editing that the codicon font lacks: 16 × 16 paths in the same weight. */
const FILM_PATHS = {
  'previous-frame': 'M4 3v10M13 3.2v9.6L6 8z',
  'next-frame': 'M12 3v10M3 3.2v9.6L10 8z',
  'previous-finding': 'M2.5 8 6 4.5M2.5 8 6 11.5M2.5 8H7M11 4.5 14.5 8 11 11.5 7.5 8z',
  'next-finding': 'M13.5 8 10 4.5M13.5 8 10 11.5M13.5 8H9M5 4.5 8.5 8 5 11.5 1.5 8z',
  'set-in': 'M9.5 2.5h-4v11h4',
  'set-out': 'M6.5 2.5h4v11h-4',
  loop: 'M3 8.5V7a2.5 2.5 0 0 1 2.5-2.5h7M10.5 2.5l2 2-2 2M13 7.5V9a2.5 2.5 0 0 1-2.5 2.5h-7M5.5 9.5l-2 2 2 2',
  'clear-range': 'M4.5 2.5h-2v11h2M11.5 2.5h2v11h-2M6 6l4 4M10 6l-4 4',
} as const;

/** A sign of film editing. Frame steps are filled, all others drawn. */
export function FilmIcon({ name }: { readonly name: keyof typeof FILM_PATHS }) {
  const filled = name.endsWith('-frame');
  return (
    <svg class={`film-icon${filled ? ' filled' : ''}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={FILM_PATHS[name]} />
    </svg>
  );
}
