import type { Event, Uri } from 'vscode';
import type { Finding } from '../core/finding.ts';
import type { Coverage } from '../core/score.ts';
import type { PlayerPosition } from '../protocol/messages.ts';

/** An open player as others may see it. */
export interface OpenPlayer {
  readonly clip: Uri;
  /** True once its page runs. */
  readonly ready: boolean;
  readonly visible: boolean;
  readonly position: PlayerPosition;
  /** The sentence it shows about something missing. */
  readonly problem: string | null;
  readonly analysed: boolean;
  /** True while it shows verdicts, which may be those on a file that is gone. */
  readonly judged: boolean;
}

/** An open board as others may see it. */
export interface OpenBoard {
  readonly kind: 'agreement' | 'calibration';
  /** Id of the judge that it is about; `null` for raters alone. */
  readonly judge: string | null;
  /** True once its page runs. */
  readonly ready: boolean;
  /** True for a calibration that does not hold for the judge any more. */
  readonly stale: boolean;
}

/** An open comparison as others may see it. */
export interface OpenComparison {
  /** From left to right. */
  readonly clips: readonly Uri[];
  /** Names and scores are hidden. */
  readonly blind: boolean;
  /** True once its page runs. */
  readonly ready: boolean;
  /** Of its tab. */
  readonly title: string;
}

/** A finding that was selected in a player, the Findings view, a findings document or by a link. */
export interface Selection {
  readonly clip: Uri;
  /** Id of the finding. */
  readonly finding: string;
  /** Where it begins. */
  readonly time: number;
}

/** What `activate()` gives to other extensions. Clips are named by URI, times are seconds of clip time. */
export interface EvalVerseApi {
  /** Finds or opens the player of a clip and moves its playhead to the frame on screen at `time`. */
  seek(clip: Uri, time: number): Promise<void>;
  /** The findings of a clip that the user's filter lets through, in time order. */
  findings(clip: Uri): readonly Finding[];
  /** How much was answered about a clip as a whole, or `null` when it was not judged as a whole. */
  coverage(clip: Uri): Coverage | null;
  /** Calls `listener` with the clips whose findings or coverage may have changed. */
  onDidChangeReviews(listener: (clips: readonly Uri[]) => void): { dispose(): void };
  /** The finding that is selected in the window, or `null` before one was. */
  selection(): Selection | null;
  /** Fires once for each finding that the user selects, wherever he does. */
  readonly onDidChangeSelection: Event<Selection>;
  /** Whether the Findings view is in sight, and id of the finding that is selected in it. */
  findingsView(): { readonly visible: boolean; readonly selected: string | null };
  /** Open players, most recently active first. */
  players(): readonly OpenPlayer[];
  /** Open boards about raters and judges. */
  boards(): readonly OpenBoard[];
  /** Open comparisons. */
  comparisons(): readonly OpenComparison[];
  /** Sizes of what must be empty again once every player is closed and nothing runs. */
  held(): { readonly players: number; readonly servedClips: number; readonly tasks: number };
  /** How many subscriptions, watchers and emitters are alive: as many after a player is closed as before it was opened. */
  subscriptions(): number;
}
