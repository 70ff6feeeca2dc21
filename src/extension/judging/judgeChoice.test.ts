import { expect, it, vi } from 'vitest';
import type { Memento } from 'vscode';
import { consentFolder, JudgeChoice } from './judgeChoice.ts';

const { uri } = vi.hoisted(() => ({ uri: (path: string) => ({ path, toString: () => `file://${path}` }) as never }));

vi.mock('vscode', () => ({
  EventEmitter: class {
    readonly event = () => undefined;
    fire() {}
    dispose() {}
  },
  Uri: { joinPath: ({ path }: { path: string }) => uri(path.slice(0, path.lastIndexOf('/'))) },
  workspace: {
    getWorkspaceFolder: ({ path }: { path: string }) => {
      const [folder] = /^\/work\/[^/]+/.exec(path) ?? [];
      return folder === undefined ? undefined : { uri: uri(folder) };
    },
  },
}));

function memento(): Memento {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: (key: string) => kept.get(key) as never, // the interface promises whatever is asked for
    update: async (key, value) => void kept.set(key, value),
  };
}

it('remembers judge and dimensions of each workspace folder, over a reload of the window', async () => {
  const kept = memento();
  const gemini = { judge: 'gemini', model: 'some-model', dimensions: ['cinematography.lens'] } as const;
  await new JudgeChoice(kept).choose(uri('/work/one/a.mp4'), { ...gemini, dimensions: [...gemini.dimensions] });
  const later = new JudgeChoice(kept);
  expect(later.of(uri('/work/one/sub/b.mp4'))).toEqual(gemini);
  expect(later.of(uri('/work/two/a.mp4'))).toEqual({ judge: 'signals', model: null, dimensions: null });
});

it('means by "this folder" the workspace folder of a clip, and for a clip outside of all no more than the folder that holds it', () => {
  expect(consentFolder(uri('/work/one/sub/b.mp4'), 'clip')).toBe('file:///work/one');
  expect(consentFolder(uri('/home/me/private/c.mp4'), 'clip')).toBe('file:///home/me/private');
  expect(consentFolder(uri('/home/me/other/d.mp4'), 'clip')).toBe('file:///home/me/other');
  expect(consentFolder(uri('/home/me/other'), 'folder')).toBe('file:///home/me/other');
});
