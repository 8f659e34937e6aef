import type { Expectation } from '../../lib/intent/expectation';
import { isMap, type YamlMap, type YamlValue } from '../../lib/yaml/value';

/** The ConfigMap that goes with the bundles of an expectation: the expectation as its author wrote it. */

/** `data` of the record: JSON, two spaces, lists of plain values on one line, keys in the author's order. */
export function recordData(expectation: Expectation): YamlMap {
  return { 'expectation.json': toJson(expectation.record, '') };
}

/** The annotations by which the source systems find an expectation's context and target. */
export function recordAnnotations(expectation: Expectation): Record<string, string> {
  if (!expectation.published) return {};
  const { context, target } = expectation.published;
  return {
    ...(context && {
      'expectation.nephio.org/context-attribute': context.attribute,
      'expectation.nephio.org/context-condition': context.condition,
    }),
    'expectation.nephio.org/target-attribute': target.attribute,
    'expectation.nephio.org/target-condition': target.condition,
    'expectation.nephio.org/target-value': target.value,
  };
}

function toJson(value: YamlValue, indentation: string): string {
  const inner = `${indentation}  `;
  if (Array.isArray(value)) {
    if (value.every(item => typeof item !== 'object' || item === null))
      return `[${value.map(item => toJson(item, inner)).join(', ')}]`;
    return `[\n${value.map(item => inner + toJson(item, inner)).join(',\n')}\n${indentation}]`;
  }
  if (!isMap(value)) return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, entry]) => `${inner}${JSON.stringify(key)}: ${toJson(entry, inner)}`,
  );
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indentation}}`;
}
