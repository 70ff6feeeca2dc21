import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { verdictSchema } from '../../src/core/verdict.ts';
import { type GeminiServer, startGeminiServer } from '../fakes/geminiServer.ts';
import { startOpenaiServer } from '../fakes/openaiServer.ts';
import { plausibleAnswer } from '../fakes/plausibleAnswer.ts';
import { api, clip, closeAll, until } from './support.ts';

const CLIP = clip('flash-shots.fault.mp4');
const OTHER = clip('black-frames.fault.mp4');
const KEY = 'test-key';
const configuration = () => vscode.workspace.getConfiguration('evalverse');

interface FolderReport {
  readonly stopped: string | null;
  readonly clips: readonly { readonly status: string }[];
}

/** Among the picks: nothing ticked. */
const NONE = '';

/** What the window was asked, and what a user at it would do. */
interface Desk {
  readonly questions: { readonly message: string; readonly detail: string; readonly choices: readonly string[] }[];
  readonly errors: string[];
  /** What the status bar told. */
  readonly told: string[];
  /** Button of the next modals; none to close them. */
  answer: string | undefined;
  /** Labels to pick in the next quick picks, one each. */
  readonly picks: string[];
  readonly inputs: string[];
  restore(): void;
}

function takeSeat(): Desk {
  const { window } = vscode;
  const { showWarningMessage, showErrorMessage, showQuickPick, showInputBox, setStatusBarMessage } = window;
  const desk: Desk = {
    questions: [],
    errors: [],
    told: [],
    answer: undefined,
    picks: [],
    inputs: [],
    restore: () =>
      void Object.assign(window, { showWarningMessage, showErrorMessage, showQuickPick, showInputBox, setStatusBarMessage }),
  };
  type Item = { readonly label: string };
  Object.assign(window, {
    showWarningMessage: async (
      message: string,
      options: { modal?: boolean; detail?: string },
      ...choices: vscode.MessageItem[]
    ) => {
      if (!options?.modal) return undefined;
      desk.questions.push({ message, detail: options.detail ?? '', choices: choices.map(({ title }) => title) });
      return choices.find(({ title, isCloseAffordance }) => (desk.answer ? title === desk.answer : isCloseAffordance));
    },
    showErrorMessage: async (message: string) => void desk.errors.push(message),
    setStatusBarMessage: (message: string) => {
      desk.told.push(message);
      return new vscode.Disposable(() => undefined);
    },
    showQuickPick: async (items: readonly Item[], options?: { canPickMany?: boolean }) => {
      const wanted = desk.picks.shift();
      const found = (await items).filter(({ label }) => label === wanted);
      assert.equal(
        found.length > 0 || wanted === NONE,
        true,
        `${wanted} is not among ${items.map(({ label }) => label).join(', ')}`,
      );
      return options?.canPickMany ? found : found[0];
    },
    showInputBox: async () => desk.inputs.shift(),
  });
  return desk;
}

/** Changes a setting of the machine, which no workspace may change, for the time of `work`. */
async function withMachineSetting(name: string, value: unknown, work: () => Promise<void>): Promise<void> {
  await configuration().update(name, value, vscode.ConfigurationTarget.Global);
  try {
    await work();
  } finally {
    await configuration().update(name, undefined, vscode.ConfigurationTarget.Global);
  }
}

async function writtenVerdicts() {
  const runs = await vscode.workspace.fs.readDirectory(clip('.evalverse/runs'));
  const files = await Promise.all(
    runs.map(([run]) => vscode.workspace.fs.readFile(clip(`.evalverse/runs/${run}/verdicts.jsonl`)).then(undefined, () => null)),
  );
  return files.flatMap((bytes) =>
    new TextDecoder()
      .decode(bytes ?? new Uint8Array())
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => verdictSchema.parse(JSON.parse(line))),
  );
}

/** A chat model that answers by the schema it is told. @param sent takes the number of frames of each message. */
function chatModel(sent: number[]) {
  return {
    ...{ vendor: 'house', id: 'seeing', name: 'Seeing Model' },
    async sendRequest([message]: readonly vscode.LanguageModelChatMessage[]) {
      const parts = message?.content ?? [];
      const texts = parts.filter((part) => part instanceof vscode.LanguageModelTextPart).map(({ value }) => value);
      sent.push(parts.length - texts.length);
      const schema: unknown = JSON.parse(texts.at(-1)?.split('\n').at(-1) ?? '');
      const answer = JSON.stringify(plausibleAnswer(schema, { seed: 1, duration: 2 }));
      return {
        text: (async function* () {
          yield answer.slice(0, 100);
          yield answer.slice(100);
        })(),
      };
    },
  };
}

