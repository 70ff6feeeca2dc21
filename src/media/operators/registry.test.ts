import { describe, expect, it } from 'vitest';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import { dimensionsOf, rationalesOf } from '../../core/taxonomy/walk.ts';
import { isFaultOperator } from './operator.ts';
import { OPERATORS, operatorsFingerprint } from './registry.ts';

const taxonomy = builtinTaxonomy();
const rationales = dimensionsOf(taxonomy).flatMap(rationalesOf);
const faults = OPERATORS.filter(isFaultOperator);

function measurableIds(measurable: 'direct' | 'proxy'): string[] {
  return rationales
    .filter((rationale) => rationale.measurable === measurable)
    .map(({ id }) => id)
    .sort();
}

describe('the operators', () => {
  it('answer exactly the rationales that the taxonomy calls directly measurable', () => {
    expect([...new Set(faults.flatMap((operator) => operator.rationales))].sort()).toEqual(measurableIds('direct'));
  });

  it('hint at every rationale that the taxonomy calls measurable by proxy, and at none that it calls unmeasurable', () => {
    const hinted = new Set(OPERATORS.flatMap(({ proxyFor = [] }) => proxyFor));
    expect(measurableIds('proxy').filter((id) => !hinted.has(id))).toEqual([]);
    const measurable = [...measurableIds('proxy'), ...measurableIds('direct')];
    expect([...hinted].filter((id) => !measurable.includes(id))).toEqual([]);
  });

  it('have ids of their own', () => {
    const ids = OPERATORS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('have a threshold when they find faults, and nothing else has one', () => {
    expect(Object.keys(taxonomy.thresholds).sort()).toEqual(faults.map(({ id }) => id).sort());
    for (const [id, { faultWhen, partial, fail }] of Object.entries(taxonomy.thresholds)) {
      expect(faultWhen === 'above' ? partial <= fail : partial >= fail, `${id}: partial comes before fail`).toBe(true);
    }
  });

  it('change their fingerprint with a limit', () => {
    const { thresholds } = taxonomy;
    const [id = '', first] = Object.entries(thresholds)[0] ?? [];
    expect(first).toBeDefined();
    if (first) {
      const stricter = { ...thresholds, [id]: { ...first, partial: first.partial / 2 } };
      expect(operatorsFingerprint(stricter)).not.toBe(operatorsFingerprint(thresholds));
    }
  });
});
