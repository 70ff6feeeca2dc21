import { writeFile } from 'node:fs/promises';
import Mocha from 'mocha';
import { REPORT_VARIABLE, type SuiteReport } from './report.ts';

/**
 * Runs mocha inside the extension host and writes the counts to the file named by `EVALVERSE_TEST_REPORT`.
 *
 * @param define imports the test modules; they use mocha's global `describe` and `it`.
 * @throws when a test failed.
 */
export async function runMocha(define: () => Promise<unknown>): Promise<void> {
  // A machine that is short of everything takes many times as long as others; what hangs ends by what it waits for.
  const mocha = new Mocha({ ui: 'bdd', timeout: 240_000, reporter: 'spec', color: false });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await define();
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
  });
  const report: SuiteReport = { passed: stats?.passes ?? 0, failed: stats?.failures ?? 1 };
  const file = process.env[REPORT_VARIABLE];
  if (file) await writeFile(file, JSON.stringify(report));
  console.log(`${report.passed} passed, ${report.failed} failed`);
  if (report.failed > 0) throw new Error(`${report.failed} tests failed`);
}
