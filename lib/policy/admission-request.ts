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
  return {
    kind,
    resource,
    equivalents,
    object,
    name: textOf(name),
    namespace: textOf(isNamespace ? name : namespace),
  };
}
