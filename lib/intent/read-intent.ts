import { isMap, type YamlMap, type YamlValue } from '../yaml/value';
import type { ReadIntent } from './expectation';
import { read28312 } from './intent-28312';
import { isSourceSystemShape, readSourceSystem } from './source-system';

/** Reads an intent of any shape this library knows. `name` is what the input is called in the package. */
export function readIntent(name: string, value: YamlValue): ReadIntent {
  if (Array.isArray(value)) return readList(name, value);
  if (isSourceSystemShape(value)) return readSourceSystem(value);
  if (isMap(value) && Array.isArray(value.intentExpectations)) return read28312(name, value);
  return { expectations: [], unmapped: [], problems: [{ path: [], message: unknownShape(value) }] };
}

function readList(name: string, values: readonly YamlValue[]): ReadIntent {
  const whole: ReadIntent = { expectations: [], unmapped: [], problems: [] };
  for (const [i, value] of values.entries()) {
    const { expectations, unmapped, problems } = readIntent(name, value);
    whole.expectations.push(...expectations);
    whole.unmapped.push(...unmapped.map(entry => ({ ...entry, path: [i, ...entry.path] })));
    whole.problems.push(...problems.map(problem => ({ ...problem, path: [i, ...problem.path] })));
  }
  return whole;
}

function unknownShape(value: YamlValue): string {
  const keys = isMap(value)
    ? Object.keys(value as YamlMap)
        .slice(0, 8)
        .join(', ')
    : typeof value;
  return (
    `this is no intent shape that is known (it has ${keys || 'nothing'}): expected an expectation with intentExpectationId ` +
    'or expectationId, or a TS 28.312 Intent with intentExpectations'
  );
}
