import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtinTaxonomy } from './builtin.ts';
import { countsOf } from './counts.ts';
import { extendTaxonomy } from './extend.ts';
import type { Taxonomy } from './model.ts';
import { dimensionsOf, rationalesOf } from './walk.ts';

const base = builtinTaxonomy();

const FLICKER = 'cinematography.lens.exposure.no-exposure-flicker';
const EXPOSURE_COUNT = subDimension(base, 'cinematography.lens.exposure')?.rationales.length ?? 0;

const NEW_RATIONALE = {
  id: 'matches-light-plot',
  question: 'Does the exposure match the light plot?',
  pass: 'Within a third of a stop.',
  partial: 'Within a stop.',
  fail: 'Further off.',
  severity: 'information',
};

function subDimension(taxonomy: Taxonomy, id: string) {
  return dimensionsOf(taxonomy)
    .flatMap((dimension) => dimension.subDimensions)
    .find((sub) => sub.id === id);
}

function rationale(taxonomy: Taxonomy, id: string) {
  return dimensionsOf(taxonomy)
    .flatMap(rationalesOf)
    .find((candidate) => candidate.id === id);
}

function exposure(rationales: readonly object[]) {
  return { id: 'cinematography', dimensions: [{ id: 'lens', subDimensions: [{ id: 'exposure', rationales }] }] };
}

function extend(...contents: readonly object[]) {
  return extendTaxonomy(
    base,
    contents.map((content, index) => ({ path: `${index}.json`, text: JSON.stringify(content) })),
  );
}

