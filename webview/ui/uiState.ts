import * as z from 'zod/mini';

// The page's Content Security Policy forbids the code that zod would generate.
z.config({ jitless: true });

/** What the page remembers about itself between sessions of one editor; nothing here is a result. */
const uiStateSchema = z.object({
  /** 0…1. */
  volume: z.catch(z.number().check(z.minimum(0), z.maximum(1)), 1),
  muted: z.catch(z.boolean(), false),
  rate: z.catch(z.number().check(z.minimum(0.1), z.maximum(4)), 1),
  /** Operator whose measurement is drawn; empty for none. */
  trace: z.catch(z.string(), ''),
  /** Rows of the scorecard that were opened or closed by hand. */
  opened: z.catch(z.record(z.string(), z.boolean()), {}),
});
export type UiState = z.infer<typeof uiStateSchema>;

/** Reads what was kept, field by field: a field that an older version left unreadable gets its default. */
export function parseUiState(kept: unknown): UiState {
  return uiStateSchema.parse(typeof kept === 'object' && kept !== null ? kept : {});
}
