import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { api, clip, closeAll, exists, open, player, playheadAt, render, until, withSetting } from './support.ts';

const FAULTY = clip('black-frames.fault.mp4');
const FRAME_RATE = 24;

function diagnosticsOf(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'EvalVerse');
}

function linkOf(diagnostic: vscode.Diagnostic): { value: string; command: string; args: [string, number, string] } {
  const { code } = diagnostic;
  assert(typeof code === 'object', 'the code is a link');
  return { value: String(code.value), command: code.target.path, args: JSON.parse(code.target.query) };
}

describe('evaluating a clip', () => {
  after(closeAll);

  it('gives findings and coverage, and writes the journal', async () => {
    await vscode.commands.executeCommand('evalverse.evaluateClip', FAULTY);
    const { findings, coverage } = await api();
    assert(findings(FAULTY).some(({ rationale }) => rationale.endsWith('no-black-frames')));
    const answers = coverage(FAULTY);
    assert(answers && answers.answered > 0 && answers.answered < answers.asked);
    assert.equal(await exists(clip('.evalverse/runs')), true);
  });

  it('puts every finding on the clip as a diagnostic with a link and a related line', async () => {
    const { findings } = await api();
    const diagnostics = await until('diagnostics', () => {
      const found = diagnosticsOf(FAULTY);
      return found.length > 0 && found;
    });
    assert.equal(diagnostics.length, findings(FAULTY).length);
    for (const diagnostic of diagnostics) {
      const { value, command, args } = linkOf(diagnostic);
      const finding = findings(FAULTY).find(({ id }) => id === args[2]);
      assert(finding);
      assert.match(value, /^.+@\d+:\d\d\.\d{3}$/);
      assert.equal(command, 'evalverse.seek');
      assert.equal(args[0], FAULTY.toString());
      const [related] = diagnostic.relatedInformation ?? [];
      assert(related);
      const document = await vscode.workspace.openTextDocument(related.location.uri);
      assert(document.getText(related.location.range).includes(finding.message.replace(/\s+/g, ' ').trim()));
      assert.equal(document.languageId, 'evalverse-findings');
      assert.equal(vscode.workspace.getConfiguration('editor', document).get('wordWrap'), 'on');
    }
  });

  it('tells in Problems and in a hover what stands behind a finding, as text', async () => {
    const { findings } = await api();
    const [diagnostic] = diagnosticsOf(FAULTY);
    const [related] = diagnostic?.relatedInformation ?? [];
    assert(diagnostic && related);
    const finding = findings(FAULTY).find(({ id }) => id === linkOf(diagnostic).args[2]);
    assert(finding?.basis.question);
    const [seen, ...behind] = diagnostic.message.split('\n');
    assert.equal(seen, finding.message);
    assert(behind.some((line) => line.includes(finding.basis.question ?? '')));
    await vscode.workspace.openTextDocument(related.location.uri);
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      related.location.uri,
      related.location.range.start,
    );
    const [text] = hover?.contents ?? [];
    assert(text instanceof vscode.MarkdownString);
    assert(!text.isTrusted && !text.supportHtml);
    assert(text.value.replaceAll('\\', '').includes(finding.basis.question));
  });

  it('places diagnostics by the frame they begin at', async () => {
    const { findings } = await api();
    await until('frames', () => diagnosticsOf(FAULTY).some(({ range }) => range.start.line > 0));
    const black = findings(FAULTY).find(({ rationale }) => rationale.endsWith('no-black-frames'));
    const diagnostic = diagnosticsOf(FAULTY).find((candidate) => linkOf(candidate).args[2] === black?.id);
    assert.equal(diagnostic?.range.start.line, Math.round((black?.span.start ?? 0) * FRAME_RATE));
  });

  it('the link moves the playhead to the finding', async () => {
    const [diagnostic] = diagnosticsOf(FAULTY);
    assert(diagnostic);
    const { command, args } = linkOf(diagnostic);
    await vscode.commands.executeCommand(command, ...args);
    await playheadAt(FAULTY, args[1], FRAME_RATE);
  });

  it('selecting a line of the findings document moves it, again and again', async () => {
    await closeAll();
    const black = diagnosticsOf(FAULTY).find(({ range }) => range.start.line > 0);
    const [related] = black?.relatedInformation ?? [];
    assert(black && related);
    const time = linkOf(black).args[1];
    const show = () =>
      vscode.window.showTextDocument(related.location.uri, {
        selection: related.location.range,
        viewColumn: vscode.ViewColumn.One,
      });
    await show();
    await playheadAt(FAULTY, time, FRAME_RATE);
    await (await api()).seek(FAULTY, 0);
    await playheadAt(FAULTY, 0, FRAME_RATE);
    await show();
    await playheadAt(FAULTY, time, FRAME_RATE);
    assert.equal((await api()).players().length, 1);
  });

  it('costs nothing the second time', async () => {
    const runs = async () => (await vscode.workspace.fs.readDirectory(clip('.evalverse/runs'))).length;
    const before = await runs();
    await vscode.commands.executeCommand('evalverse.evaluateClip', FAULTY);
    assert.equal(await runs(), before);
  });

  it('shows what was judged before when a clip is opened', async () => {
    await closeAll();
    const copy = clip('reopened/copy.mp4');
    await vscode.workspace.fs.copy(FAULTY, copy);
    await open(copy);
    await until('the findings of the same bytes', async () => (await api()).findings(copy).length > 0);
    assert.equal(diagnosticsOf(copy).length, diagnosticsOf(FAULTY).length);
  });

  it('keeps in the player what was judged of a file that is removed meanwhile', async () => {
    const copy = clip('reopened/copy.mp4');
    await player(copy, 'verdicts', ({ ready, judged }) => ready && judged);
    await vscode.workspace.fs.delete(copy);
    await player(copy, 'a problem', ({ problem }) => problem !== null);
    await until('no findings elsewhere', async () => (await api()).findings(copy).length === 0);
    await until('no diagnostics', () => diagnosticsOf(copy).length === 0);
    assert.equal((await player(copy, 'open', () => true)).judged, true);
  });

  it('one Cancel stops all that runs for a clip, the player says so, and evaluating runs it again', async () => {
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=25:duration=60', '-c:v', 'libx264', '-preset', 'ultrafast'];
    const uri = await render('cancelled/long.mp4', ...source, '-pix_fmt', 'yuv420p');
    await open(uri);
    const evaluating = vscode.commands.executeCommand('evalverse.evaluateClip', uri);
    const { held, coverage } = await api();
    await until('analysis and evaluation to run', () => held().tasks >= 2);
    await vscode.commands.executeCommand('evalverse.cancelEvaluation');
    await evaluating;
    await until('nothing to run', () => held().tasks === 0);
    const { problem, analysed } = await player(uri, 'a problem', (candidate) => candidate.problem !== null);
    assert.equal(problem, 'The analysis was cancelled. Evaluate the clip to run it again.');
    assert.deepEqual([analysed, coverage(uri)], [false, null]);
    await vscode.commands.executeCommand('evalverse.evaluateClip', uri);
    assert.equal((await player(uri, 'analysed', (candidate) => candidate.analysed)).problem, null);
    assert(coverage(uri));
  });

  it('hides what the filter leaves out, everywhere', async () => {
    const all = (await api()).findings(FAULTY).length;
    await withSetting('findings.aspects', ['acting'], async () => {
      await until('no findings', async () => (await api()).findings(FAULTY).length === 0);
      await until('no diagnostics', () => diagnosticsOf(FAULTY).length === 0);
    });
    await until('all findings', async () => (await api()).findings(FAULTY).length === all);
    await withSetting('findings.showPasses', true, async () => {
      await until('passes', async () => (await api()).findings(FAULTY).length > all);
      assert(diagnosticsOf(FAULTY).length > all);
    });
  });

  it('evaluates the shot under the playhead and the marked range', async () => {
    const uri = clip('frozen-frames.clean.mp4');
    await closeAll();
    await open(uri);
    await player(uri, 'analysed and ready', ({ ready, analysed }) => ready && analysed);
    const { onDidChangeReviews, coverage } = await api();
    let changes = 0;
    const listening = onDidChangeReviews((clips) => {
      if (clips.some((changed) => changed.toString() === uri.toString())) changes++;
    });
    await vscode.commands.executeCommand('evalverse.evaluateShot');
    assert(changes > 0, 'the shot was judged');
    await vscode.commands.executeCommand('evalverse.player.goToStart');
    await vscode.commands.executeCommand('evalverse.player.setIn');
    const { position: begun } = await player(uri, 'a range', ({ position: { range } }) => range !== null && range.start === 0);
    await vscode.commands.executeCommand('evalverse.player.goToEnd');
    await vscode.commands.executeCommand('evalverse.player.previousFrame');
    await vscode.commands.executeCommand('evalverse.player.setOut');
    const end = begun.range?.end ?? 0;
    await player(uri, 'a shorter range', ({ position: { range } }) => range !== null && range.start === 0 && range.end < end);
    changes = 0;
    await vscode.commands.executeCommand('evalverse.evaluateRange');
    assert(changes > 0, 'the range was judged');
    listening.dispose();
    assert.equal(coverage(uri), null, 'a range is not the clip');
  });
});
