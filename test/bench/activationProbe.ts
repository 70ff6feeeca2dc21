import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { REPORT_VARIABLE } from '../harness/report.ts';

/** Runs inside the extension host: activates the extension and reports how long that took, in milliseconds. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('evalverse.evalverse');
  const file = process.env[REPORT_VARIABLE];
  if (!extension || !file) throw new Error('the extension or the file for the report is missing');
  if (extension.isActive) throw new Error('the extension was active before it was asked');
  const startedAt = performance.now();
  await extension.activate();
  await writeFile(file, JSON.stringify({ milliseconds: performance.now() - startedAt }));
}
