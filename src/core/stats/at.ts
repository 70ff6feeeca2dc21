/**
 * The value at an index known to lie inside; an index outside is a fault of the program, never a quiet `undefined` or 0.
 * Innermost loops index typed arrays themselves: called with arrays of every kind, this one look-up is slow for all of them.
 *
 * @throws RangeError outside.
 */
export function at<T>(values: ArrayLike<T>, index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index ${index} of ${values.length}`);
  return value;
}

/**
 * @throws RangeError when two paired samples differ in length or hold something other than finite numbers.
 */
export function requirePaired(x: ArrayLike<number>, y: ArrayLike<number>): void {
  if (x.length !== y.length) throw new RangeError(`paired samples of ${x.length} and ${y.length} values`);
  requireFinite(x);
  requireFinite(y);
}

/**
 * @throws RangeError when a value is not a finite number.
 */
export function requireFinite(values: ArrayLike<number>): void {
  for (let index = 0; index < values.length; index += 1) {
    if (!Number.isFinite(values[index]))
      throw new RangeError(`value ${String(values[index])} at ${index} is not a finite number`);
  }
}
