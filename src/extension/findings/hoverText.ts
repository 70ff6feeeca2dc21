import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import { findingMarkdown } from './findingDetail.ts';
import type { FindingsWords } from './findingWords.ts';

/** A finding for hovers and tooltips. What a judge wrote can neither run a command nor bring HTML. */
export function hoverText(finding: Finding, words: FindingsWords): vscode.MarkdownString {
  const text = new vscode.MarkdownString(findingMarkdown(finding, words));
  text.isTrusted = false;
  text.supportHtml = false;
  return text;
}
