import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { api, asking, clip, closeAll, until } from './support.ts';

const FAULTY = clip('luma-flicker.fault.mp4');
const UNJUDGED = clip('camera-shake.clean.mp4');

const addressOf = ({ path }: vscode.Uri, uri: string) =>
  vscode.Uri.from({ scheme: 'evalverse', path: `${path}.findings`, query: uri });
const DOCUMENT = addressOf(FAULTY, FAULTY.toString());

/** The findings by aspect, in the order of the document. */
async function aspects() {
  return [...Map.groupBy((await api()).findings(FAULTY), ({ aspect }) => aspect.title)];
}

async function flicker() {
  const found = (await api()).findings(FAULTY).find(({ rationale }) => rationale.endsWith('no-exposure-flicker'));
  assert(found, 'the flicker is found');
  return found;
}

/** What stands above the line of the flicker. */
async function lenses(): Promise<vscode.Command[]> {
  const { message } = await flicker();
  const document = await vscode.workspace.openTextDocument(DOCUMENT);
  await until('the findings', () => document.getText().includes(message));
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', DOCUMENT, 100);
  return all.flatMap(({ range, command }) =>
    command && document.lineAt(range.start.line).text.includes(message) ? [command] : [],
  );
}

const titles = async () => (await lenses()).map(({ title }) => title);

describe('the findings document', () => {
  before(async () => {
    await vscode.commands.executeCommand('evalverse.evaluateClip', FAULTY);
    const document = await vscode.workspace.openTextDocument(DOCUMENT);
    const { message } = await flicker();
    await until('the findings', () => document.getText().includes(message));
  });
  after(async () => {
    await vscode.commands.executeCommand('evalverse.stopAnnotating');
    await closeAll();
  });

  it('is outlined by aspect, with the findings below', async () => {
    const outline = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      DOCUMENT,
    );
    assert.deepEqual(
      outline.map(({ name, children }) => [name, children.map(({ detail }) => detail)]),
      (await aspects()).map(([title, findings]) => [title, findings.map(({ message }) => message.replace(/\s+/g, ' ').trim())]),
    );
  });

  it('folds by aspect', async () => {
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', DOCUMENT);
    const document = await vscode.workspace.openTextDocument(DOCUMENT);
    assert.deepEqual(
      folds.map(({ start, end }) => [document.lineAt(start).text, end - start]),
      (await aspects()).map(([title, findings]) => [title, findings.length]),
    );
  });

  it('offers above each finding what may be said about it now', async () => {
    assert.deepEqual(await titles(), ['Show Frame', 'Agree', 'Disagree…', 'Suppress…']);
    const [frame, agree] = await lenses();
    assert.equal(frame?.command, 'evalverse.seek');
    await asking({}, () => vscode.commands.executeCommand(agree?.command ?? '', ...(agree?.arguments ?? [])));
    await until('the agreement', async () => (await titles()).includes('You agree · Take Back'));
    const taken = await lenses();
    assert.deepEqual(
      taken.map(({ title }) => title),
      ['Show Frame', 'You agree · Take Back', 'Disagree…', 'Suppress…'],
    );
    await vscode.commands.executeCommand(taken[1]?.command ?? '', ...(taken[1]?.arguments ?? []));
    await until('nothing said', async () => (await titles()).includes('Agree'));
  });

  it('is copied as Markdown, in which nothing that a judge wrote means anything', async () => {
    const { message, subDimension, aspect } = await flicker();
    await vscode.env.clipboard.writeText('');
    // As the menu of its tab calls it.
    await vscode.commands.executeCommand('evalverse.copyFindings', DOCUMENT, { groupId: 0 });
    const text = await vscode.env.clipboard.readText();
    assert(text.startsWith('# luma-flicker.fault.mp4\n'), text);
    assert(text.includes(`\n## ${aspect.title}\n`) && text.includes(`\n- **${subDimension.title}** · `), text);
    assert(text.replaceAll('\\', '').includes(message), text);
    // As a selection in the Clips view does.
    const node = { uri: UNJUDGED, number: 1 };
    await vscode.commands.executeCommand('evalverse.copyFindings', node, [node, { uri: FAULTY, number: 2 }]);
    const both = await vscode.env.clipboard.readText();
    assert(both.startsWith('# camera-shake.clean.mp4\n') && both.endsWith(text), both);
  });

  it('tells a person who annotates neither the name of the clip nor anything of a judge', async () => {
    const documents = await Promise.all(
      [DOCUMENT, addressOf(UNJUDGED, UNJUDGED.toString())].map((uri) => vscode.workspace.openTextDocument(uri)),
    );
    for (const document of documents) await vscode.window.showTextDocument(document, { preview: false });
    await until('names to hide', () => documents.every((document) => document.getText().includes('.mp4')));
    await asking({}, () => vscode.commands.executeCommand('evalverse.annotateClip', FAULTY));
    await until('documents without names', () => documents.every((document) => !document.getText().includes('.mp4')));
    assert.deepEqual(await vscode.commands.executeCommand('vscode.executeCodeLensProvider', DOCUMENT, 100), []);
    await vscode.env.clipboard.writeText('before');
    void vscode.commands.executeCommand('evalverse.copyFindings', DOCUMENT);
    await vscode.commands.executeCommand('evalverse.stopAnnotating');
    assert.equal(await vscode.env.clipboard.readText(), 'before');
    await until('the names', () => documents.every((document) => document.getText().includes('.mp4')));
  });
});
