import { ByType } from '../../lib/krm/by-type';
import { type Field, FieldTree } from '../../lib/krm/field-tree';
import { type GroupVersionKind, type KindMatch, matchesKind, RBAC_GROUP } from '../../lib/krm/gvk';

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
const NAMESPACE_REFERENCES: readonly NamespaceReference[] = [
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

/** The references that objects of a type may have; undefined where there are none. */
export function namespaceReferencesOf(
  object: GroupVersionKind & { apiVersion: string },
): FieldTree<NamespaceReference> | undefined {
  return referencesByType.of(object);
}
