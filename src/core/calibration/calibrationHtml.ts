import type { Say } from '../phrases/phrasebook.ts';
import type { Taxonomy } from '../taxonomy/model.ts';
import type { Calibration } from './calibration.ts';
import {
  calibratedDimensions,
  heldOutErrors,
  heldText,
  limitSentences,
  methodWords,
  radiusText,
  STALE_SENTENCE,
} from './calibrationWords.ts';
import type { DimensionCalibration } from './dimensionCalibration.ts';
import type { HeldOutFigures } from './heldOutFigures.ts';
import { PLOT_EDGE, PLOT_MARGIN, PLOT_SIDE, plotX, plotY, reliabilityDots, reliabilityText } from './reliabilityPlot.ts';

function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

function diagram(title: string, reliability: HeldOutFigures['reliability'], say: Say): string {
  const at = (value: number) => value.toFixed(1);
  const dots = reliabilityDots(reliability).map(
    ({ kind, x, y, radius, title: text }) =>
      `<circle class="${kind}" cx="${at(x)}" cy="${at(y)}" r="${at(radius)}"><title>${escaped(say(text))}</title></circle>`,
  );
  const ticks = [0, 0.5, 1].map(
    (value) =>
      `<text x="${at(plotX(value))}" y="${PLOT_EDGE + PLOT_SIDE + 16}" text-anchor="middle">${100 * value}</text><text x="${PLOT_MARGIN - 6}" y="${at(plotY(value))}" text-anchor="end" dominant-baseline="middle">${100 * value}</text>`,
  );
  const size = PLOT_SIDE + PLOT_MARGIN + PLOT_EDGE;
  return `<svg viewBox="0 0 ${size} ${size}" width="${size}" height="${size}" role="img" aria-label="${escaped(say(reliabilityText(title, reliability)))}"><rect x="${PLOT_MARGIN}" y="${PLOT_EDGE}" width="${PLOT_SIDE}" height="${PLOT_SIDE}"/><path d="M${plotX(0)} ${plotY(0)}L${plotX(1)} ${plotY(1)}"/>${ticks.join('')}<text x="${at(plotX(0.5))}" y="${size - 4}" text-anchor="middle">${escaped(say('judge'))}</text><text x="10" y="${at(plotY(0.5))}" text-anchor="middle" transform="rotate(-90 10 ${at(plotY(0.5))})">${escaped(say('experts'))}</text>${dots.join('')}</svg>`;
}

