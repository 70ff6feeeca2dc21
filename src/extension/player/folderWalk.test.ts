import { expect, test, vi } from 'vitest';
import type { Uri } from 'vscode';

vi.mock('vscode', () => ({}));
const { FolderWalk } = await import('./folderWalk.ts');

const uri = (name: number) => ({ toString: () => String(name) }) as Uri;
const named = (clips: readonly (Uri | null)[]) => clips.map((clip) => clip && String(clip));

/** A walk through a folder of the clips 0 to `last`, none of which opens at once. */
function walkThrough(last: number) {
  const opened: string[] = [];
  const walk = new FolderWalk(async (clip, direction) => {
    await new Promise((open) => setImmediate(open));
    const next = Number(String(clip)) + direction;
    if (next < 0 || next > last) return null;
    opened.push(String(next));
    return uri(next);
  });
  return { walk, opened };
}

test('presses that come before a clip is open go on from where it leads, and only the last one plays', async () => {
  const { walk, opened } = walkThrough(9);
  const all = [walk.go(uri(1), 1, true, 1), walk.go(uri(1), 1, false, 1), walk.go(uri(1), 1, false, 1)];
  expect(named(await Promise.all(all))).toEqual([null, null, '4']);
  expect(opened).toEqual(['2', '3', '4']);
});

test('what was not playing does not play, and the next walk begins where it is asked for', async () => {
  const { walk, opened } = walkThrough(9);
  expect(await walk.go(uri(1), 1, false, 1)).toBeNull();
  expect(String(await walk.go(uri(7), -1, true, 1))).toBe('6');
  expect(opened).toEqual(['2', '6']);
});

test('a press too many at the end of the folder leaves the last clip playing; where nothing was opened nothing is to begin', async () => {
  const { walk } = walkThrough(3);
  expect(named(await Promise.all([walk.go(uri(2), 1, true, 1), walk.go(uri(2), 1, true, 1)]))).toEqual([null, '3']);
  expect(await walk.go(uri(3), 1, true, 1)).toBeNull();
});
