/** Nominal frames per second as a rational. */
export interface NominalRate {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * The number of a frame that timecode writes. It counts frames where they are evenly spaced; otherwise it is clip time in nominal
 * frames.
 *
 * @param time seconds at which the frame appears.
 */
export function countedFrame({ numerator, denominator }: NominalRate, variable: boolean, frame: number, time: number): number {
  return variable ? Math.floor((time * numerator) / denominator + 1e-6) : frame;
}

/**
 * SMPTE timecode of frame `index`: `hh:mm:ss:ff`, or `hh:mm:ss;ff` with dropped frame numbers at 29.97 and 59.94
 * (SMPTE ST 12-1: 2, respectively 4, numbers are left out at each full minute but every tenth).
 */
export function timecodeOf(index: number, rate: NominalRate): string {
  const { nominal, drops } = countingOf(rate);
  const number = drops ? withDroppedNumbers(index, nominal) : index;
  const pad = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(number / nominal);
  const head = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(pad).join(':');
  return `${head}${drops ? ';' : ':'}${pad(number % nominal)}`;
}

/**
 * The frame that a timecode means, or `null` when it is none: the inverse of `timecodeOf`. Leading fields may be left out, and the
 * colons too, as in editing programs (`1211` is 12 seconds and 11 frames). A number that drop-frame counting leaves out means the
 * next one there is.
 */
export function frameOfTimecode(text: string, rate: NominalRate): number | null {
  const { nominal, drops } = countingOf(rate);
  const fields = fieldsOf(text.trim());
  if (!fields) return null;
  const [frames = 0, seconds = 0, minutes = 0, hours = 0] = fields.toReversed();
  if (frames >= nominal || seconds >= 60 || minutes >= 60) return null;
  const inMinutes = hours * 60 + minutes;
  const dropped = drops ? nominal / 15 : 0;
  const shown = drops && seconds === 0 && inMinutes % 10 !== 0 ? Math.max(frames, dropped) : frames;
  return (inMinutes * 60 + seconds) * nominal + shown - dropped * (inMinutes - Math.floor(inMinutes / 10));
}

function fieldsOf(text: string): number[] | null {
  if (/^\d{1,8}$/.test(text)) return (text.padStart(8, '0').match(/../g) ?? []).map(Number);
  return /^\d{1,2}(?:[:;.]\d{1,2}){1,3}$/.test(text) ? text.split(/[:;.]/).map(Number) : null;
}

function countingOf({ numerator, denominator }: NominalRate): { readonly nominal: number; readonly drops: boolean } {
  const nominal = Math.max(1, Math.round(numerator / denominator));
  return { nominal, drops: nominal % 30 === 0 && Math.abs(numerator / denominator - nominal * (1000 / 1001)) < 1e-3 };
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
