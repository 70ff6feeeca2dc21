import { expect, it } from 'vitest';
import { findingsMarkdown } from './findingsMarkdown.ts';
import { testFinding as finding } from './testFinding.ts';
import { testWords as words } from './testWords.ts';

const state = { shown: 2, hidden: 1, suppressed: 0, worst: 'warning', coverage: { answered: 3, asked: 9 } } as const;

it('is a heading for the clip and for each aspect, and an item for each finding with what stands behind it', () => {
  const sound = { ...finding, id: 'v/s/0', aspect: { id: 'sound', title: 'Sound' }, message: 'Too loud.' };
  const text = findingsMarkdown('clip.mp4', state, [finding, sound, { ...finding, id: 'v/r/1' }], words).replaceAll('\\', '');
  expect(text.split('\n\n')).toEqual([
    '# clip.mp4',
    '2 findings · 1 hidden · 3 of 9 answered',
    '## Light',
    '- **Exposure** · 0:01.000 – 0:02.000 · warning · signals',
    '  Too bright.',
    '  Question: Is it fine?',
    '- **Exposure** · 0:01.000 – 0:02.000 · warning · signals',
    '  Too bright.',
    '  Question: Is it fine?',
    '## Sound',
    '- **Exposure** · 0:01.000 – 0:02.000 · warning · signals',
    '  Too loud.',
    '  Question: Is it fine?',
    '  Reason: Too bright.\n',
  ]);
});

it('says of a clip without findings what there is to say', () => {
  expect(findingsMarkdown('clip.mp4', null, [], words)).toBe('# clip.mp4\n\nnot judged\n');
});

it('leaves names and texts without a meaning', () => {
  const message = '[x](command:y) <b>&lt;</b> https://example.org\n\n# heading\n- item';
  const lines = findingsMarkdown('[a](b)<i>.mp4', state, [{ ...finding, message }], words).split('\n');
  for (const line of lines.slice(1))
    expect(line.replace(/^(?:##|-| ) /, '').replaceAll('**', '')).not.toMatch(/(?<!\\)[<[\]&`#/]/);
  expect(lines[0]).toBe('# \\[a\\](b)\\<i\\>\\.mp4');
});
