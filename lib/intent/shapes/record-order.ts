import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';

/** The order in which the source systems' renderer writes the keys of an expectation back. */
const RECORD_ORDER = [
  'intentExpectationId',
  'intentExpectationType',
  'intentExpectationContext',
  'intentExpectationTarget',
  'intentExpectationObject',
  'contextAttribute',
  'contextCondition',
  'contextValueRange',
  'targetAttribute',
  'targetCondition',
  'targetValue',
  'objectType',
  'objectInstance',
];

export function inRecordOrder(value: YamlMap): YamlMap {
  const known = RECORD_ORDER.filter(key => Object.hasOwn(value, key));
  const others = Object.keys(value).filter(key => !RECORD_ORDER.includes(key));
  return Object.fromEntries(
    [...known, ...others].map(key => {
      const entry = value[key] as YamlValue;
      return [key, isMap(entry) ? inRecordOrder(entry) : entry];
    }),
  );
}
