import type { Verdict } from '../../src/core/verdict.ts';
import type { JudgedSamples } from './judgeSamples.ts';

/** Share by which token counts may differ without being worth a line. */
const TOLERANCE = 0.15;

/** What a provider did otherwise than the loopback server, one line each. What models answer is theirs and is not compared. */
export function differences(live: JudgedSamples, loopback: JudgedSamples): string[] {
  return [
    ...(live.stopped === null ? [] : [`It ended early. ${live.stopped}`]),
    ...unusualStatuses(live),
    ...[...loopback.verdicts].flatMap(([key, expected]) => differencesOf(key, live.verdicts.get(key), expected)),
    ...distinctCautions(live, loopback),
    ...tokenDifference(live, loopback),
  ];
}

function unusualStatuses({ requests }: JudgedSamples): string[] {
  const counts = Map.groupBy(
    requests.filter(({ status }) => status !== 200),
    ({ status }) => status,
  );
  return [...counts].map(([status, entries]) => `${entries.length} of ${requests.length} requests ended with ${status}.`);
}

function differencesOf(key: string, verdict: Verdict | undefined, expected: Verdict): string[] {
  if (verdict === undefined) return [`${key}: no verdict, where the loopback server gives ${expected.status}.`];
  const open = verdict.open ?? [];
  return [
    ...(verdict.status === expected.status
      ? []
      : [`${key}: ${verdict.status} (${verdict.failure ?? verdict.statusReason ?? ''}) instead of ${expected.status}.`]),
    ...(open.length === 0 ? [] : [`${key}: ${open.map(({ rationale, why }) => `${rationale} ${why}`).join(', ')}.`]),
    ...((verdict.suspicions ?? []).length === 0 ? [] : [`${key}: it suspects instructions in the material.`]),
  ];
}

function cautionsOf({ verdicts }: JudgedSamples): Set<string> {
  return new Set([...verdicts.values()].flatMap(({ model }) => model?.cautions ?? []));
}

function distinctCautions(live: JudgedSamples, loopback: JudgedSamples): string[] {
  const known = cautionsOf(loopback);
  return [...cautionsOf(live)].filter((caution) => !known.has(caution)).map((caution) => `Caution: ${caution}`);
}

function inputTokens({ verdicts }: JudgedSamples): number {
  return [...verdicts.values()].reduce((sum, { model }) => sum + (model?.usage?.inputTokens ?? 0), 0);
}

function tokenDifference(live: JudgedSamples, loopback: JudgedSamples): string[] {
  const [there, here] = [inputTokens(live), inputTokens(loopback)];
  if (here === 0 || Math.abs(there / here - 1) <= TOLERANCE) return [];
  return [`Input tokens: ${Math.round(there)}, where the loopback server counts ${Math.round(here)}.`];
}
