import * as z from 'zod/mini';

// The page's Content Security Policy forbids the code that zod would generate.
z.config({ jitless: true });

/** What the page remembers about itself between sessions of one editor; nothing here is a result. */
const uiStateSchema = z.object({
  /** 0…1. */
  volume: z.catch(z.number().check(z.minimum(0), z.maximum(1)), 1),
  muted: z.catch(z.boolean(), false),
  rate: z.catch(z.number().check(z.minimum(0.1), z.maximum(4)), 1),
  /** Operators whose measurements are drawn. */
  traces: z.catch(z.array(z.string()), []),
  /** The part of the clip that the timeline shows, in seconds; `null` for all of it. */
  shown: z.catch(z.nullable(z.object({ start: z.number().check(z.minimum(0)), end: z.number() })), null),
  /** Rows of the scorecard that were opened or closed by hand. */
  opened: z.catch(z.record(z.string(), z.boolean()), {}),
});
export type UiState = z.infer<typeof uiStateSchema>;

/** Reads what was kept, field by field: a field that an older version left unreadable gets its default. */
export function parseUiState(kept: unknown): UiState {
  return uiStateSchema.parse(typeof kept === 'object' && kept !== null ? kept : {});
}
