import { fc } from '../support/fast-check';
import { listOf } from '../support/run';
import { type Json, styledAs } from '../support/styled-yaml';

/** Packages as people write them: objects of many kinds, in any style, with comments, intents, sites and a Kptfile. */

type JsonMap = { [key: string]: Json };

const label = fc.constantFrom('app', 'env', 'tier', 'app.kubernetes.io/name', 'team');
const labels: fc.Arbitrary<JsonMap> = fc.dictionary(label, fc.constantFrom('a', 'prod', 'old', '5', 'yes', ''), {
  maxKeys: 3,
});
const text = fc.constantFrom(
  'plain',
  'two words',
  '0777',
  'yes',
  '2024-01-02',
  'a: b',
  'first\nsecond\n',
  'no\nend',
  '',
  "it's",
  '# x',
  '1e3',
  'é😀',
);
const selector = labels.map(matchLabels => ({ labelSelector: { matchLabels } }) as JsonMap);

const podSpec: fc.Arbitrary<JsonMap> = fc.record(
  {
    containers: fc.array(
      fc.record({ name: fc.constantFrom('a', 'b'), image: text, args: fc.array(text, { maxLength: 2 }) }),
      { minLength: 1, maxLength: 2 },
    ),
    topologySpreadConstraints: fc.array(selector, { maxLength: 2 }),
    affinity: fc.record({
      podAffinity: fc.record({ requiredDuringSchedulingIgnoredDuringExecution: fc.array(selector, { maxLength: 2 }) }),
      podAntiAffinity: fc.record({
        preferredDuringSchedulingIgnoredDuringExecution: fc.array(
          fc.record({ weight: fc.constant(1), podAffinityTerm: selector }),
          { maxLength: 2 },
        ),
      }),
    }),
  },
  { requiredKeys: ['containers'] },
);
const template: fc.Arbitrary<JsonMap> = fc.record(
  { metadata: fc.record({ labels }), spec: podSpec },
  { requiredKeys: ['spec'] },
);
const matchLabels = fc.record({ matchLabels: labels });
const peers = fc.array(
  fc.oneof(fc.record({ podSelector: matchLabels }), fc.constant({ ipBlock: { cidr: '10.0.0.0/8' } })),
  { maxLength: 2 },
);

const workload = (apiVersion: string, kind: string) =>
  fc.record({
    apiVersion: fc.constant(apiVersion),
    kind: fc.constant(kind),
    spec: fc.record({ replicas: fc.nat(5), selector: matchLabels, template }, { requiredKeys: [] }),
  });

