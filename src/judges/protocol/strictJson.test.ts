import { describe, expect, it } from 'vitest';
import { extractObject } from './strictJson.ts';

const OBJECT = '{"a": {"b": [1, "}{\\""]}}';
const VALUE = { a: { b: [1, '}{"'] } };

describe('strict JSON', () => {
  it.each([
    ['alone', OBJECT],
    ['in a fence', `\`\`\`json\n${OBJECT}\n\`\`\``],
    ['after prose', `Here is {my} view [t=1s]:\n${OBJECT}`],
    ['before prose', `${OBJECT}\nI hope that helps.`],
    ['after thinking with JSON in it', `<think>perhaps {"a": 0}?</think>\n${OBJECT}`],
    ['after thinking whose first tag the server kept', `perhaps {"a": 0}?</think>${OBJECT}`],
  ])('is found %s', (_where, text) => {
    const found = extractObject(text);
    expect(found).toMatchObject({ status: 'object', value: VALUE });
    if (found.status === 'object') expect(text.slice(found.at, found.at + found.json.length)).toBe(OBJECT);
  });

  it.each([
    ['', 'none'],
    ['I cannot see a video.', 'none'],
    ['<think>so {"a": 1}', 'none'],
    ['[1, 2]', 'none'],
  ])('is not there in %j', (text, status) => {
    expect(extractObject(text)).toMatchObject({ status });
  });

  it.each([
    ['{"a": 0', 'unbalanced'],
    ['{"a": "pas', 'unbalanced'],
    ['{"a": 1} {"a": 0}', 'several'],
    ['{"a": 1}\n\n{}', 'several'],
    ['{"a": 1, "a": 0}', 'duplicate'],
    ['{"a": 1, "\\u0061": 0}', 'duplicate'],
    ['{"b": [{"c": 1, "d": {"c": 2}, "c": 3}]}', 'duplicate'],
    ['{"a": 1,}', 'malformed'],
    ['{\'a\': 1}{"b": 1}', 'several'],
    ['{"a": True}', 'malformed'],
    ['[{"a": 1}]', 'malformed'],
    ['{"a": 1}}', 'malformed'],
    ['{x {"a": 1}', 'malformed'],
    ['{"a": .5}', 'malformed'],
    ['{"a": 1]', 'malformed'],
  ])('is refused in %j as %s', (text, why) => {
    expect(extractObject(text)).toMatchObject({ status: 'bad', why });
  });

  it('lets the same key stand in different objects, and keys stand as values', () => {
    expect(extractObject('{"a": {"a": "a"}, "b": [{"a": 1}, {"a": 2}]}')).toMatchObject({ status: 'object' });
  });
});
