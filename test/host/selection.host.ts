import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { Finding } from '../../src/core/finding.ts';
import { formatTime } from '../../src/core/time.ts';
import type { Selection } from '../../src/extension/api.ts';
import { api, clip, closeAll, open, player, playheadAt, render, until } from './support.ts';

/** The first of the clips in the Findings view, whatever was judged before. */
const FAULTY = clip('0-selected/black-twice.mp4');
const FRAME_RATE = 24;
const DOCUMENT = vscode.Uri.from({ scheme: 'evalverse', path: `${FAULTY.path}.findings`, query: FAULTY.toString() });

/** The two spans of black, at 1 s and at 3 s. */
async function twoFindings(): Promise<readonly [Finding, Finding]> {
  const black = (await api()).findings(FAULTY).filter(({ rationale }) => rationale.endsWith('no-black-frames'));
  const [first, second] = black;
  assert(first && second, 'black twice');
  return [first, second];
}

function editor(): vscode.TextEditor {
  const found = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === DOCUMENT.toString());
  assert(found, 'the findings document is in sight');
  return found;
}

function lineOf({ span, subDimension }: Finding): number {
  const lines = editor().document.getText().split('\n');
  return lines.findIndex((line) => line.startsWith(`  ${formatTime(span.start)}`) && line.includes(`${subDimension.title}: `));
}

async function follow(finding: Finding): Promise<void> {
  const { findingsView, selection } = await api();
  await playheadAt(FAULTY, finding.span.start, FRAME_RATE);
  await until('the Findings view to follow', () => findingsView().selected === finding.id);
  await until('the findings document to follow', () => editor().selection.active.line === lineOf(finding));
  assert.equal(selection()?.finding, finding.id);
}

/** What was selected during `work`, until all surfaces show `finding` and have come to rest. */
async function selectedBy(finding: Finding, work: () => Thenable<unknown>): Promise<readonly Selection[]> {
  const { onDidChangeSelection, seek } = await api();
  const changes: Selection[] = [];
  const listening = onDidChangeSelection((selected) => changes.push(selected));
  await work();
  await follow(finding);
  // Whatever an echo would say reaches the extension before the answer of the page to one more order.
  await seek(FAULTY, 0);
  await playheadAt(FAULTY, 0, FRAME_RATE);
  listening.dispose();
  return changes;
}

const ids = (changes: readonly Selection[]) => changes.map(({ finding }) => finding);

/** Clicks the row of a finding as the keyboard does. */
async function chooseInView(finding: Finding): Promise<void> {
  const { findings, findingsView } = await api();
  await vscode.commands.executeCommand('evalverse.findings.focus');
  await until('the Findings view', () => findingsView().visible);
  await vscode.commands.executeCommand('list.focusFirst');
  const groups = Map.groupBy(findings(FAULTY), ({ aspect }) => aspect.id);
  let row = 1;
  for (const group of groups.values()) {
    row += 1;
    const index = group.findIndex(({ id }) => id === finding.id);
    row += index === -1 ? group.length : index;
    if (index !== -1) break;
  }
  for (let i = 0; i < row; i++) await vscode.commands.executeCommand('list.focusDown');
  await vscode.commands.executeCommand('list.select');
}

