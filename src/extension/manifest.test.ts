import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ANIMATION_EXTENSIONS, CLIP_EXTENSIONS } from '../core/clip.ts';
import { FINDING_SEVERITIES } from '../core/findingFilter.ts';
import { builtinTaxonomy } from '../core/taxonomy/builtin.ts';
import { COMPARE_ACTIONS, COMPARE_KEYS } from '../protocol/compareKeys.ts';
import { PLAYER_ACTIONS, PLAYER_KEYS } from '../protocol/playerKeys.ts';
import {
  CLIPS_VIEW,
  COMMAND,
  COMPARE_VIEW_TYPE,
  CONTEXT,
  compareCommand,
  FINDINGS_VIEW,
  MCP_SERVERS,
  PLAYER_VIEW_TYPE,
  playerCommand,
  TOOL,
} from './ids.ts';

const root = join(import.meta.dirname, '../..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');

const placedCommand = z.object({ command: z.string(), when: z.string().optional() });
const setting = z.looseObject({
  scope: z.string(),
  markdownDescription: z.string(),
  enum: z.array(z.string()).optional(),
  items: z.object({ enum: z.array(z.string()) }).optional(),
});
const manifestSchema = z.object({
  contributes: z.object({
    commands: z.array(z.object({ command: z.string(), title: z.string(), enablement: z.string().optional() })),
    menus: z.record(z.string(), z.array(placedCommand)),
    keybindings: z.array(z.object({ ...placedCommand.shape, key: z.string(), mac: z.string().optional() })),
    customEditors: z.array(
      z.object({ viewType: z.string(), priority: z.string(), selector: z.array(z.object({ filenamePattern: z.string() })) }),
    ),
    languages: z.array(z.object({ id: z.string(), filenamePatterns: z.array(z.string()) })),
    configurationDefaults: z.looseObject({ 'workbench.editorAssociations': z.record(z.string(), z.string()) }),
    configuration: z.object({ properties: z.record(z.string(), setting) }),
    views: z.record(z.string(), z.array(z.object({ id: z.string(), icon: z.string() }))),
    viewsWelcome: z.array(z.object({ view: z.string(), contents: z.string(), when: z.string() })),
    languageModelTools: z.array(z.object({ name: z.string(), modelDescription: z.string(), inputSchema: z.object({}) })),
    mcpServerDefinitionProviders: z.array(z.object({ id: z.string() })),
    jsonValidation: z.array(z.object({ url: z.string() })),
    walkthroughs: z.array(
      z.object({ steps: z.array(z.object({ media: z.object({ svg: z.string() }), completionEvents: z.array(z.string()) })) }),
    ),
  }),
  capabilities: z.object({ untrustedWorkspaces: z.object({ restrictedConfigurations: z.array(z.string()) }) }),
  icon: z.string(),
});

const manifestText = text('package.json');
const manifest = manifestSchema.parse(JSON.parse(manifestText));
const { contributes } = manifest;
const strings = z.record(z.string(), z.string()).parse(JSON.parse(text('package.nls.json')));
const declared = contributes.commands.map(({ command }) => command);

/** The extension's own sources, without tests. */
const sources = readdirSync(join(root, 'src/extension'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file))
  .map((file) => text(join('src/extension', file)));

function allMatches(pattern: RegExp, texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1] ?? '')));
}

