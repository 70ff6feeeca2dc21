import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './places.mjs';

/** The npm packages behind the tools' names, where they differ. */
const PACKAGES = new Map([
  ['tsc', 'typescript'],
  ['biome', '@biomejs/biome'],
  ['vsce', '@vscode/vsce'],
]);

/**
 * The script of a tool that npm installed, to be run by Node.
 * @param {string} tool its command name.
 */
export function toolScript(tool) {
  const folder = join(ROOT, 'node_modules', PACKAGES.get(tool) ?? tool);
  /** @type {{ bin: string | Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const script = typeof bin === 'string' ? bin : bin[tool];
  if (script === undefined) throw new Error(`${folder} has no command ${tool}`);
  return join(folder, script);
}
