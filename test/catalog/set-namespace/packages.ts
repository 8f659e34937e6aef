import { fc } from '../../support/fast-check';
import type { Json } from '../../support/styled-yaml';
import type { CatalogPackage } from '../catalog-function';
import { documentsOf } from '../documents';
import { configMapOf, type JsonMap, placed } from '../objects';

/** Packages with every kind of object that set-namespace treats in its own way, and configs of every shape. */

const NAMESPACES = ['default', 'example', 'other', 'prod'];
const namespace = fc.constantFrom(...NAMESPACES);

/** `@1` stands for an object of the package; `referring` writes how `depends-on` names it. */
const dependencies = fc.oneof(
  { weight: 6, arbitrary: fc.nat(5).map(i => `@${i}`) },
  { weight: 1, arbitrary: fc.tuple(fc.nat(5), fc.nat(5)).map(([i, k]) => `@${i}, @${k}`) },
  { weight: 1, arbitrary: fc.constantFrom('nonsense', 'apps/namespaces/example/Deployment/of-another-package') },
);

function referring(objects: readonly JsonMap[]): JsonMap[] {
  const text = JSON.stringify(objects);
  return JSON.parse(text.replace(/@(\d)/g, (_, i) => referenceTo(objects[Number(i) % objects.length] as JsonMap)));
}

function referenceTo({ apiVersion, kind, metadata }: JsonMap): string {
  const { name, namespace: place = 'default' } = metadata as Record<string, string>;
  const group = String(apiVersion).split('/').slice(0, -1).join();
  const isCluster = /^(?:Namespace|Cluster.*|CustomResource.*|Node)$/.test(String(kind));
  return isCluster ? `${group}/${kind}/${name}` : `${group}/namespaces/${place}/${kind}/${name}`;
}

const upstream = (kind: string, place: string) =>
  kind === 'Namespace' ? `|Namespace|~C|${place}` : `apps|${kind}|${place}|x`;
const origin = (kind: string) =>
  fc.oneof(
    { weight: 6, arbitrary: namespace.map(place => upstream(kind, place)) },
    { weight: 2, arbitrary: fc.constant(`apps|${kind}|~C|x`) },
    { weight: 1, arbitrary: fc.constantFrom('broken', upstream(kind, 'Not_Valid')) },
  );

const annotations = (kind: string): fc.Arbitrary<JsonMap> =>
  fc.record(
    {
      note: fc.constant('kept'),
      'config.kubernetes.io/depends-on': dependencies,
      'config.kubernetes.io/local-config': fc.constantFrom('true', 'false'),
      'internal.kpt.dev/upstream-identifier': origin(kind),
    },
    { requiredKeys: [] },
  );

const metadata = (kind: string, hasNamespace: fc.Arbitrary<boolean>): fc.Arbitrary<JsonMap> =>
  fc
    .tuple(hasNamespace, namespace, fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, annotations(kind)))
    .map(([isThere, place, notes]) => ({ ...(isThere && { namespace: place }), annotations: notes }));

const service = fc.record({ name: fc.constant('s'), namespace }, { requiredKeys: ['name'] }) as fc.Arbitrary<JsonMap>;
const clientConfig = fc.oneof(fc.record({ service }), fc.constant<JsonMap>({ url: 'https://hook.example' }));
const subject: fc.Arbitrary<JsonMap> = fc.oneof(
  fc.record({ kind: fc.constant('ServiceAccount'), name: fc.constant('a'), namespace }),
  fc.constant<JsonMap>({ kind: 'Group', name: 'g', apiGroup: 'rbac.authorization.k8s.io' }),
);
const subjects = fc.record({ subjects: fc.array(subject, { maxLength: 3 }) }, { requiredKeys: [] });

const either = fc.boolean();
const never = fc.constant(false);
const body = (
  apiVersion: string,
  kind: string,
  hasNamespace: fc.Arbitrary<boolean>,
  rest: fc.Arbitrary<JsonMap> = fc.constant({}),
): fc.Arbitrary<[JsonMap, JsonMap]> =>
  fc.tuple(
    rest.map(more => ({ apiVersion, kind, ...more })),
    metadata(kind, hasNamespace),
  );

