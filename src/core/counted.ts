const numbers = new Intl.NumberFormat('en');

/** `1 clip`, `1,200 clips`. */
export function counted(count: number, noun: string): string {
  return `${numbers.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}
