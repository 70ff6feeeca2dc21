import { parseArgs } from 'node:util';
import * as z from 'zod';
import { IMPORT_SCALES } from '../core/annotationImport/scale.ts';
import { OPENAI_SERVERS } from '../judges/openai/servers.ts';

const path = z.string().trim().min(1, 'needs a path');
const word = z.string().trim().min(1, 'needs a value');
const list = word.transform((text) => text.split(',').map((part) => part.trim()));

/** @returns the origin as browsers write it. */
const origin = word.transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.username === '')
    return url.origin;
  context.addIssue({ code: 'custom', message: 'needs scheme, host and port only, such as https://example.com' });
  return z.NEVER;
});
const address = word.refine(
  (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).password === '',
  'needs an address that begins with https:// or http:// and holds no password',
);
const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, `needs one of ${values.join(', ')}`);
const count = (text: string) => z.coerce.number<string>(text).int(text).min(1, text);
const asNumber = (schema: z.ZodType<number, string>) => z.string().trim().min(1, 'needs a number').pipe(schema);

const machine = {
  taxonomy: path.optional(),
  ffmpeg: path.optional(),
  cache: path.optional(),
  faces: path.optional(),
};
const judging = {
  dimensions: list.optional(),
  judge: oneOf(['gemini', 'openai']).optional(),
  model: word.optional(),
  endpoint: address.optional(),
  server: oneOf(OPENAI_SERVERS).optional(),
  hears: z.boolean().default(false),
  'frames-only': z.boolean().default(false),
  mode: oneOf(['economy', 'standard', 'thorough']).default('standard'),
  samples: asNumber(count('needs a whole number of at least 1')).default(1),
  'no-measurements': z.boolean().default(false),
  prices: path.optional(),
};
const sending = {
  'allow-upload': origin.optional(),
  'max-cost': asNumber(z.coerce.number<string>('needs US dollars').min(0, 'needs US dollars')).optional(),
  'max-calls': asNumber(count('needs a whole number of at least 1')).optional(),
  'requests-per-minute': asNumber(count('needs a whole number of at least 1')).optional(),
  'tokens-per-minute': asNumber(count('needs a whole number of at least 1')).optional(),
};

const machineSchema = z.object(machine);
/** Which programs and folders to work with. */
export type MachineArguments = z.infer<typeof machineSchema>;
const judgingSchema = z.object(judging);
/** Whom to ask, and how. */
export type JudgingArguments = z.infer<typeof judgingSchema>;
const sendingSchema = z.object(sending);
/** What may leave the machine, and how fast. */
export type SendingArguments = z.infer<typeof sendingSchema>;

const schemas = {
  score: z.strictObject({
    folder: path,
    json: z.boolean().default(false),
    quiet: z.boolean().default(false),
    ...machine,
    ...judging,
    ...sending,
    'key-stdin': z.boolean().default(false),
  }),
  estimate: z.strictObject({
    folder: path,
    json: z.boolean().default(false),
    quiet: z.boolean().default(false),
    ...machine,
    ...judging,
  }),
  prompt: z.strictObject({ clip: path, json: z.boolean().default(false), ...machine, ...judging }),
  sanity: z.strictObject({ clip: path, ...machine, ...judging, ...sending }),
  mcp: z.strictObject({ folder: path, ...machine, ...judging, ...sending }),
  import: z.strictObject({
    file: path,
    into: path,
    scale: oneOf(IMPORT_SCALES),
    json: z.boolean().default(false),
    taxonomy: machine.taxonomy,
    ffmpeg: machine.ffmpeg,
    cache: machine.cache,
  }),
  agree: z.strictObject({
    folder: path,
    judge: word.optional(),
    level: oneOf(['clip', 'model']).default('clip'),
    by: oneOf(['dimension', 'sub-dimension']).default('dimension'),
    json: z.boolean().default(false),
    taxonomy: machine.taxonomy,
    cache: machine.cache,
  }),
  calibrate: z.strictObject({
    folder: path,
    judge: word,
    report: path.optional(),
    json: z.boolean().default(false),
    taxonomy: machine.taxonomy,
    cache: machine.cache,
  }),
} as const;
type Command = keyof typeof schemas;
export type ScoreArguments = z.infer<typeof schemas.score>;
export type EstimateArguments = z.infer<typeof schemas.estimate>;
export type PromptArguments = z.infer<typeof schemas.prompt>;
export type SanityArguments = z.infer<typeof schemas.sanity>;
export type McpArguments = z.infer<typeof schemas.mcp>;
export type ImportArguments = z.infer<typeof schemas.import>;
export type AgreeArguments = z.infer<typeof schemas.agree>;
export type CalibrateArguments = z.infer<typeof schemas.calibrate>;

export type CommandArguments =
  | { readonly kind: 'score'; readonly score: ScoreArguments }
  | { readonly kind: 'estimate'; readonly estimate: EstimateArguments }
  | { readonly kind: 'prompt'; readonly prompt: PromptArguments }
  | { readonly kind: 'sanity'; readonly sanity: SanityArguments }
  | { readonly kind: 'mcp'; readonly mcp: McpArguments }
  | { readonly kind: 'import'; readonly import: ImportArguments }
  | { readonly kind: 'agree'; readonly agree: AgreeArguments }
  | { readonly kind: 'calibrate'; readonly calibrate: CalibrateArguments };
