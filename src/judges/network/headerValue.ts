import { EvalVerseError } from '../../core/errors.ts';

const HEADER_VALUE = /^[\x21-\x7e]+$/;

/** A key as a header carries it; any other value would end up in an error's text. @throws EvalVerseError `judge/key`. */
export function keyForHeader(key: string): string {
  if (!HEADER_VALUE.test(key))
    throw new EvalVerseError('judge/key', 'The key is empty or has characters that no key has; set another one.');
  return key;
}
