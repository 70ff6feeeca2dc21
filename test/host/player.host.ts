import { strict as assert } from 'node:assert';
import { readdir } from 'node:fs/promises';
import * as vscode from 'vscode';
import { api, clip, closeAll, open, player, playheadAt, render, until } from './support.ts';

const SAMPLE = 'frozen-frames.clean.mp4';

/** Names of the copies for playing that this machine keeps. */
async function playbackCopies(): Promise<string[]> {
  const folder = `${process.env.XDG_CACHE_HOME}/evalverse/objects`;
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  return files.filter((name) => /^playback-full-\d+\W.+\.(?:mp4|part)$/.test(name));
}

describe('the player', () => {
  afterEach(closeAll);

  it('is what a clip opens in, and its page gets ready', async () => {
    await open(clip(SAMPLE));
    await player(clip(SAMPLE), 'ready', ({ ready }) => ready);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert(input instanceof vscode.TabInputCustom);
    assert.equal(input.viewType, 'evalverse.player');
  });

  it('probes and analyses the clip without being asked', async () => {
    await open(clip(SAMPLE));
    const { problem } = await player(clip(SAMPLE), 'analysed', ({ analysed }) => analysed);
    assert.equal(problem, null);
  });

  it('opens for a seek and goes to the frame, then to others', async () => {
    const uri = await render(
      'seek/steps.mp4',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=160x90:rate=25:duration=4',
      '-pix_fmt',
      'yuv420p',
    );
    const { seek } = await api();
    for (const time of [2.0, 0.4, 3.2]) {
      await seek(uri, time);
      await playheadAt(uri, time, 25);
    }
    assert.equal((await api()).players().length, 1);
  });

  it('seeks by command with arguments as a link carries them, and refuses others', async () => {
    const uri = clip(SAMPLE);
    await vscode.commands.executeCommand('evalverse.seek', uri.toString(), 1);
    await player(uri, 'playhead moved', ({ position }) => position.time > 0.9 && position.time < 1.1);
    await vscode.commands.executeCommand('evalverse.seek', 'no arguments at all', 'x');
    assert.equal((await api()).players().length, 1);
  });

  it('leaves a text that is read in place and opens beside it', async () => {
    const text = await vscode.workspace.openTextDocument({ content: 'notes' });
    await vscode.window.showTextDocument(text);
    await (await api()).seek(clip(SAMPLE), 0.5);
    await player(clip(SAMPLE), 'playhead moved', ({ position }) => position.time > 0.4);
    assert.equal(vscode.window.tabGroups.all.length, 2);
    assert.equal(vscode.window.activeTextEditor?.document, text);
    await (await api()).seek(clip(SAMPLE), 1);
    await player(clip(SAMPLE), 'playhead moved again', ({ position }) => position.time > 0.9);
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 2);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('shows a clip twice when asked to', async () => {
    await open(clip(SAMPLE));
    await player(clip(SAMPLE), 'ready', ({ ready }) => ready);
    await vscode.commands.executeCommand('workbench.action.splitEditor');
    const { players, held } = await api();
    await until('two players', () => players().filter(({ ready }) => ready).length === 2);
    assert.equal(held().servedClips, 2);
  });

  it('leaves nothing behind when it closes', async () => {
    await open(clip(SAMPLE));
    await player(clip(SAMPLE), 'ready', ({ ready }) => ready);
    await closeAll();
    const { held } = await api();
    await until('everything given back', () => Object.values(held()).every((count) => count === 0));
  });

  describe('with a clip that its page cannot play', () => {
    const source = (seconds: number) => ['-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=25:duration=${seconds}`];

    it('makes a copy once, which is all that stays', async () => {
      const uri = await render('copied/short.avi', ...source(2), '-c:v', 'mpeg4');
      await open(uri);
      await until('a whole copy', async () => (await playbackCopies()).some((name) => name.endsWith('.mp4')));
      await player(uri, 'ready and analysed', ({ ready, analysed }) => ready && analysed);
      const { held } = await api();
      await until('nothing to run', () => held().tasks === 0);
      const copies = await playbackCopies();
      assert.equal(copies.length, 1);
      await closeAll();
      await open(uri);
      await player(uri, 'ready again', ({ ready }) => ready);
      await until('nothing to run again', () => held().tasks === 0);
      assert.deepEqual(await playbackCopies(), copies);
    });

    it('gives up a copy that is being made when it closes', async () => {
      const before = await playbackCopies();
      const uri = await render('copied/long.avi', ...source(100), '-c:v', 'mpeg4');
      await open(uri);
      await until('a copy to be begun', async () => (await playbackCopies()).some((name) => name.endsWith('.part')));
      await closeAll();
      await until('nothing to run', async () => (await api()).held().tasks === 0);
      await until('the beginning to be removed', async () => (await playbackCopies()).length === before.length);
      assert.deepEqual(await playbackCopies(), before);
    });
  });

  it('runs its actions by command', async () => {
    await open(clip(SAMPLE));
    await player(clip(SAMPLE), 'analysed and ready', ({ ready, analysed }) => ready && analysed);
    await vscode.commands.executeCommand('evalverse.player.goToEnd');
    const { position } = await player(clip(SAMPLE), 'at the end', (candidate) => candidate.position.time > 1);
    await vscode.commands.executeCommand('evalverse.player.setOut');
    await player(clip(SAMPLE), 'a range to the end', (candidate) => candidate.position.range !== null);
    await vscode.commands.executeCommand('evalverse.player.goToStart');
    await player(clip(SAMPLE), 'at the start', (candidate) => candidate.position.time < 0.1);
    await vscode.commands.executeCommand('evalverse.player.nextFrame');
    await vscode.commands.executeCommand('evalverse.player.setIn');
    const { position: later } = await player(clip(SAMPLE), 'a shorter range', (it) => (it.position.range?.start ?? 0) > 0);
    assert((later.range?.end ?? 0) >= position.time);
  });
});
