/** Copies `length` 16-bit numbers that lie `stride` numbers apart next to one another. */
export function gatherLine(source: usize, stride: i32, length: i32, target: usize): void {
  for (let i = 0; i < length; i++) store<u16>(target + 2 * i, load<u16>(source + 2 * i * stride));
}
