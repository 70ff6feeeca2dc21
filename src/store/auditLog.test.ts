import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AuditEntry } from '../core/auditEntry.ts';
import { openAuditLog, readAuditLog } from './auditLog.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evalverse-audit-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function entry(bytesOut: number): AuditEntry {
  const time = '2026-11-22T12:00:00.000Z';
  return {
    time,
    origin: 'https://models.example',
    bytesOut,
    bytesIn: 2,
    status: 200,
    tokens: 3,
    clip: 'abc',
    dimensions: ['a.b'],
  };
}

it('keeps every entry in order, over several openings', async () => {
  const file = join(folder, 'new', 'audit.jsonl');
  expect(await readAuditLog(file)).toEqual({ entries: [], unreadable: 0 });
  for (const group of [
    [1, 2, 3],
    [4, 5],
  ]) {
    const log = openAuditLog(file, { onProblem: (error) => expect.unreachable(String(error)) });
    for (const number of group) log.append(entry(number));
    await log.close();
  }
  expect((await readAuditLog(file)).entries).toEqual([1, 2, 3, 4, 5].map(entry));
  expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(6);
});

it('skips and counts lines that are no entries', async () => {
  const file = join(folder, 'audit.jsonl');
  const log = openAuditLog(file, { onProblem: (error) => expect.unreachable(String(error)) });
  log.append(entry(1));
  await log.close();
  await appendFile(file, 'not JSON\n{"time":"yesterday"}\n');
  expect(await readAuditLog(file)).toEqual({ entries: [entry(1)], unreadable: 2 });
});

it('tells what could not be kept and goes on', async () => {
  const blocked = join(folder, 'blocked');
  await writeFile(blocked, '');
  const problems: unknown[] = [];
  const log = openAuditLog(join(blocked, 'audit.jsonl'), { onProblem: (error) => problems.push(error) });
  log.append(entry(1));
  await log.close();
  expect(problems).toHaveLength(1);
});
