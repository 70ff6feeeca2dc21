import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import { inChinese } from '../../core/taxonomy/chinese.ts';
import { promptIdentity } from '../../judges/protocol/prompt.ts';

const root = join(import.meta.dirname, '../..');

function filesWith(pattern: RegExp): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file))
    .filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')))
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted();
}

it('would change what models are asked, and so must be kept from them', () => {
  const asked = promptIdentity(builtinTaxonomy(), []);
  inChinese(builtinTaxonomy());
  expect(promptIdentity(builtinTaxonomy(), [])).toEqual(asked);
  expect(promptIdentity(inChinese(builtinTaxonomy()), [])).not.toEqual(asked);
});

it('is translated in one place, for the editor alone', () => {
  expect(filesWith(/taxonomy\/chinese\.ts'/)).toEqual(['core/phrases/chinese.ts', 'extension/taxonomy/taxonomyService.ts']);
});

it('reaches only what shows it: no judging, no tool, no import, no report', () => {
  expect(filesWith(/\btaxonomy\.(loadShown|shown)\b/i)).toEqual([
    'extension/board/boardCommands.ts',
    'extension/board/ratingsReader.ts',
    'extension/commands/annotationCommands.ts',
    'extension/commands/findingCommands.ts',
    'extension/commands/judgeCommands.ts',
    'extension/compare/comparePanel.ts',
    'extension/findings/findingsTree.ts',
    'extension/player/pageFeed.ts',
    'extension/services.ts',
  ]);
});

it('is told with the reviews in that language to what shows them, and to nothing else', () => {
  expect(filesWith(/\breviews\.shown\(/)).toEqual([
    'extension/commands/annotationCommands.ts',
    'extension/compare/comparePanel.ts',
    'extension/player/pageFeed.ts',
  ]);
  expect(filesWith(/from '[./]*usersLanguage\.ts'/).filter((file) => file.startsWith('extension/tools/'))).toEqual([]);
});
