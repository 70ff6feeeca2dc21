import { afterEach, expect, it, vi } from 'vitest';
import type { EvaluationContext } from '../../batch/context.ts';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import type { Choice } from './judgeChoice.ts';
import { JudgeService } from './judgeService.ts';

const workbench = vi.hoisted(() => ({ isTrusted: true }));
vi.mock('vscode', () => ({
  workspace: {
    get isTrusted() {
      return workbench.isTrusted;
    },
  },
  EventEmitter: class {},
}));

afterEach(() => {
  workbench.isTrusted = true;
});

const REACHED = new Error('asked for an endpoint');
const context = { taxonomy: builtinTaxonomy() } as EvaluationContext; // nothing else is read before an endpoint is
const subject = { kind: 'clip', uri: {} as never, target: { kind: 'clip' } } as const;
const wish = { signal: new AbortController().signal };

function serviceWith(choice: Choice): JudgeService {
  return new JudgeService({
    choice: { of: () => choice },
    backends: { create: () => Promise.reject(REACHED) },
  } as never); // consents and log come after the endpoint
}

it('makes no endpoint for a workspace that nobody trusts, whatever was picked in it', async () => {
  const service = serviceWith({ judge: 'gemini', model: null, dimensions: ['cinematography.lens', 'gone'] });
  await expect(service.prepare(subject, context, wish)).rejects.toBe(REACHED);
  workbench.isTrusted = false;
  expect(await service.prepare(subject, context, wish)).toEqual({ judges: [], dimensions: ['cinematography.lens'] });
});

it('makes no endpoint where only measuring is picked', async () => {
  const service = serviceWith({ judge: 'signals', model: null, dimensions: null });
  expect(await service.prepare(subject, context, wish)).toEqual({ judges: [] });
});
