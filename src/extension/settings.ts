import * as vscode from 'vscode';
import * as z from 'zod';
import { FINDING_SEVERITIES, type FindingFilter } from '../core/findingFilter.ts';

const SECTION = 'evalverse';

const schemas = {
  'ffmpeg.path': z.string(),
  'faces.enabled': z.boolean(),
  taxonomy: z.string(),
  'findings.aspects': z.array(z.string()),
  'findings.minimumSeverity': z.enum(FINDING_SEVERITIES),
  'findings.showPasses': z.boolean(),
} as const;
type SettingName = keyof typeof schemas;

const fallbacks: { readonly [Name in SettingName]: z.infer<(typeof schemas)[Name]> } = {
  'ffmpeg.path': '',
  'faces.enabled': false,
  taxonomy: '',
  'findings.aspects': [],
  'findings.minimumSeverity': 'hint',
  'findings.showPasses': false,
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

/** Calls `listener` when a setting below `prefix` (`findings`, `ffmpeg.path`) changes. */
export function onDidChangeSetting(prefix: string, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${SECTION}.${prefix}`)) listener();
  });
}
