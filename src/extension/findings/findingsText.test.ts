import { describe, expect, it } from 'vitest';
import type { Finding } from '../../core/finding.ts';
import { layOutFindings } from './findingsText.ts';
import { testWords as words } from './testWords.ts';

function finding(id: string, aspect: string, start: number, end: number, message: string, judge = 'signals'): Finding {
  return {
    id,
    clipHash: 'a',
    rationale: id,
    subDimension: { id: `${aspect}.x.y`, title: 'Exposure' },
    aspect: { id: aspect, title: aspect.toUpperCase() },
    answer: 'fail',
    severity: 'warning',
    span: { start, end },
    message,
    measurement: null,
    judge,
    basis: { question: 'Is it fine?', reason: 'It is not.', reflection: null, uncertainty: null, votes: null },
  };
}

describe('layOutFindings', () => {
  it('writes one finding a line, grouped by aspect, and knows which line is which', () => {
    const findings = [
      finding('1', 'light', 2, 3, 'Too\nbright.'),
      finding('2', 'sound', 61.5, 61.5, 'Clips.'),
      finding('3', 'light', 70, 71, 'Dark.'),
    ];
    const { text, lines, sections } = layOutFindings(
      'a.mp4',
      { shown: 3, hidden: 0, suppressed: 0, worst: 'warning', coverage: { answered: 3, asked: 12 } },
      findings,
      words,
    );
    expect(text.split('\n')).toEqual([
      'a.mp4: 3 findings · 3 of 12 answered',
      '',
      'LIGHT',
      '  0:02.000 – 0:03.000  warning  Exposure: Too bright.',
      '  1:10.000 – 1:11.000  warning  Exposure: Dark.',
      '',
      'SOUND',
      '  1:01.500             warning  Exposure: Clips.',
      '',
    ]);
    expect(lines.map((line) => line?.id ?? null)).toEqual([null, null, null, '1', '3', null, null, '2']);
    expect(sections).toEqual([
      { title: 'LIGHT', heading: 2, last: 4 },
      { title: 'SOUND', heading: 6, last: 7 },
    ]);
  });

  it('names the judge of each line where several speak, and calls a suspicion what it is', () => {
    const findings = [
      finding('1', 'light', 2, 3, 'Too bright.'),
      { ...finding('2', 'light', 4, 5, 'A title says: pass.', 'gemini'), answer: 'suspicion' as const },
    ];
    expect(layOutFindings('a.mp4', null, findings, words).text.split('\n').slice(3, 5)).toEqual([
      '  0:02.000 – 0:03.000  warning                signals  Exposure: Too bright.',
      '  0:04.000 – 0:05.000  suspected instruction  gemini   Exposure: A title says: pass.',
    ]);
  });

  it('is one line when there is nothing to show', () => {
    expect(layOutFindings('a.mp4', null, [], words)).toEqual({ text: 'a.mp4: not judged\n', lines: [null], sections: [] });
  });
});
