import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { toolEnvironment } from './node.mjs';
import { ROOT } from './places.mjs';
import { run } from './process.mjs';
import { dim, green, red, secondsSince } from './say.mjs';

/** How many tests passed and failed, and what a person needs to see of it. */
/** @typedef {{ passed: number; failed: number; output: string }} Outcome */

const REPORTS = join(ROOT, 'test/out/reports');

/**
 * One check that passes or fails as a whole.
 * @param {{ code: number; output: string }} result
 * @returns {Outcome}
 */
export function wholeCheck({ code, output }) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
}

/**
 * Runs a script of the tool chain.
 * @param {string} node
 * @param {string} script
 * @param {readonly string[]} args
 * @param {number} timeoutSeconds
 */
export function runScript(node, script, args, timeoutSeconds = 1800) {
  return run(node, [script, ...args], { cwd: ROOT, env: toolEnvironment(node), timeoutSeconds });
}

/**
 * Runs a suite that writes its counts into a report file. A suite that ends badly without a failed test, or without a
 * report, counts as one failure more.
 *
 * @param {string} name
 * @param {(reportFile: string) => Promise<{ code: number; output: string }>} start
 * @returns {Promise<Outcome>}
 */
export async function suite(name, start) {
  const file = join(REPORTS, `${name}.json`);
  mkdirSync(REPORTS, { recursive: true });
  rmSync(file, { force: true });
  const { code, output } = await start(file);
  let passed = 0;
  let failed = 0;
  let problem = '';
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    // Vitest's names, and those of our own runners.
    passed = Number(report.numPassedTests ?? report.passed);
    failed = Number(report.numFailedTests ?? report.failed);
  } catch (error) {
    problem = `no report: ${error instanceof Error ? error.message : error}`;
  }
  if (code !== 0 && failed === 0) problem ||= `ended with exit code ${code} although no test failed`;
  if (passed + failed === 0) problem ||= 'ran no test';
  if (problem !== '') failed += 1;
  return { passed, failed, output: problem === '' ? output : `${output}\n${name}: ${problem}` };
}

/**
 * Runs one step and prints a line about it, with the output when something failed.
 * @param {string} title
 * @param {() => Promise<Outcome>} step
 * @returns {Promise<Outcome>}
 */
export async function report(title, step) {
  const startedAt = performance.now();
  /** @type {Outcome} */
  let outcome;
  try {
    outcome = await step();
  } catch (error) {
    outcome = { passed: 0, failed: 1, output: error instanceof Error ? error.message : String(error) };
  }
  const { passed, failed, output } = outcome;
  const counts = failed > 0 ? `${passed} passed, ${red(`${failed} failed`)}` : `${passed} passed`;
  console.log(`${failed > 0 ? red('✗') : green('✓')} ${title.padEnd(34)} ${counts}  ${dim(secondsSince(startedAt))}`);
  if (failed > 0) console.log(`${output.trim()}\n`);
  return outcome;
}