/** A CRD of the kind `Thing`, which other objects of the package may be of. */
const crd = fc
  .tuple(
    fc.constantFrom('Namespaced', 'Cluster'),
    fc.option(
      fc.oneof(
        fc.constant<JsonMap>({ strategy: 'None' }),
        clientConfig.map(config => ({ webhook: { clientConfig: config } })),
      ),
    ),
  )
  .map(([scope, conversion]) => ({
    spec: {
      group: 'known.example',
      names: { kind: 'Thing' },
      scope,
      ...(conversion && { conversion: conversion as Json }),
    },
  }));

const object: fc.Arbitrary<[JsonMap, JsonMap]> = fc.oneof(
  ...['ConfigMap', 'Service', 'ServiceAccount', 'Pod'].map(kind => body('v1', kind, either)),
  body('apps/v1', 'Deployment', either),
  body('apps/v1', 'Deployment', either),
  body('batch/v1beta1', 'CronJob', either),
  body('autoscaling/v2', 'HorizontalPodAutoscaler', either),
  fc
    .tuple(body('v1', 'Namespace', never), fc.option(namespace))
    .map(([[top, meta], name]): [JsonMap, JsonMap] => [top, { ...meta, ...(name !== null && { name }) }]),
  body('v1', 'Node', never),
  body('v1', 'PersistentVolume', either),
  body('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', either),
  body('rbac.authorization.k8s.io/v1', 'ClusterRole', never),
  body('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', never, subjects),
  body('rbac.authorization.k8s.io/v1', 'RoleBinding', either, subjects),
  body('example.com/v1', 'RoleBinding', never, subjects),
  body('example.com/v1', 'Namespace', never),
  body('apiextensions.k8s.io/v1', 'CustomResourceDefinition', never, crd),
  body(
    'apiregistration.k8s.io/v1',
    'APIService',
    never,
    fc.record({ spec: fc.record({ group: fc.constant('g'), service }, { requiredKeys: ['group'] }) }),
  ),
  body(
    'admissionregistration.k8s.io/v1',
    'ValidatingWebhookConfiguration',
    never,
    fc.record({ webhooks: fc.array(fc.record({ clientConfig }), { minLength: 1, maxLength: 2 }) }),
  ),
  body('known.example/v1', 'Thing', either),
  body('unknown.example/v1', 'Thing', either),
  body('kpt.dev/v1', 'Kptfile', never),
  body('intent.nephio.org/v1alpha1', 'Intent', either),
);

const settings: fc.Arbitrary<JsonMap> = fc.record(
  {
    namespace: fc.oneof(
      { weight: 9, arbitrary: namespace },
      { weight: 1, arbitrary: fc.constantFrom('', 'Not_Valid', '5', 'yes', 'a.b') },
    ),
    namespaceMatcher: fc.constantFrom('', ...NAMESPACES),
  },
  { requiredKeys: ['namespace'] },
) as fc.Arbitrary<JsonMap>;

const config: fc.Arbitrary<string | undefined> = fc.oneof(
  { weight: 8, arbitrary: settings.map(data => configMapOf(data)) },
  {
    weight: 4,
    arbitrary: settings.map(data =>
      JSON.stringify({ apiVersion: 'fn.kpt.dev/v1alpha1', kind: 'SetNamespace', metadata: { name: 'c' }, ...data }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('example', 'prod', '', 'a.b'), settings, either)
      .map(([name, { namespaceMatcher = '' }, isWhole]) =>
        configMapOf({ name, 'package-path': '/a', ...(isWhole && { namespaceMatcher }) }, 'kptfile.kpt.dev'),
      ),
  },
  { weight: 1, arbitrary: fc.constantFrom(undefined, configMapOf({ namespaces: 'x' }), configMapOf({ name: 'x' })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('fn.kpt.dev/v1', 'example.com/v1alpha1')
      .map(apiVersion =>
        JSON.stringify({ apiVersion, kind: 'SetNamespace', metadata: { name: 'c' }, namespace: 'prod' }),
      ),
  },
);

export const setNamespacePackages: fc.Arbitrary<CatalogPackage> = fc
  .tuple(fc.array(object, { maxLength: 5 }), config)
  .chain(([objects, given]) =>
    documentsOf(referring(objects.map(placed))).map(documents => ({ ...documents, config: given })),
  );
