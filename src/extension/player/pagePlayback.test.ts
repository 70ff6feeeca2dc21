import { expect, it, vi } from 'vitest';
import { PagePlayback } from './pagePlayback.ts';

vi.mock('vscode', () => ({ Uri: { file: (path: string) => ({ path, fsPath: path, scheme: 'file' }) } }));

/** What a page plays, of a clip whose copies `make` makes. */
function playbackOf(make: (kind: string) => Promise<string | null>): PagePlayback {
  const played = { uri: { path: '/films/a.mp4', fsPath: '/films/a.mp4', scheme: 'file' }, copies: { of: make } };
  return new PagePlayback(played as never, {} as never, {} as never);
}

it('lets the page begin anew once for a copy, however often it was asked for meanwhile', async () => {
  const playback = playbackOf(async (kind) => `/copies/${kind}.mp4`);
  expect(await Promise.all([playback.turnTo('sound'), playback.turnTo('sound')])).toEqual([true, false]);
  expect(await playback.turnTo('sound')).toBe(false);
  expect(await Promise.all([playback.turnTo('full'), playback.turnTo('full')])).toEqual([true, false]);
  expect(playback.file.fsPath).toBe('/copies/full.mp4');
});

it('does not go back from a full copy to one of the sound that takes longer', async () => {
  const sound = Promise.withResolvers<string>();
  const playback = playbackOf((kind) => (kind === 'sound' ? sound.promise : Promise.resolve('/copies/full.mp4')));
  const later = playback.turnTo('sound');
  expect(await playback.turnTo('full')).toBe(true);
  sound.resolve('/copies/sound.mp4');
  expect(await later).toBe(false);
  expect(playback.file.fsPath).toBe('/copies/full.mp4');
});

it('stays with the clip where no copy can be made', async () => {
  const playback = playbackOf(async () => null);
  expect(await playback.turnTo('sound')).toBe(false);
  expect(playback.file.fsPath).toBe('/films/a.mp4');
});
