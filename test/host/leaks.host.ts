import { strict as assert } from 'node:assert';
import * as v8 from 'node:v8';
import * as vscode from 'vscode';
import { api, clip, closeAll, open, player, until } from './support.ts';

/** Clips that are opened and closed before anything is counted: what is loaded once stays. */
const WARMING = 2;
const CLIPS = 8;
/** What others in the extension host load once, in the middle of counting, is no leak: that would come with every clip again. */
const ROUNDS = 3;

/** What the extension host holds once its garbage is collected. */
interface Held {
  /** Of the extension. */
  readonly subscriptions: number;
  /** Of the extension and of VS Code's side of its panels, watchers and documents. */
  readonly emitters: number;
  readonly signals: number;
}

async function held(): Promise<Held> {
  const { subscriptions } = await api();
  // Collects garbage before it counts.
  const count = (kind: new (...values: never[]) => object) => v8.queryObjects(kind, { format: 'count' });
  return { subscriptions: subscriptions(), emitters: count(vscode.EventEmitter), signals: count(AbortController) };
}

async function openAndClose(uri: vscode.Uri): Promise<void> {
  await open(uri);
  await player(uri, 'ready and analysed', ({ ready, analysed }) => ready && analysed);
  await closeAll();
  const { held: open_ } = await api();
  await until('nothing to run and nothing served', () => Object.values(open_()).every((count) => count === 0));
}

/** @param growth takes what stays instead. @returns whether everything is given back in time. */
async function comesBackTo(before: Held, growth: string[]): Promise<boolean> {
  let after = before;
  try {
    await until(
      'everything to be given back',
      async () => {
        after = await held();
        return (
          after.subscriptions <= before.subscriptions && after.emitters <= before.emitters && after.signals <= before.signals
        );
      },
      20,
    );
    return true;
  } catch {
    growth.push(`${JSON.stringify(before)} became ${JSON.stringify(after)}`);
    return false;
  }
}

describe('memory of the extension host', function () {
  this.timeout(480_000);

  it('holds no more after many clips than after a few', async () => {
    const found = await vscode.workspace.findFiles('*.mp4');
    const clips = found.map(({ path }) => clip(path.split('/').at(-1) ?? '')).slice(0, 4);
    assert(clips.length > 1);
    const nth = (i: number) => clips[i % clips.length] ?? clip('');
    for (let i = 0; i < WARMING * clips.length; i++) await openAndClose(nth(i));
    const growth: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const before = await held();
      for (let i = 0; i < CLIPS; i++) await openAndClose(nth(i));
      if (await comesBackTo(before, growth)) return;
    }
    assert.fail(growth.join('\n'));
  });
});
