import { BOARD_STRINGS } from '../ui/boardStrings.ts';
import { inPageWords } from '../ui/phrases.ts';

/** Sentences about what was left out; nothing without any. */
export function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{BOARD_STRINGS.notes}</h2>
      <ul class="notes">
        {notes.map((note) => (
          <li key={note}>{inPageWords(note)}</li>
        ))}
      </ul>
    </section>
  );
}
