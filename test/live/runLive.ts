// How Gemini itself behaves beside the loopback server that stands for it: `node test/live/runLive.ts [--model NAME]`.
// With EVALVERSE_GEMINI_API_KEY set it sends three samples of this repository and stops before two US dollars.
import { parseArgs } from 'node:util';
import { startGeminiServer } from '../fakes/geminiServer.ts';
import { differences } from './differences.ts';
import { judgeSamples, SAMPLES } from './judgeSamples.ts';

const { values: flags } = parseArgs({ options: { model: { type: 'string', default: 'gemini-3.8-flash' } } });
const key = process.env.EVALVERSE_GEMINI_API_KEY?.trim() ?? '';
if (key === '') {
  console.log(
    'SKIPPED: EVALVERSE_GEMINI_API_KEY is not set, so Gemini itself was not asked. Nothing was tested and nothing was sent.',
  );
} else {
  const { model } = flags;
  const server = await startGeminiServer({ key: 'loopback-key', models: [model] });
  try {
    const loopback = await judgeSamples({ origin: server.origin, key: 'loopback-key', model });
    const live = await judgeSamples({ origin: null, key, model });
    const versions = new Set([...live.verdicts.values()].flatMap((verdict) => verdict.model?.versions ?? []));
    const usd = [...live.verdicts.values()].reduce((sum, verdict) => sum + (verdict.model?.usage?.cost?.usd ?? 0), 0);
    console.log(
      `${SAMPLES.length} samples, ${live.verdicts.size} verdicts by ${[...versions].join(', ') || model}, $${usd.toFixed(2)}.`,
    );
    const lines = differences(live, loopback);
    console.log(lines.length === 0 ? 'It behaved as the loopback server does.' : 'What differed from the loopback server:');
    for (const line of lines) console.log(`- ${line}`);
    if (live.stopped !== null) process.exitCode = 1;
  } finally {
    await server.close();
  }
}
