import * as vscode from 'vscode';
import type { Blindness } from '../annotations/blindness.ts';
import { Disposables } from '../disposables.ts';
import { MCP_SERVERS } from '../ids.ts';
import { ffmpegSetting, onDidChangeSetting } from '../settings.ts';

/**
 * Offers the command line's MCP server to the editor's agents, one for each folder. These measure and read; a model is asked only
 * through the editor's own tools, where the user's key and what he allowed are. While the user annotates none is offered, since a
 * server of its own cannot know that answers are hidden.
 */
export function activateMcpServers(extensionUri: vscode.Uri, blindness: Blindness): vscode.Disposable {
  const program = vscode.Uri.joinPath(extensionUri, 'dist', 'cli.js').fsPath;
  const disposables = new Disposables();
  const changed = disposables.add(new vscode.EventEmitter<void>());
  const tell = () => changed.fire();
  disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(tell));
  disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(tell));
  disposables.add(onDidChangeSetting('ffmpeg', tell));
  disposables.add(blindness.onDidChange(tell));
  disposables.add(
    vscode.lm.registerMcpServerDefinitionProvider(MCP_SERVERS, {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () => (vscode.workspace.isTrusted && !blindness.on ? definitions(program) : []),
    }),
  );
  return disposables;
}

function definitions(program: string): vscode.McpStdioServerDefinition[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const ffmpeg = ffmpegSetting();
  const options = ffmpeg === null ? [] : ['--ffmpeg', ffmpeg];
  return folders.map(({ uri, name }) => {
    const label = folders.length > 1 ? `EvalVerse: ${name}` : 'EvalVerse';
    const words = [program, 'mcp', ...options, '--', uri.fsPath];
    // The editor's own Node, which its desktop builds hide behind this variable.
    return new vscode.McpStdioServerDefinition(label, process.execPath, words, { ELECTRON_RUN_AS_NODE: '1' });
  });
}
