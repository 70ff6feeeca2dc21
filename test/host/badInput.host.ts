import { strict as assert } from 'node:assert';
import { chmod, readFile, truncate, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { api, clip, closeAll, exists, open, player, render, until } from './support.ts';

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=25:duration=2', '-c:v', 'libx264', '-pix_fmt', 'yuv420p'];

/** Makes one kind of bad clip at a path in the workspace. */
const KINDS: Readonly<Record<string, (path: string) => Promise<vscode.Uri>>> = {
  empty: (path) => written(path, ''),
  text: (path) => written(path, 'This is not a video.\n'.repeat(50)),
  truncated: async (path) => {
    const uri = await render(path, ...PICTURE);
    await truncate(uri.fsPath, Math.floor((await readFile(uri.fsPath)).length / 2));
    return uri;
  },
  sound: (path) => render(path, '-f', 'lavfi', '-i', 'sine=duration=2', '-c:a', 'aac'),
  'one-frame': (path) => render(path, ...PICTURE, '-frames:v', '1'),
  // The superuser may read everything, so that this one exists only for other users.
  ...(process.getuid?.() !== 0 && {
    unreadable: async (path: string) => {
      const uri = await render(path, ...PICTURE);
      await chmod(uri.fsPath, 0);
      return uri;
    },
  }),
};

async function written(path: string, text: string): Promise<vscode.Uri> {
  const uri = clip(path);
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
  await writeFile(uri.fsPath, text);
  return uri;
}

describe('bad input', () => {
  const sentences = new Map<string, string>();
  after(closeAll);

  for (const [kind, make] of Object.entries(KINDS)) {
    it(`${kind}: the player says what is wrong, evaluating writes nothing`, async () => {
      const uri = await make(`bad/${kind}.mp4`);
      await open(uri);
      const { problem } = await player(uri, 'a problem', (candidate) => candidate.problem !== null);
      assert(problem !== null);
      assert.match(problem, /\.$/, 'a sentence');
      assert.doesNotMatch(problem, /^(internal|clip)\b/);
      sentences.set(kind, problem);
      await vscode.commands.executeCommand('evalverse.evaluateClip', uri);
      const { findings, held } = await api();
      // The player tries again by itself.
      await until('nothing to run', () => held().tasks === 0);
      assert.deepEqual(findings(uri), []);
      assert.equal(await exists(clip('.evalverse')), false);
    });
  }

  it('each kind has a message of its own', () => {
    const kinds = Object.keys(KINDS);
    const bare = kinds.map((kind) => (sentences.get(kind) ?? '').replaceAll(`${kind}.mp4`, ''));
    assert.equal(new Set(bare).size, kinds.length, bare.join('\n'));
  });

  it('removed while open: the player says so, and again when it is to be evaluated', async () => {
    const uri = await render('bad/removed.mp4', ...PICTURE);
    await open(uri);
    await player(uri, 'analysed', ({ analysed }) => analysed);
    await vscode.workspace.fs.delete(uri);
    const { problem } = await player(uri, 'a problem', (candidate) => candidate.problem !== null);
    assert.equal(problem, '"bad/removed.mp4" was moved or removed.');
    await vscode.commands.executeCommand('evalverse.evaluateClip', uri);
    await player(uri, 'the same problem', (candidate) => candidate.problem === problem);
    assert.equal(await exists(clip('.evalverse')), false);
  });
});
