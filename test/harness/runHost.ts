// The extension host suite in a real VS Code server: `node test/harness/runHost.ts [--report FILE]`.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../../src/setup/build.mjs';
import { ROOT } from '../../src/setup/places.mjs';
import { runMain, SetupError } from '../../src/setup/say.mjs';
import { runInExtensionHost } from './hostRun.ts';
import { REPORT_VARIABLE } from './report.ts';
import { copySamples } from './samples.ts';

const { values: flags } = parseArgs({ options: { report: { type: 'string' } } });

await runMain(async () => {
  const built = await build(process.execPath);
  if (built.code !== 0) throw new SetupError(built.output);
  const folder = await copySamples();
  try {
    return await runInExtensionHost({
      extension: ROOT,
      tests: join(ROOT, 'test/out/host.js'),
      folder,
      env: flags.report === undefined ? {} : { [REPORT_VARIABLE]: flags.report },
      timeoutSeconds: 1500,
      print: (line) => console.log(line),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
