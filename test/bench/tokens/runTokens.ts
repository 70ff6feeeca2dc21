// What judging real footage takes: `node test/bench/tokens/runTokens.ts [--write]`, some minutes. Sends nothing off this machine.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../../src/setup/places.mjs';
import { type ClipTokens, measureTokens } from './measureTokens.ts';
import { BEGIN, END, tokensTable } from './tokensTable.ts';

const FOOTAGE = resolve(ROOT, '../shared/footage');
const CHOSEN = [
  'ai/cogvideo_1.mp4',
  'ai/vbench_people_walking.mp4',
  'edited/plain0.mp4',
  'real/mpy_chaplin.mp4',
  'real/skv_bigbuckbunny.mp4',
  'real/skv_bikes.mp4',
];
const SAMPLES = ['flash-shots.fault.mp4', 'audio-clipping.clean.mp4', 'camera-shake.clean.mp4'];

const { values: flags } = parseArgs({ options: { write: { type: 'boolean' } } });
const found = CHOSEN.map((name) => join(FOOTAGE, name)).filter(existsSync);
const paths = found.length > 0 ? found : SAMPLES.map((name) => join(ROOT, 'media/samples', name));
const clips: ClipTokens[] = [];
for (const path of paths) clips.push(await measureTokens(path));
const table = tokensTable(clips, new Date());
console.log(table);
if (flags.write) {
  const document = join(ROOT, 'docs/judging.md');
  const text = await readFile(document, 'utf8');
  const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`${document} has no place for the table.`);
  await writeFile(document, text.slice(0, before) + table + text.slice(after + END.length));
}
