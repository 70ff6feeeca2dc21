import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { calibrationSchema } from '../../src/core/calibration/calibration.ts';
import type { OpenBoard } from '../../src/extension/api.ts';
import { rateFolder } from '../fixtures/ratedFolder.ts';
import { api, clip, closeAll, until, workspaceFolder } from './support.ts';

async function board(kind: OpenBoard['kind'], condition: (board: OpenBoard) => boolean): Promise<OpenBoard> {
  const { boards } = await api();
  return until(`the board of ${kind}`, () => boards().find((each) => each.kind === kind && each.ready && condition(each)));
}

/** The sentence that a command says, instead of opening anything. */
async function saying(command: string): Promise<string> {
  const { window } = vscode;
  const { showInformationMessage } = window;
  const said: string[] = [];
  Object.assign(window, { showInformationMessage: async (sentence: string) => void said.push(sentence) });
  try {
    await vscode.commands.executeCommand(command);
  } finally {
    Object.assign(window, { showInformationMessage });
  }
  return said.join('\n');
}

/** Answers the question for the judge with `gemini`. */
async function picking(work: () => Thenable<unknown>): Promise<void> {
  const { window } = vscode;
  const { showQuickPick } = window;
  Object.assign(window, {
    showQuickPick: async (items: readonly vscode.QuickPickItem[]) => items.find(({ label }) => label === 'Gemini'),
  });
  try {
    await work();
  } finally {
    Object.assign(window, { showQuickPick });
  }
}

describe('boards about raters and judges', () => {
  before(async () => {
    const annotations = clip('.evalverse/annotations');
    await vscode.workspace.fs.delete(annotations, { recursive: true }).then(undefined, () => undefined);
  });
  after(closeAll);

  it('say what is missing while nobody has rated a clip', async () => {
    for (const command of ['evalverse.showAgreement', 'evalverse.calibrateJudge'])
      assert.match(await saying(command), /Nobody has rated a clip in .+ yet/);
    assert.deepEqual((await api()).boards(), []);
  });

  it('Show Agreement holds a judge against the raters', async () => {
    await rateFolder(workspaceFolder().fsPath);
    await picking(() => vscode.commands.executeCommand('evalverse.showAgreement'));
    assert.equal((await board('agreement', () => true)).judge, 'gemini');
    assert.equal((await api()).held().tasks, 0);
  });

  it('Calibrate Judge keeps the maps, and marks them stale once the judge answers in another version', async () => {
    await picking(() => vscode.commands.executeCommand('evalverse.calibrateJudge'));
    assert.equal((await board('calibration', () => true)).stale, false);
    const file = await vscode.workspace.fs.readFile(clip('.evalverse/calibration/f1.json'));
    const { dimensions } = calibrationSchema.parse(JSON.parse(new TextDecoder().decode(file)));
    assert.equal(dimensions['cinematography.lens']?.kind, 'calibrated');
    assert.equal(dimensions['aesthetics.lighting']?.kind, 'uncalibrated');
    await rateFolder(workspaceFolder().fsPath, { fingerprint: 'f2', ratings: false });
    await board('calibration', ({ stale }) => stale);
  });
});
