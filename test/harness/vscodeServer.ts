import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveWorkbench } from '../../src/setup/serveWorkbench.mjs';
import { ensureVscodeServer } from '../../src/setup/vscodeServer.mjs';

export type VscodeServer = Awaited<ReturnType<typeof startVscodeServer>>;

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
    async stop() {
      await server.stop();
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
