const HAN = /^\p{Script=Han}$/u;
const LATIN_OR_FIGURE = /^[\p{Script=Latin}\p{N}]$/u;

/** A template with values in its holes. Chinese is set without spaces, but with one beside figures and Latin letters. */
export function filledIn(template: string, values: ReadonlyMap<number, string>): string {
  return template.replace(/( ?)\{(\d+)\}( ?)/g, (whole, left: string, number: string, right: string, at: number) => {
    const value = values.get(Number(number)) ?? '';
    const before = template.charAt(at - 1);
    const after = template.charAt(at + whole.length);
    return spaceBetween(before, value.charAt(0), left) + value + spaceBetween(value.charAt(value.length - 1), after, right);
  });
}

function spaceBetween(one: string, other: string, written: string): string {
  if (HAN.test(one) && HAN.test(other)) return '';
  const isMixed = (HAN.test(one) && LATIN_OR_FIGURE.test(other)) || (LATIN_OR_FIGURE.test(one) && HAN.test(other));
  return isMixed ? ' ' : written;
}
