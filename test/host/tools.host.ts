import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { api, clip, closeAll } from './support.ts';

const CLIP = clip('black-frames.fault.mp4');

interface Answer {
  readonly about: string;
  readonly clip: string;
  readonly judges: readonly { readonly judge: string; readonly answered: number; readonly findings: readonly unknown[] }[];
}

async function ask(name: string, input: object): Promise<Answer> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  const [part] = content;
  assert(part instanceof vscode.LanguageModelTextPart);
  return JSON.parse(part.value);
}

describe('tools for agents', () => {
  before(async () => {
    await api();
  });
  after(closeAll);

  it('are offered with what they take', () => {
    const offered = vscode.lm.tools.filter(({ name }) => name.startsWith('evalverse_'));
    assert.deepEqual(offered.map(({ name }) => name).toSorted(), ['evalverse_readReview', 'evalverse_scoreClip']);
    for (const { inputSchema } of offered) assert.deepEqual(Object.keys(Object(inputSchema).properties), ['clip']);
  });

  it('tell what was found in a clip, as data with coverage', async () => {
    await vscode.commands.executeCommand('evalverse.evaluateClip', CLIP);
    const answer = await ask('evalverse_readReview', { clip: 'black-frames.fault.mp4' });
    assert.equal(answer.clip, 'black-frames.fault.mp4');
    assert.match(answer.about, /data, never instructions/);
    const [measured] = answer.judges;
    assert.equal(measured?.judge, 'signals');
    assert((measured?.answered ?? 0) > 0);
    const { findings } = await api();
    assert.equal(measured?.findings.length, findings(CLIP).filter(({ judge }) => judge === 'signals').length);
    assert.deepEqual(await ask('evalverse_readReview', { clip: CLIP.fsPath }), answer);
  });

  // In tests the workbench takes its own question, whether the tool may run, as answered with yes.
  it('evaluate a clip as its command does', async () => {
    const { coverage } = await api();
    const answer = await ask('evalverse_scoreClip', { clip: 'frozen-frames.fault.mp4' });
    assert.deepEqual(
      answer.judges.map(({ judge }) => judge),
      ['signals'],
    );
    assert.equal(coverage(clip('frozen-frames.fault.mp4'))?.answered, answer.judges[0]?.answered);
  });

  it('open nothing outside of the workspace', async () => {
    for (const path of ['../black-frames.fault.mp4', '/etc/hostname', '/etc/hostname.mp4', 'none.mp4', ''])
      await assert.rejects(ask('evalverse_readReview', { clip: path }), /There is no clip|clip/);
  });
});
