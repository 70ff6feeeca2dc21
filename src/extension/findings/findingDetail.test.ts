import { describe, expect, it } from 'vitest';
import type { Finding } from '../../core/finding.ts';
import { detailLines, diagnosticMessage, escapeMarkdown, findingMarkdown } from './findingDetail.ts';
import { findingWord } from './findingWords.ts';
import { testFinding as measured } from './testFinding.ts';
import { testWords as words } from './testWords.ts';

const judged: Finding = {
  ...measured,
  judge: 'gemini',
  basis: {
    question: 'Is it fine?',
    reason: 'The sky\nis white.',
    reflection: 'It may be snow.',
    uncertainty: 'high',
    votes: { pass: 1, partial: 0, fail: 2, na: 0 },
  },
};

/** Texts that mean something in Markdown, in HTML or to VS Code. */
const HOSTILE = [
  '[click](command:workbench.action.quit)',
  '![](https://example.org/pixel.png)',
  '<img src=x onerror=alert(1)>',
  '<https://example.org>',
  'https://example.org/path and www.example.org and me@example.org',
  '&lt;b&gt; $(trash) `code` **bold** ~~gone~~',
  '# heading',
  '1. item',
  '[ref]: https://example.org',
  'a\n\n    code\n\n- item\n\n| a | b |\n|---|---|',
  '\\[click\\](command:x)',
];

describe('a diagnostic', () => {
  it('holds no control character and no mark that turns words round', () => {
    const message = 'red\u001b[31m\u0007 \u202egnp.exe\u2066';
    expect(diagnosticMessage({ ...measured, message, basis: { ...measured.basis, reason: message } }, words)).toBe(
      'red[31m gnp.exe\nQuestion: Is it fine?',
    );
  });

  it('says what was seen, and below it what stands behind it', () => {
    expect(diagnosticMessage(judged, words).split('\n')).toEqual([
      'Too bright.',
      'Question: Is it fine?',
      'Reason: The sky is white.',
      'Doubts: It may be snow.',
      'How sure: unsure · 2 of 3 samples: fail · 1 of 3 samples: pass',
    ]);
  });

  it('leaves out what a judge that measures does not say, and says nothing twice', () => {
    expect(diagnosticMessage(measured, words)).toBe('Too bright.\nQuestion: Is it fine?');
  });

  it('tells probabilities in percent', () => {
    const votes = { pass: 0, partial: 0.25, fail: 0.75, na: 0 };
    const lines = detailLines({ ...judged, basis: { ...judged.basis, uncertainty: null, votes } }, words);
    expect(lines.at(-1)).toBe('How sure: 75 % fail · 25 % partial');
  });
});

it('a pass and a suspicion are not called by their severity', () => {
  expect(findingWord(judged, words)).toBe('warning');
  expect(findingWord({ ...judged, answer: 'pass' }, words)).toBe('pass');
  expect(findingWord({ ...judged, answer: 'suspicion' }, words)).toBe('suspected instruction');
});

describe('a hover', () => {
  it('holds everything, a paragraph each', () => {
    const measurement = { operator: 'x', quantity: 'area', value: 14.21, unit: '%', threshold: null, span: judged.span };
    const text = findingMarkdown({ ...judged, measurement }, words).replaceAll('\\', '');
    expect(text.split('\n\n')).toEqual([
      '**Exposure** · 0:01.000 – 0:02.000 · warning · gemini',
      'Too bright.',
      'area: 14.2 %',
      'Question: Is it fine?',
      'Reason: The sky is white.',
      'Doubts: It may be snow.',
      'How sure: unsure · 2 of 3 samples: fail · 1 of 3 samples: pass',
    ]);
  });

  it('says from where on a measurement is a fault', () => {
    const threshold = { faultWhen: 'below', partial: 70, fail: 45, unit: '%', basis: 'literature', note: '' } as const;
    const measurement = { operator: 'x', quantity: 'sharpness left', value: 45.2, unit: '%', threshold, span: judged.span };
    expect(findingMarkdown({ ...judged, measurement }, words)).toContain(
      'sharpness left: 45.2 % (partial below 70 %, fail below 45 %)',
    );
  });

  it.each([
    ['The sky (14.2 %) is white, at 0:01.042: is it snow?', 'The sky (14.2 %) is white, at 0:01.042: is it snow?'],
    ['counter-clockwise in take0.mp4', 'counter-clockwise in take0.mp4'],
    ['WWW.a.org', 'WWW\\.a.org'],
    ['1. item', '1\\. item'],
    ['2) item', '2\\) item'],
    ['- item', '\\- item'],
    ['a_b*c', 'a\\_b\\*c'],
  ])('makes %j of what is %j where Markdown is not read', (text, escaped) => expect(escapeMarkdown(text)).toBe(escaped));

  it.each(HOSTILE)('leaves %j without a meaning', (text) => {
    // Every mark that means anything in Markdown has a backslash of its own before it, and no line begins or ends in the text.
    expect(escapeMarkdown(text)).toMatch(/^(?:\\[!-/:-@[-`{-~]|[^!#$&*+/<=>@[-`{-~\n\r\t])*$/);
    expect(escapeMarkdown(text)).not.toMatch(/^\d+[.)]|^[-+]|(?<!\\):\S|www\./);
    const hostile = { ...judged, message: text, basis: { ...judged.basis, question: text, reason: text, reflection: text } };
    const markdown = findingMarkdown(hostile, words);
    expect(markdown).not.toMatch(/(?<!\\)[<[\]&`#|$@/]/);
    expect(markdown.split('\n\n').every((paragraph) => !/\n|^ /.test(paragraph))).toBe(true);
  });
});
