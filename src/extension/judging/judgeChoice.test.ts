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
      const [folder] = /^\/films\/[^/]+/.exec(path) ?? [];
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
  await new JudgeChoice(kept).choose(uri('/films/one/a.mp4'), { ...gemini, dimensions: [...gemini.dimensions] });
  const later = new JudgeChoice(kept);
  expect(later.of(uri('/films/one/sub/b.mp4'))).toEqual(gemini);
  expect(later.of(uri('/films/two/a.mp4'))).toEqual({ judge: 'signals', model: null, dimensions: null });
});

it('means by "this folder" the workspace folder of a clip, and for a clip outside of all no more than the folder that holds it', () => {
  expect(consentFolder(uri('/films/one/sub/b.mp4'), 'clip')).toBe('file:///films/one');
  expect(consentFolder(uri('/elsewhere/private/c.mp4'), 'clip')).toBe('file:///elsewhere/private');
  expect(consentFolder(uri('/elsewhere/other/d.mp4'), 'clip')).toBe('file:///elsewhere/other');
  expect(consentFolder(uri('/elsewhere/other'), 'folder')).toBe('file:///elsewhere/other');
});
