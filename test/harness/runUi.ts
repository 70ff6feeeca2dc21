// The checks of the real workbench: `node test/harness/runUi.ts [--report FILE] [module name …]`.
// The packaged extension is installed into a VS Code server, and a browser shows its workbench.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { build } from '../../src/setup/build.mjs';
import { packageExtension } from '../../src/setup/packageExtension.mjs';
import { ROOT } from '../../src/setup/places.mjs';
import { bold, green, red, runMain, SetupError, secondsSince } from '../../src/setup/say.mjs';
import { launchBrowser } from './browser.ts';
import { startFacePackRegistry } from './facePackRegistry.ts';
import type { SuiteReport } from './report.ts';
import { copySamples } from './samples.ts';
import type { UiCheck, UiContext } from './uiChecks.ts';
import { createContext, PICTURES } from './uiContext.ts';
import { startVscodeServer, type VscodeServer } from './vscodeServer.ts';

const { values: flags, positionals } = parseArgs({ options: { report: { type: 'string' } }, allowPositionals: true });
const SOURCES = join(ROOT, 'test/ui');

async function checksOf(file: string): Promise<readonly UiCheck[]> {
  const module: { readonly checks: readonly UiCheck[] } = await import(pathToFileURL(join(SOURCES, file)).href);
  return module.checks;
}

/** Runs one check; on failure says why and takes a picture. Resolves to what went wrong, in one line, or `null`. */
async function failureOf(check: UiCheck, context: UiContext): Promise<string | null> {
  const startedAt = performance.now();
  try {
    await check.run(context);
    console.log(`  ${green('✓')} ${check.name} (${secondsSince(startedAt)})`);
    return null;
  } catch (error) {
    console.log(`  ${red('✗')} ${check.name} (${secondsSince(startedAt)})`);
    console.log(error);
    const picture = await context.screenshot(check.name.replaceAll(/[^\w]+/g, '-')).catch(() => 'none');
    console.log(`  picture: ${picture}`);
    // Where a run leaves nothing but its words, they must do for the picture.
    console.log(`  in sight: ${(await inSight(context.page).catch(() => [])).join(' | ')}`);
    return `${check.name}: ${firstLine(error instanceof Error ? error.message : String(error))}`;
  }
}

/** Words of what tells the state of a workbench: its tabs, what it asks, and what it says. */
async function inSight(page: Page): Promise<readonly string[]> {
  const parts = '.tab, .quick-input-widget, .monaco-dialog-box, .notification-list-item-message, .statusbar-item';
  const words = await Promise.all((await page.locator(parts).filter({ visible: true }).all()).map((part) => part.innerText()));
  return words.map((text) => text.replaceAll(/\s+/g, ' ').trim()).filter((text) => text !== '');
}

const firstLine = (text: string) => text.split('\n', 1)[0]?.slice(0, 300) ?? '';

/** Resolves to the number of checks of a module and a line about each that failed. */
async function runModule(file: string, browser: Browser, server: VscodeServer) {
  const checks = await checksOf(file);
  console.log(bold(file));
  const samples = await copySamples();
  const session = await browser.newContext({ viewport: { width: 1440, height: 960 } });
  const page = await session.newPage();
  const said: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && said.push(firstLine(message.text()))));
  page.on('pageerror', (error) => said.push(firstLine(error.message)));
  const context = createContext(page, browser, server, samples);
  const failures: string[] = [];
  for (const check of checks) {
    const failure = await failureOf(check, context);
    if (failure !== null) failures.push(failure);
  }
  if (failures.length > 0) console.log(`  the page's console said:\n    ${said.slice(-30).join('\n    ')}`);
  await session.close();
  await rm(samples, { recursive: true, force: true });
  return { count: checks.length, failures };
}

await runMain(async () => {
  const built = await build(process.execPath);
  if (built.code !== 0) throw new SetupError(built.output);
  await rm(PICTURES, { recursive: true, force: true });
  await mkdir(PICTURES, { recursive: true });
  const files = (await readdir(SOURCES)).filter((name) => name.endsWith('.ui.ts')).sort();
  const chosen = positionals.length === 0 ? files : files.filter((name) => positionals.some((wanted) => name.startsWith(wanted)));

  const registry = await startFacePackRegistry();
  const server = await startVscodeServer({
    vsix: await packageExtension(process.execPath),
    env: { npm_config_registry: registry.url },
  });
  const browser = await launchBrowser();
  const failures: string[] = [];
  let passed = 0;
  try {
    for (const file of chosen) {
      const { count, failures: ofModule } = await runModule(file, browser, server);
      failures.push(...ofModule.map((failure) => `${file}: ${failure}`));
      passed += count - ofModule.length;
      const report: SuiteReport = { passed, failed: failures.length };
      // After each module: whoever stops a run that takes too long still learns what failed until then.
      if (flags.report !== undefined) await writeFile(flags.report, JSON.stringify(report));
    }
  } finally {
    await browser.close();
    await server.stop();
    await registry.close();
  }
  // Once more at the end, where one looks for it.
  for (const failure of failures) console.log(`${red('✗')} ${failure}`);
  console.log(`${passed} passed, ${failures.length} failed`);
  return failures.length > 0 || passed === 0 ? 1 : 0;
});
