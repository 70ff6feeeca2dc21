import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveWorkbench } from '../../src/setup/serveWorkbench.mjs';
import { ensureVscodeServer } from '../../src/setup/vscodeServer.mjs';

export type VscodeServer = Awaited<ReturnType<typeof startVscodeServer>>;

/** The logs that tell why a test failed, among those of everything else in the workbench. */
const TELLING = /(remoteagent|EvalVerse)\.log$/;
/** Characters. */
const LOG_END = 6000;

/**
 * Starts a VS Code server that knows nothing of the person who runs the tests: data, extensions, home and caches are in a
 * temporary folder that `stop` removes with every process.
 */
export async function startVscodeServer(options: {
  vsix?: string;
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
  automation?: boolean;
}) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'evalverse-vscode-'));
  const server = await serveWorkbench({
    node: process.execPath,
    server: await ensureVscodeServer(process.execPath),
    dataFolder,
    ...options,
    env: { ...process.env, HOME: dataFolder, XDG_CACHE_HOME: join(dataFolder, 'cache'), ...options.env },
  });
  return {
    ...server,
    /** The end of what the server, its file watcher and the extension wrote into their logs. */
    async logs(): Promise<string> {
      const folder = join(dataFolder, 'data/logs');
      const files = (await readdir(folder, { recursive: true })).filter((name) => TELLING.test(name));
      const texts = files.map(async (name) => `${name}\n${(await readFile(join(folder, name), 'utf8')).slice(-LOG_END)}`);
      return (await Promise.all(texts)).join('\n');
    },
    async stop() {
      await server.stop();
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
