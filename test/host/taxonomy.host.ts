import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { clip, until, withSetting } from './support.ts';

const FILE = clip('evalverse-taxonomy/acting.json');

async function write(text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(FILE, new TextEncoder().encode(text));
}

describe('a taxonomy of the workspace', () => {
  const problems = () => vscode.languages.getDiagnostics(FILE).filter(({ source }) => source === 'EvalVerse');

  it('has its mistakes marked where they are, until they are mended', async () => {
    await write('{\n  "id": "acting",\n  "dimensions": [{ "id": "no-such-dimension" }]\n}\n');
    await withSetting('taxonomy', 'evalverse-taxonomy', async () => {
      const [problem] = await until('a problem', () => problems().length > 0 && problems());
      assert.equal(problem?.range.start.line, 2);
      assert.equal(problem?.severity, vscode.DiagnosticSeverity.Error);
      assert.match(problem?.message ?? '', /no-such-dimension/);
      await write('{ "id": "acting", "title": "Performance" }\n');
      await until('no problem', () => problems().length === 0);
    });
  });
});
