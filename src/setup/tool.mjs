// Runs one tool on the Node it needs, installing both when they are missing: `node src/setup/tool.mjs vitest run src/core`.
// A name with an ending is a script of this repository.
import { extname } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { ensureNode, toolEnvironment } from './node.mjs';
import { ROOT } from './places.mjs';
import { run } from './process.mjs';
import { runMain, SetupError } from './say.mjs';
import { toolScript } from './toolbox.mjs';

await runMain(async () => {
  const [tool, ...args] = process.argv.slice(2);
  if (tool === undefined) throw new SetupError('Usage: node src/setup/tool.mjs <tool or script> [arguments]');
  const node = await ensureNode();
  await ensureDependencies(node);
  const script = extname(tool) === '' ? toolScript(tool) : tool;
  return (await run(node, [script, ...args], { cwd: ROOT, env: toolEnvironment(node), show: 'inherit' })).code;
});
