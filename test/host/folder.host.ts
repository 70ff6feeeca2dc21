import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { api, clip, closeAll, render, until } from './support.ts';

interface Report {
  readonly total: number;
  readonly cancelled: boolean;
  readonly clips: readonly { readonly status: string; readonly path: string; readonly code?: string }[];
}

/** A clip of its own for each number, since equal bytes are judged once. */
function renderNumber(path: string, number: number, seconds: number): Promise<vscode.Uri> {
  const source = `testsrc2=size=640x360:rate=25:duration=${seconds},hue=h=${number * 40}`;
  return render(path, '-f', 'lavfi', '-i', source, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p');
}

/** Resolves once VS Code tells of files in a folder: it takes its time after its settings changed, and misses what comes meanwhile. */
async function watched(folder: vscode.Uri): Promise<void> {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*.txt'));
  let told = false;
  watcher.onDidChange(() => {
    told = true;
  });
  watcher.onDidCreate(() => {
    told = true;
  });
  const file = vscode.Uri.joinPath(folder, 'watched.txt');
  try {
    await until('the folder to be watched', async () => {
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(new Date().toISOString()));
      return told;
    });
  } finally {
    watcher.dispose();
    await vscode.workspace.fs.delete(file);
  }
}

describe('scoring a folder', () => {
  after(closeAll);

  it('judges every clip below it and reports the ones that cannot be', async () => {
    const clips = [await renderNumber('batch/a.mp4', 1, 1), await renderNumber('batch/deep/b.mov', 2, 1)];
    await vscode.workspace.fs.writeFile(clip('batch/broken.mp4'), new TextEncoder().encode('no video'));
    const report = await vscode.commands.executeCommand<Report>('evalverse.scoreFolder', clip('batch'));
    assert.deepEqual(report.clips.map(({ path, status }) => [path, status]).sort(), [
      ['a.mp4', 'scored'],
      ['broken.mp4', 'failed'],
      ['deep/b.mov', 'scored'],
    ]);
    const { coverage } = await api();
    for (const uri of clips) assert(coverage(uri), uri.path);
    assert.equal(coverage(clip('batch/broken.mp4')), null);
  });

  it('can be cancelled, keeps what is done and goes on from there', async () => {
    for (const number of [1, 2, 3]) await renderNumber(`long/${number}.mp4`, number + 3, 20);
    const { held } = await api();
    const scoring = vscode.commands.executeCommand<Report>('evalverse.scoreFolder', clip('long'));
    await until('the scoring to begin', () => held().tasks > 0);
    await vscode.commands.executeCommand('evalverse.cancelEvaluation');
    const report: Report | undefined = await scoring;
    // Cancelled before the clips were known, there is no report at all.
    assert(report === undefined || (report.cancelled && report.clips.length < 3));
    await until('nothing to run any more', () => held().tasks === 0);
    const again = await vscode.commands.executeCommand<Report>('evalverse.scoreFolder', clip('long'));
    assert.equal(again.cancelled, false);
    assert.equal(again.clips.filter(({ status }) => status === 'scored').length, 3);
  });

  /** A clip that was not judged in this window, and in a run of its own what a second EvalVerse process leaves behind about it. */
  async function judgedElsewhere(path: string, number: number, run: string): Promise<void> {
    const uri = await renderNumber(path, number, 1);
    const { coverage } = await api();
    assert.equal(coverage(uri), null);
    const [own] = await vscode.workspace.fs.readDirectory(clip('.evalverse/runs'));
    assert(own);
    await vscode.workspace.fs.copy(clip('batch/a.mp4'), uri, { overwrite: true });
    await vscode.workspace.fs.copy(clip(`.evalverse/runs/${own[0]}`), clip(`.evalverse/runs/${run}`));
    await until('the verdicts of the other process', () => coverage(uri));
  }

  it('picks up what another process wrote', () => judgedElsewhere('other/elsewhere.mp4', 9, '20300101T000000000Z-feedface'));

  it('picks it up too where no file watcher tells of it, as on a network drive', async () => {
    const files = () => vscode.workspace.getConfiguration('files');
    await files().update('watcherExclude', { '**/.evalverse/**': true, '**/unwatched/**': true });
    try {
      await judgedElsewhere('unwatched/elsewhere.mp4', 10, '20300102T000000000Z-feedface');
    } finally {
      await files().update('watcherExclude', undefined);
      await watched(clip('unwatched'));
    }
  });
});
