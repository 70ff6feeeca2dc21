import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FfmpegLocation } from '../../media/ffmpeg/location.ts';
import { FfmpegService } from './ffmpegService.ts';

/** What the service needs of VS Code, with the workspace's trust in the test's hands. */
const workbench = vi.hoisted(() => ({ isTrusted: false, grant: (): void => undefined }));
vi.mock('vscode', () => ({
  EventEmitter: class {
    readonly event = () => ({ dispose: () => undefined });
    fire() {}
    dispose() {}
  },
  workspace: {
    get isTrusted() {
      return workbench.isTrusted;
    },
    workspaceFolders: [],
    onDidGrantWorkspaceTrust: (listener: () => void) => {
      workbench.grant = listener;
      return { dispose: () => undefined };
    },
    onDidChangeConfiguration: () => ({ dispose: () => undefined }),
    getConfiguration: () => ({ get: () => '' }),
  },
  commands: { executeCommand: async () => undefined },
  l10n: { t: (text: string) => text },
}));

const FOUND: FfmpegLocation = {
  kind: 'native',
  ffmpeg: '/bin/ffmpeg',
  ffprobe: '/bin/ffprobe',
  version: '7.1',
  filters: [],
  foundBy: 'path',
};
const locateFfmpeg = vi.hoisted(() => vi.fn());
vi.mock('../../media/ffmpeg/location.ts', () => ({ locateFfmpeg }));

let service: FfmpegService;
beforeEach(() => {
  workbench.isTrusted = false;
  locateFfmpeg.mockReset().mockResolvedValue(FOUND);
  const folder = { fsPath: '/nowhere' };
  const log = { info: () => undefined };
  // The service asks for nothing else of its context and its log.
  service = new FfmpegService(log as never, { extensionUri: folder, globalStorageUri: folder } as never);
});
afterEach(() => service.dispose());

it('starts no program in an untrusted workspace, however often it is asked', async () => {
  for (let i = 0; i < 2; i++) await expect(service.find()).rejects.toMatchObject({ code: 'workspace/untrusted' });
  expect(service.state.kind).toBe('untrusted');
  expect(locateFfmpeg).not.toHaveBeenCalled();
});

it('answers whoever asked before as soon as the workspace is trusted', async () => {
  await expect(service.find()).rejects.toMatchObject({ code: 'workspace/untrusted' });
  workbench.isTrusted = true;
  workbench.grant();
  await vi.waitFor(() => expect(service.state).toEqual({ kind: 'found', location: FOUND }));
  await expect(service.find()).resolves.toBe(FOUND);
  expect(locateFfmpeg).toHaveBeenCalledTimes(1);
});

it('answers whoever waits for a search that was overtaken with what the later one found', async () => {
  workbench.isTrusted = true;
  const overtaken = Promise.withResolvers<FfmpegLocation>();
  locateFfmpeg.mockReturnValueOnce(overtaken.promise);
  const asked = service.find();
  workbench.grant();
  await service.find();
  overtaken.reject(new Error('There is no ffmpeg here.'));
  await expect(asked).resolves.toBe(FOUND);
});
