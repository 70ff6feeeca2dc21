import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { testCalibration } from '../../src/core/calibration/testCalibration.ts';
import type { PlainCalibration } from '../../src/core/judgeReport.ts';
import { type Verdict, verdictSchema } from '../../src/core/verdict.ts';
import { api, clip, closeAll, until } from './support.ts';

const CLIP = clip('black-frames.fault.mp4');

interface Answer {
  readonly about: string;
  readonly clip: string;
  readonly judges: readonly {
    readonly judge: string;
    readonly answered: number;
    readonly findings: readonly unknown[];
    readonly dimensions: readonly {
      readonly id: string;
      readonly score: number | null;
      readonly calibration: PlainCalibration | null;
    }[];
  }[];
}

async function ask(name: string, input: object): Promise<Answer> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  const [part] = content;
  assert(part instanceof vscode.LanguageModelTextPart);
  return JSON.parse(part.value);
}

const LENS = 'cinematography.lens';
const CALIBRATIONS = clip('.evalverse/calibration');

/** A verdict of the judge that measured the clip. */
async function verdictOnClip(): Promise<Verdict> {
  const runs = clip('.evalverse/runs');
  for (const [run] of await vscode.workspace.fs.readDirectory(runs)) {
    const journal = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(runs, run, 'verdicts.jsonl'));
    for (const line of new TextDecoder().decode(journal).trimEnd().split('\n')) {
      const verdict = verdictSchema.parse(JSON.parse(line));
      if (CLIP.path.endsWith(`/${verdict.clip.path}`)) return verdict;
    }
  }
  throw new Error('the clip was not judged');
}

async function calibrate(fingerprint: string): Promise<vscode.Uri> {
  const file = vscode.Uri.joinPath(CALIBRATIONS, `${fingerprint}.json`);
  const text = JSON.stringify(testCalibration({ [LENS]: 0.1 }, { fingerprint }));
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  return file;
}

/** What reading the review tells of the score of the lens, once it is of this status. */
function lensOnceIt(is: PlainCalibration['status']) {
  return until(`the score of the lens to be ${is}`, async () => {
    const { judges } = await ask('evalverse_readReview', { clip: 'black-frames.fault.mp4' });
    const lens = judges[0]?.dimensions.find(({ id }) => id === LENS);
    return lens?.calibration?.status === is && { score: lens.score, calibration: lens.calibration };
  });
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

  it('tell whether a score is calibrated, and follow the files that say so', async () => {
    const raw = await lensOnceIt('uncalibrated');
    assert.deepEqual(raw.calibration, { status: 'uncalibrated', why: 'no-calibration' });
    const { fingerprint } = (await verdictOnClip()).judge;
    const file = await calibrate(fingerprint);
    const { score, calibration } = await lensOnceIt('calibrated');
    assert.equal(score, raw.score);
    assert(calibration.status === 'calibrated' && score !== null);
    assert.equal(calibration.score, 0.25 + score / 2);
    assert.equal(calibration.low, calibration.score - 0.1);
    await calibrate('of-another-version');
    await vscode.workspace.fs.delete(file);
    assert.deepEqual((await lensOnceIt('stale')).calibration, { status: 'stale', why: 'other-fingerprint' });
    await vscode.workspace.fs.delete(CALIBRATIONS, { recursive: true });
    await lensOnceIt('uncalibrated');
  });

  it('tell nothing that judges said while the user annotates', async () => {
    await vscode.commands.executeCommand('evalverse.annotateNextClip');
    try {
      const { coverage } = await api();
      for (const name of ['evalverse_readReview', 'evalverse_scoreClip'])
        await assert.rejects(ask(name, { clip: 'black-frames.fault.mp4' }), /hidden while the user annotates/);
      assert.equal(coverage(CLIP), null);
    } finally {
      await vscode.commands.executeCommand('evalverse.stopAnnotating');
    }
    assert((await ask('evalverse_readReview', { clip: 'black-frames.fault.mp4' })).judges.length > 0);
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
