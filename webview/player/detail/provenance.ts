import type { ModelRecord, Usage } from '../../../src/core/modelRecord.ts';
import { LANGUAGE } from '../../ui/language.ts';
import { STRINGS } from '../../ui/strings.ts';

const NUMBER = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 1 });
const MONEY = new Intl.NumberFormat(LANGUAGE, { style: 'currency', currency: 'USD', maximumSignificantDigits: 3 });

/** One fact about how a model was asked: its name and what it is. */
export type Fact = readonly [name: string, value: string];

/** How a model was asked and what that took, fact by fact. What is not known is said to be unknown. */
export function provenanceFacts(model: ModelRecord): Fact[] {
  const { backend, origin, versions, samples, footage, usage } = model;
  return [
    [STRINGS.provenance.model, model.model],
    [STRINGS.provenance.version, versions.length === 0 ? STRINGS.unknown : versions.join(', ')],
    [STRINGS.provenance.backend, `${backend} · ${origin}`],
    [STRINGS.provenance.samples, String(samples)],
    [STRINGS.provenance.footage, footageText(footage)],
    [STRINGS.provenance.tokens, usage ? tokensText(usage) : STRINGS.unknown],
    [STRINGS.provenance.cost, usage?.cost ? STRINGS.costAsOf(MONEY.format(usage.cost.usd), usage.cost.asOf) : STRINGS.unknown],
  ];
}

function footageText({ kind, frameRate, longSide, withAudio, bytes }: ModelRecord['footage']): string {
  return [
    STRINGS.footage[kind],
    STRINGS.framesEachSecond(NUMBER.format(frameRate)),
    STRINGS.pixels(NUMBER.format(longSide)),
    withAudio ? STRINGS.withSound : STRINGS.withoutSound,
    STRINGS.megabytes(NUMBER.format(bytes / 1e6)),
  ].join(', ');
}

function tokensText({ calls, inputTokens, outputTokens }: Usage): string {
  return STRINGS.tokens(NUMBER.format(calls), NUMBER.format(Math.round(inputTokens)), NUMBER.format(Math.round(outputTokens)));
}
