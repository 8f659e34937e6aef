import { BOOL, DYN, INT, listOf, mapOf, STRING, struct, TIMESTAMP, type Type } from '../cel/check/type';

/** Types of the variables of policies. Source: `pkg/admission/plugin/cel/compile.go` of k8s.io/apiserver. */

const TEXTS = mapOf(STRING, STRING);
const LIST = listOf(STRING);

const GROUP_VERSION_KIND = typeWith('GroupVersionKind', { group: STRING, version: STRING, kind: STRING });
const GROUP_VERSION_RESOURCE = typeWith('GroupVersionResource', { group: STRING, version: STRING, resource: STRING });
const USER_INFO = typeWith('UserInfo', { username: STRING, uid: STRING, groups: LIST, extra: mapOf(STRING, LIST) });

export const REQUEST_TYPE = typeWith('AdmissionRequest', {
  kind: GROUP_VERSION_KIND,
  resource: GROUP_VERSION_RESOURCE,
  subResource: STRING,
  requestKind: GROUP_VERSION_KIND,
  requestResource: GROUP_VERSION_RESOURCE,
  requestSubResource: STRING,
  name: STRING,
  namespace: STRING,
  operation: STRING,
  userInfo: USER_INFO,
  dryRun: BOOL,
  options: DYN,
});

const NAMESPACE_CONDITION = typeWith('NamespaceCondition', {
  status: STRING,
  type: STRING,
  lastTransitionTime: TIMESTAMP,
  message: STRING,
  reason: STRING,
});

const NAMESPACE_METADATA = typeWith('NamespaceMetadata', {
  name: STRING,
  generateName: STRING,
  namespace: STRING,
  labels: TEXTS,
  annotations: TEXTS,
  UID: STRING,
  creationTimestamp: TIMESTAMP,
  deletionGracePeriodSeconds: INT,
  deletionTimestamp: TIMESTAMP,
  generation: INT,
  resourceVersion: STRING,
  finalizers: LIST,
});

export const NAMESPACE_TYPE = typeWith('Namespace', {
  metadata: NAMESPACE_METADATA,
  spec: typeWith('NamespaceSpec', { finalizers: LIST }),
  status: typeWith('NamespaceStatus', { conditions: listOf(NAMESPACE_CONDITION), phase: STRING }),
});

/** The type of `variables`: a field for each that has been declared so far. */
export function variablesType(fields: ReadonlyMap<string, Type>): Type {
  return struct('kubernetes.variables', fields);
}

/** The type of a variable as later expressions see it. Source: `convertCelTypeToDeclType`. */
export function declaredVariableType(type: Type): Type {
  switch (type.kind) {
    case 'list':
      return listOf(declaredVariableType(type.params[0] as Type));
    case 'map':
      return mapOf(declaredVariableType(type.params[0] as Type), declaredVariableType(type.params[1] as Type));
    case 'opaque':
    case 'param':
    case 'struct':
    case 'type':
      return DYN;
    default:
      return type;
  }
}

function typeWith(name: string, fields: Readonly<Record<string, Type>>): Type {
  return struct(`kubernetes.${name}`, new Map(Object.entries(fields)));
}