/** The dimensions that each judge has verdicts on. */
async function judgesOf(uri: vscode.Uri): Promise<ReadonlyMap<string, number>> {
  const hash = (await api()).findings(uri)[0]?.clipHash;
  const verdicts = (await writtenVerdicts()).filter((verdict) => verdict.clip.hash === hash);
  const byJudge = Map.groupBy(verdicts, ({ judge }) => judge.id);
  return new Map([...byJudge].map(([judge, own]) => [judge, new Set(own.map(({ dimension }) => dimension)).size]));
}

describe('judging with a model', () => {
  let server: GeminiServer;
  let desk: Desk;

  before(async () => {
    await api();
    server = await startGeminiServer({ key: KEY });
    await configuration().update('judge.gemini.endpoint', server.origin, vscode.ConfigurationTarget.Global);
    desk = takeSeat();
  });
  after(async () => {
    await closeAll();
    desk.picks.push('Measurements only');
    await vscode.commands.executeCommand('evalverse.pickJudge', CLIP);
    desk.restore();
    await configuration().update('judge.gemini.endpoint', undefined, vscode.ConfigurationTarget.Global);
    await server.close();
  });

  it('begins by picking the judge and the model, without asking the endpoint', async () => {
    desk.picks.push('Gemini', 'gemini-3.8-flash');
    await vscode.commands.executeCommand('evalverse.pickJudge', CLIP);
    assert.deepEqual(desk.picks, []);
    assert.equal(server.requests.length, 0);
  });

  it('says what is missing where there is no key, and sends nothing', async () => {
    await vscode.commands.executeCommand('evalverse.evaluateClip', CLIP);
    assert.match(desk.errors.join(), /There is no key for http:\/\/127/);
    assert.deepEqual([desk.questions.length, server.requests.length], [0, 0]);
  });

  it('sends nothing when the user says no, and measures all the same', async () => {
    desk.picks.push('Gemini');
    desk.inputs.push(KEY);
    await vscode.commands.executeCommand('evalverse.setApiKey');
    desk.answer = undefined;
    await vscode.commands.executeCommand('evalverse.evaluateClip', CLIP);
    const [question] = desk.questions;
    assert(question);
    assert(question.message.includes(server.origin) && question.message.includes('flash-shots.fault.mp4'));
    assert.deepEqual(question.choices, ['Allow Once', 'Allow for This Folder', 'Only Measure']);
    for (const part of [
      /gemini-3\.8-flash/,
      /1280 pixels/,
      /about \d+ calls, [\d.]+ MB/,
      /US dollars.*prices of 2026/,
      /Kept: /,
      /Faces/,
    ])
      assert.match(question.detail, part);
    assert.equal(server.requests.length, 0);
    assert.deepEqual([...(await judgesOf(CLIP)).keys()], ['signals']);
  });

  it('judges every dimension once it is allowed, and puts what the model reflected on into the Problems panel', async () => {
    desk.answer = 'Allow Once';
    await vscode.commands.executeCommand('evalverse.evaluateClip', CLIP);
    assert.deepEqual(desk.errors.slice(1), []);
    const { coverage, findings } = await api();
    const answers = coverage(CLIP);
    assert(answers && answers.answered === answers.asked && answers.asked > 100);
    const own = findings(CLIP).filter(({ judge }) => judge === 'gemini');
    assert(own.length > 0);
    const reflection = own.map(({ basis }) => basis.reflection).find((text) => text);
    assert(reflection);
    assert.deepEqual(Object.fromEntries(await judgesOf(CLIP)), { signals: 18, gemini: 18 });
    const sent = JSON.stringify(server.requests.map(({ path, body, headers: { host, ...headers } }) => [path, body, headers]));
    assert.equal(sent.includes('flash-shots.fault'), false, 'the name of the clip left the machine');
    await until('diagnostics', () => {
      const shown = vscode.languages.getDiagnostics(CLIP).filter(({ source }) => source === 'EvalVerse');
      return shown.length === findings(CLIP).length;
    });
    const [finding] = own;
    assert(finding?.basis.question && finding.basis.reflection);
    const { question, reason, reflection: doubts } = finding.basis;
    const parts = [finding.message, question, reason, doubts, 'How sure: '];
    const messages = vscode.languages.getDiagnostics(CLIP).map(({ message }) => message);
    assert(
      messages.some((message) => parts.every((part) => message.includes(part))),
      messages[0],
    );
  });

  it('asks again after allowing once, no more after allowing the folder, and again after that is taken back', async () => {
    const evaluate = async (uri: vscode.Uri, dimension: string) => {
      desk.questions.length = 0;
      desk.picks.push(dimension);
      await vscode.commands.executeCommand('evalverse.pickDimensions', uri);
      await vscode.commands.executeCommand('evalverse.evaluateClip', uri);
      return desk.questions.length;
    };
    desk.answer = 'Allow for This Folder';
    assert.equal(await evaluate(OTHER, 'Lens'), 1);
    assert.deepEqual(desk.told, []);
    assert.equal(await evaluate(OTHER, 'Lighting'), 0);
    // Nobody is asked any more, but what it will take is told all the same.
    assert.match(
      desk.told.join(),
      /^gemini-3\.8-flash: about 1 calls, [\d.]+ MB, .*tokens; cost: about .*US dollars.*prices of 2026/,
    );
    desk.picks.push(server.origin);
    await vscode.commands.executeCommand('evalverse.allowedEndpoints');
    desk.answer = undefined;
    const before = server.requests.length;
    assert.equal(await evaluate(OTHER, 'Materiality'), 1);
    assert.equal(server.requests.length, before);
  });

  it('is cancelled without a word while the model keeps silent', async () => {
    desk.answer = 'Allow Once';
    desk.picks.push('Composition');
    await vscode.commands.executeCommand('evalverse.pickDimensions', OTHER);
    server.script('generate', { kind: 'silence' });
    const before = server.requests.length;
    const evaluating = vscode.commands.executeCommand('evalverse.evaluateClip', OTHER);
    await until('a question to the model', () => server.requests.length > before);
    await vscode.commands.executeCommand('evalverse.cancelEvaluation', OTHER);
    await evaluating;
    const { held } = await api();
    await until('nothing to run', () => held().tasks === 0);
    assert.deepEqual(desk.errors.slice(1), []);
  });

  it('shows what was measured while the model has still to answer', async () => {
    const uri = clip('slow/measured.mp4');
    await vscode.workspace.fs.copy(clip('duplicate-frames.fault.mp4'), uri);
    desk.answer = 'Allow Once';
    desk.picks.push('Composition');
    await vscode.commands.executeCommand('evalverse.pickDimensions', uri);
    server.script('generate', { kind: 'silence' });
    const before = server.requests.length;
    const evaluating = vscode.commands.executeCommand('evalverse.evaluateClip', uri);
    const { coverage } = await api();
    await until('a question to the model', () => server.requests.length > before);
    await until('a review', () => coverage(uri) !== null);
    await vscode.commands.executeCommand('evalverse.cancelEvaluation', uri);
    await evaluating;
  });

  it('asks once about a whole folder, and stops before the limit of calls with what is done kept', async () => {
    for (const name of ['noise.clean.mp4', 'frozen-frames.clean.mp4'])
      await vscode.workspace.fs.copy(clip(name), clip(`modelled/${name}`), { overwrite: true });
    desk.questions.length = 0;
    desk.answer = 'Allow Once';
    desk.picks.push('Lens');
    await vscode.commands.executeCommand('evalverse.pickDimensions', OTHER);
    const before = server.requests.length;
    const score = () => vscode.commands.executeCommand<FolderReport>('evalverse.scoreFolder', clip('modelled'));
    await withMachineSetting('judge.maximumCalls', 1, async () => {
      const { stopped, clips } = await score();
      assert.match(stopped ?? '', /No more than 1 calls/);
      assert(clips.length < 2);
    });
    assert.equal(server.requests.length, before + 1);
    assert.match(desk.questions[0]?.message ?? '', /2 clips in modelled/);
    const { stopped, clips } = await score();
    assert.deepEqual([stopped, clips.map(({ status }) => status)], [null, ['scored', 'scored']]);
    // What was judged before the limit is not asked again.
    assert.deepEqual([server.requests.length, desk.questions.length], [before + 2, 2]);
    assert.match(desk.questions[1]?.message ?? '', /1 clip in modelled/);
  });

  it('offers the models that the endpoint has once it may be asked, and deletes only our own leftovers there', async () => {
    desk.answer = 'Allow for This Folder';
    const other = { bytes: new Uint8Array(1), states: ['ACTIVE'] };
    server.files.set('files/ours', { ...other, name: 'files/ours', displayName: 'evalverse-footage' });
    server.files.set('files/theirs', { ...other, name: 'files/theirs', displayName: 'holiday' });
    await vscode.commands.executeCommand('evalverse.deleteLeftoverUploads');
    assert.deepEqual([...server.files.keys()], ['files/theirs']);
    await vscode.commands.executeCommand('evalverse.evaluateClip', clip('clipped-shadows.clean.mp4'));
    const listed = () => server.requests.filter(({ route }) => route === 'models').length;
    assert.equal(listed(), 0);
    desk.picks.push('Gemini', 'gemini-3.5-flash-lite');
    await vscode.commands.executeCommand('evalverse.pickJudge', CLIP);
    assert.equal(listed(), 1);
    assert.deepEqual(desk.picks, []);
  });

  it('judges with a server of the OpenAI dialect all the same, beside the other judges', async () => {
    const local = await startOpenaiServer({ key: null });
    await withMachineSetting('judge.openai.url', local.baseUrl, () =>
      withMachineSetting('judge.openai.server', 'vllm', async () => {
        desk.picks.push('OpenAI-compatible server', 'Another Model…', NONE);
        desk.inputs.push('qwen3-vl-8b');
        await vscode.commands.executeCommand('evalverse.pickJudge', CLIP);
        await vscode.commands.executeCommand('evalverse.pickDimensions', CLIP);
        assert.equal(local.requests.length, 0);
        desk.answer = 'Allow Once';
        desk.questions.length = 0;
        await vscode.commands.executeCommand('evalverse.evaluateClip', CLIP);
        assert(desk.questions[0]?.message.includes(local.origin));
        assert.match(desk.questions[0]?.detail ?? '', /unknown: qwen3-vl-8b is not in the price table/);
      }),
    );
    const judges = await judgesOf(CLIP);
    assert.deepEqual([judges.get('gemini'), judges.get('openai')], [18, 18]);
    assert.equal(JSON.stringify(local.requests).includes('flash-shots.fault'), false);
    await local.close();
    desk.picks.push('Gemini', 'gemini-3.8-flash');
    await vscode.commands.executeCommand('evalverse.pickJudge', CLIP);
  });

  it('lets a chat model of the editor look at single clips, but not at folders', async () => {
    const { selectChatModels } = vscode.lm;
    const sent: number[] = [];
    Object.assign(vscode.lm, { selectChatModels: async () => [chatModel(sent)] });
    try {
      const uri = clip('loudness.clean.mp4');
      desk.picks.push('Chat model of the editor (preview)', 'Seeing Model', 'Lens');
      await vscode.commands.executeCommand('evalverse.pickJudge', uri);
      await vscode.commands.executeCommand('evalverse.pickDimensions', uri);
      desk.questions.length = 0;
      desk.answer = 'Allow Once';
      await vscode.commands.executeCommand('evalverse.evaluateClip', uri);
      assert.match(desk.questions[0]?.detail ?? '', /16 single frames/);
      assert.equal((await judgesOf(uri)).get('vscode-lm'), 1);
      assert(sent.length > 0 && sent.every((frames) => frames > 0 && frames <= 16), sent.join());
      desk.errors.length = 0;
      const before = sent.length;
      await vscode.commands.executeCommand('evalverse.scoreFolder', clip('modelled'));
      assert.match(desk.errors.join(), /single clips only/);
      assert.equal(sent.length, before);
    } finally {
      Object.assign(vscode.lm, { selectChatModels });
      desk.picks.push('Gemini', 'gemini-3.8-flash');
      await vscode.commands.executeCommand('evalverse.pickJudge', CLIP);
    }
  });

  it('shows the prompt that would be sent, and what was sent', async () => {
    const before = server.requests.length;
    desk.picks.push('Lens');
    await vscode.commands.executeCommand('evalverse.showJudgePrompt', OTHER);
    const prompt = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(prompt, /MEASURED FACTS/);
    assert.match(prompt, /\[video: video\/mp4/);
    assert.equal(server.requests.length, before);
    await vscode.commands.executeCommand('evalverse.showAuditLog');
    const audit = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert(audit.includes(server.origin) && audit.includes('cinematography.lens'));
    assert.equal(audit.includes(KEY) || audit.includes('black-frames'), false);
  });
});