/** Line and column of the first place at which `needle` starts. */
function placeOf(text: string, needle: string) {
  const before = text.slice(0, text.indexOf(needle)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function problemsIn(text: string) {
  const result = extendTaxonomy(base, [{ path: 'team.json', text }]);
  expect(result.taxonomy).toBe(base);
  return result.problems;
}

describe('a known id', () => {
  test('overrides the given fields and keeps the others', () => {
    const { taxonomy, problems } = extend(exposure([{ id: 'no-exposure-flicker', severity: 'information' }]));
    expect(problems).toEqual([]);
    expect(rationale(taxonomy, FLICKER)).toEqual({ ...rationale(base, FLICKER), severity: 'information' });
    expect(countsOf(taxonomy)).toEqual(countsOf(base));
  });

  test('keeps its needs unless new ones are given', () => {
    const { taxonomy } = extend({
      id: 'sound-design',
      dimensions: [
        { id: 'vocal', subDimensions: [{ id: 'lip-sync', rationales: [{ id: 'mouth-in-time', severity: 'warning' }] }] },
      ],
    });
    expect(rationale(taxonomy, 'sound-design.vocal.lip-sync.mouth-in-time')?.needs).toEqual(['audio', 'faces']);
  });

  test('overrides titles and definitions on every level', () => {
    const { taxonomy } = extend({
      id: 'cinematography',
      title: 'Camera',
      dimensions: [{ id: 'lens', title: 'Glass', subDimensions: [{ id: 'exposure', definition: 'Stops.' }] }],
    });
    const aspect = taxonomy.stages[1]?.aspects.find(({ id }) => id === 'cinematography');
    expect(aspect?.title).toBe('Camera');
    expect(aspect?.dimensions.find(({ id }) => id === 'cinematography.lens')?.title).toBe('Glass');
    expect(subDimension(taxonomy, 'cinematography.lens.exposure')).toMatchObject({ title: 'Exposure', definition: 'Stops.' });
  });

  test('leaves the base taxonomy untouched', () => {
    const before = structuredClone(base);
    extend(exposure([{ id: 'no-exposure-flicker', severity: 'information' }, { id: 'tonal-range', omit: true }, NEW_RATIONALE]));
    expect(base).toEqual(before);
  });
});

describe('a new id', () => {
  test('appends a rationale that only a model or a person can answer', () => {
    const { taxonomy, problems } = extend(exposure([NEW_RATIONALE]));
    expect(problems).toEqual([]);
    expect(subDimension(taxonomy, 'cinematography.lens.exposure')?.rationales.at(-1)).toEqual({
      ...NEW_RATIONALE,
      id: 'cinematography.lens.exposure.matches-light-plot',
      needs: [],
      measurable: 'none',
    });
  });

  test('appends a whole aspect at the end of its stage', () => {
    const { taxonomy, problems } = extend({
      id: 'brand',
      stage: 'production',
      title: 'Brand',
      definition: 'House rules.',
      dimensions: [
        {
          id: 'logo',
          title: 'Logo',
          definition: 'The mark.',
          subDimensions: [{ id: 'use', title: 'Use', definition: 'How it is used.', rationales: [NEW_RATIONALE] }],
        },
      ],
    });
    expect(problems).toEqual([]);
    expect(taxonomy.stages[1]?.aspects.at(-1)?.id).toBe('brand');
    expect(rationale(taxonomy, 'brand.logo.use.matches-light-plot')).toBeDefined();
    expect(countsOf(taxonomy)).toMatchObject({ aspects: 8, dimensions: 19, subDimensions: 45, rationales: 206 });
  });

  test('of one file can be changed by a later one', () => {
    const { taxonomy, problems } = extend(exposure([NEW_RATIONALE]), exposure([{ id: 'matches-light-plot', severity: 'error' }]));
    expect(problems).toEqual([]);
    expect(rationale(taxonomy, 'cinematography.lens.exposure.matches-light-plot')?.severity).toBe('error');
  });
});

describe('omit', () => {
  test('leaves out a rationale', () => {
    const { taxonomy } = extend(exposure([{ id: 'no-exposure-flicker', omit: true }]));
    expect(rationale(taxonomy, FLICKER)).toBeUndefined();
    expect(subDimension(taxonomy, 'cinematography.lens.exposure')?.rationales).toHaveLength(EXPOSURE_COUNT - 1);
  });

  test('leaves out sub-dimensions, dimensions and aspects with all below them', () => {
    const { taxonomy, problems } = extend(
      { id: 'sound-design', omit: true },
      { id: 'aesthetics', dimensions: [{ id: 'lighting', omit: true }] },
      { id: 'acting', dimensions: [{ id: 'action', subDimensions: [{ id: 'action-tension', omit: true }] }] },
    );
    expect(problems).toEqual([]);
    expect(countsOf(taxonomy)).toMatchObject({ aspects: 6, dimensions: 15, subDimensions: 44 - 5 - 2 - 1 });
    expect(taxonomy.stages).toHaveLength(3);
  });

  test('takes a parent along when its last child goes', () => {
    const { taxonomy } = extend({
      id: 'cinematography',
      dimensions: [{ id: 'pacing', subDimensions: [{ id: 'movement-rationality', omit: true }] }],
    });
    expect(dimensionsOf(taxonomy).map(({ id }) => id)).not.toContain('cinematography.pacing');
  });
});

describe('a file with a problem', () => {
  test('is not applied, while the others are', () => {
    const { taxonomy, problems } = extendTaxonomy(base, [
      { path: 'broken.json', text: JSON.stringify({ id: 'acting', title: 'Players', dimensions: [{ id: 'nope' }] }) },
      { path: 'good.json', text: JSON.stringify({ id: 'sound-design', title: 'Sound' }) },
    ]);
    expect(problems.map(({ path }) => path)).toEqual(['broken.json']);
    expect(taxonomy.stages[1]?.aspects[0]?.title).toBe('Acting');
    expect(taxonomy.stages[2]?.aspects[1]?.title).toBe('Sound');
  });

  test('names the place of a syntax error', () => {
    const text = '{\n  "id": "acting"\n  "title": "Players"\n}';
    expect(problemsIn(text)).toEqual([
      { path: 'team.json', ...placeOf(text, '"title"'), message: 'This is not valid JSON: comma expected.' },
    ]);
  });

  test('that is empty is reported at its start', () => {
    expect(problemsIn('')).toMatchObject([{ line: 1, column: 1 }]);
  });

  test('counts lines with any line ending, and columns after a byte order mark as editors do', () => {
    expect(problemsIn('\uFEFF{\r\n  "id": "acting",\r\n  "titel": "Players"\r\n}')).toMatchObject([{ line: 3, column: 3 }]);
    expect(problemsIn('\uFEFF"acting"')).toMatchObject([{ line: 1, column: 1 }]);
  });

  test('names the place of a value that does not fit', () => {
    const text = JSON.stringify(exposure([{ id: 'no-exposure-flicker', severity: 'fatal' }]), null, 2);
    const problems = problemsIn(text);
    expect(problems).toMatchObject([placeOf(text, '"fatal"')]);
    expect(problems[0]?.message).toContain('"severity"');
  });

  test('names the place of a field that does not exist', () => {
    const text = JSON.stringify(exposure([{ id: 'no-exposure-flicker', severty: 'error' }]), null, 2);
    expect(problemsIn(text)).toMatchObject([placeOf(text, '"severty"')]);
  });

  test('names the entry that lacks its id', () => {
    const text = '{\n  "id": "acting",\n  "dimensions": [\n    { "title": "Deeds" }\n  ]\n}';
    expect(problemsIn(text)).toMatchObject([placeOf(text, '{ "title"')]);
  });

  test('names a parent that does not exist, without blaming what is below it', () => {
    const text = JSON.stringify(
      {
        id: 'cinematography',
        dimensions: [{ id: 'lense', subDimensions: [{ id: 'exposure', rationales: [{ id: 'x', severity: 'error' }] }] }],
      },
      null,
      2,
    );
    expect(problemsIn(text)).toEqual([
      {
        path: 'team.json',
        ...placeOf(text, '"lense"'),
        message: 'There is no dimension "cinematography.lense" to change; to add it, give "title", "definition" too.',
      },
    ]);
  });

  test('names what a new rationale lacks', () => {
    const { pass: _, fail: __, ...incomplete } = NEW_RATIONALE;
    const text = JSON.stringify(exposure([incomplete]), null, 2);
    const [problem, ...others] = problemsIn(text);
    expect(others).toEqual([]);
    expect(problem).toMatchObject(placeOf(text, '"matches-light-plot"'));
    expect(problem?.message).toContain('give "pass", "fail" too');
  });

  test('names what a new aspect lacks', () => {
    const [problem] = problemsIn('{ "id": "brand", "dimensions": [] }');
    expect(problem?.message).toContain('"title", "definition", "stage", "dimensions"');
  });

  test('names the second of two equal ids', () => {
    const text = JSON.stringify(
      exposure([
        { id: 'tonal-range', omit: true },
        { severity: 'error', id: 'tonal-range' },
      ]),
      null,
      2,
    );
    const second = text.lastIndexOf('"tonal-range"');
    expect(problemsIn(text)).toMatchObject([{ line: text.slice(0, second).split('\n').length }]);
  });

  test('names the omission of something that is not there', () => {
    const text = JSON.stringify(exposure([{ id: 'no-such-thing', omit: true }]), null, 2);
    expect(problemsIn(text)).toMatchObject([placeOf(text, '"no-such-thing"')]);
    expect(problemsIn('{ "id": "no-such-aspect", "omit": true }')).toMatchObject([{ line: 1, column: 9 }]);
  });

  test('cannot claim a measurement that the program does not make', () => {
    const text = JSON.stringify(exposure([{ ...NEW_RATIONALE, measurable: 'direct' }]), null, 2);
    expect(problemsIn(text)).toMatchObject([placeOf(text, '"direct"')]);
  });

  test('cannot move an aspect to another stage', () => {
    const text = JSON.stringify({ id: 'acting', stage: 'post-production' });
    expect(problemsIn(text)).toMatchObject([placeOf(text, '"post-production"')]);
  });

  test('has all its problems reported', () => {
    const text = JSON.stringify(
      exposure([
        { id: 'a', severity: 'error' },
        { id: 'b', omit: true },
      ]),
    );
    expect(problemsIn(text)).toHaveLength(2);
  });
});

test('a complete built-in file is a valid override that changes nothing', async () => {
  const { default: acting } = await import('../../../taxonomy/production/acting.json', { with: { type: 'json' } });
  const { taxonomy, problems } = extend(acting);
  expect(problems).toEqual([]);
  expect(taxonomy).toEqual(base);
});

test('comments and trailing commas are allowed', () => {
  const text = '{\n  // ours\n  "id": "acting",\n  "title": "Players",\n}';
  expect(extendTaxonomy(base, [{ path: 'team.json', text }]).problems).toEqual([]);
});

test('whatever a file holds, it is applied or reported at a place inside it', () => {
  const segments = fc.constantFrom('cinematography', 'lens', 'exposure', 'tonal-range', 'new-one', 'Not An Id');
  const fields = {
    id: segments,
    title: fc.oneof(fc.constant('Title'), fc.integer()),
    definition: fc.constant('Definition.'),
    omit: fc.boolean(),
  };
  const entryWith = (more: Record<string, fc.Arbitrary<unknown>>) => fc.record({ ...fields, ...more }, { requiredKeys: ['id'] });
  const listOf = (entry: fc.Arbitrary<unknown>) => fc.array(entry, { maxLength: 3 });
  const subDimensions = entryWith({ rationales: listOf(entryWith({ severity: fc.constantFrom('error', 'fatal') })) });
  const entries = entryWith({ dimensions: listOf(entryWith({ subDimensions: listOf(subDimensions) })) });
  const texts = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'{}[]":,\n\r\uFEFFid omit/*true1') }),
    fc.json(),
    entries.map((entry) => JSON.stringify(entry, null, 1)),
    fc.constant('{ "id": "acting", "__proto__": { "omit": true } }'),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const { taxonomy, problems } = extendTaxonomy(base, [{ path: 'team.json', text }]);
      if (problems.length > 0) expect(taxonomy).toBe(base);
      const lines = text.split(/\r\n|\r|\n/);
      for (const { line, column } of problems) {
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
      }
    }),
    { numRuns: 500 },
  );
});

