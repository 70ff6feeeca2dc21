import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { api, extension } from './support.ts';

describe('activation', () => {
  it('gives its interface and registers every command of the manifest', async () => {
    const { held } = await api();
    assert.deepEqual(held(), { players: 0, servedClips: 0, tasks: 0 });
    const manifest: { contributes: { commands: { command: string }[] } } = extension().packageJSON;
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      manifest.contributes.commands.flatMap(({ command }) => (registered.has(command) ? [] : [command])),
      [],
    );
  });

  it('translates its titles', () => {
    const manifest: { contributes: { commands: { title: string }[] } } = extension().packageJSON;
    assert.deepEqual(
      manifest.contributes.commands.filter(({ title }) => title.includes('%')),
      [],
    );
  });
});
