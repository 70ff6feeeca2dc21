import type { ReliabilityBin } from '../stats/reliabilityDiagram.ts';
import type { Taxonomy } from '../taxonomy/model.ts';
import type { Calibration } from './calibration.ts';
import { calibratedDimensions, limitSentences, radiusText } from './calibrationWords.ts';
import type { DimensionCalibration } from './dimensionCalibration.ts';

function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

const SIDE = 240;
const MARGIN = 36;

/** Predicted score along x, the experts' mean along y; the size of a dot tells how many clips it stands for. */
function diagram(title: string, raw: readonly ReliabilityBin[], calibrated: readonly ReliabilityBin[]): string {
  const x = (value: number) => (MARGIN + value * SIDE).toFixed(1);
  const y = (value: number) => (MARGIN / 2 + (1 - value) * SIDE).toFixed(1);
  const most = Math.max(1, ...[...raw, ...calibrated].map(({ count }) => count));
  const dots = (bins: readonly ReliabilityBin[], name: string) =>
    bins
      .flatMap(({ count, meanPredicted, meanObserved }) =>
        meanPredicted === null || meanObserved === null
          ? []
          : [
              `<circle class="${name}" cx="${x(meanPredicted)}" cy="${y(meanObserved)}" r="${(3 + 6 * Math.sqrt(count / most)).toFixed(1)}"><title>${name}: ${count} clips, predicted ${(100 * meanPredicted).toFixed(0)}, experts ${(100 * meanObserved).toFixed(0)}</title></circle>`,
            ],
      )
      .join('');
  const ticks = [0, 0.5, 1]
    .map(
      (value) =>
        `<text x="${x(value)}" y="${SIDE + MARGIN / 2 + 16}" text-anchor="middle">${100 * value}</text><text x="${MARGIN - 6}" y="${y(value)}" text-anchor="end" dominant-baseline="middle">${100 * value}</text>`,
    )
    .join('');
  return `<svg viewBox="0 0 ${SIDE + 2 * MARGIN} ${SIDE + 2 * MARGIN}" width="${SIDE + 2 * MARGIN}" height="${SIDE + 2 * MARGIN}" role="img" aria-label="Reliability of ${escaped(title)} on held-out clips"><rect x="${MARGIN}" y="${MARGIN / 2}" width="${SIDE}" height="${SIDE}"/><path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}"/>${ticks}<text x="${x(0.5)}" y="${SIDE + MARGIN / 2 + 34}" text-anchor="middle">judge</text><text x="10" y="${y(0.5)}" text-anchor="middle" transform="rotate(-90 10 ${y(0.5)})">experts</text>${dots(raw, 'raw')}${dots(calibrated, 'calibrated')}</svg>`;
}

function section(title: string, fitted: DimensionCalibration, coverage: string): string {
  const limits = limitSentences(fitted);
  const warning = limits.length === 0 ? '' : `<ul>${limits.map((sentence) => `<li>${escaped(sentence)}</li>`).join('')}</ul>`;
  const heading = `<h2>${escaped(title)}</h2>`;
  if (fitted.kind === 'uncalibrated') return `<section>${heading}${warning}</section>`;
  const { heldOut, clips, groups, map, radius } = fitted;
  const points = (error: number) => (100 * error).toFixed(1);
  const rows = [
    ['Labelled clips', `${clips} of ${groups} prompts or sources`],
    ['Map', map.method],
    [`Interval for ${coverage}`, radiusText(radius)],
    ['Distance from the experts, raw', points(heldOut.rawError)],
    ['Distance from the experts, calibrated', points(heldOut.calibratedError)],
    ['Distance of always saying their mean', points(heldOut.constantError)],
    ['Spearman’s ρ', heldOut.spearman === null ? 'not defined' : heldOut.spearman.toFixed(2)],
    ['Intervals that held the experts’ mean', `${heldOut.intervals.held} of ${heldOut.intervals.bounded}`],
  ];
  const table = rows.map(([name = '', value = '']) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`);
  const { raw, calibrated } = heldOut.reliability;
  return `<section>${heading}${warning}<div><table>${table.join('')}</table>${diagram(title, raw, calibrated)}</div></section>`;
}

const STYLE = `body{font:15px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d1d1f;background:#fff}
section>div{display:flex;flex-wrap:wrap;gap:2rem;align-items:center}table{border-collapse:collapse}th{text-align:left;font-weight:400}
th,td{padding:.2rem .8rem .2rem 0;border-bottom:1px solid #ddd}svg text{font-size:11px;fill:#444}svg rect,svg path{fill:none;stroke:#999}
.raw{fill:#fff;stroke:#b3541e;stroke-width:2}.calibrated{fill:#1e6fb3;fill-opacity:.75}li{color:#8a3b00}`;

/** A page without scripts or anything from outside; all texts are escaped. */
export function calibrationHtml(taxonomy: Taxonomy, calibration: Calibration, notes: readonly string[]): string {
  const coverage = `${Math.round(100 * calibration.coverage)} %`;
  const sections = calibratedDimensions(taxonomy, calibration).map(({ title, fitted }) => section(title, fitted, coverage));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Calibration of ${escaped(calibration.judge)}</title><style>${STYLE}</style></head><body>
<h1>Calibration of ${escaped(calibration.judge)}</h1>
<p>Made ${escaped(calibration.createdAt)} for the judge with the fingerprint <code>${escaped(calibration.fingerprint)}</code>; another model, prompt or sampling makes it stale. All figures are of clips that were held out, whole prompts and sources at a time, in points of 0 to 100. In the diagrams open dots are raw scores, full ones calibrated; on the diagonal judge and experts agree.</p>
${sections.join('\n')}
${notes.length === 0 ? '' : `<h2>Notes</h2><ul>${notes.map((note) => `<li>${escaped(note)}</li>`).join('')}</ul>`}
</body></html>
`;
}
