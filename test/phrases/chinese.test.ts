import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHINESE_PHRASES, chinesePhrases } from '../../src/core/phrases/chinese.ts';
import { phrasebook } from '../../src/core/phrases/phrasebook.ts';
import { OPERATORS } from '../../src/media/operators/registry.ts';
import { ROOT } from '../../src/setup/places.mjs';
import { hasWords, templatesIn } from './templates.ts';

/** Sources whose texts users of the editor do not read in its windows: they are for models, agents, files and databases. */
const FOR_OTHERS = [
  'src/core/calibration/scoreMap.ts',
  'src/core/score.ts',
  'src/core/taxonomy/counts.ts',
  'src/core/taxonomy/model.ts',
  'src/core/taxonomy/override.ts',
  'src/core/toolAnswer.ts',
  'src/judges/openai/request.ts',
  'src/judges/protocol/footageParts.ts',
  'src/judges/protocol/measuredFacts.ts',
  'src/judges/protocol/prompt.ts',
  'src/judges/protocol/rubric.ts',
  'src/media/ffmpeg/places.ts',
  'src/store/indexDatabase.ts',
  'src/store/indexTables.ts',
  'src/store/mergeRule.ts',
];

/** Texts of that kind in other sources. */
const NOT_FOR_USERS = [
  /^(Your last|An earlier answer|Give times in seconds|- "|Answer with one JSON)/, // what a model is asked again
  / › /, // where in an answer
  /^(Bearer|worker exit) \{0\}$/,
  /^\{0\} (same content|UTC)$|^(prompt|reference) \{0\}$/, // keys of what belongs together
  /^\{ "stream_index"$/,
  /^<|^:root\{/, // how a page is built
  /^Beyond this value, in the measurement/, // schema of a file
  /^per second$|^and no$/, // what is taken out of a unit, and what joins names
];

const say = phrasebook(chinesePhrases());
const files = globSync('src/{core,media,judges,store,batch}/**/*.ts', { cwd: ROOT })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !/\.test\.ts$|\/test[A-Z]\w*\.ts$|\/(assembly|phrases)\//.test(path));
const templates = new Map(files.map((path) => [path, templatesIn(path, readFileSync(join(ROOT, path), 'utf8'))]));
const all = new Set([...templates.values()].flat());
const names = OPERATORS.flatMap(({ title, quantity, unit }) => [title, quantity, unit, unit.replace(' per second', '')]);

function isForUsers(text: string): boolean {
  return hasWords(text) && !NOT_FOR_USERS.some((pattern) => pattern.test(text));
}

describe('the Chinese phrasebook', () => {
  it('has every template out of which sentences for users are made', () => {
    const missing = [...templates].flatMap(([path, texts]) =>
      FOR_OTHERS.includes(path)
        ? []
        : texts.filter((text) => isForUsers(text) && !(text in CHINESE_PHRASES) && say(text) === text),
    );
    expect(missing).toEqual([]);
  });

  it('has the name, the quantity and the unit of every operator', () => {
    expect(names.filter((name) => /\p{Script=Latin}/u.test(name) && !/\p{Script=Han}|dB|LU|kHz|ΔE/u.test(say(name)))).toEqual([]);
  });

  it('holds nothing that is gone', () => {
    const known = new Set([...all, ...names]);
    expect(Object.keys(CHINESE_PHRASES).filter((text) => !known.has(text))).toEqual([]);
  });
});
