import { ByType } from '../../krm/by-type';
import { type Field, FieldTree } from '../../krm/field-tree';
import { visitFields } from '../../krm/field-walk';
import { type GroupVersionKind, type KindMatch, matchesKind, RBAC_GROUP } from '../../krm/gvk';
import type { KubeObject, StringMap } from '../../krm/kube-object';

/**
 * Mappings in which `namespace` is that of another object. `isRequired`: the API server wants it wherever the mapping
 * is; elsewhere it is only changed where it is.
 */
export interface NamespaceReference extends Field {
  kinds: readonly KindMatch[];
  isRequired: boolean;
}

const ADMISSION_GROUP = 'admissionregistration.k8s.io';

/** Those of the catalog's set-namespace, and the webhooks, which it forgets; groups are matched exactly. */
export const NAMESPACE_REFERENCES: readonly NamespaceReference[] = [
  {
    kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'].map(kind => ({
      group: ADMISSION_GROUP,
      kind,
    })),
    path: ['webhooks', '*', 'clientConfig', 'service'],
    isRequired: true,
  },
  {
    kinds: [{ group: 'apiextensions.k8s.io', version: 'v1', kind: 'CustomResourceDefinition' }],
    path: ['spec', 'conversion', 'webhook', 'clientConfig', 'service'],
    isRequired: true,
  },
  {
    kinds: [{ group: 'apiregistration.k8s.io', kind: 'APIService' }],
    path: ['spec', 'service'],
    isRequired: true,
  },
  {
    kinds: ['ClusterRoleBinding', 'RoleBinding'].map(kind => ({ group: RBAC_GROUP, kind })),
    path: ['subjects', '*'],
    isRequired: false,
  },
];

const referencesByType = new ByType((object: GroupVersionKind & { apiVersion: string }) => {
  const references = NAMESPACE_REFERENCES.filter(({ kinds }) => kinds.some(match => matchesKind(object, match)));
  return references.length > 0 ? new FieldTree(references) : undefined;
});

/** Moves the references of an object that follow, also those that name no namespace and must; gives how many it wrote. */
export function moveReferences(
  object: KubeObject,
  namespace: string,
  follows: (map: StringMap, reference: NamespaceReference) => boolean,
): number {
  const references = referencesByType.of(object);
  if (!references) return 0;
  let written = 0;
  visitFields(object, references, (reference, map) => {
    if (map.kind !== 'map' || !(reference.isRequired || map.has('namespace'))) return;
    if (follows(map, reference) && map.set('namespace', namespace)) written++;
  });
  return written;
}