export type Arguments = { readonly kind: 'help' } | { readonly kind: 'wrong'; readonly sentence: string } | CommandArguments;

const WHAT: Readonly<Record<Command, { readonly name: string; readonly verb: string }>> = {
  score: { name: 'folder', verb: 'score' },
  estimate: { name: 'folder', verb: 'estimate' },
  prompt: { name: 'clip', verb: 'show the prompt for' },
  sanity: { name: 'clip', verb: 'check the model by' },
  mcp: { name: 'folder', verb: 'offer to agents' },
  import: { name: 'file', verb: 'import' },
  agree: { name: 'folder', verb: 'compare the raters of' },
  calibrate: { name: 'folder', verb: 'calibrate by' },
};

/** What the command line asks for. Never throws: wrong usage is a result with a sentence. */
export function parseArguments(words: readonly string[]): Arguments {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(words);
  } catch (error) {
    return wrong(error instanceof Error ? firstSentence(error.message) : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  const [command, path, ...more] = positionals;
  if (command === undefined) return wrong('Say what to do: evalverse score <folder>.');
  if (!isCommand(command)) return wrong(`There is no command "${command}".`);
  const { name, verb } = WHAT[command];
  if (path === undefined) return wrong(`Say which ${name} to ${verb}.`);
  if (more.length > 0) return wrong(`One ${name} at a time; "${more[0]}" is too much.`);
  return commandOf(command, { ...values, [name]: path });
}

function commandOf(command: Command, values: Readonly<Record<string, unknown>>): Arguments {
  const read = <Value>(schema: z.ZodType<Value>, take: (value: Value) => Arguments): Arguments => {
    const result = schema.safeParse(values);
    return result.success ? take(result.data) : wrong(issueSentence(command, result.error.issues[0]));
  };
  switch (command) {
    case 'score':
      return read(schemas.score, (score) => misfit(score) ?? { kind: 'score', score });
    case 'estimate':
      return read(schemas.estimate, (estimate) => needsJudge(estimate) ?? { kind: 'estimate', estimate });
    case 'prompt':
      return read(schemas.prompt, (prompt) => needsJudge(prompt) ?? { kind: 'prompt', prompt });
    case 'sanity':
      return read(schemas.sanity, (sanity) => needsJudge(sanity) ?? { kind: 'sanity', sanity });
    case 'mcp':
      return read(schemas.mcp, (mcp) => misfit(mcp) ?? { kind: 'mcp', mcp });
    case 'import':
      return read(schemas.import, (options) => ({ kind: 'import', import: options }));
    case 'agree':
      return read(schemas.agree, (agree) => ({ kind: 'agree', agree }));
    case 'calibrate':
      return read(schemas.calibrate, (calibrate) => ({ kind: 'calibrate', calibrate }));
  }
}

function needsJudge(given: JudgingArguments): Arguments | null {
  return given.judge === undefined ? wrong('Say which model would be asked: --judge gemini or --judge openai.') : misfit(given);
}

/** Options that do not go together. */
function misfit({ judge, model, endpoint, server, hears, 'frames-only': framesOnly }: JudgingArguments): Arguments | null {
  if (judge === undefined)
    return model === undefined && endpoint === undefined && server === undefined
      ? null
      : wrong('A model is asked only with --judge gemini or --judge openai.');
  const isForServers = server !== undefined || hears || framesOnly;
  if (judge === 'gemini') return isForServers ? wrong('--server, --hears and --frames-only belong to --judge openai.') : null;
  if (endpoint === undefined) return wrong('--judge openai needs --endpoint, such as http://localhost:8000/v1.');
  return model === undefined ? wrong('--judge openai needs --model.') : null;
}

function issueSentence(command: Command, issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'unrecognized_keys') return `evalverse ${command} has no option --${issue.keys[0]}.`;
  const place = String(issue?.path[0] ?? '');
  const name = place === WHAT[command].name ? `The ${place}` : `--${place}`;
  return `${name} ${issue?.message ?? 'is wrong'}.`;
}

function isCommand(text: string): text is Command {
  return Object.hasOwn(schemas, text);
}

function parse(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      quiet: { type: 'boolean' },
      taxonomy: { type: 'string' },
      ffmpeg: { type: 'string' },
      cache: { type: 'string' },
      faces: { type: 'string' },
      dimensions: { type: 'string' },
      judge: { type: 'string' },
      model: { type: 'string' },
      endpoint: { type: 'string' },
      server: { type: 'string' },
      hears: { type: 'boolean' },
      'frames-only': { type: 'boolean' },
      mode: { type: 'string' },
      samples: { type: 'string' },
      'no-measurements': { type: 'boolean' },
      prices: { type: 'string' },
      'key-stdin': { type: 'boolean' },
      'allow-upload': { type: 'string' },
      'max-cost': { type: 'string' },
      'max-calls': { type: 'string' },
      'requests-per-minute': { type: 'string' },
      'tokens-per-minute': { type: 'string' },
      into: { type: 'string' },
      scale: { type: 'string' },
      level: { type: 'string' },
      by: { type: 'string' },
      report: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function wrong(sentence: string): Arguments {
  return { kind: 'wrong', sentence };
}

function firstSentence(message: string): string {
  return `${message.split('. ')[0]?.replace(/\.$/, '') ?? message}.`;
}
