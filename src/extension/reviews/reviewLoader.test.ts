import { expect, it, vi } from 'vitest';
import { type Review, reviewOf } from '../../core/review.ts';
import { verdictOf } from '../../core/testVerdicts.ts';
import { ReviewLoader } from './reviewLoader.ts';

/** The part of VS Code that this needs. */
vi.mock('vscode', () => {
  const listen = () => ({ dispose: () => undefined });
  const watcher = { onDidCreate: listen, onDidChange: listen, onDidDelete: listen, dispose: () => undefined };
  return {
    Disposable: class {},
    workspace: { isTrusted: false, onDidChangeWorkspaceFolders: listen, createFileSystemWatcher: () => watcher },
  };
});

const CLIP = { fsPath: '/films/a.mp4', toString: () => 'file:///films/a.mp4' } as never;
const NOT_JUDGED: Review = { clipHash: 'a', ranges: [] };
const JUDGED = reviewOf('a', [verdictOf('a.x', [])]);

/** A loader whose loads, once they have read the journal, go on when the test lets them. */
function waitingLoader() {
  const held = new Map<unknown, { readonly review: Review }>();
  const waiting: (() => void)[] = [];
  let journal = JUDGED;
  const services = {
    journals: {
      onDidChange: () => ({ dispose: () => undefined }),
      storeOf: async () => ({ hashOf: async () => 'a', reviewOf: async () => journal }),
    },
    taxonomy: { load: async () => undefined },
    annotations: { load: () => new Promise<void>((done) => waiting.push(done)) },
    reviews: {
      get: (clip: unknown) => held.get(clip) ?? null,
      put: (review: { readonly uri: unknown; readonly review: Review }) => held.set(review.uri, review),
      remove: (clip: unknown) => held.delete(clip),
    },
  };
  const loader = new ReviewLoader(services as never);
  return {
    loader,
    held: () => held.get(CLIP)?.review ?? null,
    setJournal: (review: Review) => {
      journal = review;
    },
    /** Resolves once so many loads have read the journal. */
    read: (loads: number) => vi.waitUntil(() => waiting.length === loads),
    goOn: (load: number) => waiting[load]?.(),
  };
}

it('keeps what was read last of a clip, whichever reading ends last', async () => {
  const { loader, held, setJournal, read, goOn } = waitingLoader();
  setJournal(NOT_JUDGED);
  const before = loader.load(CLIP);
  await read(1);
  setJournal(JUDGED);
  const after = loader.load(CLIP);
  await read(2);
  goOn(1);
  await after;
  expect(held()?.ranges).toHaveLength(1);
  goOn(0);
  await before;
  expect(held()?.ranges).toHaveLength(1);
  loader.dispose();
});

it('shows what was read already while more is read', async () => {
  const { loader, held, read, goOn } = waitingLoader();
  const before = loader.load(CLIP);
  await read(1);
  void loader.load(CLIP);
  await read(2);
  goOn(0);
  await before;
  expect(held()?.ranges).toHaveLength(1);
  loader.dispose();
});

it('brings nothing back of a clip that went away while it was read', async () => {
  const { loader, held, read, goOn } = waitingLoader();
  const loading = loader.load(CLIP);
  await read(1);
  loader.forget(CLIP);
  goOn(0);
  await loading;
  expect(held()).toBeNull();
  loader.dispose();
});
