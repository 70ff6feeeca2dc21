import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { type Annotation, annotationSchema } from '../../src/core/annotation.ts';
import type { Finding } from '../../src/core/finding.ts';
import { api, asking, clip, closeAll, until } from './support.ts';

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

/** The actions that are offered where a problem leads: VS Code asks for none on a row about a file that is no text. */
async function quickFixes(diagnostic: vscode.Diagnostic): Promise<Map<string, vscode.Command>> {
  const [related] = diagnostic.relatedInformation ?? [];
  assert(related, 'the problem leads somewhere');
  await vscode.workspace.openTextDocument(related.location.uri);
  const actions = await actionsOn(related.location.uri, related.location.range.start.line);
  return new Map(actions.flatMap(({ command }) => (command ? [[command.command, command]] : [])));
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

describe('a quick fix on a problem', () => {
  after(closeAll);
  const problem = async () => {
    const { message } = await flicker();
    return until('the problem', () =>
      vscode.languages.getDiagnostics(FAULTY).find((diagnostic) => diagnostic.message.startsWith(message)),
    );
  };
  const apply = async (id: string, answers: Parameters<typeof asking>[0]) => {
    const fix = (await quickFixes(await problem())).get(id);
    assert(fix, id);
    await asking(answers, () => vscode.commands.executeCommand(fix.command, ...(fix.arguments ?? [])));
    const word = (await said()).at(-1);
    return [word?.about?.stance, word?.answer, word?.note, word?.rationale.split('.').at(-1)];
  };

  it('agrees, disagrees with an answer and a reason, and suppresses with a reason, each a line in the rater’s file', async () => {
    await vscode.commands.executeCommand('evalverse.evaluateClip', FAULTY);
    const question = 'no-exposure-flicker';
    assert.deepEqual(await apply('evalverse.agreeWithFinding', {}), ['agree', 'fail', undefined, question]);
    const disagreed = await apply('evalverse.disagreeWithFinding', { inputs: [REASON], picks: ['partial'] });
    assert.deepEqual(disagreed, ['disagree', 'partial', REASON, question]);
    const { message } = await problem();
    const finding = await flicker();
    assert.deepEqual(await apply('evalverse.suppressFinding', { inputs: [REASON] }), ['suppress', null, REASON, question]);
    await until('the problem to go', () => !diagnosed(message));
    await vscode.commands.executeCommand('evalverse.takeBackStance', FAULTY.toString(), finding.id);
    await until('the problem to be back', () => diagnosed(message));
  });
});

describe('a person who annotates', () => {
  after(async () => {
    await vscode.commands.executeCommand('evalverse.stopAnnotating');
    await closeAll();
  });

  it('is blind in the whole window until he is done', async () => {
    const { findings, coverage } = await api();
    const finding = await flicker();
    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.from({ scheme: 'evalverse', path: `${FAULTY.path}.findings`, query: FAULTY.toString() }),
    );
    await until('the finding in its document', () => document.getText().includes(finding.message));
    await asking({}, () => vscode.commands.executeCommand('evalverse.annotateClip', FAULTY));
    assert.deepEqual([findings(FAULTY), coverage(FAULTY)], [[], null]);
    await until('the problems to go', () => vscode.languages.getDiagnostics(FAULTY).length === 0);
    await until('the findings document to be silent', () => document.getText().includes('hidden while you annotate'));
    assert(!document.getText().includes(finding.subDimension.title));
    const label = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label;
    await until('a tab without the name', () => label() === 'Clip to annotate');
    await vscode.commands.executeCommand('evalverse.annotateNextClip');
    const other = () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom && input.uri.toString() !== FAULTY.toString();
    };
    await until('the next clip', () => other() && label() === 'Clip to annotate');

    await vscode.commands.executeCommand('evalverse.stopAnnotating');
    await until('the problem to be back', () => diagnosed(finding.message));
    await until('the name to be back', () => label()?.includes('.'));
    assert.equal((await flicker()).id, finding.id);
  });
});

describe('Import Ratings', () => {
  after(closeAll);

  it('takes over what it can, accounts for every other row, and does it once', async () => {
    const file = clip('ratings.csv');
    const rows = [
      'clip,rationale,rater,value',
      'luma-flicker.fault.mp4,cinematography.lens.exposure.no-exposure-flicker,owl,fail',
      'luma-flickr.fault.mp4,cinematography.lens.exposure.no-exposure-flicker,owl,fail',
      'luma-flicker.fault.mp4,cinematography.lens.exposure.no-exposure-flicker,elk,7',
    ];
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(rows.join('\n')));
    try {
      for (const taken of ['1 answer, 0 scores;', '0 answers, 0 scores, 1 that had been taken over before;']) {
        await asking({ picks: ['pass/partial/fail'] }, () => vscode.commands.executeCommand('evalverse.importRatings', file));
        const text = await until(taken, () => {
          const shown = vscode.window.activeTextEditor?.document.getText() ?? '';
          return shown.includes(taken) && shown;
        });
        assert(text.includes('2 rows not used'), text);
        assert(text.includes('ratings.csv:3') && text.includes('Did you mean "luma-flicker.fault.mp4"'), text);
        assert(text.includes('ratings.csv:4: "7" is not on the scale'), text);
      }
      assert.deepEqual(
        (await said()).flatMap(({ rater, answer }) => (rater === 'owl' ? [answer] : [])),
        ['fail'],
      );
    } finally {
      await vscode.workspace.fs.delete(file);
      await vscode.workspace.fs.delete(clip('.evalverse/annotations/owl.jsonl'));
    }
  });
});
