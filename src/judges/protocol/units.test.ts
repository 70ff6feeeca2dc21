import { describe, expect, it } from 'vitest';
import { wholeUnit } from '../../../test/fixtures/scriptedBackend.ts';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import { dimensionsOf } from '../../core/taxonomy/walk.ts';
import { dimensionsOfUnit, splitUnit, unitsOf } from './units.ts';

const dimensions = dimensionsOf(builtinTaxonomy());
const everything = dimensions.flatMap((dimension) => wholeUnit(dimension));

describe('units', () => {
  it.each([
    ['economy', 7],
    ['standard', 18],
    ['thorough', 44],
  ] as const)('makes %s calls out of the taxonomy', (mode, count) => {
    const units = unitsOf(everything, mode);
    expect(units).toHaveLength(count);
    expect(units.flat()).toHaveLength(44);
    for (const unit of units) {
      const ids = unit.map(({ subDimension }) => subDimension.id);
      expect(ids).toEqual(ids.toSorted());
    }
  });

  it('splits an aspect into dimensions, a dimension into sub-dimensions and those no further', () => {
    const [aspect = []] = unitsOf(everything, 'economy');
    const parts = splitUnit(aspect) ?? [];
    expect(parts.map((unit) => dimensionsOfUnit(unit).length)).toEqual([1, 1]);
    const [first = []] = parts;
    expect((splitUnit(first) ?? []).map((unit) => unit.length)).toEqual([1, 1]);
    expect(splitUnit(first.slice(0, 1))).toBeNull();
  });
});
