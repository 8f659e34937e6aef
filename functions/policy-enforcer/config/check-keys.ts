import { nearest } from '../../../lib/krm/nearest';
import type { YamlMap } from '../../../lib/yaml/value';

/** What is wrong with the keys of an entry: one that nobody knows, with the nearest that is known. */
export function unknownKey(entry: YamlMap, known: readonly string[]): string | undefined {
  const unknown = Object.keys(entry).find(key => !known.includes(key));
  if (unknown === undefined) return undefined;
  const near = nearest(unknown, known);
  return `there is no \`${unknown}\`: ${near === undefined ? '' : `did you mean \`${near}\`? `}known are ${known.join(', ')}`;
}
