import { expect, it, vi } from 'vitest';
import type { PlayerJudge } from '../../protocol/messages.ts';
import { activateReviewTools, type ToolServices } from './reviewTools.ts';

interface Prepared {
  readonly confirmationMessages?: { readonly title: string; readonly message: { readonly value: string } };
}
interface Tool {
  prepareInvocation(options: { input: unknown }): Promise<Prepared>;
}

const workbench = vi.hoisted(() => ({ tools: new Map<string, unknown>() }));

vi.mock('vscode', () => {
  class Uri {
    readonly path: string;
    constructor(path: string) {
      this.path = path;
    }
    static file = (path: string) => new Uri(path);
    static joinPath = (base: Uri, path: string) => new Uri(`${base.path}/${path}`);
  }
  class MarkdownString {
    value = '';
    appendText(text: string) {
      this.value += text.replaceAll(/[\\`*_{}[\]()#+\-!~<]/g, '\\$&');
      return this;
    }
  }
  const folder = { uri: new Uri('/films'), name: 'films' };
  return {
    Uri,
    MarkdownString,
    FileType: { File: 1 },
    l10n: { t: (text: string, ...parts: unknown[]) => text.replaceAll(/\{(\d)\}/g, (_, index) => String(parts[Number(index)])) },
    lm: {
      registerTool: (name: string, tool: unknown) => {
        workbench.tools.set(name, tool);
        return { dispose: () => undefined };
      },
    },
    workspace: {
      workspaceFolders: [folder],
      getWorkspaceFolder: ({ path }: Uri) => (path.startsWith('/films/') ? folder : undefined),
      fs: { stat: async () => ({ type: 1 }) },
      getConfiguration: () => ({ get: () => undefined }),
    },
  };
});

async function confirmationFor(judge: PlayerJudge) {
  // Nothing but the picked judge is looked at before a tool runs.
  activateReviewTools({ judgeChoice: { shownFor: () => judge } } as unknown as ToolServices);
  const tool = workbench.tools.get('evalverse_scoreClip') as Tool;
  return (await tool.prepareInvocation({ input: { clip: 'a[1].mp4' } })).confirmationMessages;
}

it('asks before evaluating, and says that measuring sends nothing', async () => {
  const asked = await confirmationFor({ id: 'signals', label: 'Measurements only' });
  expect(asked?.title).toBe('Evaluate a[1].mp4?');
  expect(asked?.message.value).toMatch(/Nothing is sent/);
});

it('names what is sent to whom, with names as text', async () => {
  const asked = await confirmationFor({ id: 'gemini', label: 'Gemini · [click](command:evil)' });
  expect(asked?.message.value).toMatch(
    /sent to Gemini · \\\[click\\\]\\\(command:evil\\\): pictures of the clip.*sound.*prompt.*measured/,
  );
});
