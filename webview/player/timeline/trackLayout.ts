/** One track of the timeline, by what it shows. */
export type TrackId = 'filmstrip' | 'shots' | 'sound' | 'measurements' | 'empty' | `trace:${string}` | `lane:${string}`;

export interface TrackSize {
  readonly id: TrackId;
  /** Pixels. */
  readonly height: number;
}

export interface PlacedTrack extends TrackSize {
  /** Pixels from the top of the first track. */
  readonly top: number;
}

/** Pixels between two tracks. */
const GAP = 2;

/** Tracks below one another. */
export function stackTracks(tracks: readonly TrackSize[]): { readonly tracks: readonly PlacedTrack[]; readonly height: number } {
  let top = 0;
  const placed = tracks.map((track): PlacedTrack => {
    const place = { ...track, top };
    top += track.height + GAP;
    return place;
  });
  return { tracks: placed, height: top };
}

/** The track at `y` pixels below the top of the first one, or `null`. */
export function trackAt(tracks: readonly PlacedTrack[], y: number): PlacedTrack | null {
  return tracks.find(({ top, height }) => y >= top && y < top + height) ?? null;
}
