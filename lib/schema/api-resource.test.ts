import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { yaml } from '../../test/support/yaml';
import { ResourceNames } from './api-resource';

const CRD = parse(yaml`
  apiVersion: apiextensions.k8s.io/v1
  kind: CustomResourceDefinition
  metadata: {name: mice.example.com}
  spec: {group: example.com, names: {kind: Mouse, plural: mice}, scope: Namespaced}
`);

test.each([
  ['v1', 'ConfigMap', 'configmaps'],
  ['v1', 'Endpoints', 'endpoints'],
  ['networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies'],
  ['networking.k8s.io/v1', 'Ingress', 'ingresses'],
  ['storage.k8s.io/v1', 'StorageClass', 'storageclasses'],
  ['ran.nephio.org/v1alpha1', 'RANBundle', 'ranbundles'],
  ['config.porch.kpt.dev/v1alpha1', 'Repository', 'repositories'],
  ['example.com/v1', 'Mouse', 'mice'],
  ['other.example.com/v1', 'Mouse', undefined],
  ['constructor/v1', 'toString', undefined],
])('%s %s is served as %s', (apiVersion, kind, plural) => {
  expect(new ResourceNames([CRD]).pluralOf({ apiVersion, kind })).toBe(plural);
});
