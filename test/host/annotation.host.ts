import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { type Annotation, annotationSchema } from '../../src/core/annotation.ts';
import type { Finding } from '../../src/core/finding.ts';
import { api, clip, closeAll, until } from './support.ts';

const FAULTY = clip('luma-flicker.fault.mp4');
const REASON = 'The flicker is a lamp in the story.';

/** All that was said below the folder. */
async function said(): Promise<Annotation[]> {
  const folder = clip('.evalverse/annotations');
  const files = await vscode.workspace.fs.readDirectory(folder).then(
    (entries) => entries,
    () => [],
  );
  const texts = await Promise.all(
    files.map(async ([name]) => new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)))),
  );
  return texts.flatMap((text) => text.trimEnd().split('\n')).map((line) => annotationSchema.parse(JSON.parse(line)));
}

/** A person who answers input boxes with `inputs`, or with what they propose, and picks `picks` from lists by their labels. */
async function asking(
  answers: { readonly inputs?: string[]; readonly picks?: readonly string[] },
  work: () => Thenable<unknown>,
) {
  const { window } = vscode;
  const { showInputBox, showQuickPick } = window;
  const inputs = [...(answers.inputs ?? [])];
  Object.assign(window, {
    showInputBox: async ({ value }: vscode.InputBoxOptions) => inputs.shift() ?? value,
    showQuickPick: async (items: readonly vscode.QuickPickItem[], { canPickMany }: vscode.QuickPickOptions) => {
      const picked = items.filter(({ label }) => answers.picks?.some((pick) => label.includes(pick)));
      return canPickMany ? picked : picked[0];
    },
  });
  try {
    await work();
  } finally {
    Object.assign(window, { showInputBox, showQuickPick });
  }
}

function actionsOn(document: vscode.Uri, line: number): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document, new vscode.Range(line, 0, line, 0));
}

async function flicker(): Promise<Finding> {
  const found = (await api()).findings(FAULTY).find(({ rationale }) => rationale.endsWith('no-exposure-flicker'));
  assert(found, 'the flicker is found');
  return found;
}

function diagnosed(message: string): boolean {
  return vscode.languages.getDiagnostics(FAULTY).some((diagnostic) => diagnostic.message.startsWith(message));
}

describe('what a person thinks of findings', () => {
  after(closeAll);

  it('is offered on the line where a problem leads, and asks once who says so', async () => {
    await vscode.commands.executeCommand('evalverse.evaluateClip', FAULTY);
    const finding = await flicker();
    const diagnostic = await until('the problem', () =>
      vscode.languages.getDiagnostics(FAULTY).find(({ message }) => message.startsWith(finding.message)),
    );
    const [related] = diagnostic.relatedInformation ?? [];
    assert(related);
    const document = await vscode.workspace.openTextDocument(related.location.uri);
    const actions = await actionsOn(document.uri, related.location.range.start.line);
    assert.deepEqual(
      actions.map(({ command }) => command?.command),
      ['evalverse.agreeWithFinding', 'evalverse.disagreeWithFinding', 'evalverse.suppressFinding'],
    );
    assert.deepEqual(await actionsOn(document.uri, 0), []);
    const [agree] = actions;
    await asking({}, () => vscode.commands.executeCommand(agree?.command?.command ?? '', ...(agree?.command?.arguments ?? [])));
    const [word] = await said();
    assert(word);
    assert.match(word.rater, /^rater-[0-9a-f]{4}$/);
    assert.equal(word.answer, finding.answer);
    assert.deepEqual([word.about?.stance, word.about?.judge, word.clip.path], ['agree', 'signals', 'luma-flicker.fault.mp4']);
    assert(diagnosed(finding.message));
  });

  it('takes a suppressed finding off every list, keeps it in the record, and can bring it back', async () => {
    const finding = await flicker();
    await asking({ inputs: [REASON] }, () =>
      vscode.commands.executeCommand('evalverse.suppressFinding', { uri: FAULTY, finding }),
    );
    const { findings } = await api();
    await until('the problem to go', () => !diagnosed(finding.message));
    assert(!findings(FAULTY).some(({ id }) => id === finding.id));
    const word = (await said()).at(-1);
    assert.deepEqual([word?.about?.stance, word?.note, word?.rater], ['suppress', REASON, (await said())[0]?.rater]);
    // Judging again does not bring it back, and the verdict is where it was.
    await vscode.commands.executeCommand('evalverse.evaluateClip', FAULTY);
    assert(!diagnosed(finding.message));
    await asking({ picks: [finding.subDimension.title] }, () =>
      vscode.commands.executeCommand('evalverse.showSuppressedFindings'),
    );
    await until('the problem to be back', () => diagnosed(finding.message));
    assert.equal((await said()).filter(({ about }) => about?.stance === 'suppress').length, 1);
  });

  it('is a disagreement with an answer and a reason', async () => {
    const finding = await flicker();
    await asking({ inputs: [REASON], picks: ['pass'] }, () =>
      vscode.commands.executeCommand('evalverse.disagreeWithFinding', FAULTY.toString(), finding.id),
    );
    const word = (await said()).at(-1);
    assert.deepEqual([word?.about?.stance, word?.answer, word?.note], ['disagree', 'pass', REASON]);
    assert(diagnosed(finding.message));
  });

  it('is not taken from arguments that mean no finding', async () => {
    const before = (await said()).length;
    await vscode.commands.executeCommand('evalverse.suppressFinding', FAULTY.toString(), 'gone/x/0');
    await vscode.commands.executeCommand('evalverse.agreeWithFinding', 42);
    assert.equal((await said()).length, before);
  });
});
