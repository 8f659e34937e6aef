import { type Field, FieldTree } from '../../lib/krm/field-tree';
import { type GroupVersionKind, type KindMatch, matchesKind } from '../../lib/krm/gvk';

/**
 * Mappings in which `namespace` is that of another object. `isRequired`: the API server wants it wherever the mapping
 * is; elsewhere it is only changed where it is.
 */
export interface NamespaceReference extends Field {
  kinds: readonly KindMatch[];
  isRequired: boolean;
}

const RBAC_GROUP = 'rbac.authorization.k8s.io';
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

const referencesByType = new Map<string, FieldTree<NamespaceReference> | undefined>();

/** The references that objects of a type may have; undefined where there are none. Looked up once per type. */
export function namespaceReferencesOf(
  object: GroupVersionKind & { apiVersion: string },
): FieldTree<NamespaceReference> | undefined {
  const key = `${object.apiVersion} ${object.kind}`;
  if (!referencesByType.has(key)) {
    const references = NAMESPACE_REFERENCES.filter(({ kinds }) => kinds.some(match => matchesKind(object, match)));
    referencesByType.set(key, references.length > 0 ? new FieldTree(references) : undefined);
  }
  return referencesByType.get(key);
}
