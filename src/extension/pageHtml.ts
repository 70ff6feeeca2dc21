import * as vscode from 'vscode';

export interface PageContent {
  /** Which bundle of `dist/webview` runs in it. */
  readonly bundle: 'player' | 'board' | 'compare';
  readonly title: string;
  /** URLs of media that it plays. */
  readonly sources: readonly string[];
  /** The page takes over a `<video>` that loads the first of `sources` before the page's script runs. */
  readonly takesPicture?: boolean;
}

/**
 * The page of a webview. It may load media from nowhere but `sources`; a resource of the webview is as narrow as
 * `localResourceRoots`, since its host name is none that a policy can spell.
 */
export function pageHtml(webview: vscode.Webview, dist: vscode.Uri, page: PageContent): string {
  const { bundle, title, sources, takesPicture = false } = page;
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  const nonce = crypto.randomUUID();
  const policy = [
    "default-src 'none'",
    `media-src ${sources.length > 0 ? sources.map((url) => sourceExpression(url, webview)).join(' ') : "'none'"}`,
    `img-src ${webview.cspSource} blob: data:`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  // Asked for as the page's script would: so that pixels and sound may be read.
  const [first] = takesPicture ? sources : [];
  const picture =
    first === undefined ? '' : `<video preload="auto" playsinline crossorigin="anonymous" src="${escapeHtml(first)}"></video>\n`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link id="vscode-codicon-stylesheet" rel="stylesheet" href="${escapeHtml(file('codicon.css'))}">
<link rel="stylesheet" href="${escapeHtml(file(`${bundle}.css`))}">
</head>
<body>
<div id="root"></div>
${picture}<script type="module" nonce="${nonce}" src="${escapeHtml(file(`${bundle}.js`))}"></script>
</body>
</html>`;
}

/** A URL as Content Security Policy spells it: no query, and no characters that would end the expression. */
function sourceExpression(url: string, webview: vscode.Webview): string {
  const { origin, pathname, protocol, hostname } = new URL(url);
  if (!/^https?:$/.test(protocol) || /[^\w.[\]:-]/.test(hostname)) return webview.cspSource;
  return origin + pathname.replaceAll(';', '%3B').replaceAll(',', '%2C').replaceAll("'", '%27');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
