import { fc } from '../../support/fast-check';
import type { Json } from '../../support/styled-yaml';
import type { CatalogPackage } from '../catalog-function';
import { documentsOf } from '../documents';
import { type JsonMap, LOCAL, placed } from '../objects';

/** Packages with every field that set-labels knows, and configs of every shape. */

const labels: fc.Arbitrary<JsonMap> = fc.dictionary(
  fc.constantFrom('app', 'env', 'tier', 'app.kubernetes.io/name'),
  fc.constantFrom('a', 'prod', 'old', '5'),
  { minKeys: 1, maxKeys: 3 },
);
const matchLabels = fc.record({ matchLabels: labels });
const term = fc.record({ labelSelector: matchLabels });
const some = (item: fc.Arbitrary<JsonMap>) => fc.array(item, { minLength: 1, maxLength: 2 });

const affinity = fc.record({
  requiredDuringSchedulingIgnoredDuringExecution: some(term),
  preferredDuringSchedulingIgnoredDuringExecution: some(fc.record({ weight: fc.constant(1), podAffinityTerm: term })),
});
const podSpec: fc.Arbitrary<JsonMap> = fc.record(
  {
    containers: fc.constant<Json>([{ name: 'a' }]),
    topologySpreadConstraints: some(term),
    affinity: fc.record({ podAffinity: affinity, podAntiAffinity: affinity }, { requiredKeys: [] }),
  },
  { requiredKeys: ['containers'] },
);
const template: fc.Arbitrary<JsonMap> = fc.record(
  { metadata: fc.record({ labels }), spec: podSpec },
  { requiredKeys: ['spec'] },
);
const workloadSpec = fc.record({ selector: matchLabels, template }, { requiredKeys: ['template'] });
const peers = some(
  fc.oneof(fc.record({ podSelector: matchLabels }), fc.constant<JsonMap>({ ipBlock: { cidr: '10.0.0.0/8' } })),
);
const claims = some(
  fc.record(
    { metadata: fc.record({ name: fc.constant('v') }), spec: fc.constant<Json>({ storageClassName: 'fast' }) },
    { requiredKeys: ['spec'] },
  ),
);

const of = (apiVersion: string, kind: string, spec: fc.Arbitrary<Json>) =>
  spec.map(value => ({ apiVersion, kind, ...(value !== null && { spec: value }) }));

const object: fc.Arbitrary<JsonMap> = fc.oneof(
  of('v1', 'ConfigMap', fc.constant<Json>(null)),
  of(
    'v1',
    'Service',
    fc.record({ ports: fc.constant<Json>([{ port: 80 }]), selector: labels }, { requiredKeys: ['ports'] }),
  ),
  of('v1', 'ReplicationController', fc.record({ selector: labels, template }, { requiredKeys: ['template'] })),
  ...['Deployment', 'ReplicaSet', 'DaemonSet'].map(kind => of('apps/v1', kind, workloadSpec)),
  of(
    'apps/v1',
    'StatefulSet',
    fc.record({ selector: matchLabels, template, volumeClaimTemplates: claims }, { requiredKeys: ['template'] }),
  ),
  of('batch/v1', 'Job', workloadSpec),
  of('batch/v1', 'CronJob', fc.record({ jobTemplate: fc.record({ spec: workloadSpec }) })),
  of('policy/v1', 'PodDisruptionBudget', fc.record({ selector: matchLabels })),
  of(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    fc.record(
      { podSelector: matchLabels, ingress: some(fc.record({ from: peers })), egress: some(fc.record({ to: peers })) },
      { requiredKeys: ['podSelector'] },
    ),
  ),
  of('serving.knative.dev/v1', 'Service', fc.record({ template })),
  of('example.com/v1', 'Thing', fc.constant<Json>({ selector: { matchLabels: { env: 'old' } } })),
  fc.constant<JsonMap>({
    apiVersion: 'kpt.dev/v1',
    kind: 'Kptfile',
    pipeline: { mutators: [{ image: 'set-labels' }] },
  }),
);

const metadata: fc.Arbitrary<JsonMap> = fc.record(
  { labels, annotations: fc.constantFrom<JsonMap>(LOCAL, { note: 'kept' }) },
  { requiredKeys: [] },
);

const wanted = fc.dictionary(
  fc.constantFrom('env', 'tier', 'app.kubernetes.io/part-of', 'UPPER'),
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('prod', '5', 'yes') },
    { weight: 1, arbitrary: fc.constantFrom('not valid', '${site}') },
  ),
  { maxKeys: 3 },
);
const options = fc.oneof(
  { weight: 9, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ selectors: 'never' }) },
);
const config: fc.Arbitrary<string | undefined> = fc.oneof(
  {
    weight: 3,
    arbitrary: wanted.map(data =>
      JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(wanted, fc.constantFrom('fn.kpt.dev/v1alpha1', 'fn.kpt.dev/v1', 'example.com/v1'), options)
      .map(([data, apiVersion, more]) =>
        JSON.stringify({ apiVersion, kind: 'SetLabels', metadata: { name: 'c' }, labels: data, ...more }),
      ),
  },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

export const setLabelsPackages: fc.Arbitrary<CatalogPackage> = fc
  .tuple(fc.array(fc.tuple(object, metadata), { maxLength: 5 }), config)
  .chain(([objects, given]) => documentsOf(objects.map(placed)).map(documents => ({ ...documents, config: given })));
