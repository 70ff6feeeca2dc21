import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { PlayerSession } from './playerSession.ts';

/** The part of VS Code that this needs. */
vi.mock('vscode', () => {
  class EventEmitter<T> {
    readonly #listeners = new Set<(item: T) => void>();
    readonly event = (listener: (item: T) => void) => {
      this.#listeners.add(listener);
      return { dispose: () => this.#listeners.delete(listener) };
    };
    fire(item: T) {
      for (const listener of this.#listeners) listener(item);
    }
    dispose() {}
  }
  return {
    EventEmitter,
    Uri: { joinPath: (base: { path: string }, ...parts: string[]) => uriOf([base.path, ...parts].join('/')) },
    env: { language: 'en' },
    workspace: {
      fs: { stat: async () => ({ size: 1 }) },
      getConfiguration: () => ({ get: () => undefined }),
      onDidChangeConfiguration: () => ({ dispose: () => undefined }),
    },
  };
});

function uriOf(path: string) {
  return { path, fsPath: path, scheme: 'memory', toString: () => `memory:${path}` };
}

const nothing = () => ({ dispose: () => undefined });

/** A session whose snapshots are ready when the test lets them be, one a question of the page. */
function openSession() {
  const [posted, waiting]: [{ type: string; time?: number }[], (() => void)[]] = [[], []];
  let page: (message: unknown) => void = () => undefined;
  let replace: () => void = () => undefined;
  const webview = {
    cspSource: 'https://webview',
    html: '',
    options: {},
    asWebviewUri: ({ path }: { path: string }) => `https://webview${path}`,
    onDidReceiveMessage: (listener: typeof page) => {
      page = listener;
      return nothing();
    },
    postMessage: (message: (typeof posted)[number]) => posted.push(message),
  };
  const document = {
    uri: uriOf('/films/a.mp4'),
    ...{ clip: null, analysis: null, problem: null, gone: false },
    onDelta: nothing,
    onDidRemove: nothing,
    onDidReplace: (listener: typeof replace) => {
      replace = listener;
      return nothing();
    },
  };
  const told = { onDidChange: nothing, of: () => [], shown: () => null };
  const services = {
    ...{ habits: { last: null }, dist: uriOf('/dist'), server: {}, log: { error: () => undefined, warn: () => undefined } },
    ...{ activities: told, reviews: told, judgeChoice: { ...told, shownFor: () => null } },
    annotations: { ...told, rater: null, about: () => [] },
    blindness: { ...told, on: false },
    calibrations: { ...told, load: () => new Promise<void>((done) => waiting.push(done)) },
    progress: { ...told, folder: null },
    tasks: { ...told, running: [] },
    taxonomy: { ...told, loadShown: async () => ({}) },
  };
  const panel = { webview, visible: true, title: '', onDidChangeViewState: nothing };
  const session = new PlayerSession(document as never, panel as never, services as never);
  return {
    session,
    posted,
    replace: () => replace(),
    /** Resolves once the webview was given a page. */
    async load() {
      await vi.waitUntil(() => webview.html !== '');
      webview.html = '';
    },
    /** The page asks for its snapshot, which then waits for `calibrated`. */
    async ask() {
      const before = waiting.length;
      page({ type: 'ready' });
      await vi.waitUntil(() => waiting.length > before);
    },
    async calibrated() {
      waiting.shift()?.();
      await nextTurn();
    },
  };
}

it('keeps a seek for the page that comes, when the one that asked has to begin anew', async () => {
  const { session, posted, replace, load, ask, calibrated } = openSession();
  void session.start();
  await load();
  session.seek({ time: 2, finding: null });
  await ask();
  replace();
  await calibrated();
  expect([session.ready, posted]).toEqual([false, []]);
  await load();
  await ask();
  await calibrated();
  expect(session.ready).toBe(true);
  expect(posted.map(({ type, time }) => [type, time])).toEqual([
    ['snapshot', undefined],
    ['seek', 2],
  ]);
  session.dispose();
});
