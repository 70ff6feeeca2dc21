import { beforeEach, expect, it, vi } from 'vitest';

const env = vi.hoisted(() => ({ language: 'en' }));
vi.mock('vscode', () => ({ env }));

const EMPTY = '"down.mp4" is empty: it has no bytes.';
const FLICKER =
  'The brightness flickers by 10.7 % of its range, about 7.3 times a second, for 1.96 s (limit 1.2 %). Swings above 20 % were taken for a strobe or lightning.';

async function speaking(language: string) {
  env.language = language;
  const [users, { EvalVerseError }] = await Promise.all([import('./usersLanguage.ts'), import('../core/errors.ts')]);
  await users.loadUsersLanguage();
  return { ...users, empty: new EvalVerseError('clip/empty', EMPTY) };
}

beforeEach(() => vi.resetModules());

it.each(['en', 'de', 'zh-tw'])('says everything in English to whom we have no other language for (%s)', async (language) => {
  const { empty, inUsersLanguage, shownLanguage, shownMessageOf } = await speaking(language);
  expect(shownLanguage()).toBe('en');
  expect(shownMessageOf(empty)).toBe(EMPTY);
  expect(inUsersLanguage(FLICKER)).toBe(FLICKER);
});

it('says errors and measurements in Chinese, with their figures and names', async () => {
  const { empty, inUsersLanguage, shownLanguage, shownMessageOf } = await speaking('zh-cn');
  expect(shownLanguage()).toBe('zh-cn');
  expect(shownMessageOf(empty)).toBe('“down.mp4”为空：没有任何字节。');
  expect(inUsersLanguage(FLICKER)).toBe(
    '亮度闪烁，幅度为其范围的 10.7 %，每秒约 7.3 次，持续 1.96 秒（阈值 1.2 %）。高于 20 % 的波动视为频闪或闪电。',
  );
});

it('leaves what others said', async () => {
  const { inUsersLanguage, shownMessageOf } = await speaking('zh-cn');
  expect(inUsersLanguage('The windmill stands still.')).toBe('The windmill stands still.');
  expect(shownMessageOf(new TypeError('x is not a function'))).toBe('x is not a function');
});
