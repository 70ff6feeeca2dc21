import * as vscode from 'vscode';
import * as z from 'zod';
import { FINDING_SEVERITIES, type FindingFilter } from '../core/findingFilter.ts';
import type { RateLimits } from '../judges/network/rateBudget.ts';
import type { OpenaiServer } from '../judges/openai/servers.ts';
import type { JudgingMode } from '../judges/protocol/units.ts';
import type { SpendLimit } from '../judges/spendCap.ts';

const SECTION = 'evalverse';

const JUDGING_MODES = ['economy', 'standard', 'thorough'] as const satisfies readonly JudgingMode[];
/** Said again here, so that activation need not load what knows them. */
const SERVERS = ['vllm', 'sglang', 'llamacpp', 'lmstudio', 'ollama', 'other'] as const satisfies readonly OpenaiServer[];
const MOST_SAMPLES = 9;
/** `null` for none. */
const limit = z.number().min(0).nullable();

const schemas = {
  'ffmpeg.path': z.string(),
  'faces.enabled': z.boolean(),
  taxonomy: z.string(),
  'findings.aspects': z.array(z.string()),
  'findings.minimumSeverity': z.enum(FINDING_SEVERITIES),
  'findings.showPasses': z.boolean(),
  'judge.gemini.model': z.string(),
  'judge.gemini.endpoint': z.string(),
  'judge.gemini.cloudProject': z.string(),
  'judge.gemini.cloudLocation': z.string(),
  'judge.openai.url': z.string(),
  'judge.openai.server': z.enum(SERVERS),
  'judge.openai.model': z.string(),
  'judge.openai.hears': z.boolean(),
  'judge.mode': z.enum(JUDGING_MODES),
  'judge.samples': z.number().int().min(1).max(MOST_SAMPLES),
  'judge.measurements': z.boolean(),
  'judge.maximumCost': limit,
  'judge.maximumCalls': limit,
  'judge.requestsPerMinute': limit,
  'judge.tokensPerMinute': limit,
  'judge.prices': z.string(),
} as const;
type SettingName = keyof typeof schemas;

const fallbacks: { readonly [Name in SettingName]: z.infer<(typeof schemas)[Name]> } = {
  'ffmpeg.path': '',
  'faces.enabled': false,
  taxonomy: '',
  'findings.aspects': [],
  'findings.minimumSeverity': 'hint',
  'findings.showPasses': false,
  'judge.gemini.model': 'gemini-3.8-flash',
  'judge.gemini.endpoint': '',
  'judge.gemini.cloudProject': '',
  'judge.gemini.cloudLocation': 'global',
  'judge.openai.url': '',
  'judge.openai.server': 'other',
  'judge.openai.model': '',
  'judge.openai.hears': false,
  'judge.mode': 'standard',
  'judge.samples': 1,
  'judge.measurements': true,
  'judge.maximumCost': null,
  'judge.maximumCalls': 1000,
  'judge.requestsPerMinute': null,
  'judge.tokensPerMinute': null,
  'judge.prices': '',
};

/** The value of a setting; its default where somebody wrote something else than the manifest allows (VS Code marks that). */
function read<Name extends SettingName>(name: Name): z.infer<(typeof schemas)[Name]> {
  const parsed = schemas[name].safeParse(vscode.workspace.getConfiguration(SECTION).get(name));
  // The schema of `name` parses to the type of `name`; TypeScript cannot follow that through the index.
  return (parsed.success ? parsed.data : fallbacks[name]) as z.infer<(typeof schemas)[Name]>;
}

/** The ffmpeg that the user named, or `null`. */
export function ffmpegSetting(): string | null {
  return read('ffmpeg.path').trim() || null;
}

/** Whether faces are looked for. */
export function facesSetting(): boolean {
  return read('faces.enabled');
}

/** Turns looking for faces on for this machine. */
export async function turnFacesOn(): Promise<void> {
  await vscode.workspace.getConfiguration(SECTION).update('faces.enabled', true, vscode.ConfigurationTarget.Global);
}

/** File or folder with taxonomy overrides, as written, or `null`. */
export function taxonomySetting(): string | null {
  return read('taxonomy').trim() || null;
}

export function findingFilterSetting(): FindingFilter {
  return { aspects: read('findings.aspects'), minimumSeverity: read('findings.minimumSeverity') };
}

/** Writes the filter into the settings of the workspace, or without one into the user's. */
export async function writeFindingFilter({ aspects, minimumSeverity }: FindingFilter): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(SECTION);
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const target = vscode.workspace.workspaceFolders ? Workspace : Global;
  const write = (name: SettingName, value: string | readonly string[]) => {
    const { defaultValue, globalValue } = configuration.inspect(name) ?? {};
    const otherwise = target === Workspace ? (globalValue ?? defaultValue) : defaultValue;
    // What would hold anyway is not written down.
    return configuration.update(name, JSON.stringify(value) === JSON.stringify(otherwise) ? undefined : value, target);
  };
  await write('findings.aspects', aspects);
  await write('findings.minimumSeverity', minimumSeverity);
}

export function showPassesSetting(): boolean {
  return read('findings.showPasses');
}

/** Where and how Gemini is asked. */
export interface GeminiSetting {
  readonly model: string;
  /** As written; empty for the provider's own endpoint. */
  readonly endpoint: string;
  /** Google Cloud instead of the provider's own API; `null` without a project. */
  readonly cloud: { readonly project: string; readonly location: string } | null;
}

export function geminiSetting(): GeminiSetting {
  const project = read('judge.gemini.cloudProject').trim();
  return {
    model: read('judge.gemini.model').trim(),
    endpoint: read('judge.gemini.endpoint').trim(),
    cloud: project === '' ? null : { project, location: read('judge.gemini.cloudLocation').trim() },
  };
}

/** A server that speaks the chat dialect of OpenAI. */
export interface OpenaiSetting {
  /** Address before `/chat/completions`, as written; empty where none is set. */
  readonly url: string;
  readonly server: OpenaiServer;
  readonly model: string;
  /** Whether the model hears. */
  readonly hears: boolean;
}

export function openaiSetting(): OpenaiSetting {
  return {
    url: read('judge.openai.url').trim(),
    server: read('judge.openai.server'),
    model: read('judge.openai.model').trim(),
    hears: read('judge.openai.hears'),
  };
}

/** How thoroughly models judge; part of what makes verdicts comparable. */
export function judgingSetting(): { readonly mode: JudgingMode; readonly samples: number; readonly withMeasurements: boolean } {
  return { mode: read('judge.mode'), samples: read('judge.samples'), withMeasurements: read('judge.measurements') };
}

/** What one evaluation, or one scoring of a folder, may cost. */
export function spendLimitSetting(): SpendLimit {
  return { usd: read('judge.maximumCost'), calls: read('judge.maximumCalls') };
}

export function rateLimitsSetting(): RateLimits {
  return { requestsPerMinute: read('judge.requestsPerMinute'), tokensPerMinute: read('judge.tokensPerMinute') };
}

/** The file of the price table that the user named, or `null`. */
export function pricesSetting(): string | null {
  return read('judge.prices').trim() || null;
}

/** Calls `listener` when a setting below `prefix` (`findings`, `ffmpeg.path`) changes. */
export function onDidChangeSetting(prefix: string, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${SECTION}.${prefix}`)) listener();
  });
}
