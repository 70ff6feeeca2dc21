import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../src/setup/places.mjs';
import { runInExtensionHost } from '../harness/hostRun.ts';
import { REPORT_VARIABLE } from '../harness/report.ts';

const ROUNDS = 3;

/** How long the extension takes to load and activate in a real extension host, in milliseconds, once per fresh host. */
export async function measureActivation(): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-bench-'));
  const report = join(folder, 'report.json');
  try {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const said: string[] = [];
      const code = await runInExtensionHost({
        extension: ROOT,
        tests: join(ROOT, 'test/out/activationProbe.js'),
        folder,
        env: { [REPORT_VARIABLE]: report },
        timeoutSeconds: 60,
        print: (line) => said.push(line),
      });
      if (code !== 0) throw new Error(`activation failed:\n${said.join('\n')}`);
      const { milliseconds }: { milliseconds: number } = JSON.parse(await readFile(report, 'utf8'));
      times.push(milliseconds);
    }
    return times;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
