// Who may import whom, checked over every source: `node test/rules/checkRooms.ts`.
import { glob, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { ROOT } from '../../src/setup/places.mjs';
import { violationsOf } from './rooms.ts';

let files = 0;
const violations: string[] = [];
for await (const path of glob('{src,webview}/**/*.{ts,tsx,mjs}', { cwd: ROOT })) {
  files += 1;
  violations.push(...violationsOf(path.replaceAll(sep, '/'), await readFile(join(ROOT, path), 'utf8')));
}
for (const violation of violations.sort()) console.error(violation);
console.log(`${files} files, ${violations.length} imports against the rules`);
process.exitCode = violations.length > 0 || files === 0 ? 1 : 0;
