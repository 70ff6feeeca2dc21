import { builtinPrices, costOf } from '../../../src/judges/prices.ts';
import { type ClipTokens, MODES, type ModeTokens } from './measureTokens.ts';

export const BEGIN = '<!-- tokens: begin -->';
export const END = '<!-- tokens: end -->';

/** Of an answer as models give them, since a loopback server's answers are shorter: thinking a call, text a sub-dimension. */
const THINKING_TOKENS = 600;
const ANSWER_TOKENS = 170;
const SUB_DIMENSIONS = 44;
const NAIVE_THINKING_TOKENS = 300;
const MODEL = 'gemini-3.8-flash';

const numbers = new Intl.NumberFormat('en');
const HEADINGS = { economy: 'aspect', standard: 'dimension', thorough: 'sub-dimension' } as const;

function cell({ calls, inputTokens }: Pick<ModeTokens, 'calls' | 'inputTokens'>): string {
  return `${numbers.format(calls)} · ${numbers.format(Math.round(inputTokens / 100) / 10)}k`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function usd(calls: number, inputTokens: number, outputTokens: number, day: Date): string {
  const cost = costOf({ calls, inputTokens, cachedTokens: 0, outputTokens }, MODEL, builtinPrices, day);
  return cost === null ? 'unknown' : `$${cost.usd.toFixed(3)}`;
}

/** The table of `docs/judging.md`, between its two marks. @param clips at least one. */
export function tokensTable(clips: readonly ClipTokens[], day: Date): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const means = MODES.map((mode) => ({
    calls: mean(clips.map(({ modes }) => modes[mode].calls)),
    inputTokens: mean(clips.map(({ modes }) => modes[mode].inputTokens)),
    bytes: mean(clips.map(({ modes }) => modes[mode].bytes)),
  }));
  const naive = {
    calls: mean(clips.map((clip) => clip.naive.calls)),
    inputTokens: mean(clips.map((clip) => clip.naive.inputTokens)),
  };
  const naiveOutput = naive.calls * (NAIVE_THINKING_TOKENS + ANSWER_TOKENS);
  const output = (calls: number) => calls * THINKING_TOKENS + SUB_DIMENSIONS * ANSWER_TOKENS;
  const one = (value: number) => numbers.format(Math.round(value * 10) / 10);
  return [
    BEGIN,
    '',
    `Calls · input tokens of one sample, by asking about one ${Object.values(HEADINGS).join(', one ')} at a time:`,
    '',
    row(['clip', 'seconds', ...MODES.map((mode) => `${HEADINGS[mode]} (${mode})`), 'naive 45 calls']),
    row(['---', '---:', ...MODES.map(() => '---:'), '---:']),
    ...clips.map(({ name, duration, modes, naive: reckoned }) =>
      row([name, duration.toFixed(1), ...MODES.map((mode) => cell(modes[mode])), cell(reckoned)]),
    ),
    row([
      '**mean**',
      mean(clips.map(({ duration }) => duration)).toFixed(1),
      ...means.map(({ calls, inputTokens }) => `${one(calls)} · ${one(inputTokens / 1000)}k`),
      `${one(naive.calls)} · ${one(naive.inputTokens / 1000)}k`,
    ]),
    row(['mean MB sent', '', ...means.map(({ bytes }) => (bytes / 1e6).toFixed(1)), '']),
    row([
      `mean cost, ${MODEL}`,
      '',
      ...means.map(({ calls, inputTokens }) => usd(calls, inputTokens, output(calls), day)),
      usd(naive.calls, naive.inputTokens, naiveOutput, day),
    ]),
    '',
    END,
  ].join('\n');
}
