import * as vscode from 'vscode';
import { EvalVerseError } from '../../core/errors.ts';
import type { JudgeBackend } from '../../judges/backend.ts';
import type { GeminiAccess } from '../../judges/gemini/client.ts';
import type { GeminiBackend } from '../../judges/gemini/geminiBackend.ts';
import type { Breaker } from '../../judges/network/breaker.ts';
import type { RateBudget } from '../../judges/network/rateBudget.ts';
import type { OpenaiBackend } from '../../judges/openai/openaiBackend.ts';
import type { AuditLog } from '../../store/auditLog.ts';
import { type Log, logFailure } from '../reporting.ts';
import { geminiSetting, onDidChangeSetting, openaiSetting, rateLimitsSetting } from '../settings.ts';
import type { Choice, JudgeId } from './judgeChoice.ts';
import type { Keys } from './keys.ts';

/** A judge that has an endpoint of its own, and may have a key for it. */
export type KeyedJudge = Extract<JudgeId, 'gemini' | 'openai'>;

interface Traffic {
  readonly breaker: Breaker;
  readonly budget: RateBudget;
}

/** Makes the backends of this window: each may reach its own endpoint only, and all that ask one share its limits. */
export class Backends implements vscode.Disposable {
  readonly #keys: Keys;
  readonly #log: Log;
  readonly #traffic = new Map<string, Traffic>();
  readonly #settings: vscode.Disposable;
  #audit: Promise<AuditLog> | null = null;
  /** Where every request is written down. */
  readonly auditFile: string;

  constructor(keys: Keys, log: Log, globalStorageUri: vscode.Uri) {
    this.#keys = keys;
    this.#log = log;
    this.auditFile = vscode.Uri.joinPath(globalStorageUri, 'audit.jsonl').fsPath;
    this.#settings = onDidChangeSetting('judge', () => this.#traffic.clear());
  }

  /**
   * The backend of a choice. Sends nothing.
   *
   * @param options.withKey false for one that will not be asked, which needs no key.
   * @throws EvalVerseError `judge/key` without a key, `judge/model`, `settings/invalid`.
   */
  async create({ judge, model }: Choice, { withKey }: { readonly withKey: boolean }): Promise<JudgeBackend> {
    switch (judge) {
      case 'gemini':
        return this.gemini(model, { withKey });
      case 'vscode-lm': {
        const [{ createVscodeLmBackend }, { chatModelOf }] = await Promise.all([
          import('../../judges/vscodeLm/vscodeLmBackend.ts'),
          import('./chatModel.ts'),
        ]);
        return createVscodeLmBackend(await chatModelOf(model));
      }
      case 'openai':
        return this.openai(model, { withKey });
      case 'signals':
        throw new EvalVerseError('internal', 'measuring asks no model');
    }
  }

  /** @param model `null` for the one in the settings. @throws as `create`. */
  async gemini(model: string | null, { withKey }: { readonly withKey: boolean }): Promise<GeminiBackend> {
    const [{ createGeminiBackend }, { createGuardedFetch }] = await Promise.all([
      import('../../judges/gemini/geminiBackend.ts'),
      import('../../judges/network/guardedFetch.ts'),
    ]);
    const setting = geminiSetting();
    const origin = await this.originOf('gemini');
    const key = withKey ? await this.#keys.get(origin) : '';
    if (key === null)
      throw new EvalVerseError(
        'judge/key',
        vscode.l10n.t('There is no key for {0} yet; set one with EvalVerse: Set API Key.', origin),
      );
    const audit = await this.#auditLog();
    return createGeminiBackend({
      model: model ?? setting.model,
      access: accessOf(key),
      origin,
      fetch: createGuardedFetch({ origins: [origin], secrets: () => [key], audit: (entry) => audit.append(entry) }),
      ...(await this.#trafficOf(origin)),
    });
  }

  /** @param model `null` for the one in the settings. @throws as `create`; most servers of this kind want no key. */
  async openai(model: string | null, { withKey }: { readonly withKey: boolean }): Promise<OpenaiBackend> {
    const [{ createOpenaiBackend }, { createGuardedFetch }] = await Promise.all([
      import('../../judges/openai/openaiBackend.ts'),
      import('../../judges/network/guardedFetch.ts'),
    ]);
    const { url, server, hears, model: preferred } = openaiSetting();
    const origin = await this.originOf('openai');
    const key = withKey ? await this.#keys.get(origin) : null;
    const audit = await this.#auditLog();
    return createOpenaiBackend({
      model: model ?? preferred,
      ...{ server, baseUrl: url, key, hears },
      fetch: createGuardedFetch({
        origins: [origin],
        secrets: () => (key === null ? [] : [key]),
        audit: (entry) => audit.append(entry),
      }),
      ...(await this.#trafficOf(origin)),
    });
  }

  /** Scheme, host and port at which a judge is asked. @throws EvalVerseError `settings/invalid`. */
  async originOf(judge: KeyedJudge): Promise<string> {
    if (judge === 'openai') {
      const { url } = openaiSetting();
      if (/^https?:/.test(url) && URL.canParse(url)) return new URL(url).origin;
      throw new EvalVerseError(
        'settings/invalid',
        vscode.l10n.t('Say in evalverse.judge.openai.url where the server is, such as http://localhost:8000/v1.'),
      );
    }
    const { endpoint } = geminiSetting();
    if (endpoint !== '') return parseOrigin(endpoint);
    const { originOf } = await import('../../judges/gemini/client.ts');
    return originOf(accessOf(''));
  }

  async #trafficOf(origin: string): Promise<Traffic> {
    const known = this.#traffic.get(origin);
    if (known) return known;
    const [{ createBreaker }, { createRateBudget }] = await Promise.all([
      import('../../judges/network/breaker.ts'),
      import('../../judges/network/rateBudget.ts'),
    ]);
    const traffic = this.#traffic.get(origin) ?? {
      breaker: createBreaker({ origin }),
      budget: createRateBudget(rateLimitsSetting()),
    };
    this.#traffic.set(origin, traffic);
    return traffic;
  }

  #auditLog(): Promise<AuditLog> {
    this.#audit ??= import('../../store/auditLog.ts').then(({ openAuditLog }) =>
      openAuditLog(this.auditFile, { onProblem: (error) => logFailure(this.#log, 'audit log', error) }),
    );
    return this.#audit;
  }

  dispose(): void {
    this.#settings.dispose();
    this.#audit?.then((audit) => audit.close()).catch(() => undefined);
  }
}

function accessOf(key: string): GeminiAccess {
  const { cloud } = geminiSetting();
  return cloud === null ? { kind: 'key', key } : { kind: 'vertex', ...cloud, token: async () => key };
}

function parseOrigin(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '') return url.origin;
  throw new EvalVerseError(
    'settings/invalid',
    vscode.l10n.t('The endpoint {0} has to be scheme, host and port only, such as https://host:8443.', endpoint),
  );
}
