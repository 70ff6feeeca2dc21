// `npm test`: installs what is missing, then runs every check there is. The last line is `N passed, N failed`.
import { build } from './build.mjs';
import { report, runScript, suite, wholeCheck } from './checks.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureFfmpeg } from './ffmpeg.mjs';
import { ensureNode } from './node.mjs';
import { dim, runMain, SetupError, secondsSince } from './say.mjs';
import { toolScript } from './toolbox.mjs';
import { ensureVscodeServer } from './vscodeServer.mjs';

/** Installs everything the checks need and resolves to the Node that runs them. */
async function install() {
  const systemPackages = async () => {
    // One after the other: apt lets only one at a time in.
    const { native, advice } = await ensureFfmpeg();
    if (!native) throw new SetupError(`The tests make their clips with ffmpeg. ${advice}`);
    await ensureChromium();
  };
  const npmPackages = async () => {
    const node = await ensureNode();
    await ensureDependencies(node);
    await ensureVscodeServer(node);
    return node;
  };
  const [node] = await Promise.all([npmPackages(), systemPackages()]);
  return node;
}

/** @param {string} node */
async function runChecks(node) {
  /** @type {(title: string, tool: string, ...args: string[]) => Promise<import('./checks.mjs').Outcome>} */
  const check = (title, tool, ...args) => report(title, async () => wholeCheck(await runScript(node, toolScript(tool), args)));
  /** @type {(title: string, script: string) => Promise<import('./checks.mjs').Outcome>} */
  const ownCheck = (title, script) => report(title, async () => wholeCheck(await runScript(node, script, [])));
  /** @type {(title: string, name: string, script: string) => Promise<import('./checks.mjs').Outcome>} */
  const ownSuite = (title, name, script) =>
    report(title, () => suite(name, (file) => runScript(node, script, ['--report', file])));

  const built = await report('build', async () => wholeCheck(await build(node)));

  // Static checks and unit tests share the cores; a workbench wants them for itself.
  const staticChecks = async () => [
    await check('types', 'tsc', '-p', '.'),
    await check('lint and format', 'biome', 'check', '--error-on-warnings'),
    await ownCheck('room rules', 'test/rules/checkRooms.ts'),
    await check('dead code', 'knip'),
    await ownCheck('package', 'test/rules/checkPackage.ts'),
  ];
  const unitTests = report('unit tests', () =>
    suite('unit', (file) =>
      runScript(node, toolScript('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])),
  );
  const [unit, ...statics] = await Promise.all([unitTests, staticChecks()]).then(([first, rest]) => [first, ...rest]);
  const host = await ownSuite('extension host tests', 'host', 'test/harness/runHost.ts');
  const ui = await ownSuite('workbench tests', 'ui', 'test/harness/runUi.ts');
  return [built, unit, ...statics, host, ui];
}

await runMain(async () => {
  const startedAt = performance.now();
  let passed = 0;
  let failed = 0;
  try {
    const node = await install();
    console.log(dim(`everything needed is installed (${secondsSince(startedAt)})`));
    for (const outcome of await runChecks(node)) {
      passed += outcome?.passed ?? 0;
      failed += outcome?.failed ?? 0;
    }
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    failed += 1;
  }
  console.log(dim(secondsSince(startedAt)));
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
});
