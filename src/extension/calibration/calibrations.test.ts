import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { testCalibration } from '../../core/calibration/testCalibration.ts';
import { writeCalibration } from '../../store/calibrations.ts';
import { Calibrations } from './calibrations.ts';

const watch = vi.hoisted(() => ({ listeners: [] as ((file: unknown) => unknown)[] }));

/** The part of VS Code that this needs. */
vi.mock('vscode', () => {
  const listen = (listener: (file: unknown) => unknown) => {
    watch.listeners.push(listener);
    return { dispose: () => undefined };
  };
  class EventEmitter {
    readonly #listeners = new Set<() => void>();
    readonly event = (listener: () => void) => {
      this.#listeners.add(listener);
      return { dispose: () => this.#listeners.delete(listener) };
    };
    fire() {
      for (const listener of this.#listeners) listener();
    }
    dispose() {}
  }
  const getWorkspaceFolder = (place: unknown) => ({ uri: { scheme: 'file', fsPath: String(place) } });
  const watcher = { onDidCreate: listen, onDidChange: listen, onDidDelete: listen, dispose: () => undefined };
  return { EventEmitter, workspace: { createFileSystemWatcher: () => watcher, getWorkspaceFolder } };
});

let folder: string;
beforeEach(async () => {
  watch.listeners.length = 0;
  folder = await mkdtemp(join(tmpdir(), 'evalverse-service-'));
});
const opened = new Set<Calibrations>();
afterEach(async () => {
  for (const calibrations of opened) calibrations.dispose();
  opened.clear();
  await rm(folder, { recursive: true, force: true });
});

/** Stands for a URI below the folder of this name. */
const at = (name: string) => join(folder, name) as never;

function service() {
  const warned: string[] = [];
  const calibrations = new Calibrations(
    { rootOf: (clip) => String(clip) },
    { warn: (message: string) => void warned.push(message) },
  );
  opened.add(calibrations);
  /** What the watcher does when a file comes, changes or goes. */
  const touched = (name: string) =>
    new Promise<void>((done) => {
      calibrations.onDidChange(done);
      watch.listeners[0]?.(at(name));
    });
  return { calibrations, warned, touched };
}

const fingerprints = (calibrations: readonly { readonly fingerprint: string }[]) => calibrations.map((one) => one.fingerprint);

it('knows the calibrations of each folder, as their files are now', async () => {
  const { calibrations, touched } = service();
  expect(await calibrations.load(at('a'))).toEqual([]);
  await writeCalibration(join(folder, 'a'), testCalibration({ lens: 0.1 }, { fingerprint: 'f' }));
  expect(calibrations.of(at('a'))).toEqual([]);
  await touched('a');
  expect(fingerprints(calibrations.of(at('a')))).toEqual(['f']);
  expect(await calibrations.load(at('b'))).toEqual([]);
  await rm(join(folder, 'a'), { recursive: true });
  await touched('a');
  expect(await calibrations.load(at('a'))).toEqual([]);
});

it('tells of a broken file once, and uses the others', async () => {
  const { calibrations, touched, warned } = service();
  const file = await writeCalibration(join(folder, 'a'), testCalibration({ lens: 0.1 }, { fingerprint: 'f' }));
  await writeFile(join(file, '..', 'broken.json'), '{');
  expect(fingerprints(await calibrations.load(at('a')))).toEqual(['f']);
  await touched('a');
  await touched('a');
  expect(warned).toEqual([expect.stringMatching(/broken\.json is not used/)]);
});

it('shows scores raw rather than nothing where the folder cannot be read', async () => {
  const { calibrations, warned } = service();
  await mkdir(join(folder, 'a', '.evalverse'), { recursive: true });
  await writeFile(join(folder, 'a', '.evalverse', 'calibration'), 'no folder');
  expect(await calibrations.load(at('a'))).toEqual([]);
  expect(warned).toHaveLength(1);
});

it('reads no folder that nobody asked for', async () => {
  const { calibrations } = service();
  const changed = vi.fn();
  calibrations.onDidChange(changed);
  await watch.listeners[0]?.(at('a'));
  expect(await calibrations.load(at('b'))).toEqual([]);
  expect(changed).toHaveBeenCalledTimes(1);
});
