import { join, resolve } from 'node:path';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import { evaluateClip } from '../batch/evaluateClip.ts';
import { EvalVerseError, userMessageOf } from '../core/errors.ts';
import type { Review } from '../core/review.ts';
import { dimensionsOf } from '../core/taxonomy/walk.ts';
import { type ToolAnswer, toolAnswer } from '../core/toolAnswer.ts';
import { openAuditLog } from '../store/auditLog.ts';
import { readCalibrations } from '../store/calibrations.ts';
import type { McpArguments } from './arguments.ts';
import { clipInside } from './clipInside.ts';
import { estimateClips, estimateSentence } from './estimate.ts';
import { namesJudge, planningJudge, type SendingJudge, sendingJudge, whatLeaves } from './modelJudge.ts';
import { printable } from './terminalText.ts';
import { openWorkplace, type Workplace, withJudge } from './workplace.ts';

const VERSION = '1';
const clipSchema = z.string().min(1).describe('Path of the clip, relative to the folder this server was started for.');

/**
 * `evalverse mcp`: offers scoring a clip and reading its review to an agent, on standard input and output, until either ends.
 *
 * @returns the exit code.
 * @throws EvalVerseError where the folder or the programs cannot be used.
 */
export async function mcp(options: McpArguments, signal: AbortSignal): Promise<number> {
  const folder = resolve(options.folder);
  const complain = (sentence: string) => process.stderr.write(`${printable(sentence)}\n`);
  const auditLog = openAuditLog(join(folder, '.evalverse', 'audit.jsonl'), {
    onProblem: (error) => complain(`The audit log cannot be written: ${userMessageOf(error)}.`),
  });
  const workplace = await openWorkplace(options, folder, signal);
  try {
    const askModel = namesJudge(options)
      ? onceMade(() =>
          sendingJudge(options, {
            folder,
            keyFromInput: false,
            audit: (entry) => auditLog.append(entry),
            onLeftovers: (names) => complain(`The provider did not delete ${names.join(', ')}.`),
          }),
        )
      : null;
    const sends = namesJudge(options) ? whatLeaves(options, (await planningJudge(options, folder)).backend) : null;
    const server = createToolServer({ workplace, folder, askModel, sends });
    const closed = new Promise<void>((done) => {
      server.server.onclose = done;
    });
    const close = () => void server.close();
    // The client library hears what comes, not that nothing will come any more.
    process.stdin.once('end', close).once('close', close);
    signal.addEventListener('abort', close, { once: true });
    await server.connect(new StdioServerTransport());
    if (signal.aborted) close();
    await closed;
    return 0;
  } finally {
    await workplace.store.close();
    await auditLog.close();
  }
}

interface ToolServerOptions {
  readonly workplace: Workplace;
  readonly folder: string;
  /** The model that may be asked; one spending cap serves the server's whole life. `null` when it was started without one. */
  readonly askModel: (() => Promise<SendingJudge>) | null;
  /** What asking it sends. */
  readonly sends: string | null;
}

function createToolServer({ workplace, folder, askModel, sends }: ToolServerOptions): McpServer {
  const { taxonomy, store } = workplace;
  const server = new McpServer({ name: 'evalverse', title: 'EvalVerse', version: VERSION });

  server.registerTool(
    'evalverse_readReview',
    {
      title: 'Read the review of a video clip',
      description:
        'What judges found out about a clip so far: scores with coverage and calibration, findings with time and reason, judge by judge. Judges nothing and sends nothing.',
      inputSchema: { clip: clipSchema },
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ clip }, { signal }) =>
      answered(async () => {
        const file = await clipInside(folder, clip);
        await store.refresh();
        return answerAbout(clip, await store.reviewOf(await store.hashOf(file, signal)), []);
      }),
  );

  server.registerTool(
    'evalverse_scoreClip',
    {
      title: 'Evaluate a video clip',
      description: [
        'Measures picture and sound of a clip on this machine and answers what measuring can answer.',
        sends === null
          ? 'No model is asked.'
          : `With "judge": "model" a model is asked as well. ${sends} "signals" sends nothing.`,
        'What was judged before is not judged again.',
      ].join(' '),
      inputSchema: {
        clip: clipSchema,
        judge: z.enum(['signals', 'model']).default('signals').describe('"signals": only measure. "model": ask a model as well.'),
        dimensions: z
          .array(z.enum(dimensionsOf(taxonomy).map(({ id }) => id)))
          .min(1)
          .optional()
          .describe('Ids of the dimensions to judge; all of them when left out.'),
      },
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: sends !== null },
    },
    ({ clip, judge, dimensions }, { signal, _meta, sendNotification }) =>
      answered(async () => {
        const file = await clipInside(folder, clip);
        const asked = dimensions && { dimensions };
        const model = judge === 'model' ? await allowedModel() : null;
        if (model !== null) {
          const estimate = await estimateClips(workplace, [file], model, { ...asked, signal });
          if (estimate.calls > 0) await confirmed(`${estimateSentence(estimate, model)} ${sends ?? ''}`);
        }
        const token = _meta?.progressToken;
        const { review, notes } = await evaluateClip(
          model ? withJudge(workplace, model.judge) : workplace,
          file,
          { kind: 'clip' },
          {
            signal,
            ...asked,
            onProgress: ({ phase, fraction }) => {
              if (token === undefined || fraction === null) return;
              const params = { progressToken: token, progress: fraction, total: 1, message: phase };
              sendNotification({ method: 'notifications/progress', params }).catch(() => undefined);
            },
          },
        );
        return answerAbout(clip, review, notes);
      }),
  );

  /** Calibrations are read anew each time: they are few, and may come while the server runs. */
  async function answerAbout(clip: string, review: Review, notes: readonly string[]): Promise<ToolAnswer> {
    const { calibrations, problems } = await readCalibrations(folder);
    return toolAnswer(taxonomy, review, { clip, calibrations, notes: [...notes, ...problems] });
  }

  async function allowedModel(): Promise<SendingJudge> {
    if (askModel) return askModel();
    throw new EvalVerseError('judge/not-allowed', 'This server was started without --judge: it only measures.');
  }

  /** Asks the person behind the agent, where the agent's program can. */
  async function confirmed(message: string): Promise<void> {
    if (!server.server.getClientCapabilities()?.elicitation) return;
    const { action } = await server.server.elicitInput({ message, requestedSchema: { type: 'object', properties: {} } });
    if (action !== 'accept') throw new EvalVerseError('judge/not-allowed', 'The user did not allow it; nothing was sent.');
  }

  return server;
}

/** An answer as data; what goes wrong is an answer too. */
async function answered(work: () => Promise<object>): Promise<CallToolResult> {
  try {
    return { content: [{ type: 'text', text: JSON.stringify(await work()) }] };
  } catch (error) {
    return { content: [{ type: 'text', text: userMessageOf(error) }], isError: true };
  }
}

/** Makes it when it is first asked for; what failed is tried again. */
function onceMade<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}
