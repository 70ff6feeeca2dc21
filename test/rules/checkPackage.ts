// Packages the extension and looks at what is inside: `node test/rules/checkPackage.ts`.
import { stat } from 'node:fs/promises';
import { listPackage, packageExtension } from '../../src/setup/packageExtension.mjs';

/** What must be inside: without one of these the extension does not work, or is not ours to give away. */
const NEEDED = [
  'package.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'dist/THIRD-PARTY-NOTICES.txt',
  'dist/extension.js',
  'dist/cli.js',
  'dist/analysisWorker.js',
  'dist/facesWorker.js',
  'dist/ratingsWorker.js',
  'dist/webview/player.js',
  'dist/webview/player.css',
  'dist/webview/board.js',
  'dist/webview/board.css',
  'dist/webview/compare.js',
  'dist/webview/compare.css',
  'dist/webview/codicon.css',
  'dist/webview/codicon.ttf',
];

/** Nothing but these. */
const ALLOWED = [
  /^(package\.json|package\.nls(\.[\w-]+)?\.json|README\.md|CHANGELOG\.md|LICENSE|NOTICE)$/,
  /^dist\/(.*\.(js|css|ttf)|THIRD-PARTY-NOTICES\.txt)$/,
  /^taxonomy\/.*\.json$/,
  /^media\/[^/]+\.(png|svg|md)$/,
  /^l10n\/bundle\.l10n(\.[\w-]+)?\.json$/,
  /^media\/walkthrough\/.*\.(png|svg|md)$/,
];

const file = await packageExtension(process.execPath);
const files = await listPackage(process.execPath);
const problems = [
  ...NEEDED.filter((name) => !files.includes(name)).map((name) => `missing: ${name}`),
  ...files.filter((name) => !ALLOWED.some((pattern) => pattern.test(name))).map((name) => `does not belong: ${name}`),
];
for (const problem of problems) console.error(problem);
const { size } = await stat(file);
console.log(`evalverse.vsix: ${files.length} files, ${(size / 1024).toFixed(0)} KB, for every platform`);
process.exitCode = problems.length > 0 ? 1 : 0;