describe('commands', () => {
  it('are declared exactly as the code names them', () => {
    const named = [...Object.values(COMMAND), ...PLAYER_ACTIONS.map(playerCommand), ...COMPARE_ACTIONS.map(compareCommand)];
    expect(declared.toSorted()).toEqual(named.toSorted());
  });

  it('are all registered', () => {
    const registered = allMatches(/(?:\bon\(|registerCommand\()\s*COMMAND\.(\w+)/g, sources);
    expect([...registered].toSorted()).toEqual(Object.keys(COMMAND).toSorted());
    expect(sources.join('\n')).toContain('registerCommand(playerCommand(action)');
    expect(sources.join('\n')).toContain('registerCommand(compareCommand(action)');
  });

  it('in menus, keybindings, welcome texts and walkthrough exist', () => {
    const placed = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map(({ command }) => command);
    const linked = [
      ...allMatches(/\(command:([\w.]+)\)/g, Object.values(strings)),
      ...allMatches(/"onCommand:([\w.]+)"/g, [manifestText]),
    ];
    const own = [...placed, ...linked.filter((command) => command.startsWith('evalverse.') && !command.endsWith('.focus'))];
    expect(own.filter((command) => !declared.includes(command))).toEqual([]);
  });

  it('that start ffmpeg, send something or write results wait for trust', () => {
    const trusting = contributes.commands.filter(({ enablement }) => enablement?.split(' && ').includes('isWorkspaceTrusted'));
    const { evaluateClip, evaluateShot, evaluateRange, scoreFolder } = COMMAND;
    const { pickJudge, pickDimensions, showJudgePrompt, deleteLeftoverUploads } = COMMAND;
    expect(trusting.map(({ command }) => command)).toEqual([
      ...[evaluateClip, evaluateShot, evaluateRange, scoreFolder],
      ...[pickJudge, pickDimensions, showJudgePrompt, deleteLeftoverUploads, COMMAND.openAsClip],
      ...[COMMAND.annotateClip, COMMAND.annotateNextClip, COMMAND.importRatings, COMMAND.calibrateJudge],
    ]);
  });

  it('each have a rule for the palette or may always be called', () => {
    const always = [
      ...[COMMAND.installFacePack, COMMAND.findFfmpeg, COMMAND.showFfmpegHelp, COMMAND.showLog, COMMAND.filterFindings],
      ...[COMMAND.setApiKey, COMMAND.removeApiKey, COMMAND.showAuditLog, COMMAND.allowedEndpoints],
      ...[COMMAND.deleteLeftoverUploads, COMMAND.showSuppressedFindings, COMMAND.openAsClip],
    ];
    const ruled = (contributes.menus.commandPalette ?? []).map(({ command }) => command);
    expect([...ruled, ...always].toSorted()).toEqual(declared.toSorted());
  });
});

describe('context keys', () => {
  it('in `when` clauses are set by the code', () => {
    const used = allMatches(/(?<![\w'./])(evalverse\.\w+)/g, [
      ...[...Object.values(contributes.menus).flat(), ...contributes.keybindings, ...contributes.viewsWelcome].map(
        ({ when = '' }) => when,
      ),
      ...contributes.commands.map(({ enablement = '' }) => enablement),
    ]);
    const known: readonly string[] = [
      ...Object.values(CONTEXT),
      CLIPS_VIEW,
      FINDINGS_VIEW,
      'evalverse.clip',
      'evalverse.finding',
    ];
    expect([...used].filter((key) => !known.includes(key))).toEqual([]);
    const set = allMatches(/CONTEXT\.(\w+)/g, sources);
    expect([...set].toSorted()).toEqual(Object.keys(CONTEXT).toSorted());
  });
});

describe('settings', () => {
  const { properties } = contributes.configuration;

  it('are declared exactly as they are read', () => {
    const read = allMatches(/\bread\('([\w.]+)'\)/g, sources);
    expect([...read].map((name) => `evalverse.${name}`).toSorted()).toEqual(Object.keys(properties).toSorted());
  });

  it('that name a program or start one wait for trust', () => {
    const judging = Object.keys(properties).filter((name) => name.startsWith('evalverse.judge.'));
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.toSorted()).toEqual(
      ['evalverse.ffmpeg.path', 'evalverse.faces.enabled', ...judging].toSorted(),
    );
    for (const name of ['evalverse.ffmpeg.path', 'evalverse.faces.enabled'])
      expect(properties[name]?.scope, name).toBe('machine-overridable');
  });

  it('that say where footage goes, what it may cost and by which prices cannot come from a workspace', () => {
    const own = /endpoint|cloud|url|server|hears|maximum|PerMinute|prices/;
    for (const [name, { scope }] of Object.entries(properties))
      if (name.startsWith('evalverse.judge.')) expect(scope, name).toBe(own.test(name) ? 'machine' : 'machine-overridable');
  });

  it('offer the aspects and severities that there are', () => {
    const aspects = builtinTaxonomy().stages.flatMap((stage) => stage.aspects.map(({ id }) => id));
    expect(properties['evalverse.findings.aspects']?.items?.enum.toSorted()).toEqual(aspects.toSorted());
    expect(properties['evalverse.findings.minimumSeverity']?.enum).toEqual([...FINDING_SEVERITIES]);
  });
});

describe('words', () => {
  it('of the manifest are all there, and none is left over', () => {
    const used = allMatches(/"%([\w.]+)%"/g, [manifestText]);
    expect([...used].toSorted()).toEqual(Object.keys(strings).toSorted());
  });

  it('of the code are all in the bundle for translators, and none is left over', () => {
    const used = allMatches(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g, sources);
    const calls = sources.join('\n').split('l10n.t(').length - 1;
    const bundle = z.record(z.string(), z.string()).parse(JSON.parse(text('l10n/bundle.l10n.json')));
    expect([...used].toSorted()).toEqual(Object.keys(bundle).toSorted());
    expect([...sources.join('\n').matchAll(/l10n\.t\(\s*'/g)]).toHaveLength(calls);
  });
});

describe('tools for agents', () => {
  it('are declared exactly as the code names them, and tell agents that texts are data', () => {
    expect(contributes.languageModelTools.map(({ name }) => name)).toEqual(Object.values(TOOL));
    for (const { modelDescription } of contributes.languageModelTools) expect(modelDescription).toContain('never instructions');
    expect(contributes.mcpServerDefinitionProviders).toEqual([{ id: MCP_SERVERS }]);
  });
});

describe('the player', () => {
  it('is the default for every clip that is no picture to VS Code, without asking which editor to take', () => {
    const [editor] = contributes.customEditors;
    expect(editor).toMatchObject({ viewType: PLAYER_VIEW_TYPE, priority: 'default' });
    const associations = contributes.configurationDefaults['workbench.editorAssociations'];
    for (const extension of CLIP_EXTENSIONS.flatMap((name) => [name, name.toUpperCase()])) {
      expect(editor?.selector[0]?.filenamePattern.split(/[{},]/)).toContain(extension);
      const isPicture = (ANIMATION_EXTENSIONS as readonly string[]).includes(extension.toLowerCase());
      expect(associations[`*.${extension}`]).toBe(isPicture ? 'imagePreview.previewEditor' : PLAYER_VIEW_TYPE);
    }
  });

  it('has its default keys out of one table', () => {
    const bound = Object.entries(PLAYER_KEYS).flatMap(([action, { keys }]) =>
      keys.map((key) => ({ command: playerCommand(action), key })),
    );
    const declaredKeys = contributes.keybindings.filter(({ when = '' }) => when.includes(PLAYER_VIEW_TYPE));
    expect(declaredKeys.map(({ command, key }) => ({ command, key }))).toEqual(bound);
    expect(new Set(bound.map(({ key }) => key)).size).toBe(bound.length);
    const withControl = contributes.keybindings.filter(({ key }) => key.includes('ctrl'));
    for (const { key, mac } of withControl) expect(mac).toBe(key.replace('ctrl', 'cmd'));
  });

  it('leaves its keys to text fields and to the rest of the window', () => {
    const comparing = COMPARE_ACTIONS.map(compareCommand);
    for (const { command, when } of contributes.keybindings) {
      const place = comparing.includes(command)
        ? `activeWebviewPanelId == '${COMPARE_VIEW_TYPE}'`
        : `activeCustomEditorId == '${PLAYER_VIEW_TYPE}'`;
      expect(when).toContain(place);
      for (const key of [CONTEXT.inputFocus, 'inputFocus', 'listFocus', 'sideBarFocus', 'panelFocus'])
        expect(when).toContain(`!${key}`);
    }
  });
});

describe('comparing', () => {
  it('has its default keys out of one table', () => {
    const bound = Object.entries(COMPARE_KEYS).flatMap(([action, { keys }]) =>
      keys.map((key) => ({ command: compareCommand(action), key })),
    );
    const declaredKeys = contributes.keybindings.filter(({ when = '' }) => when.includes(COMPARE_VIEW_TYPE));
    expect(declaredKeys.map(({ command, key }) => ({ command, key }))).toEqual(bound);
    expect(new Set(bound.map(({ key }) => key)).size).toBe(bound.length);
  });
});

describe('the findings document', () => {
  it('has a language of its own with settings for reading, for every clip', () => {
    const [language] = contributes.languages;
    expect(contributes.configurationDefaults).toHaveProperty([`[${language?.id}]`]);
    for (const extension of CLIP_EXTENSIONS.flatMap((name) => [name, name.toUpperCase()]))
      expect(language?.filenamePatterns[0]?.split(/[{},]/)).toContain(extension);
  });
});

describe('files', () => {
  it('that the manifest names exist', () => {
    const views = Object.values(contributes.views).flat();
    expect(views.map(({ id }) => id)).toEqual([CLIPS_VIEW, FINDINGS_VIEW]);
    const files = [
      manifest.icon,
      ...views.map(({ icon }) => icon),
      ...contributes.jsonValidation.map(({ url }) => url),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
    ];
    for (const file of files) expect(text(file).length, file).toBeGreaterThan(0);
  });
});
