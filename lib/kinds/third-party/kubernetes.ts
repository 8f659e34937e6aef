import type { Fields } from './shape';

/** Structs of Kubernetes that other projects' kinds have in them. Source: k8s.io/apimachinery, k8s.io/api v0.36. */

export const LABEL_SELECTOR: Fields = {
  matchLabels: 'string{}',
  matchExpressions: [{ 'key!': 'string', 'operator!': 'string', values: 'string[]' }],
};

export const OBJECT_REFERENCE: Fields = {
  apiVersion: 'string',
  kind: 'string',
  name: 'string',
  namespace: 'string',
  fieldPath: 'string',
  resourceVersion: 'string',
  uid: 'string',
};
