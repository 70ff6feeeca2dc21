import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { OpenComparison } from '../../src/extension/api.ts';
import { api, clip, closeAll, until } from './support.ts';

const FAULT = clip('luma-flicker.fault.mp4');
const CLEAN = clip('luma-flicker.clean.mp4');
const OTHER = clip('noise.fault.mp4');

async function write(path: string, content: string): Promise<void> {
  await vscode.workspace.fs.writeFile(clip(path), new TextEncoder().encode(content));
}

/** The first comparison that fulfils `condition`. */
async function comparison(what: string, condition: (open: OpenComparison) => boolean): Promise<OpenComparison> {
  const { comparisons } = await api();
  return until(`a comparison: ${what}`, () => comparisons().find(condition));
}

function names({ clips }: OpenComparison): string[] {
  return clips.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
}

/** What VS Code tells while `work` runs. */
async function told(work: () => Thenable<unknown>): Promise<string> {
  const { window } = vscode;
  const { showInformationMessage } = window;
  let sentence = '';
  Object.assign(window, {
    showInformationMessage: async (text: string) => {
      sentence = text;
    },
  });
  try {
    await work();
  } finally {
    Object.assign(window, { showInformationMessage });
  }
  return sentence;
}

describe('comparing clips', () => {
  afterEach(async () => {
    await closeAll();
    const { comparisons, held } = await api();
    await until('every comparison to be closed', () => comparisons().length === 0 && held().servedClips === 0);
  });

  it('opens the files that are selected in the Explorer, once', async () => {
    for (let time = 0; time < 2; time++) await vscode.commands.executeCommand('evalverse.compareClips', FAULT, [FAULT, CLEAN]);
    const open = await comparison('ready', ({ ready }) => ready);
    assert.deepEqual(names(open), ['luma-flicker.fault.mp4', 'luma-flicker.clean.mp4']);
    assert.match(open.title, /luma-flicker\.fault\.mp4 · luma-flicker\.clean\.mp4/);
    assert.equal((await api()).comparisons().length, 1);
  });

  it('takes items of the Clips view, up to four', async () => {
    const nodes = [FAULT, CLEAN, OTHER, clip('noise.clean.mp4')].map((uri) => ({ uri }));
    await vscode.commands.executeCommand('evalverse.compareClips', nodes[0], nodes);
    assert.equal((await comparison('of four', ({ ready }) => ready)).clips.length, 4);
  });

  it('says so when five are selected', async () => {
    const nodes = ['a', 'b', 'c', 'd', 'e'].map((name) => clip(`${name}.mp4`));
    assert.match(await told(() => vscode.commands.executeCommand('evalverse.compareClips', nodes[0], nodes)), /Two to four/);
    assert.deepEqual((await api()).comparisons(), []);
  });

  it('holds a clip against its reference, and says where one is named when there is none', async () => {
    assert.match(await told(() => vscode.commands.executeCommand('evalverse.compareWithReference', FAULT)), /"reference"/);
    await write('luma-flicker.fault.json', JSON.stringify({ reference: 'luma-flicker.clean.mp4' }));
    await vscode.commands.executeCommand('evalverse.compareWithReference', FAULT);
    assert.deepEqual(names(await comparison('with the reference', ({ ready }) => ready)), [
      'luma-flicker.fault.mp4',
      'luma-flicker.clean.mp4',
    ]);
    await vscode.workspace.fs.delete(clip('luma-flicker.fault.json'));
  });

  it('finds the outputs of the same prompt', async () => {
    assert.match(await told(() => vscode.commands.executeCommand('evalverse.compareOutputs', FAULT)), /No other clip/);
    await write('luma-flicker.fault.json', JSON.stringify({ prompt: 'A lamp in the  rain.', model: 'one' }));
    await write('noise.fault.prompt.txt', 'A lamp in\nthe rain.');
    await vscode.commands.executeCommand('evalverse.compareOutputs', FAULT);
    const open = await comparison('of one prompt', ({ ready }) => ready);
    assert.deepEqual(names(open), ['luma-flicker.fault.mp4', 'noise.fault.mp4']);
    for (const file of ['luma-flicker.fault.json', 'noise.fault.prompt.txt']) await vscode.workspace.fs.delete(clip(file));
  });

  it('tells no name while it is blind', async () => {
    await vscode.commands.executeCommand('evalverse.compareClips', FAULT, [FAULT, CLEAN]);
    await comparison('ready', ({ ready }) => ready);
    await vscode.commands.executeCommand('evalverse.compare.toggleBlind');
    const hidden = await comparison('blind', ({ blind }) => blind);
    assert.doesNotMatch(hidden.title, /mp4|flicker/);
    await vscode.commands.executeCommand('evalverse.compare.toggleBlind');
    assert.match((await comparison('with names', ({ blind }) => !blind)).title, /flicker/);
  });
});
