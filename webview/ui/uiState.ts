import * as z from 'zod/mini';
import { FINDING_SEVERITIES } from '../../src/core/findingFilter.ts';
import { ANSWER_STATUSES, SHOW_EVERYTHING } from './scorecardFilter.ts';

// The page's Content Security Policy forbids the code that zod would generate.
z.config({ jitless: true });

/** What can lie over the picture or beside it. */
export const OVERLAYS = ['safeArea', 'thirds', 'boxes', 'subject', 'falseColour', 'waveform', 'histogram'] as const;
export type Overlay = (typeof OVERLAYS)[number];

/** What is played again and again: the in/out range (without one, the shot), the whole clip, or nothing. */
export const loopSchema = z.enum(['off', 'range', 'clip']);
export type Loop = z.infer<typeof loopSchema>;

/** In and out points, seconds. */
export const marksSchema = z.object({ in: z.nullable(z.number()), out: z.nullable(z.number()) });

/** How much of the height of picture and timeline the timeline may take, and how much where nobody moved their border. */
export const TIMELINE_SHARE = { least: 0.12, most: 0.75 };
export const DEFAULT_TIMELINE_SHARE = 0.46;

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
  /** Which questions the scorecard shows. */
  filter: z.catch(
    z.object({
      text: z.string(),
      severities: z.readonly(z.array(z.enum(FINDING_SEVERITIES))),
      statuses: z.readonly(z.array(z.enum(ANSWER_STATUSES))),
      judges: z.readonly(z.array(z.string())),
    }),
    SHOW_EVERYTHING,
  ),
  /** Playhead, seconds of clip time. */
  time: z.catch(z.number().check(z.minimum(0)), 0),
  /** On the clip's time. */
  marks: z.catch(marksSchema, { in: null, out: null }),
  loop: z.catch(loopSchema, 'off'),
  timelineShare: z.catch(
    z.number().check(z.minimum(TIMELINE_SHARE.least), z.maximum(TIMELINE_SHARE.most)),
    DEFAULT_TIMELINE_SHARE,
  ),
  overlays: z.catch(z.array(z.enum(OVERLAYS)), ['boxes']),
  /** How the picture is looked at (`PictureView`). */
  view: z.catch(z.object({ scale: z.nullable(z.number().check(z.minimum(0.01), z.maximum(64))), x: z.number(), y: z.number() }), {
    scale: null,
    x: 0.5,
    y: 0.5,
  }),
});
export type UiState = z.infer<typeof uiStateSchema>;

/** Reads what was kept, field by field: a field that an older version left unreadable gets its default. */
export function parseUiState(kept: unknown): UiState {
  return uiStateSchema.parse(typeof kept === 'object' && kept !== null ? kept : {});
}
