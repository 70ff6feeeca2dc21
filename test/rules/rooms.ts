import { dirname, posix } from 'node:path';
import { parseSync } from 'oxc-parser';

/** What a room may import besides itself. Globs are not needed: a name allows itself and everything below it. */
interface Room {
  /** Folders of this repository. */
  readonly ours: readonly string[];
  /** npm packages and `vscode`. */
  readonly packages: readonly string[];
  /** Node's own modules; `true` for all that no narrower rule keeps. */
  readonly node: readonly string[] | true;
}

const BELOW_BATCH = ['src/core', 'src/media', 'src/judges', 'src/store'];

/** The rooms of the house by folder; the longest folder that holds a file is its room. */
const ROOMS: Readonly<Record<string, Room>> = {
  'src/core': { ours: ['taxonomy'], packages: ['zod', 'jsonc-parser'], node: [] },
  'src/protocol': { ours: ['src/core'], packages: ['zod'], node: [] },
  'src/media': { ours: ['src/core'], packages: ['zod', 'fluent-ffmpeg', '@ffmpeg/core'], node: true },
  'src/judges': { ours: ['src/core'], packages: ['zod', '@google/genai', 'eventsource-parser'], node: true },
  'src/store': { ours: ['src/core'], packages: ['zod'], node: true },
  'src/batch': { ours: BELOW_BATCH, packages: ['zod'], node: true },
  'src/extension': {
    ours: [...BELOW_BATCH, 'src/batch', 'src/protocol'],
    packages: ['zod', 'jsonc-parser', 'vscode'],
    node: true,
  },
  'src/cli': { ours: [...BELOW_BATCH, 'src/batch'], packages: ['zod', 'jsonc-parser', '@modelcontextprotocol/sdk'], node: true },
  // Runs before anything is installed.
  'src/setup': { ours: [], packages: [], node: true },
  webview: { ours: ['src/core', 'src/protocol'], packages: ['preact', 'zod'], node: [] },
  // Not shipped: stands in for VS Code, the manifest's keybindings included.
  'webview/dev': { ours: ['src/core', 'src/protocol', 'webview', 'package.json'], packages: ['preact'], node: [] },
  // The one place for the archived toolkit: a successor is this folder's work.
  'webview/ui': {
    ours: ['src/core', 'src/protocol'],
    packages: ['preact', 'zod', '@vscode/webview-ui-toolkit', '@vscode/codicons'],
    node: [],
  },
};

/** Modules that only some folders may import, whatever room those are in. */
const KEPT: readonly { readonly modules: RegExp; readonly by: readonly string[]; readonly why: string }[] = [
  {
    modules: /^node:(child_process|cluster)$/,
    by: ['src/media/ffmpeg', 'src/setup'],
    why: 'only the ffmpeg runner starts programs',
  },
  {
    modules: /^(fluent-ffmpeg|@ffmpeg\/core)$/,
    by: ['src/media/ffmpeg'],
    why: 'the archived library and the WebAssembly build stay behind one folder',
  },
  {
    modules: /^@google\/genai(\/.*)?$/,
    by: ['src/judges/gemini'],
    why: "a provider's library stays behind the folder of its backend",
  },
  { modules: /^node:(sqlite)$/, by: ['src/store'], why: 'the index belongs to the store' },
  {
    modules: /^(node:(http|https|http2|net|tls|dgram|dns)|undici|ws)$/,
    by: ['src/judges', 'src/extension/playback'],
    why: 'only judges talk to a network, and playback serves the clip on the loopback address',
  },
];

/** What `node:fs` has for changing the disk. */
const WRITING =
  /^(write|append|mkdir|mkdtemp|rename|rm|rmdir|unlink|cp|copyFile|truncate|ftruncate|symlink|link|chmod|chown|utimes|createWriteStream|open)/;
const WRITERS = ['src/store', 'src/setup'];
/** Folders that read parts of a large file through a handle. */
const HANDLE_READERS = ['src/media/probe', 'src/media/ffmpeg', 'src/extension/playback'];

/** A file next to the sources that only tests use. */
function isTest(file: string): boolean {
  return /\.test\.tsx?$|(^|\/)test[A-Z]\w*\.ts$/.test(file);
}

function isBelow(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}/`);
}

function roomOf(file: string): string | undefined {
  return Object.keys(ROOMS)
    .filter((folder) => isBelow(file, folder))
    .sort((a, b) => b.length - a.length)[0];
}

interface Import {
  readonly specifier: string;
  /** Imported names; `*` for a namespace or default import, which could be anything. */
  readonly names: readonly string[];
}

/** Everything a module imports or re-exports, types included. */
function importsOf(file: string, source: string): Import[] {
  const { module, errors } = parseSync(file, source);
  const first = errors[0];
  if (first) throw new Error(`${file}: ${first.message}`);
  const staticImports = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    names: entries.filter((entry) => !entry.isType).map((entry) => entry.importName.name ?? '*'),
  }));
  const reexports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.moduleRequest ? [{ specifier: entry.moduleRequest.value, names: ['*'] }] : [])),
  );
  const dynamic = [...source.matchAll(/\b(?:import|require)\(\s*['"]([^'"]+)['"]/g)].map((match) => ({
    specifier: match[1] ?? '',
    names: ['*'],
  }));
  return [...staticImports, ...reexports, ...dynamic];
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Why a file of a room may not have this import, or `null`. */
function objection(file: string, room: string, { specifier, names }: Import): string | null {
  const rules = ROOMS[room];
  if (!rules) return null;
  const test = isTest(file);
  if (specifier.startsWith('.')) {
    const target = posix.join(dirname(file), specifier);
    const allowed = [room, ...rules.ours, ...(test ? ['test/fixtures', 'test/fakes', 'taxonomy', 'package.json'] : [])];
    // `webview/ui` is a room inside a room: everything of webview uses it, and it uses nothing of its users.
    const inner = roomOf(target);
    const ownHouse = inner !== undefined && isBelow(inner, room);
    return ownHouse || allowed.some((folder) => isBelow(target, folder)) ? null : `${room} may not import ${target}`;
  }
  if (test) return null;
  const kept = KEPT.find(({ modules }) => modules.test(specifier));
  if (kept && !kept.by.some((folder) => isBelow(file, folder))) return `${specifier}: ${kept.why}`;
  if (!specifier.startsWith('node:'))
    return rules.packages.includes(packageOf(specifier)) ? null : `${room} may not import the package ${packageOf(specifier)}`;
  if (rules.node !== true && !rules.node.includes(specifier)) return `${room} may not import ${specifier}`;
  if (/^node:fs(\/promises)?$/.test(specifier) && !WRITERS.some((folder) => isBelow(file, folder))) {
    const mayOpen = HANDLE_READERS.some((folder) => isBelow(file, folder));
    const writing = names.filter((name) => name === '*' || WRITING.test(name)).filter((name) => !(mayOpen && name === 'open'));
    if (writing.length > 0) return `only the store writes files; this imports ${writing.join(', ')} of ${specifier}`;
  }
  return null;
}

/**
 * The imports of one file that break the rules of the house.
 *
 * @param file path relative to the repository, with forward slashes.
 * @returns one sentence each; files outside every room (tests, build script) have no rules.
 */
export function violationsOf(file: string, source: string): string[] {
  const room = roomOf(file);
  if (room === undefined) return [];
  return importsOf(file, source).flatMap((each) => {
    const why = objection(file, room, each);
    return why === null ? [] : [`${file}: ${why}`];
  });
}