const body: fc.Arbitrary<JsonMap> = fc.oneof(
  workload('apps/v1', 'Deployment'),
  workload('apps/v1', 'DaemonSet'),
  workload('batch/v1', 'Job'),
  workload('example.com/v1', 'Deployment'),
  fc.record({
    apiVersion: fc.constant('apps/v1'),
    kind: fc.constant('StatefulSet'),
    spec: fc.record(
      {
        template,
        volumeClaimTemplates: fc.array(fc.record({ metadata: fc.record({ name: fc.constant('v'), labels }) }), {
          maxLength: 2,
        }),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    apiVersion: fc.constant('batch/v1'),
    kind: fc.constant('CronJob'),
    spec: fc.record({ jobTemplate: fc.record({ spec: fc.record({ template }) }) }),
  }),
  fc.record({
    apiVersion: fc.constant('v1'),
    kind: fc.constant('Service'),
    spec: fc.record(
      { selector: labels, ports: fc.array(fc.record({ port: fc.nat(9999) }), { maxLength: 2 }) },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    apiVersion: fc.constant('v1'),
    kind: fc.constant('ConfigMap'),
    data: fc.dictionary(fc.constantFrom('a', 'b.txt', 'yes', '1'), text, { maxKeys: 3 }),
  }),
  fc.record({ apiVersion: fc.constant('v1'), kind: fc.constant('Namespace') }),
  fc.record({
    apiVersion: fc.constant('rbac.authorization.k8s.io/v1'),
    kind: fc.constantFrom('ClusterRoleBinding', 'RoleBinding'),
    subjects: fc.array(
      fc.record(
        {
          kind: fc.constant('ServiceAccount'),
          name: fc.constant('a'),
          namespace: fc.constantFrom('ns', 'default', 'other'),
        },
        { requiredKeys: ['kind', 'name'] },
      ),
      { maxLength: 2 },
    ),
  }),
  fc.record({
    apiVersion: fc.constant('admissionregistration.k8s.io/v1'),
    kind: fc.constant('ValidatingWebhookConfiguration'),
    webhooks: fc.array(
      fc.record({
        clientConfig: fc.record({
          service: fc.record({ name: fc.constant('s'), namespace: fc.constant('ns') }, { requiredKeys: ['name'] }),
        }),
      }),
      { maxLength: 2 },
    ),
  }),
  fc.record({
    apiVersion: fc.constant('policy/v1'),
    kind: fc.constant('PodDisruptionBudget'),
    spec: fc.record({ selector: matchLabels }),
  }),
  fc.record({
    apiVersion: fc.constant('networking.k8s.io/v1'),
    kind: fc.constant('NetworkPolicy'),
    spec: fc.record(
      {
        podSelector: matchLabels,
        ingress: fc.array(fc.record({ from: peers }), { maxLength: 2 }),
        egress: fc.array(fc.record({ to: peers }), { maxLength: 2 }),
      },
      { requiredKeys: ['podSelector'] },
    ),
  }),
);

const LOCAL = { 'config.kubernetes.io/local-config': 'true' };
const annotations: fc.Arbitrary<JsonMap> = fc.oneof(
  fc.constant({}),
  fc.constant(LOCAL),
  fc.constantFrom('edge1', 'edge2', 'both', 'edge1, edge2').map(sites => ({ 'intent.nephio.org/target-sites': sites })),
  fc
    .constantFrom('edge1', 'edge2')
    .map(sites => ({ ...LOCAL, 'intent.nephio.org/parked': 'true', 'intent.nephio.org/target-sites': sites })),
  fc
    .constantFrom(
      'x',
      '/namespaces/ns/ConfigMap/x-0',
      'apps/namespaces/default/Deployment/x-1, /namespaces/ns/Service/x-0',
    )
    .map(references => ({ note: 'kept', 'config.kubernetes.io/depends-on': references })),
  fc.constant({
    'intent.nephio.org/generated-by': 'expectation-to-bundle',
    'intent.nephio.org/source': 'Intent/gone/x',
    'intent.nephio.org/role': 'record',
  }),
);

const object: fc.Arbitrary<JsonMap> = fc
  .tuple(body, fc.option(fc.constant('ns')), fc.option(labels), annotations)
  .map(([content, namespace, own, notes]) => {
    const { apiVersion, kind, ...rest } = content;
    const metadata: JsonMap = {
      name: 'x',
      ...(namespace && kind !== 'Namespace' && { namespace }),
      ...(own && { labels: own }),
      annotations: notes,
    };
    return { apiVersion: apiVersion as Json, kind: kind as Json, metadata, ...rest };
  });

const target = fc
  .tuple(
    fc.constantFrom('DlLatency', 'DlThptPerUE', 'latency', 'vendor'),
    fc.constantFrom('IS_LESS_THAN', 'IS_ONE_OF'),
    fc.constantFrom<Json>(5, '10', [1, 2], { a: 'b' }, true),
  )
  .map(([targetName, targetCondition, value]) => {
    const unit = targetName === 'DlThptPerUE' ? 'Mbps' : 'ms';
    return { targetName, targetCondition, targetValueRange: value === '10' ? `10${unit}` : value };
  });
const expectation: fc.Arbitrary<JsonMap> = fc.record({
  expectationId: fc.constant('e'),
  expectationObject: fc.record({
    objectType: fc.constantFrom('RADIO_SERVICE', '5GC_SUBNETWORK', 'EDGE_SERVICE_SUPPORT', 'TransportNetwork'),
  }),
  // Two targets of one name might contradict each other.
  expectationTargets: fc.uniqueArray(target, {
    selector: ({ targetName }) => targetName,
    minLength: 1,
    maxLength: 2,
  }),
});
const intent: fc.Arbitrary<JsonMap> = fc
  .tuple(
    fc.array(expectation, { minLength: 1, maxLength: 2 }),
    fc.option(fc.constantFrom<Json>('edge1', 'both', ['edge2'])),
  )
  .map(([intentExpectations, targetSite]) => ({
    apiVersion: 'intent.nephio.org/v1alpha1',
    kind: 'Intent',
    metadata: { name: 'x', annotations: LOCAL },
    spec: { ...(targetSite === null ? {} : { targetSite }), intentExpectations },
  }));

const sourceSystem: fc.Arbitrary<JsonMap> = fc
  .constantFrom('RANFunction', 'CoreNetwork', 'TransportNetwork')
  .map(objectType => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'x', annotations: { 'expectation.28312.3gpp.org/input': 'true' } },
    data: {
      'expectation.json': JSON.stringify({
        intentExpectationId: 'e',
        intentExpectationType: 'ServicePerformance',
        intentExpectationTarget: { targetAttribute: 'latency', targetCondition: 'LESS_THAN', targetValue: '1ms' },
        intentExpectationObject: { objectType, objectInstance: 'o' },
      }),
    },
  }));

const SITES = ['edge1', 'edge2'].map(name => ({
  apiVersion: 'intent.nephio.org/v1alpha1',
  kind: 'Site',
  metadata: { name, annotations: LOCAL },
  spec: { groups: ['both'], namespace: `ns-${name}` },
}));
const KPTFILE = {
  apiVersion: 'kpt.dev/v1',
  kind: 'Kptfile',
  metadata: { name: 'p' },
  pipeline: { mutators: [{ image: 'x' }] },
};

/** Ids and names must differ: each object takes its place in the list into them. */
function numbered(value: JsonMap, i: number): JsonMap {
  const metadata = value.metadata as JsonMap;
  const named = {
    ...value,
    metadata: {
      ...metadata,
      name: `${metadata.name}-${i}`,
      annotations: { ...(metadata.annotations as JsonMap), 'config.kubernetes.io/path': `f${i}.yaml` },
    },
  };
  return JSON.parse(
    JSON.stringify(named)
      .replaceAll('"expectationId":"e"', () => `"expectationId":"e-${i}-${counter++}"`)
      .replaceAll('\\"intentExpectationId\\":\\"e\\"', `\\"intentExpectationId\\":\\"s-${i}\\"`),
  );
}
let counter = 0;

/** The text of a ResourceList without functionConfig; its package has a site, or none. */
export const packageText = packageOf(fc.constantFrom('edge1', 'edge2', ''));

/** The same, of a package that no site has been said of. */
export const packageWithoutSite = packageOf(fc.constant(''));

function packageOf(sites: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.array(
        fc.oneof(
          { weight: 5, arbitrary: object },
          { weight: 1, arbitrary: intent },
          { weight: 1, arbitrary: sourceSystem },
        ),
        { maxLength: 6 },
      ),
      sites,
    )
    .chain(([objects, site]) => {
      const context = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'kptfile.kpt.dev', annotations: LOCAL },
        data: { name: 'example', site },
      };
      counter = 0;
      return fc.tuple(...[KPTFILE, context, ...SITES, ...objects.map(numbered)].map(value => styledAs(value as Json)));
    })
    .map(documents => listOf(documents));
}
