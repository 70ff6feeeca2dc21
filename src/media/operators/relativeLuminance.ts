/** Linear light 0…1 of an sRGB code 0…255, which is cut to that range (IEC 61966-2-1). Of a luma: relative luminance as WCAG 2 has it. */
export function linearLight(code: number): number {
  const value = Math.max(0, Math.min(255, code)) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
