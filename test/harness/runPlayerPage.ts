// Shows the player page without VS Code: `node test/harness/runPlayerPage.ts CLIP`, then open one of the printed addresses.
import { resolve } from 'node:path';
import { demoClip } from '../ui/demoClip.ts';
import { startPlayerServer, THEMES } from '../ui/playerServer.ts';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('which clip?');
const server = await startPlayerServer({ clip: await demoClip(resolve(file), { analysed: true }) });
for (const state of ['reviewed', 'compared', 'calibrated', 'judging', 'fresh', 'running', 'unprobed', 'problem'])
  console.log(`${state}: ${server.url('clip', { state })}`);
console.log(`themes: ${THEMES.map((theme) => server.url('clip', { theme })).join(' ')}`);
