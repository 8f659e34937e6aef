import type { Path } from '../../yaml/path';
import { isMap, sameValue, type YamlValue } from '../../yaml/value';
import type { KubeObject } from '../kube-object';
import { removedIndexes } from './list-changes';

/** Makes an object equal to a value with the fewest edits: what is equal already keeps its text. */
export function reconcile(object: KubeObject, value: YamlValue): void {
  const present = object.toJS();
  if (sameValue(present, value)) return;
  takeOutItems(object, [], present, value);
  object.set([], value);
}

/** Deletes the items that lists lose, wherever they are: what is set afterwards then meets its own item. */
function takeOutItems(object: KubeObject, path: Path, before: YamlValue, after: YamlValue | undefined): void {
  if (after === undefined || sameValue(before, after)) return;
  if (isMap(before) && isMap(after)) {
    for (const [key, entry] of Object.entries(before)) {
      if (Object.hasOwn(after, key)) takeOutItems(object, [...path, key], entry, after[key]);
    }
  } else if (Array.isArray(before) && Array.isArray(after)) {
    const removed = removedIndexes(before, after);
    for (const i of removed.reverse()) object.delete([...path, i]);
    const gone = new Set(removed);
    const staying = before.filter((_, i) => !gone.has(i));
    staying.forEach((entry, i) => {
      takeOutItems(object, [...path, i], entry, after[i]);
    });
  }
}
