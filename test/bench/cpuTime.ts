import { readFileSync } from 'node:fs';

/** Clock ticks per second in /proc: 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time of the programs that this process has started and waited for; `null` where the system does not say. */
function childrenSeconds(): number | null {
  if (process.platform !== 'linux') return null;
  const stat = readFileSync('/proc/self/stat', 'utf8');
  // The second field is the program's name in parentheses and may hold spaces; cutime and cstime are fields 16 and 17.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}

/** Wall and processor time in seconds. */
export interface Cost {
  readonly wall: number;
  /** Of this process and of what it started; `null` where the system does not say. */
  readonly cpu: number | null;
}

/** What some work costs. Nothing else may run in this process meanwhile. */
export async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const childrenBefore = childrenSeconds();
  const ownBefore = process.cpuUsage();
  const startedAt = performance.now();
  await work();
  const wall = (performance.now() - startedAt) / 1000;
  const own = process.cpuUsage(ownBefore);
  const childrenAfter = childrenSeconds();
  if (childrenBefore === null || childrenAfter === null) return { wall, cpu: null };
  return { wall, cpu: (own.user + own.system) / 1e6 + childrenAfter - childrenBefore };
}

/** The cheapest of several costs, each measure by itself: what disturbs a measurement only ever adds to it. */
export function least(costs: readonly Cost[]): Cost {
  const cpus = costs.flatMap(({ cpu }) => (cpu === null ? [] : [cpu]));
  return { wall: Math.min(...costs.map(({ wall }) => wall)), cpu: cpus.length === costs.length ? Math.min(...cpus) : null };
}
