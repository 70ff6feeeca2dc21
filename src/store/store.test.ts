import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunRequest } from './plan.ts';
import { openStore, type Store } from './store.ts';
import { sampleVerdict } from './testVerdicts.ts';

const HASH = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const REQUEST: RunRequest = {
  judge: { id: 'signals', fingerprint: 'f1' },
  dimensions: ['cinematography.lens'],
  target: { kind: 'clip' },
  clips: ['clips/a.mp4'],
};

let folder: string;
let root: string;
let cacheFolder: string;
let opened: Store[];

async function open(): Promise<Store> {
  const store = await openStore({ root, cacheFolder });
  opened.push(store);
  return store;
}

async function journalFiles(): Promise<string[]> {
  const runs = join(root, '.evalverse', 'runs');
  return (await readdir(runs)).sort().map((run) => join(runs, run, 'verdicts.jsonl'));
}

async function firstJournal(): Promise<string> {
  const [file] = await journalFiles();
  if (!file) throw new Error('no journal');
  return file;
}

async function indexFiles(): Promise<string[]> {
  return (await readdir(join(cacheFolder, 'index'))).map((name) => join(cacheFolder, 'index', name));
}

async function write(store: Store, ...ids: string[]): Promise<void> {
  const journal = await store.beginRun(REQUEST);
  await Promise.all(ids.map((id) => journal.append(sampleVerdict({ id }))));
  await journal.close();
}

async function idsIn(store: Store, hash = HASH): Promise<string[]> {
  return (await store.verdictsOn(hash)).map(({ id }) => id);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evalverse-store-'));
  root = join(folder, 'clips');
  cacheFolder = join(folder, 'cache');
  await mkdir(root);
  opened = [];
});

afterEach(async () => {
  for (const store of opened) await store.close();
  await rm(folder, { recursive: true, force: true });
});

describe('run journal', () => {
  it('writes nothing before the first verdict', async () => {
    const store = await open();
    const journal = await store.beginRun(REQUEST);
    await journal.close();
    expect(await readdir(root)).toEqual([]);
  });

  it('keeps plan and verdicts as readable files', async () => {
    const store = await open();
    const journal = await store.beginRun(REQUEST);
    const verdict = sampleVerdict({ id: 'v1', run: journal.id });
    await journal.append(verdict);
    await journal.close();
    const run = join(root, '.evalverse', 'runs', journal.id);
    expect((await readdir(run)).sort()).toEqual(['plan.json', 'verdicts.jsonl']);
    expect(JSON.parse(await readFile(join(run, 'plan.json'), 'utf8'))).toMatchObject({ schema: 1, id: journal.id, ...REQUEST });
    const lines = (await readFile(join(run, 'verdicts.jsonl'), 'utf8')).split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? '')).toEqual(verdict);
  });

  it('keeps every one of many appends at once, in order', async () => {
    const store = await open();
    const ids = Array.from({ length: 500 }, (_, i) => `v${i}`);
    await write(store, ...ids);
    expect(await idsIn(store)).toEqual(ids);
    expect((await readFile(await firstJournal(), 'utf8')).trim().split('\n')).toHaveLength(500);
  });

  it('gives run ids that sort by time', async () => {
    const store = await open();
    const first = await store.beginRun(REQUEST);
    let second = await store.beginRun(REQUEST);
    while (second.id.slice(0, 19) === first.id.slice(0, 19)) second = await store.beginRun(REQUEST);
    expect(first.id < second.id).toBe(true);
    expect(first.id).toMatch(/^\d{8}T\d{9}Z-[0-9a-f]{8}$/);
  });

  it('says so when the results folder cannot be made', async () => {
    await writeFile(join(root, '.evalverse'), 'a file where the folder should be');
    const store = await open();
    await expect(store.beginRun(REQUEST)).rejects.toMatchObject({
      code: 'store/unwritable',
      userMessage: expect.stringContaining(join(root, '.evalverse')),
    });
  });

  it('says so when the folder is gone, and does not make it again', async () => {
    const store = await open();
    await rm(root, { recursive: true });
    await expect(store.beginRun(REQUEST)).rejects.toMatchObject({ code: 'store/unwritable' });
    await expect(stat(root)).rejects.toThrow();
  });

  it('rejects every append of a group that cannot be written', async () => {
    const store = await open();
    const journal = await store.beginRun(REQUEST);
    await writeFile(join(root, '.evalverse'), '');
    const results = await Promise.allSettled([
      journal.append(sampleVerdict({ id: 'v1' })),
      journal.append(sampleVerdict({ id: 'v2' })),
    ]);
    expect(results).toMatchObject([
      { status: 'rejected', reason: { code: 'store/unwritable' } },
      { status: 'rejected', reason: { code: 'store/unwritable' } },
    ]);
    await rm(join(root, '.evalverse'));
    await journal.append(sampleVerdict({ id: 'v3' }));
    await journal.close();
    expect(await idsIn(store)).toEqual(['v3']);
  });

  it('keeps what it called durable through SIGKILL', { timeout: 60_000 }, async () => {
    const script = `
      import { openStore } from ${JSON.stringify(new URL('./store.ts', import.meta.url).href)};
      import { sampleVerdict } from ${JSON.stringify(new URL('./testVerdicts.ts', import.meta.url).href)};
      const store = await openStore(${JSON.stringify({ root, cacheFolder })});
      const journal = await store.beginRun(${JSON.stringify(REQUEST)});
      async function writer(name) {
        for (let i = 0; ; i++) {
          const id = name + '-' + i;
          await journal.append(sampleVerdict({ id, run: journal.id }));
          process.stdout.write(id + '\\n');
        }
      }
      await Promise.all(['a', 'b', 'c'].map(writer));`;
    const reported: string[] = [];
    for (const enough of [5, 40, 90]) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
      let text = '';
      for await (const chunk of child.stdout.setEncoding('utf8')) {
        text += chunk;
        if (text.split('\n').length > enough) child.kill('SIGKILL');
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      expect(child.signalCode).toBe('SIGKILL');
      reported.push(...text.split('\n').slice(0, -1));
    }
    const store = await open();
    const kept = await idsIn(store);
    expect(reported.length).toBeGreaterThan(130);
    expect(reported.filter((id) => !kept.includes(id))).toEqual([]);
    expect(await store.problems()).toEqual([]);
    await rm(cacheFolder, { recursive: true });
    expect(await idsIn(await open())).toEqual(kept);
  });
});

