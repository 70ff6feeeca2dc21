/** A Float32Array that grows by doubling while values stream in. */
export interface GrowableFloat32 {
  push(value: number): void;
  /** A copy of exactly the values pushed. */
  toArray(): Float32Array;
}

export function growableFloat32(): GrowableFloat32 {
  let values = new Float32Array(1024);
  let length = 0;
  return {
    push(value) {
      if (length === values.length) {
        const larger = new Float32Array(values.length * 2);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    toArray: () => values.slice(0, length),
  };
}

/** Named series that grow together. */
export interface GrowableSeries<Name extends string> {
  readonly of: Readonly<Record<Name, GrowableFloat32>>;
  finish(): Record<Name, Float32Array>;
}

export function growableSeries<Name extends string>(names: readonly Name[]): GrowableSeries<Name> {
  // `fromEntries` forgets that the keys are exactly the names.
  const of = Object.fromEntries(names.map((name) => [name, growableFloat32()])) as Record<Name, GrowableFloat32>;
  return {
    of,
    finish: () => Object.fromEntries(names.map((name) => [name, of[name].toArray()])) as Record<Name, Float32Array>,
  };
}
