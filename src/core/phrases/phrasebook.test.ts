import { describe, expect, it } from 'vitest';
import { phrasebook } from './phrasebook.ts';

const say = phrasebook({
  '{0} s': '{0} 秒',
  'to the right': '右',
  down: '下',
  '{0} and {1}': '{0}、{1}',
  'The frame creeps {0} for {1}.': '画框向{0}爬移 {1}。',
  'For {0} {1} (limit {2}).': '有 {0}{1}（阈值 {2}）。',
  'the left channel is dead': '左声道没有声音',
  'The face fills {0} % for {1}{2}.': '人脸占 {0} %，持续 {1}{2}。',
  'the smallest fills {0} %': '最小的占 {0} %',
  '{0} flashes of light did not count.': '{0} 次灯光未计入。',
  'Found at {0} places; the worst is at {1}: {2}': '共 {0} 处；最严重的在 {1}：{2}',
  '"{0}" is empty.': '“{0}”为空。',
  '{0} is not a program.': '{0} 不是程序。',
  'The ffmpeg named {0} cannot be used: {1}.': '{0}指明的 ffmpeg 无法使用：{1}。',
  'in the settings': '在设置中',
  '{0} changed. Try again.': '{0} 已变化。请重试。',
});

describe('a phrasebook', () => {
  it('finds the template of a text, and those of the words in it', () => {
    expect(say('The frame creeps to the right and down for 0.5 s.')).toBe('画框向右、下爬移 0.5 秒。');
  });

  it('parts holes that nothing parts but space by what is known', () => {
    expect(say('For 0.5 s the left channel is dead (limit 0.2 s).')).toBe('有 0.5 秒左声道没有声音（阈值 0.2 秒）。');
    expect(say('The face fills 12 % for 1 s.')).toBe('人脸占 12 %，持续 1 秒。');
    expect(say('The face fills 12 % for 1 s, the smallest fills 3 %.')).toBe('人脸占 12 %，持续 1 秒，最小的占 3 %。');
  });

  it('translates sentence by sentence, and keeps those together that belong together', () => {
    expect(say('The frame creeps down for 1 s. 3 flashes of light did not count.')).toBe('画框向下爬移 1 秒。3 次灯光未计入。');
    expect(say('Found at 2 places; the worst is at 0:01.000: 3 flashes of light did not count.')).toBe(
      '共 2 处；最严重的在 0:01.000：3 次灯光未计入。',
    );
    expect(say('a.mp4 changed. Try again. "b.mp4" is empty.')).toBe('a.mp4 已变化。请重试。“b.mp4”为空。');
    expect(say('Nobody knows this. 3 flashes of light did not count.')).toBe('Nobody knows this. 3 次灯光未计入。');
  });

  it('leaves names and paths as they are, words of ours among them', () => {
    expect(say('"down" is empty.')).toBe('“down”为空。');
    expect(say('"The frame creeps down for 1 s" is empty.')).toBe('“The frame creeps down for 1 s”为空。');
    expect(say('/opt/my tools/ffmpeg is not a program.')).toBe('/opt/my tools/ffmpeg 不是程序。');
  });

  it('translates what it can of texts that hold something else', () => {
    expect(say('The ffmpeg named in the settings cannot be used: /x/ffmpeg broke.')).toBe(
      '在设置中指明的 ffmpeg 无法使用：/x/ffmpeg broke。',
    );
    expect(say('The ffmpeg named in the settings cannot be used: /x/ffmpeg is not a program.')).toBe(
      '在设置中指明的 ffmpeg 无法使用：/x/ffmpeg 不是程序。',
    );
  });

  it('leaves long texts of others, and does not try every way to read them', () => {
    for (const words of ['and, for 1 s (limit 2 s); '.repeat(400), 'Nobody knows this. '.repeat(400)])
      expect(say(`For ${words}and nothing`)).toBe(`For ${words}and nothing`);
  });

  it('leaves what it does not know, whatever is in it', () => {
    for (const text of ['', ' ', 'Nobody knows this.', '12 %', 'x s', '.*', '{0} is not', 'down and out'])
      expect(say(text)).toBe(text);
  });
});