describe('reading journals', () => {
  it('ignores a torn last line and reads it once it is complete', async () => {
    await write(await open(), 'v1');
    const line = JSON.stringify(sampleVerdict({ id: 'v2', clip: { hash: OTHER, path: 'clips/b.mp4' } }));
    const file = await firstJournal();
    await appendFile(file, line.slice(0, 100));
    const reader = await open();
    expect(await idsIn(reader)).toEqual(['v1']);
    expect(await reader.problems()).toEqual([]);
    await appendFile(file, `${line.slice(100)}\n`);
    expect(await reader.refresh()).toEqual([OTHER]);
    expect(await idsIn(reader, OTHER)).toEqual(['v2']);
  });

  it('skips lines that are no verdicts and reports file and line', async () => {
    const good = (id: string) => JSON.stringify(sampleVerdict({ id }));
    await write(await open(), 'v1');
    const file = await firstJournal();
    await appendFile(
      file,
      `{"half": \n\n${good('v2')}\n${JSON.stringify({ ...sampleVerdict({ id: 'x' }), status: 'maybe' })}\n${good('v3')}\r\n`,
    );
    await appendFile(file, Buffer.from([0xff, 0xfe, 0x0a]));
    const reader = await open();
    expect(await idsIn(reader)).toEqual(['v1', 'v2', 'v3']);
    expect(await reader.problems()).toEqual([
      { file, line: 2, reason: expect.stringContaining('not JSON') },
      { file, line: 5, reason: expect.stringContaining('status') },
      { file, line: 7, reason: expect.stringContaining('not JSON') },
    ]);
  });

  it('reads lines longer than one read and characters across reads', async () => {
    const store = await open();
    const journal = await store.beginRun(REQUEST);
    const long = sampleVerdict({ id: 'long', statusReason: '€'.repeat(1_200_000) });
    await journal.append(long);
    await journal.append(sampleVerdict({ id: 'short' }));
    await journal.close();
    await rm(cacheFolder, { recursive: true });
    const reader = await open();
    expect((await reader.verdictsOn(HASH))[0]).toEqual(long);
    expect(await idsIn(reader)).toEqual(['long', 'short']);
  });
});

