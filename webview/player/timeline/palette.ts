import type { FindingSeverity } from '../../../src/core/finding.ts';

/** Every colour that the canvas needs. Each is a registered custom property of timeline.css, so that its value is a finished colour. */
const COLOURS = [
  'surface',
  'text',
  'dim',
  'line',
  'tick',
  'minor-tick',
  'even-shot',
  'odd-shot',
  'shot-line',
  'boundary',
  'corrected',
  'waveform',
  'curve',
  'range',
  'outside',
  'focus',
  'marker-border',
  'overview',
  'overview-window',
  'error',
  'warning',
  'information',
  'hint',
  'suspicion',
] as const;
type Colour = (typeof COLOURS)[number];

/** The theme as the canvas draws it. */
export interface Palette {
  readonly colour: Readonly<Record<Colour, string>>;
  readonly tone: (tone: FindingSeverity | 'suspicion') => string;
  /** How strongly a marker is filled with its tone, 0…1: not at all in high contrast, where borders tell instead. */
  readonly fill: number;
  readonly font: string;
}

/** Reads the theme in force; it has to be read anew whenever that changes. */
export function readPalette(element: HTMLElement): Palette {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(`--timeline-${name}`);
  const entries = COLOURS.map((name) => [name, read(name)] as const);
  const colour = Object.fromEntries(entries) as Record<Colour, string>; // fromEntries forgets which keys it was given
  return { colour, tone: (tone) => colour[tone], fill: Number(read('fill')), font: style.fontFamily };
}
