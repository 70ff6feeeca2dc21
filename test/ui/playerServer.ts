import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../../src/setup/places.mjs';
import type { DemoComparison } from '../../webview/dev/compare.tsx';
import type { DemoData } from '../../webview/dev/main.tsx';

/** A clip that the demonstration page can play. */
export interface DemoClip {
  readonly file: string;
  /** Without `sources`: the server knows its own address. */
  readonly data: Omit<DemoData, 'sources'>;
}

export const THEMES = ['dark', 'light', 'hc-dark', 'hc-light'] as const;
export type Theme = (typeof THEMES)[number];

/** What VS Code puts on the body of every webview. */
const BODY_CLASS: Readonly<Record<Theme, string>> = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  'hc-dark': 'vscode-high-contrast',
  'hc-light': 'vscode-high-contrast vscode-high-contrast-light',
};

interface PageWishes {
  readonly theme?: Theme;
  readonly state?: string;
  readonly lang?: string;
}

export interface PlayerServer {
  /** Address of the page that plays clip `name`. */
  url(name: string, wishes?: PageWishes): string;
  /** Address of the page that compares clips, by name from left to right. */
  compareUrl(names: readonly string[], wishes?: PageWishes): string;
  close(): Promise<void>;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.webm': 'video/webm',
  '.mkv': 'video/x-matroska',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.ttf': 'font/ttf',
};

let bundling: Promise<ReadonlyMap<string, Uint8Array>> | undefined;

/** The pages' scripts and style sheets by path, bundled once. */
function bundle(): Promise<ReadonlyMap<string, Uint8Array>> {
  bundling ??= build({
    absWorkingDir: ROOT,
    entryPoints: { main: 'webview/dev/main.tsx', compare: 'webview/dev/compare.tsx' },
    outdir: '/',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'chrome138',
    logLevel: 'warning',
  }).then(({ outputFiles }) => new Map(outputFiles.map(({ path, contents }) => [`/${path.split(/[\\/]/).at(-1)}`, contents])));
  return bundling;
}

/** Serves the pages of the player and of compared clips on the loopback address, bundled from its sources, with the given clips by name. */
export async function startPlayerServer(clips: Readonly<Record<string, DemoClip>>): Promise<PlayerServer> {
  const bundled = await bundle();
  const template = await readFile(join(ROOT, 'webview/dev/index.html'), 'utf8');

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const [, kind, name = '', ...others] = pathname.split('/').map(decodeURIComponent);
    const clip = clips[name];
    const dataOf = (each: string): DemoData[] => {
      const known = clips[each];
      return known ? [{ ...known.data, sources: [`/clip/${encodeURIComponent(each)}`] }] : [];
    };
    const send = (body: string | Uint8Array, type: string) => response.writeHead(200, { 'content-type': type }).end(body);
    if ((kind === 'main' || kind === 'compare') && clip) {
      const theme = THEMES.find((one) => one === searchParams.get('theme')) ?? 'dark';
      const data: DemoData | DemoComparison | undefined = kind === 'main' ? dataOf(name)[0] : [name, ...others].flatMap(dataOf);
      const language = searchParams.get('lang')?.replace(/[^\w-]/g, '') || 'en';
      const page = template
        .replace('lang="en"', `lang="${language}"`)
        .replace('/main.css', `/${kind}.css`)
        .replace('/main.js', `/${kind}.js`)
        .replace('/theme.css', `/theme/${theme}.css`)
        .replace('<body>', `<body class="${BODY_CLASS[theme]}">`)
        .replace('>{}<', () => `>${JSON.stringify(data).replaceAll('<', '\\u003c')}<`);
      send(page, 'text/html');
    } else if (kind === 'clip' && clip) await sendRange(clip.file, request, response);
    else if (kind === 'theme') send(await readFile(join(ROOT, 'webview/dev/themes', name)), 'text/css');
    else if (kind?.startsWith('codicon.')) {
      send(await readFile(join(ROOT, 'node_modules/@vscode/codicons/dist', kind)), MEDIA_TYPES[extname(kind)] ?? '');
    } else {
      const file = bundled.get(pathname);
      if (file) send(file, MEDIA_TYPES[extname(pathname)] ?? '');
      else response.writeHead(404).end();
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const pageUrl = (kind: string, names: readonly string[], wishes: PageWishes = {}) =>
    `http://127.0.0.1:${port}/${[kind, ...names.map(encodeURIComponent)].join('/')}?${new URLSearchParams({ ...wishes })}`;
  return {
    url: (name, wishes) => pageUrl('main', [name], wishes),
    compareUrl: (names, wishes) => pageUrl('compare', names, wishes),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function sendRange(file: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { size } = await stat(file);
  const asked = /bytes=(?<from>\d+)-(?<to>\d*)/.exec(request.headers.range ?? '')?.groups;
  const start = Number(asked?.from ?? 0);
  const end = asked?.to ? Number(asked.to) : size - 1;
  response.writeHead(asked ? 206 : 200, {
    'content-type': MEDIA_TYPES[extname(file)] ?? 'video/mp4',
    'accept-ranges': 'bytes',
    'content-length': end - start + 1,
    ...(asked ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
  });
  const stream = createReadStream(file, { start, end });
  response.on('close', () => stream.destroy());
  stream.pipe(response);
}
