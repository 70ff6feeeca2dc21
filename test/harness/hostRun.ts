import { format } from 'node:util';
import { launchBrowser } from './browser.ts';
import { startVscodeServer } from './vscodeServer.ts';

/**
 * What a workbench says while it starts that has no bearing on the tests: connection chatter, look-ups of the gallery, native
 * extras that were not compiled, and parts of the workbench that were still busy when it closed.
 */
const CHATTER =
  /^(Resolv|Creating a socket|\[reconnection|Updating additional|\[Service Worker\]|\[AgentHost|\[AccountPolicy|\[RemoteAgentHostProtocol|getaddrinfo ENOTFOUND|Canceled: Canceled)|Could not locate the bindings file|build\/Release\/(watchdog|vscode-sqlite3)/;

/**
 * Runs a test module (`export function run(): Promise<void>`) in a real extension host: a VS Code server with the extension
 * under development, and a browser that shows its workbench.
 *
 * @returns the exit code of the extension host: 0 when `run` resolved.
 * @throws when it does not end in time, with the end of the server's log.
 */
export async function runInExtensionHost(options: {
  extension: string;
  tests: string;
  folder: string;
  env: Record<string, string>;
  timeoutSeconds: number;
  print: (line: string) => void;
}): Promise<number> {
  const server = await startVscodeServer({ automation: true, env: options.env });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const exit = new Promise<number>((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', (_type: string, values: unknown[]) => {
      const line = format(...values).trimEnd();
      if (!CHATTER.test(line)) options.print(line);
    });
    await page.goto(
      server.url(options.folder, [
        ['extensionDevelopmentPath', server.remote(options.extension)],
        ['extensionTestsPath', server.remote(options.tests)],
      ]),
    );
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new Error(`not finished after ${options.timeoutSeconds} s\n${server.log().slice(-3000)}`));
    }, options.timeoutSeconds * 1000);
    const code = await Promise.race([exit, late.promise]).finally(() => clearTimeout(timer));
    if (code !== 0) options.print(server.log().slice(-3000));
    return code;
  } finally {
    await browser.close();
    await server.stop();
  }
}
