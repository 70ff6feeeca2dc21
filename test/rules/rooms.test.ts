import { describe, expect, it } from 'vitest';
import { violationsOf } from './rooms.ts';

describe('violationsOf', () => {
  it.each([
    ['src/core/a.ts', "import * as z from 'zod';"],
    ['src/core/taxonomy/a.ts', "import acting from '../../../taxonomy/acting.json' with { type: 'json' };"],
    ['src/media/probe/a.ts', "import type { Clip } from '../../core/clip.ts'; import { runFfmpeg } from '../ffmpeg/run.ts';"],
    ['src/media/ffmpeg/run.ts', "import { spawn } from 'node:child_process';"],
    ['src/media/a.ts', "import { readFile } from 'node:fs/promises'; import type { Stats } from 'node:fs';"],
    ['src/store/a.ts', "import { writeFile } from 'node:fs/promises'; import { DatabaseSync } from 'node:sqlite';"],
    ['src/extension/a.ts', "import * as vscode from 'vscode'; import { openStore } from '../store/store.ts';"],
    [
      'src/core/a.test.ts',
      "import { readFileSync } from 'node:fs'; import { it } from 'vitest'; import '../../test/fixtures/x.ts';",
    ],
    ['webview/player/A.tsx', "import { Button } from '../ui/Button.tsx'; import { frameAt } from '../../src/core/time.ts';"],
    ['test/host/a.ts', "import * as vscode from 'vscode';"],
  ])('lets %s have %s', (file, source) => {
    expect(violationsOf(file, source)).toEqual([]);
  });

  it.each([
    ['src/core/a.ts', "import { readFile } from 'node:fs/promises';", 'may not import node:fs/promises'],
    ['src/core/a.ts', "import * as vscode from 'vscode';", 'package vscode'],
    ['src/core/a.ts', "import type { Store } from '../store/store.ts';", 'may not import src/store/store.ts'],
    ['src/core/a.ts', "export { openStore } from '../store/store.ts';", 'may not import src/store/store.ts'],
    ['src/core/a.ts', "const later = () => import('../media/a.ts');", 'may not import src/media/a.ts'],
    ['src/core/a.test.ts', "import { openStore } from '../store/store.ts';", 'may not import src/store/store.ts'],
    ['src/judges/a.ts', "import { spawn } from 'node:child_process';", 'only the ffmpeg runner starts programs'],
    ['src/extension/a.ts', "import ffmpeg from 'fluent-ffmpeg';", 'stay behind one folder'],
    ['src/extension/a.ts', "import { main } from '../cli/main.ts';", 'may not import src/cli/main.ts'],
    ['src/cli/a.ts', "import { activate } from '../extension/extension.ts';", 'may not import src/extension/extension.ts'],
    ['src/batch/a.ts', "import { writeFile } from 'node:fs/promises';", 'only the store writes files'],
    ['src/batch/a.ts', "import * as fs from 'node:fs';", 'only the store writes files'],
    ['src/batch/a.ts', "import { request } from 'node:https';", 'only judges talk to a network'],
    [
      'webview/player/A.tsx',
      "import { provideVSCodeDesignSystem } from '@vscode/webview-ui-toolkit';",
      'may not import the package',
    ],
    ['webview/ui/A.tsx', "import { Timeline } from '../player/Timeline.tsx';", 'may not import webview/player/Timeline.tsx'],
    ['webview/player/A.tsx', "import { openStore } from '../../src/store/store.ts';", 'may not import src/store/store.ts'],
    ['src/setup/a.mjs', "import * as z from 'zod';", 'may not import the package zod'],
  ])('stops %s at %s', (file, source, reason) => {
    expect(violationsOf(file, source)).toEqual([expect.stringContaining(reason)]);
  });
});
