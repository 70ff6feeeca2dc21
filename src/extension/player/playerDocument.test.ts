import { expect, it, vi } from 'vitest';
import { EvalVerseError } from '../../core/errors.ts';
import { PlayerDocument } from './playerDocument.ts';

/** The part of VS Code that this needs. */
vi.mock('vscode', () => {
  const listen = () => ({ dispose: () => undefined });
  const watcher = { onDidCreate: listen, onDidChange: listen, onDidDelete: listen, dispose: () => undefined };
  return {
    EventEmitter: class {
      readonly event = listen;
      fire() {}
      dispose() {}
    },
    RelativePattern: class {},
    l10n: { t: (text: string) => text },
    workspace: {
      fs: { stat: async () => ({ mtime: 0, size: 1 }) },
      createFileSystemWatcher: () => watcher,
      onDidGrantWorkspaceTrust: listen,
    },
  };
});

const CLIP = {
  path: '/films/a.mp4',
  fsPath: '/films/a.mp4',
  scheme: 'file',
  with: () => CLIP,
  toString: () => 'file:///films/a.mp4',
};

it('is prepared again when ffmpeg is found while the verdicts of earlier days are still read', async () => {
  const nothing = () => ({ dispose: () => undefined });
  let found: (state: { readonly kind: string }) => void = () => undefined;
  const prepare = vi.fn(() => Promise.reject(new EvalVerseError('ffmpeg/missing', 'There is no ffmpeg.')));
  const load = vi.fn(() => new Promise(() => undefined));
  const services = {
    log: { error: () => undefined, warn: () => undefined },
    evaluator: { prepare },
    faces: { onDidChange: nothing },
    failures: { addError: () => undefined },
    ffmpeg: {
      onDidChange: (listener: typeof found) => {
        found = listener;
        return nothing();
      },
    },
    loader: { load },
    tasks: { onDidCancel: nothing },
  };
  const document = new PlayerDocument(CLIP as never, services as never);
  void document.prepare();
  await vi.waitUntil(() => load.mock.calls.length === 1);
  expect(document.problem).toBe('There is no ffmpeg.');
  found({ kind: 'found' });
  expect(prepare).toHaveBeenCalledTimes(2);
  document.dispose();
});
