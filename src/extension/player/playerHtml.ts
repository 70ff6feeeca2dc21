import * as vscode from 'vscode';

/** The page of one player. `sources` are the only addresses it may load media from. */
export function playerHtml(webview: vscode.Webview, dist: vscode.Uri, sources: readonly string[], title: string): string {
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  const nonce = crypto.randomUUID();
  const policy = [
    "default-src 'none'",
    `media-src ${sources.length > 0 ? sources.map(sourceExpression).join(' ') : "'none'"}`,
    `img-src ${webview.cspSource} blob: data:`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link id="vscode-codicon-stylesheet" rel="stylesheet" href="${escapeHtml(file('codicon.css'))}">
<link rel="stylesheet" href="${escapeHtml(file('player.css'))}">
</head>
<body>
<div id="root"></div>
<script type="module" nonce="${nonce}" src="${escapeHtml(file('player.js'))}"></script>
</body>
</html>`;
}

/** A URL as Content Security Policy spells it: no query, and no characters that would end the expression. */
function sourceExpression(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname.replaceAll(';', '%3B').replaceAll(',', '%2C').replaceAll("'", '%27');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
