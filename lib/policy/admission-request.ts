import { celValue } from '../cel/evaluate/from-yaml';
import type { CelValue } from '../cel/evaluate/value';
import { isMap, type YamlMap } from '../yaml/value';
import { textOf } from './read-value';
import type { AdmissionRequest } from './request';
import type { ServedKind } from './resource-catalog';

/** The request that creates an object, in its version and namespace as it is. */
export function creationOf(object: YamlMap, served: ServedKind): AdmissionRequest {
  const { metadata } = object;
  const { name, namespace } = isMap(metadata) ? metadata : { name: '', namespace: '' };
  const { kind, resource, equivalents } = served;
  const isNamespace = resource.group === '' && resource.resource === 'namespaces';
  const values = new Map<string, CelValue>();
  return {
    kind,
    resource,
    equivalents,
    object,
    name: textOf(name),
    namespace: textOf(isNamespace ? name : namespace),
    celObject(apiVersion) {
      let value = values.get(apiVersion);
      if (value === undefined) {
        value = celValue(object.apiVersion === apiVersion ? object : { ...object, apiVersion });
        values.set(apiVersion, value);
      }
      return value;
    },
  };
}
