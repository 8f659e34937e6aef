import { PartlyKnownMap } from '../cel/evaluate/partly-known-map';
import { CelMap, type CelValue } from '../cel/evaluate/value';

/** What the API server writes into an object before admission policies see it. Source: `BeforeCreate` of k8s.io/apiserver. */
const OF_NEW_OBJECTS: ReadonlySet<string> = new Set(['creationTimestamp', 'managedFields', 'uid']);
/** And into one that it has. */
const OF_STORED_OBJECTS: ReadonlySet<string> = new Set([...OF_NEW_OBJECTS, 'resourceVersion']);

/** A new object, whose metadata a cluster will add to. */
export function asNewObject(object: CelValue): CelValue {
  return withUnknownMetadata(object, 'object', OF_NEW_OBJECTS);
}

/** An object that is in the cluster already. `name`: in expressions. */
export function asStoredObject(object: CelValue, name: string): CelValue {
  return withUnknownMetadata(object, name, OF_STORED_OBJECTS);
}

function withUnknownMetadata(object: CelValue, name: string, unknown: ReadonlySet<string>): CelValue {
  const metadata = object instanceof CelMap ? object.get('metadata') : undefined;
  if (!(object instanceof CelMap) || !(metadata instanceof CelMap)) return object;
  object.set('metadata', new PartlyKnownMap(metadata, `${name}.metadata`, unknown));
  return object;
}
