// The extension host suite in desktop VS Code, for machines with a network and a screen: `node test/harness/runDesktop.ts`.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build } from '../../src/setup/build.mjs';
import { ROOT } from '../../src/setup/places.mjs';
import { runMain, SetupError } from '../../src/setup/say.mjs';
import { copySamples } from './samples.ts';

async function downloadCode(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath: join(ROOT, '.toolchain/desktop') });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      `Desktop VS Code could not be downloaded (${reason}). This command needs a network; without one, ` +
        'npm run test:host runs the same suite in a VS Code server.',
    );
  }
}

await runMain(async () => {
  const built = await build(process.execPath);
  if (built.code !== 0) throw new SetupError(built.output);
  const vscodeExecutablePath = await downloadCode();
  const folder = await copySamples();
  try {
    return await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: join(ROOT, 'test/out/host.js'),
      launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust'],
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
