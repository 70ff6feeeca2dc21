import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const root = join(import.meta.dirname, '../..');
const strings = (path: string) => z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(root, path), 'utf8')));

const FILES = [
  { english: 'package.nls.json', translated: 'package.nls.zh-cn.json' },
  { english: 'l10n/bundle.l10n.json', translated: 'l10n/bundle.l10n.zh-cn.json' },
];

/** What no translation may change: figures, code words, links to commands, addresses and names of settings. */
const UNTOUCHED = [/\{\d+\}/g, /`[^`]*`/g, /\(command:[^)]*\)/g, /https?:[\w/.:-]*\w/g, /\bevalverse\.[\w.]*\w/g, /\*\*|\n/g];

function untouched(text: string): string[] {
  return UNTOUCHED.flatMap((pattern) => text.match(pattern) ?? []).toSorted();
}

describe.each(FILES)('$translated', ({ english, translated }) => {
  const source = strings(english);
  const target = strings(translated);

  it('translates every text, and none that is gone', () => {
    const missing = Object.keys(source).filter((key) => !(key in target));
    const leftOver = Object.keys(target).filter((key) => !(key in source));
    expect({ missing, leftOver }, `${translated}: add what is missing, remove what is left over`).toEqual({
      missing: [],
      leftOver: [],
    });
  });

  it('keeps figures, code, links and names of settings', () => {
    for (const [key, text] of Object.entries(target)) expect(untouched(text), key).toEqual(untouched(source[key] ?? ''));
  });

  it('says everything in Chinese but names', () => {
    const latin = Object.entries(target).filter(([, text]) => !/\p{Script=Han}/u.test(text));
    const nameless = latin.filter(([, text]) => /[A-Za-z]/.test(text.replaceAll('EvalVerse', '')));
    expect(nameless.map(([key]) => key)).toEqual([]);
  });
});

it('names the commands in one text as the palette calls them', () => {
  const manifest = strings('package.nls.zh-cn.json');
  const titles = Object.entries(manifest).flatMap(([key, text]) => (key.startsWith('command.') ? [text] : []));
  const texts = [...Object.values(manifest), ...Object.values(strings('l10n/bundle.l10n.zh-cn.json'))];
  const named = texts.flatMap((text) => [...text.matchAll(/EvalVerse: ([^”*]+)/g)].map((match) => match[1] ?? ''));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !titles.includes(name))).toEqual([]);
});

it('has the same languages for the manifest and for the code', () => {
  const languages = (folder: string, pattern: RegExp) =>
    readdirSync(join(root, folder)).flatMap((file) => pattern.exec(file)?.[1] ?? []);
  expect(languages('l10n', /^bundle\.l10n\.(.+)\.json$/)).toEqual(languages('.', /^package\.nls\.(.+)\.json$/));
});