describe('the selection of a finding', () => {
  before(async () => {
    await closeAll();
    const black = "drawbox=color=black:t=fill:enable='between(t,1,1.4)+between(t,3,3.4)'";
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=24:duration=5', '-vf', black];
    await render('0-selected/black-twice.mp4', ...source, '-pix_fmt', 'yuv420p');
    await vscode.commands.executeCommand('evalverse.evaluateClip', FAULTY);
    await vscode.commands.executeCommand('evalverse.findings.focus');
    await open(FAULTY);
    await player(FAULTY, 'analysed, judged and ready', ({ ready, analysed, judged }) => ready && analysed && judged);
    const document = await vscode.workspace.openTextDocument(DOCUMENT);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
    const [finding] = await twoFindings();
    await until('the findings', () => document.getText().includes(finding.message));
  });
  after(closeAll);

  it('in a player is followed by the Findings view and the findings document, which leave it the focus', async () => {
    const [finding] = await twoFindings();
    await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    await (await api()).seek(FAULTY, finding.span.start - 2 / FRAME_RATE);
    await playheadAt(FAULTY, finding.span.start - 2 / FRAME_RATE, FRAME_RATE);
    const changes = await selectedBy(finding, () => vscode.commands.executeCommand('evalverse.player.nextFinding'));
    assert.deepEqual(ids(changes), [finding.id]);
    assert(vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputCustom);
  });

  it('in the Findings view is followed by the player and the findings document', async () => {
    const [, finding] = await twoFindings();
    assert.deepEqual(ids(await selectedBy(finding, () => chooseInView(finding))), [finding.id]);
  });

  it('in the findings document is followed by the player and the Findings view', async () => {
    const [finding] = await twoFindings();
    const changes = await selectedBy(finding, async () => {
      const line = lineOf(finding);
      editor().selection = new vscode.Selection(line, 2, line, 2);
    });
    assert.deepEqual(ids(changes), [finding.id]);
  });

  it('by the link of a problem is followed everywhere', async () => {
    const [, finding] = await twoFindings();
    const links = vscode.languages.getDiagnostics(FAULTY).flatMap(({ code }) => (typeof code === 'object' ? [code.target] : []));
    const link = links.find(({ query }) => JSON.parse(query)[2] === finding.id);
    assert(link);
    const changes = await selectedBy(finding, () => vscode.commands.executeCommand(link.path, ...JSON.parse(link.query)));
    assert.deepEqual(ids(changes), [finding.id]);
  });

  it('waits for the Findings view while that is hidden', async () => {
    const [finding] = await twoFindings();
    const { findingsView } = await api();
    await vscode.commands.executeCommand('workbench.view.explorer');
    await until('the Findings view to hide', () => !findingsView().visible);
    await vscode.commands.executeCommand('evalverse.seek', FAULTY.toString(), finding.span.start, finding.id);
    await playheadAt(FAULTY, finding.span.start, FRAME_RATE);
    assert.equal(findingsView().visible, false);
    await vscode.commands.executeCommand('evalverse.findings.focus');
    await follow(finding);
  });

  it('waits for the findings document while that is in a background tab, and leaves the caret alone once it followed', async () => {
    const [first, second] = await twoFindings();
    const { seek } = await api();
    const notes = await vscode.workspace.openTextDocument({ content: 'notes' });
    const column = editor().viewColumn ?? vscode.ViewColumn.Beside;
    const bringToFront = async (document: vscode.TextDocument) =>
      void (await vscode.window.showTextDocument(document, { viewColumn: column, preview: false }));
    const findings = editor().document;
    // A preview tab would be taken over by the notes.
    await bringToFront(findings);
    await bringToFront(notes);
    await vscode.commands.executeCommand('evalverse.seek', FAULTY.toString(), second.span.start, second.id);
    await playheadAt(FAULTY, second.span.start, FRAME_RATE);
    await bringToFront(findings);
    await follow(second);
    editor().selection = new vscode.Selection(0, 0, 0, 0);
    await until('the caret in the heading', () => editor().selection.active.line === 0);
    await bringToFront(notes);
    await bringToFront(findings);
    // Whatever would move the caret comes before the answers of the page and of the document.
    await seek(FAULTY, 0);
    await playheadAt(FAULTY, 0, FRAME_RATE);
    assert.equal(editor().selection.active.line, 0);
    await bringToFront(notes);
    const line = findings
      .getText()
      .split('\n')
      .findIndex((text) => text.startsWith(`  ${formatTime(first.span.start)}`));
    const options = { viewColumn: column, selection: new vscode.Range(line, 2, line, 6) };
    assert.deepEqual(ids(await selectedBy(first, () => vscode.window.showTextDocument(findings, options))), [first.id]);
    await bringToFront(notes);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('is followed by another player of the same clip', async () => {
    const [first, second] = await twoFindings();
    const { players, seek } = await api();
    const areAt = ({ span }: Finding) =>
      players().every(({ position }) => Math.abs(position.time - span.start) < 0.5 / FRAME_RATE);
    await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    await vscode.commands.executeCommand('workbench.action.splitEditorDown');
    await until('two players', () => players().filter(({ ready }) => ready).length === 2);
    await vscode.commands.executeCommand('evalverse.seek', FAULTY.toString(), second.span.start, second.id);
    await until('both players at the second finding', () => areAt(second));
    await seek(FAULTY, 0);
    await until('one player to go', () => !areAt(second));
    await vscode.commands.executeCommand('evalverse.player.nextFinding');
    await until('both players at the first finding', () => areAt(first));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await until('one player', () => players().length === 1);
  });

  it('is where the findings document opens', async () => {
    const [, finding] = await twoFindings();
    await closeAll();
    await vscode.commands.executeCommand('evalverse.seek', FAULTY.toString(), finding.span.start, finding.id);
    await playheadAt(FAULTY, finding.span.start, FRAME_RATE);
    await vscode.commands.executeCommand('evalverse.openFindingsDocument', FAULTY);
    await follow(finding);
  });
});
