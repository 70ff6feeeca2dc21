/**
 * Puts known faults into clean clips and measures how the operators find them:
 *
 *     node test/bench/faults/runFaults.ts [operator id …] [--write]
 *
 * Without ids it runs every fault of this folder. `--write` takes the results over into results.json and into the limits that ship; the page is then written by
 * `npx vitest run test/bench/faultBench -u`.
 */
import { readdir } from 'node:fs/promises';
import { runFfmpegTool } from '../../fixtures/ffmpegTool.ts';
import { cleanClips } from '../faultBench/cleanClips.ts';
import { writeFoundShares } from '../faultBench/foundShares.ts';
import { measureFault } from '../faultBench/measureFault.ts';
import { type BenchResults, type FaultResult, readResults, writeResults } from '../faultBench/results.ts';
import { STORE } from '../faultBench/store.ts';
import type { Fault } from './fault.ts';

/** Each piece of work keeps one ffmpeg busy. */
const AT_ONCE = 2;

async function allFaults(): Promise<Fault[]> {
  const files = (await readdir(import.meta.dirname)).filter(
    (file) => file.endsWith('.ts') && file !== 'fault.ts' && file !== 'runFaults.ts',
  );
  const modules: Record<string, Fault>[] = await Promise.all(files.map((file) => import(`./${file}`)));
  return modules
    .flatMap((module) => Object.values(module))
    .filter((one) => typeof one.inject === 'function')
    .sort(inOrder);
}

function inOrder(a: { operator: string; title: string }, b: { operator: string; title: string }): number {
  return `${a.operator} ${a.title}` < `${b.operator} ${b.title}` ? -1 : 1;
}

/** Progress, on one line of a terminal; a log gets a line now and then. */
function report(line: string, worthLogging = false): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
  else if (worthLogging) process.stderr.write(`${line}\n`);
}

function atOnceFor(name: string): <T>(work: readonly (() => Promise<T>)[]) => Promise<T[]> {
  return async <T>(work: readonly (() => Promise<T>)[]) => {
    const results: T[] = [];
    let next = 0;
    let done = 0;
    const worker = async () => {
      for (let index = next++; index < work.length; index = next++) {
        const piece = work[index];
        if (!piece) return;
        results[index] = await piece();
        done++;
        report(`${name}: ${done} of ${work.length}`, done % 20 === 0);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return results;
  };
}

function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(100 * share)} %`;
}

function print(result: FaultResult): void {
  const { strengths, separation, startError, endError, clean } = result;
  const error = (errors: FaultResult['startError']) => (errors ? `${errors.median} / ${errors.p95} s` : '–');
  console.log(`\n${result.operator}@${result.version}: ${result.title} (${result.clips} clips, ${result.abstained} abstained)`);
  console.log('  strength'.padEnd(40), 'detected  on time   AUC');
  for (const row of strengths) {
    console.log(
      `  ${row.strength}`.padEnd(40),
      percent(row.detected).padEnd(9),
      percent(row.onTime).padEnd(9),
      row.separation?.toFixed(3) ?? '–',
    );
  }
  console.log(
    `  pooled AUC ${separation?.toFixed(3) ?? '–'}; start off by ${error(startError)}, end by ${error(endError)} (median / 95 %)`,
  );
  console.log(`  clean: ${clean.alarms} alarms in ${clean.minutes} min, ${clean.flagged.length} of ${clean.clips} clips flagged`);
  if (clean.flagged.length > 0) console.log(`  flagged: ${clean.flagged.join(', ')}`);
}

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const faults = (await allFaults()).filter(({ operator }) => wanted.length === 0 || wanted.includes(operator));
const missing = wanted.filter((id) => !faults.some(({ operator }) => operator === id));
if (missing.length > 0) throw new Error(`No fault file for: ${missing.join(', ')}`);
report('Making clean clips ready …');
const clips = await cleanClips();
const results: FaultResult[] = [];
for (const fault of faults) {
  const result = await measureFault(fault, clips, atOnceFor(fault.operator));
  report('');
  print(result);
  results.push(result);
}
console.log(`\nMade clips and signals are kept in ${STORE}.`);

if (process.argv.includes('--write')) {
  const { stdout } = await runFfmpegTool(['-version']);
  const before: BenchResults = await readResults().catch(() => ({ ffmpeg: '', faults: [] }));
  const others = before.faults.filter(({ operator }) => !results.some((result) => result.operator === operator));
  const faults = [...others, ...results].sort(inOrder);
  await writeResults({
    ffmpeg: /version (\S+)/.exec(stdout.toString())?.[1] ?? 'unknown',
    faults,
  });
  await writeFoundShares(faults);
}
