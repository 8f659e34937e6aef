/**
 * Counts what no cost of the API server counts: looking at what stands in lists and maps in each other, where the same
 * list may stand again and again. Throws `CostLimitError` where it is too much.
 */
export interface Work {
  step(count: number): void;
}
