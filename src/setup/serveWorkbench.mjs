import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, run } from './process.mjs';
import { SetupError } from './say.mjs';

/** A workbench without first-run pages, update look-ups and telemetry. */
const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'chat.disableAIFeatures': true,
};

/**
 * @typedef {object} WorkbenchOptions
 * @property {string} node Node 24.
 * @property {string} server the script of the VS Code server.
 * @property {string} dataFolder settings, state and extensions of this workbench; also its home folder.
 * @property {string} [vsix] an extension to install first.
 * @property {Record<string, unknown>} [settings] user settings on top of the plain ones.
 * @property {NodeJS.ProcessEnv} [env] the server's environment, and so the extension host's.
 * @property {boolean} [automation] let the page's URL name an extension under development and its tests.
 */

/**
 * Serves a VS Code workbench on the loopback address, to whoever knows the token in its URL.
 * @param {WorkbenchOptions} options
 */
export async function serveWorkbench({ node, server, dataFolder, vsix, settings, env, automation }) {
  const userFolder = join(dataFolder, 'data/User');
  const tokenFile = join(dataFolder, 'token');
  const token = randomBytes(24).toString('hex');
  mkdirSync(userFolder, { recursive: true });
  writeFileSync(join(userFolder, 'settings.json'), JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
  writeFileSync(tokenFile, token, { mode: 0o600 });

  const folders = ['--server-data-dir', dataFolder, '--extensions-dir', join(dataFolder, 'extensions')];
  const serverEnv = { ...(env ?? process.env) };
  // Inside a VS Code terminal this would make the server talk to that window.
  delete serverEnv.VSCODE_IPC_HOOK_CLI;
  if (vsix !== undefined) {
    const install = await run(node, [server, ...folders, '--install-extension', vsix, '--force'], { env: serverEnv });
    if (install.code !== 0 || !install.output.includes('successfully installed'))
      throw new SetupError(`Could not install ${vsix}:\n${install.output}`);
  }
  const listen = ['--host', '127.0.0.1', '--port', '0', '--connection-token-file', tokenFile];
  const manners = ['--accept-server-license-terms', '--telemetry-level', 'off', '--disable-workspace-trust'];
  const driver = automation ? ['--enable-smoke-test-driver'] : [];
  const program = launch(node, [server, ...listen, ...manners, ...driver, ...folders], { env: serverEnv });
  const port = Number((await program.printed(/Extension host agent listening on (\d+)/, 30))[1]);
  const authority = `127.0.0.1:${port}`;

  return {
    ended: program.ended,
    stop: program.stop,
    log: program.output,
    /**
     * How the workbench names a file of this machine.
     * @param {string} path absolute.
     */
    remote: (path) => `vscode-remote://${authority}${pathToFileURL(path).pathname}`,
    /**
     * @param {string} folder absolute path of the folder to open.
     * @param {readonly (readonly [string, string])[]} [payload] options for the workbench; needs `automation`.
     */
    url(folder, payload) {
      const url = new URL(`http://${authority}/`);
      url.searchParams.set('tkn', token);
      url.searchParams.set('folder', pathToFileURL(folder).pathname);
      if (payload) url.searchParams.set('payload', JSON.stringify(payload));
      return url.href;
    },
  };
}