function table(rows: readonly (readonly [name: string, value: string])[], caption: string): string {
  const lines = rows.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`);
  return `<table>${caption}${lines.join('')}</table>`;
}

function section(title: string, fitted: DimensionCalibration, coverage: number, say: Say): string {
  const limits = limitSentences(fitted).map(say);
  const warning =
    limits.length === 0 ? '' : `<ul class="limits">${limits.map((sentence) => `<li>${escaped(sentence)}</li>`).join('')}</ul>`;
  const heading = `<h2>${escaped(title)}</h2>`;
  if (fitted.kind === 'uncalibrated') return `<section>${heading}${warning}</section>`;
  const { heldOut, clips, groups, map, radius } = fitted;
  const method = methodWords(map.method);
  const facts = [
    ['Labelled clips', `${clips} of ${groups} prompts or sources`],
    ['Map', method.name],
    [`Interval for ${Math.round(100 * coverage)} %`, radiusText(radius)],
    ['Intervals that held the experts’ mean', heldText(heldOut.intervals, coverage)],
    ['Spearman’s ρ', heldOut.spearman === null ? 'not defined' : heldOut.spearman.toFixed(2)],
  ].map(([name = '', value = '']) => [say(name), say(value)] as const);
  const errors = heldOutErrors(heldOut).map(({ name, points }) => [say(name), points.toFixed(1)] as const);
  const caption = say(`Mean distance from the experts on held-out clips (${heldOut.folds} splits), in points`);
  const tables = `${table(facts, '')}<p>${escaped(say(method.why))}</p>${table(errors, `<caption>${escaped(caption)}</caption>`)}`;
  return `<section>${heading}${warning}<div><div class="tables">${tables}</div>${diagram(title, heldOut.reliability, say)}</div></section>`;
}

const STYLE = `:root{color-scheme:light dark;--text:#1d1d1f;--back:#fff;--dim:#555;--line:#ccc;--raw:#b3541e;--calibrated:#1e6fb3;--warning:#8a3b00}
@media (prefers-color-scheme:dark){:root{--text:#e6e6e6;--back:#1b1b1d;--dim:#aaa;--line:#4a4a4a;--raw:#f0a06a;--calibrated:#6db3f2;--warning:#f0b27a}}
body{font:15px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:var(--text);background:var(--back)}
h2{margin:2rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--line)}section>div{display:flex;flex-wrap:wrap;gap:2rem;align-items:flex-start}
.tables{flex:1 1 22rem}table{border-collapse:collapse;width:100%}th{text-align:left;font-weight:400}td{text-align:right;font-variant-numeric:tabular-nums}
th,td{padding:.25rem 0;border-bottom:1px solid var(--line)}caption{text-align:left;color:var(--dim);padding:.8rem 0 .2rem}.tables p{color:var(--dim);margin:.5rem 0}
svg{max-width:100%;height:auto}svg text{font-size:11px;fill:var(--dim)}svg rect,svg path{fill:none;stroke:var(--line)}
.raw{fill:var(--back);stroke:var(--raw);stroke-width:2}.calibrated{fill:var(--calibrated);fill-opacity:.8}.limits li,.stale{color:var(--warning)}
code{overflow-wrap:anywhere}@media print{section{break-inside:avoid}}`;

/** `2026-11-22 21:34 UTC`. */
function minuteOf(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

export interface CalibrationReportOptions {
  /** The judge answers in another version by now. */
  readonly stale: boolean;
  /** Sentences about what was left out. */
  readonly notes: readonly string[];
  /** English without it. */
  readonly language?: { readonly tag: string; readonly say: Say };
}

/** Stands for the fingerprint in its sentence, since it is set as code. */
const FINGERPRINT = '*';

const ENGLISH = { tag: 'en', say: (text: string) => text };

/** A page without scripts or anything from outside; all texts are escaped. */
export function calibrationHtml(
  taxonomy: Taxonomy,
  calibration: Calibration,
  { stale, notes, language: { tag, say } = ENGLISH }: CalibrationReportOptions,
): string {
  const sections = calibratedDimensions(taxonomy, calibration).map(({ title, fitted }) =>
    section(title, fitted, calibration.coverage, say),
  );
  const heading = escaped(say(`Calibration of ${calibration.judge}`));
  const [before = '', after = ''] = say(
    `Made ${minuteOf(calibration.createdAt)} for the judge with the fingerprint ${FINGERPRINT}; another model, prompt, schema, taxonomy or sampling makes it stale. All figures are of clips that were held out, whole prompts and sources at a time, in points of 0 to 100. In the diagrams open dots are raw scores, full ones calibrated; on the diagonal judge and experts agree.`,
  ).split(FINGERPRINT);
  const left = notes.map((note) => `<li>${escaped(say(note))}</li>`).join('');
  return `<!doctype html>
<html lang="${tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${heading}</title><style>${STYLE}</style></head><body>
<h1>${heading}</h1>
${stale ? `<p class="stale"><strong>${escaped(say(STALE_SENTENCE))}</strong></p>` : ''}
<p>${escaped(before)}<code>${escaped(calibration.fingerprint)}</code>${escaped(after)}</p>
${sections.join('\n')}
${left === '' ? '' : `<h2>${escaped(say('Notes'))}</h2><ul>${left}</ul>`}
</body></html>
`;
}
