/** Nominal frames per second as a rational. */
export interface NominalRate {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * SMPTE timecode of frame `index`: `hh:mm:ss:ff`, or `hh:mm:ss;ff` with dropped frame numbers at 29.97 and 59.94
 * (SMPTE ST 12-1: 2, respectively 4, numbers are left out at each full minute but every tenth).
 */
export function timecodeOf(index: number, { numerator, denominator }: NominalRate): string {
  const nominal = Math.max(1, Math.round(numerator / denominator));
  const drops = nominal % 30 === 0 && Math.abs(numerator / denominator - nominal * (1000 / 1001)) < 1e-3;
  const number = drops ? withDroppedNumbers(index, nominal) : index;
  const pad = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(number / nominal);
  const head = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(pad).join(':');
  return `${head}${drops ? ';' : ':'}${pad(number % nominal)}`;
}

function withDroppedNumbers(index: number, nominal: number): number {
  const dropped = nominal / 15;
  const perMinute = nominal * 60 - dropped;
  const perTenMinutes = perMinute * 10 + dropped;
  const tens = Math.floor(index / perTenMinutes);
  const rest = index % perTenMinutes;
  const minutes = rest < nominal * 60 ? 0 : 1 + Math.floor((rest - nominal * 60) / perMinute);
  return index + dropped * (9 * tens + minutes);
}