describe('index', () => {
  it('reviews a clip by its current verdicts', async () => {
    const store = await open();
    await write(store, 'v1', 'v2');
    const review = await store.reviewOf(HASH);
    expect(review.ranges.flatMap((range) => range.verdicts.map(({ id }) => id))).toEqual(['v2']);
  });

  it('is rebuilt after deletion', async () => {
    const store = await open();
    await write(store, 'v1');
    await store.close();
    opened = [];
    for (const file of await indexFiles()) await rm(file);
    expect(await idsIn(await open())).toEqual(['v1']);
  });

  it.each(['', 'not a database at all, but longer than the header of one '.repeat(200)])(
    'is rebuilt when damaged (%#)',
    async (text) => {
      const store = await open();
      await write(store, 'v1');
      await store.close();
      opened = [];
      for (const file of await indexFiles()) await writeFile(file, text);
      expect(await idsIn(await open())).toEqual(['v1']);
    },
  );

  it('recovers from damage inside a database that opens', async () => {
    const store = await open();
    await write(store, ...Array.from({ length: 400 }, (_, i) => `v${i}`));
    await store.close();
    opened = [];
    const [file] = await indexFiles();
    if (!file) throw new Error('no index');
    const bytes = await readFile(file);
    bytes.fill(0xa5, 4096 * 3);
    await writeFile(file, bytes);
    expect(await idsIn(await open())).toHaveLength(400);
  });

  it('works from memory where it cannot be kept', async () => {
    await writeFile(cacheFolder, 'a file where the cache folder should be');
    const store = await open();
    await write(store, 'v1');
    expect(await idsIn(store)).toEqual(['v1']);
    expect(await idsIn(await open())).toEqual(['v1']);
  });

  it('tells what another process appended, once, and its own appends at once', async () => {
    const [here, there] = [await open(), await open()];
    const heard: string[] = [];
    const stop = here.onDidChange((hash) => heard.push(hash));
    await write(there, 'v1');
    expect(heard).toEqual([]);
    expect(await here.refresh()).toEqual([HASH]);
    expect(heard).toEqual([HASH]);
    expect(await here.refresh()).toEqual([]);
    expect(await idsIn(here)).toEqual(['v1']);
    await write(here, 'v2');
    expect(heard).toEqual([HASH, HASH]);
    expect(await here.refresh()).toEqual([]);
    stop();
    await write(here, 'v3');
    expect(heard).toHaveLength(2);
  });

  it('tells what appeared in a journal that no store wrote', async () => {
    const store = await open();
    const run = join(root, '.evalverse', 'runs', 'merged-from-elsewhere');
    await mkdir(run, { recursive: true });
    await writeFile(join(run, 'verdicts.jsonl'), `${JSON.stringify(sampleVerdict({ id: 'v1' }))}\n`);
    expect(await store.refresh()).toEqual([HASH]);
  });

  it('reads a truncated journal anew', async () => {
    const store = await open();
    await write(store, 'v1', 'v2', 'v3');
    const file = await firstJournal();
    const first = (await readFile(file)).indexOf('\n') + 1;
    await truncate(file, first);
    expect(await store.refresh()).toEqual([HASH]);
    expect(await idsIn(store)).toEqual(['v1']);
  });

  it('reads a replaced journal anew, even a longer one', async () => {
    const store = await open();
    await write(store, 'v1');
    const file = await firstJournal();
    const lines = ['r1', 'r2', 'r3'].map(
      (id) => `${JSON.stringify(sampleVerdict({ id, clip: { hash: OTHER, path: 'b.mp4' } }))}\n`,
    );
    await writeFile(`${file}.new`, lines.join(''));
    await rename(`${file}.new`, file);
    expect((await store.refresh()).sort()).toEqual([HASH, OTHER]);
    expect(await idsIn(store)).toEqual([]);
    expect(await idsIn(store, OTHER)).toEqual(['r1', 'r2', 'r3']);
  });

  it('forgets a deleted run, even without a refresh', async () => {
    const store = await open();
    await write(store, 'v1');
    await rm(join(root, '.evalverse'), { recursive: true });
    expect(await idsIn(store)).toEqual([]);
    expect(await store.refresh()).toEqual([HASH]);
  });
});

describe('clip identity', () => {
  const CONTENT_HASH = '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae';
  let clip: string;

  beforeEach(async () => {
    clip = join(root, 'a.mp4');
    await writeFile(clip, 'foo');
    await utimes(clip, 1_000_000, 1_000_000);
  });

  it('is the SHA-256 of the bytes', async () => {
    expect(await (await open()).hashOf(clip)).toBe(CONTENT_HASH);
  });

  it('is remembered across sessions without reading the file', async () => {
    await (await open()).hashOf(clip);
    // Same size, time and inode: only someone who reads the bytes could tell.
    await writeFile(clip, 'bar');
    await utimes(clip, 1_000_000, 1_000_000);
    expect(await (await open()).hashOf(clip)).toBe(CONTENT_HASH);
  });

  it('is computed again when the file changed', async () => {
    const store = await open();
    await store.hashOf(clip);
    await writeFile(clip, 'bar');
    expect(await store.hashOf(clip)).not.toBe(CONTENT_HASH);
    await writeFile(clip, 'foo');
    expect(await store.hashOf(clip)).toBe(CONTENT_HASH);
  });

  it('fails with a sentence for what is not there or no file', async () => {
    const store = await open();
    await expect(store.hashOf(join(root, 'none.mp4'))).rejects.toMatchObject({ code: 'clip/not-found' });
    await expect(store.hashOf(root)).rejects.toMatchObject({ code: 'clip/unreadable' });
  });

  it('fails with a sentence for what may not be read', async () => {
    await chmod(clip, 0);
    const store = await open();
    const result = await store.hashOf(clip).catch((error: unknown) => error);
    // The super-user reads everything.
    if (process.getuid?.() === 0) expect(result).toBe(CONTENT_HASH);
    else expect(result).toMatchObject({ code: 'clip/unreadable' });
  });

  it('stops when aborted', async () => {
    const abort = new AbortController();
    const store = await open();
    const pending = store.hashOf(clip, abort.signal);
    abort.abort();
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
  });
});
