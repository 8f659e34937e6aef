import { celValue, YamlCelMap } from '../cel/evaluate/from-yaml';
import { PartlyKnownMap } from '../cel/evaluate/partly-known-map';
import type { CelValue } from '../cel/evaluate/value';
import { isMap, type YamlMap, type YamlValue } from '../yaml/value';
import { type Gap, withAllocated } from './allocated-fields';

/** What the API server writes into an object before admission policies see it. Source: `BeforeCreate` of k8s.io/apiserver. */
const OF_NEW_OBJECTS: Gap = { path: ['metadata'], names: ['creationTimestamp', 'managedFields', 'uid'] };
/** And into one that it has. */
const OF_STORED_OBJECTS: Gap = { path: ['metadata'], names: [...OF_NEW_OBJECTS.names, 'resourceVersion'] };

/** A new object as expressions see it: a cluster will add to its metadata, and allocate what it has to. */
export function asNewObject(written: YamlMap): CelValue {
  const { object, gaps } = withAllocated(written);
  return partlyKnown(object, 'object', [OF_NEW_OBJECTS, ...gaps]);
}

/** An object that is in the cluster already. `name`: in expressions. */
export function asStoredObject(object: YamlMap, name: string): CelValue {
  return partlyKnown(object, name, [OF_STORED_OBJECTS]);
}

/** `gaps`: with paths from the value on; those that lead nowhere do not count. */
function partlyKnown(value: YamlValue, name: string, gaps: readonly Gap[]): CelValue {
  if (gaps.length === 0) return celValue(value);
  if (Array.isArray(value)) return value.map((item, i) => partlyKnown(item, `${name}[${i}]`, inside(gaps, i)));
  if (!isMap(value)) return celValue(value);
  const steps = [...new Set(gaps.flatMap(({ path }) => path.slice(0, 1)))].map(String);
  const parts = steps
    .filter(step => Object.hasOwn(value, step))
    .map(step => [step, partlyKnown(value[step] as YamlValue, `${name}.${step}`, inside(gaps, step))] as const);
  const map = new YamlCelMap(value, parts);
  const missing = gaps.filter(({ path }) => path.length === 0).flatMap(({ names }) => names);
  return missing.length === 0 ? map : new PartlyKnownMap(map, name, missing);
}

/** The gaps below a step, as they are seen from there. */
function inside(gaps: readonly Gap[], step: string | number): Gap[] {
  return gaps.flatMap(({ path: [first, ...rest], names }) => (first === step ? [{ path: rest, names }] : []));
}
