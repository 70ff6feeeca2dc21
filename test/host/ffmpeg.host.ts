import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { api, clip, closeAll, exists, open, player, withSetting } from './support.ts';

const SAMPLE = clip('noise.clean.mp4');

describe('without a working ffmpeg', () => {
  after(closeAll);

  it('a clip still plays, the player says what is missing, and all goes on once it is found', async () => {
    await withSetting('ffmpeg.path', '/nowhere/ffmpeg', async () => {
      await open(SAMPLE);
      const { problem, analysed } = await player(SAMPLE, 'ready with a problem', (it) => it.ready && it.problem !== null);
      assert.match(problem ?? '', /ffmpeg/);
      assert.equal(analysed, false);
      await (await api()).seek(SAMPLE, 1);
      await player(SAMPLE, 'playhead moved', ({ position }) => Math.abs(position.time - 1) < 0.1);
      await vscode.commands.executeCommand('evalverse.evaluateClip', SAMPLE);
      assert.equal(await exists(clip('.evalverse')), false);
    });
    const { problem } = await player(SAMPLE, 'analysed', ({ analysed }) => analysed);
    assert.equal(problem, null);
  });
});
