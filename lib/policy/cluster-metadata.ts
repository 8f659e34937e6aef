import { celValue, YamlCelMap } from '../cel/evaluate/from-yaml';
import { PartlyKnownMap } from '../cel/evaluate/partly-known-map';
import type { CelValue } from '../cel/evaluate/value';
import { isMap, type YamlMap } from '../yaml/value';

/** What the API server writes into an object before admission policies see it. Source: `BeforeCreate` of k8s.io/apiserver. */
const OF_NEW_OBJECTS: ReadonlySet<string> = new Set(['creationTimestamp', 'managedFields', 'uid']);
/** And into one that it has. */
const OF_STORED_OBJECTS: ReadonlySet<string> = new Set([...OF_NEW_OBJECTS, 'resourceVersion']);

/** A new object as expressions see it: a cluster will add to its metadata. */
export function asNewObject(object: YamlMap): CelValue {
  return withUnknownMetadata(object, 'object', OF_NEW_OBJECTS);
}

/** An object that is in the cluster already. `name`: in expressions. */
export function asStoredObject(object: YamlMap, name: string): CelValue {
  return withUnknownMetadata(object, name, OF_STORED_OBJECTS);
}

function withUnknownMetadata(object: YamlMap, name: string, unknown: ReadonlySet<string>): CelValue {
  const { metadata } = object;
  if (!isMap(metadata)) return celValue(object);
  const known = new PartlyKnownMap(new YamlCelMap(metadata), `${name}.metadata`, unknown);
  return new YamlCelMap(object, [['metadata', known]]);
}
