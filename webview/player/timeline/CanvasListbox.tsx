import { useState } from 'preact/hooks';
import type { Place } from './laneTracks.ts';

/** Options that exist as elements around the active one; thousands more are only counted. */
const AROUND = 30;

/** Something on the canvas, as a screen reader finds it. */
export interface CanvasOption {
  readonly id: string;
  /** What it is in words. */
  readonly label: string;
  /** Where it is, in pixels of the layer; `null` when it is nowhere. */
  readonly place: Place | null;
}

interface CanvasListboxProps {
  readonly name: string;
  readonly label: string;
  readonly count: number;
  readonly optionAt: (index: number) => CanvasOption | null;
  /** Position of the selected one; −1 for none. */
  readonly selected: number;
  /** The keyboard came to an option, which has to come into sight. */
  readonly onReach: (index: number) => void;
  readonly onChoose: (index: number) => void;
  /** Other keys; returns whether it used the key up. */
  readonly onKey?: (event: KeyboardEvent, index: number) => boolean;
}

/**
 * What is drawn on the canvas for those who cannot see or point at it: a list whose options lie, invisible, where the canvas draws
 * them, so that the focus is seen there. Arrows walk, Enter chooses.
 */
export function CanvasListbox({ name, label, count, optionAt, selected, onReach, onChoose, onKey }: CanvasListboxProps) {
  const [reached, setReached] = useState<number | null>(null);
  const active = Math.min(Math.max(reached ?? selected, 0), count - 1);
  const first = Math.max(0, active - AROUND);
  const shown = Array.from({ length: Math.min(count - first, 2 * AROUND + 1) }, (_, i) => first + i);
  const idOf = (index: number) => `${name}-${index}`;
  const reach = (index: number) => {
    const next = Math.min(Math.max(index, 0), count - 1);
    setReached(next);
    onReach(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    const step = { ArrowRight: 1, ArrowLeft: -1, PageDown: 10, PageUp: -10 }[key];
    if (onKey?.(event, active)) {
      // used up
    } else if (altKey || ctrlKey || metaKey) return;
    else if (step !== undefined) reach(active + step);
    else if (key === 'Home') reach(0);
    else if (key === 'End') reach(count - 1);
    else if (key === 'Enter') onChoose(active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  if (count === 0) return null;
  return (
    <div
      class={`canvas-list ${name}-list`}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-activedescendant={idOf(active)}
      onKeyDown={onKeyDown}
      onBlur={() => setReached(null)}
    >
      {shown.map((index) => {
        const option = optionAt(index);
        if (!option) return null;
        const { place } = option;
        return (
          <div
            key={option.id}
            id={idOf(index)}
            class={`canvas-option${index === active ? ' active' : ''}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === selected}
            aria-setsize={count}
            aria-posinset={index + 1}
            aria-label={option.label}
            data-id={option.id}
            style={
              place
                ? { left: `${place.x}px`, top: `${place.y}px`, width: `${place.width}px`, height: `${place.height}px` }
                : undefined
            }
          />
        );
      })}
    </div>
  );
}
