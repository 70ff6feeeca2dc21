/**
 * Correlated colour temperature in kelvin of a colour on an sRGB display, whose white is 6504 K: McCamy's cubic (1992) of its CIE 1931
 * chromaticity. `null` where the colour lies so far from the Planckian locus (below 2000 K, above 25 000 K) that it has none.
 *
 * @param luma 0…255; `blue` and `red` are Cb and Cr in levels around neutral (ITU-R BT.709, full range).
 */
export function colourTemperature(luma: number, blue: number, red: number): number | null {
  const r = linear(luma + 1.5748 * red);
  const g = linear(luma - 0.1873 * blue - 0.4681 * red);
  const b = linear(luma + 1.8556 * blue);
  const x = 0.4124564 * r + 0.3575761 * g + 0.1804375 * b;
  const y = 0.2126729 * r + 0.7151522 * g + 0.072175 * b;
  const z = 0.0193339 * r + 0.119192 * g + 0.9503041 * b;
  const sum = x + y + z;
  if (sum <= 0) return null;
  const n = (x / sum - 0.332) / (0.1858 - y / sum);
  const kelvin = 449 * n ** 3 + 3525 * n ** 2 + 6823.3 * n + 5520.33;
  return kelvin >= 2000 && kelvin <= 25_000 ? kelvin : null;
}

function linear(code: number): number {
  const value = Math.max(0, Math.min(1, code / 255));
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