test('a file cannot smuggle a field in through the prototype', () => {
  const { taxonomy, problems } = extendTaxonomy(base, [
    { path: 'team.json', text: '{ "id": "acting", "__proto__": { "omit": true } }' },
  ]);
  expect(problems).toHaveLength(1);
  expect(taxonomy).toBe(base);
});

describe('a file with thresholds', () => {
  const noise = base.thresholds.noise;

  test('changes the limits given, says that the workspace did, and keeps the others', () => {
    const { taxonomy, problems } = extend({ thresholds: { noise: { partial: 3 } } });
    expect(problems).toEqual([]);
    expect(taxonomy.thresholds.noise).toEqual({ ...noise, partial: 3, origin: 'Changed in this workspace.' });
    expect({ ...taxonomy.thresholds, noise }).toEqual(base.thresholds);
    expect(taxonomy.stages).toBe(base.stages);
  });

  test('may say where its limits come from', () => {
    const { taxonomy } = extend({ thresholds: { noise: { fail: 20, origin: 'Our colourist.' } } });
    expect(taxonomy.thresholds.noise).toEqual({ ...noise, fail: 20, origin: 'Our colourist.' });
  });

  test('is not applied when it names no measured fault, or limits in the wrong order', () => {
    const text = '{\n  "thresholds": {\n    "nose": { "partial": 3 },\n    "noise": { "partial": 30 }\n  }\n}';
    expect(problemsIn(text)).toEqual([
      { path: 'team.json', ...placeOf(text, '{ "partial": 3 }'), message: 'There is no measured fault "nose".' },
      {
        path: 'team.json',
        ...placeOf(text, '{ "partial": 30 }'),
        message: 'Values above the limits of "noise" are worse, so "partial" (30) must come before "fail" (12).',
      },
    ]);
  });

  test('cannot change which way is bad', () => {
    const text = '{ "thresholds": { "noise": { "faultWhen": "below" } } }';
    expect(problemsIn(text)).toEqual([
      {
        path: 'team.json',
        ...placeOf(text, '"faultWhen"'),
        message: '"faultWhen" is not a field that a taxonomy file knows here.',
      },
    ]);
  });
});
