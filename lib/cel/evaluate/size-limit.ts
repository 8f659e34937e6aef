import { CostLimitError } from './errors';

/** No object of a cluster holds more; what grows without a cost of its own ends here. */
const MAX_ITEMS = 1_000_000;
const MAX_CHARACTERS = 16_000_000;

/** Throws `CostLimitError` where a list would have more items than that. */
export function limitItems(count: number): void {
  if (count > MAX_ITEMS) throw new CostLimitError();
}

/** Throws `CostLimitError` where a text would be longer than that. */
export function limitCharacters(count: number): void {
  if (count > MAX_CHARACTERS) throw new CostLimitError();
}
