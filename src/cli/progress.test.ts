import { expect, it } from 'vitest';
import { createProgressPrinter } from './progress.ts';
import { PASSES, scoredEntry } from './testReport.ts';

function stream(isTTY: boolean, columns?: number) {
  const written: string[] = [];
  return { isTTY, ...(columns !== undefined && { columns }), written, write: (text: string) => written.push(text) };
}

const analysing = { kind: 'clip', path: 'a\u001b[2J.mp4', index: 0, total: 3, phase: 'analysing' } as const;

it('rewrites one line on a terminal and clears it', () => {
  const terminal = stream(true, 60);
  const printer = createProgressPrinter(terminal);
  printer.show({ ...analysing, fraction: 0.111 });
  printer.show({ ...analysing, fraction: 0.112 });
  printer.show({ ...analysing, fraction: 0.5 });
  printer.show({ kind: 'done', entry: scoredEntry('a.mp4', [PASSES]), done: 1, total: 3 });
  printer.end();
  expect(terminal.written).toEqual([
    '\r\u001b[2K0 of 3 clips done: a.mp4, analysing picture and sound 11 %',
    '\r\u001b[2K0 of 3 clips done: a.mp4, analysing picture and sound 50 %',
    '\r\u001b[2K1 of 3 clips done',
    '\r\u001b[2K',
  ]);
});

it('never writes a line longer than the terminal', () => {
  const terminal = stream(true, 30);
  createProgressPrinter(terminal).show({ ...analysing, path: 'x'.repeat(200), fraction: 0.5 });
  expect(terminal.written[0]?.replace('\r\u001b[2K', '').length).toBe(29);
});

it('lists finished clips elsewhere', () => {
  const file = stream(false);
  const printer = createProgressPrinter(file);
  printer.show({ ...analysing, fraction: 0.5 });
  printer.show({ kind: 'done', entry: scoredEntry('a.mp4', [PASSES]), done: 1, total: 3 });
  printer.show({ kind: 'done', entry: scoredEntry('b.mp4', [PASSES], { reused: true }), done: 2, total: 3 });
  printer.show({
    kind: 'done',
    entry: { status: 'failed', path: 'c.mp4', code: 'clip/empty', sentence: '"c.mp4" is empty.' },
    done: 3,
    total: 3,
  });
  printer.end();
  expect(file.written).toEqual([
    '[1/3] a.mp4: judged\n',
    '[2/3] b.mp4: judged before, reused\n',
    '[3/3] c.mp4: not scored. "c.mp4" is empty.\n',
  ]);
});
