import { isMap, type YamlValue } from '../../yaml/value';

/**
 * The indexes of the items to take out of a list on its way to another one, so that those that stay are edited where
 * they are, with their comments, instead of each being made into its neighbour.
 */
export function removedIndexes(before: readonly YamlValue[], after: readonly YamlValue[]): number[] {
  const from = before.map(identityOf);
  const to = after.map(identityOf);
  return removedByName(from, to) ?? surplus(from, to);
}

/** Of lists of named items (containers, ports, variables): those whose name is gone, unless the others are reordered. */
function removedByName(from: readonly Identity[], to: readonly Identity[]): number[] | undefined {
  if (![...from, ...to].every(({ isName }) => isName)) return undefined;
  const names = new Set(to.map(({ text }) => text));
  const staying = from.filter(({ text }) => names.has(text));
  if (!staying.every(({ text }, i) => to[i]?.text === text)) return undefined;
  return indexesOf(from, ({ text }) => !names.has(text));
}

/** Of other lists: as many as it becomes shorter by, items that come next in the new list left alone. */
function surplus(from: readonly Identity[], to: readonly Identity[]): number[] {
  let left = from.length - to.length;
  let next = 0;
  return indexesOf(from, ({ text }) => {
    const isSurplus = left > 0 && to[next]?.text !== text;
    if (isSurplus) left--;
    else next++;
    return isSurplus;
  });
}

interface Identity {
  text: string;
  isName: boolean;
}

/** An item's name, or where it has none all of it. */
function identityOf(value: YamlValue): Identity {
  if (isMap(value) && typeof value['name'] === 'string') return { text: value['name'], isName: true };
  const text = JSON.stringify(value, (_key, entry) => (typeof entry === 'bigint' ? `${entry}n` : entry));
  return { text, isName: false };
}

function indexesOf<Item>(items: readonly Item[], isChosen: (item: Item) => boolean): number[] {
  return items.flatMap((item, i) => (isChosen(item) ? [i] : []));
}
