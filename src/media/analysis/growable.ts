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
