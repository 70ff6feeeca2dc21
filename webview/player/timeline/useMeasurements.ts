import { useEffect, useMemo } from 'preact/hooks';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import type { DrawnTrace, TraceChoice } from '../../../src/core/trace.ts';
import type { PlayerAnalysis } from '../../../src/protocol/messages.ts';
import type { HostTransport } from '../../ui/hostTransport.ts';

/** A measurement that is to be drawn: `null` when there is nothing of it in this clip, `undefined` while it is on its way. */
export interface WantedTrace {
  readonly operator: string;
  readonly drawn: DrawnTrace | null | undefined;
}

interface MeasurementParts {
  /** What the clip has. */
  readonly choices: readonly TraceChoice[];
  /** Operators that the person chose, for this clip or for others before. */
  readonly chosen: readonly string[];
  /** What has arrived, by operator. */
  readonly arrived: ReadonlyMap<string, DrawnTrace | null>;
  readonly analysis: PlayerAnalysis | null | undefined;
  readonly taxonomy: Taxonomy | undefined;
}

/** The measurements to draw, in the order of the choices; asks the host for those that have not arrived. */
export function useMeasurements(host: HostTransport, parts: MeasurementParts): readonly WantedTrace[] {
  const { choices, chosen, arrived, analysis, taxonomy } = parts;
  const wanted = choices.flatMap(({ operator }) => (chosen.includes(operator) ? operator : [])).join(' ');
  const traces = useMemo(
    () => (wanted === '' ? [] : wanted.split(' ').map((operator) => ({ operator, drawn: arrived.get(operator) }))),
    [wanted, arrived],
  );
  useEffect(() => {
    for (const { operator, drawn } of traces) if (drawn === undefined) host.post({ type: 'trace', operator });
    // Not again with each one that arrives.
  }, [host, wanted, analysis, taxonomy]);
  return traces;
}
