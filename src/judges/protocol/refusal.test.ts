import { describe, expect, it } from 'vitest';
import { refuses } from './refusal.ts';

describe('refusal', () => {
  it.each([
    "I'm sorry, but I can't assist with that.",
    'I cannot evaluate this content.',
    'I’m unable to watch videos.',
    'This would be against our policy.',
    'As a language model I have no eyes.',
  ])('is heard in %j', (text) => {
    expect(refuses(text)).toBe(true);
  });

  it.each([
    'The man cannot help her.',
    'I cannot make out the far wall.',
    'He is sorry and unable to speak.',
    'Against the wall stands a lamp.',
  ])('is not heard in %j', (text) => {
    expect(refuses(text)).toBe(false);
  });
});
