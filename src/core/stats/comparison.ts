/** One comparison of two different contestants, such as two models on the same prompt. */
export interface Comparison {
  readonly first: string;
  readonly second: string;
  readonly outcome: 'first' | 'second' | 'tie';
}
