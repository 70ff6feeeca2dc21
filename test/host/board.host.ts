import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { calibrationSchema } from '../../src/core/calibration/calibration.ts';
import type { OpenBoard } from '../../src/extension/api.ts';
import { rateFolder } from '../fixtures/ratedFolder.ts';
import { type BoardPages, listenToBoards } from './boardPages.ts';
import { api, clip, closeAll, until, workspaceFolder } from './support.ts';

async function board(kind: OpenBoard['kind'], condition: (board: OpenBoard) => boolean): Promise<OpenBoard> {
  const { boards } = await api();
  return until(`the board of ${kind}`, () => boards().find((each) => each.kind === kind && each.ready && condition(each)));
}

/** What is said to the user while something is done. */
async function sayings(work: () => Thenable<unknown>): Promise<string> {
  const { window } = vscode;
  const { showErrorMessage, showInformationMessage } = window;
  const said: string[] = [];
  const show = async (sentence: string) => void said.push(sentence);
  Object.assign(window, { showErrorMessage: show, showInformationMessage: show });
  try {
    await work();
  } finally {
    Object.assign(window, { showErrorMessage, showInformationMessage });
  }
  return said.join('\n');
}

const saying = (command: string) => sayings(() => vscode.commands.executeCommand(command));

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
  let pages: BoardPages;
  before(async () => {
    pages = listenToBoards();
    const annotations = clip('.evalverse/annotations');
    await vscode.workspace.fs.delete(annotations, { recursive: true }).then(undefined, () => undefined);
  });
  after(async () => {
    pages.stop();
    await closeAll();
  });

  it('say what is missing while nobody has rated a clip', async () => {
    for (const command of ['evalverse.showAgreement', 'evalverse.calibrateJudge'])
      assert.match(await saying(command), /Nobody has rated a clip in .+ yet/);
    assert.deepEqual((await api()).boards(), []);
  });

  it('Show Agreement holds a judge against the raters', async () => {
    await rateFolder(workspaceFolder().fsPath);
    await picking(() => vscode.commands.executeCommand('evalverse.showAgreement'));
    assert.equal((await board('agreement', () => true)).judge, 'gemini');
    const { held } = await api();
    await until('nothing to run', () => held().tasks === 0);
  });

  it('can be cancelled while they are reckoned: then nothing opens, and nothing is said', async () => {
    await closeAll();
    const { boards, held } = await api();
    const said = await sayings(async () => {
      const reckoning = picking(() => vscode.commands.executeCommand('evalverse.calibrateJudge'));
      await until('the reckoning', () => held().tasks > 0);
      await vscode.commands.executeCommand('evalverse.cancelEvaluation');
      await reckoning;
    });
    assert.equal(said, '');
    await until('nothing to run', () => held().tasks === 0);
    assert.deepEqual(boards(), []);
    await assert.rejects(async () => vscode.workspace.fs.stat(clip('.evalverse/calibration/f1.json')));
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

  it('Show Calibration leads from the judge to the maps that the folder keeps, stale as they are', async () => {
    await closeAll();
    await picking(() => vscode.commands.executeCommand('evalverse.showAgreement'));
    await board('agreement', () => true);
    pages.say('Agreement', { type: 'showCalibration' });
    assert.equal((await board('calibration', () => true)).stale, true);
  });

  it('Save HTML Report writes one page that needs nothing else, where the user wants it', async () => {
    const { window } = vscode;
    const { showSaveDialog } = window;
    const file = clip('report.html');
    const read = async () =>
      vscode.workspace.fs.readFile(file).then(
        (bytes) => new TextDecoder().decode(bytes),
        () => null,
      );
    Object.assign(window, { showSaveDialog: async () => file });
    const said = await sayings(async () => {
      pages.say('Calibration', { type: 'saveReport' });
      await until('the report', read);
    }).finally(() => Object.assign(window, { showSaveDialog }));
    assert.match(said, /^Report saved as report\.html\.$/);
    const html = (await read()) ?? '';
    assert.match(html, /Stale: the judge answers in another version/);
    assert.match(html, /<svg[^>]+aria-label="Reliability of Lens/);
    assert.doesNotMatch(html, /<script|(?:src|href)=/);
    await vscode.workspace.fs.delete(file);
  });

  it('close when a person begins to annotate, and stay away until he is done', async () => {
    const { boards } = await api();
    assert.equal(boards().length, 2);
    await vscode.commands.executeCommand('evalverse.annotateNextClip');
    try {
      await until('the boards to close', () => boards().length === 0);
      for (const command of ['evalverse.showAgreement', 'evalverse.calibrateJudge'])
        assert.match(await saying(command), /hidden while you annotate/);
      assert.deepEqual(boards(), []);
    } finally {
      await vscode.commands.executeCommand('evalverse.stopAnnotating');
    }
    await picking(() => vscode.commands.executeCommand('evalverse.showAgreement'));
    await board('agreement', () => true);
  });
});
