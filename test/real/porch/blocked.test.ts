import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { yaml } from '../../support/yaml';
import { Management, shipped } from './management';

/** What must not be published is not, and whoever looks at the variant reads why. */

const CRASH = 'registry.example.com/tests/crash:v1';
const folder = mkdtempSync(join(tmpdir(), 'crash-'));

let management: Management;
beforeAll(async () => {
  const crash = join(folder, 'crash');
  writeFileSync(crash, '#!/bin/sh\necho half a list\necho out of memory >&2\nkill -SEGV $$\n');
  chmodSync(crash, 0o755);
  management = await Management.start({ functions: { [CRASH]: crash } });
  management.createRepositories();
  management.blueprints.add('blueprints/network-slice', 'network-slice');
  management.blueprints.publish('network-slice', 'v1');
  await management.porch.admin.apply(shipped('repositories.yaml', management.porch));
  await management.sees('network-slice', 'v1');
}, 180_000);
afterAll(async () => {
  await management?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const draft = (name: string) => management.draft('edge1-config', name, 'network-slice/v1');
const published = () => management.files('edge1-config', '.');

test('without a site a package stays a draft: SiteResolved refuses to propose it, until it has one', async () => {
  await management.vary('no-site', { packageContext: { data: {} } });
  const unresolved = await draft('no-site');
  expect(unresolved.status.conditions).toEqual([
    expect.objectContaining({
      type: 'intent.nephio.org/SiteResolved',
      status: 'False',
      message: 'the package is not specialised for a site yet',
    }),
  ]);
  await expect(management.approve(unresolved)).rejects.toThrow('readiness conditions not met');
  expect(published()).toEqual([]);
  await management.vary('no-site', { packageContext: { data: { site: 'edge1' } } });
  await management.settled();
  await management.approve(await draft('no-site'));
  expect(published()).toContain('no-site/Kptfile');
});

test('a site nobody knows blocks: the variant says where it was said, and which sites there are', async () => {
  await management.vary('unknown-site', { packageContext: { data: { site: 'edge9' } } });
  expect(await management.condition('unknown-site', 'Ready', 'False')).toContain(
    'data.site: package-context.yaml: unknown site "edge9" in the package context: did you mean edge1? known sites: edge1, edge2',
  );
  // Porch has made the clone before it told it its site (nephio#615), and only the gate stands between it and the site.
  await expect(management.approve(await draft('unknown-site'))).rejects.toThrow('readiness conditions not met');
});

test('a wrong config in the blueprint blocks before there is a draft: the variant says which setting was meant', async () => {
  management.blueprints.add('blueprints/network-slice', 'wrong-config');
  management.blueprints.edit('wrong-config/Kptfile', text =>
    text.replace(/( *)- image: .*set-target-site.*\n/, '$&$1  configMap: {requir: "true"}\n'),
  );
  await management.publish('wrong-config', 'v1');
  await management.vary('wrong-config', {}, 'wrong-config');
  expect(await management.condition('wrong-config', 'Ready', 'False')).toContain(
    'functionConfig has no setting `requir`: did you mean `require`? known settings are mode, site, sites, require, fields, peerFields',
  );
  expect(await management.revisions('edge1-config', 'wrong-config')).toEqual([]);
});

test('an intent that cannot be rendered blocks: the variant names its file, its field and what is known', async () => {
  management.blueprints.add('blueprints/network-slice', 'wrong-intent');
  management.blueprints.edit('wrong-intent/embb-intent.yaml', text =>
    text.replace('objectType: 5GC_SUBNETWORK', 'objectType: 5GC_SUBNETWROK'),
  );
  await management.publish('wrong-intent', 'v1');
  await management.vary('wrong-intent', {}, 'wrong-intent');
  const message = await management.condition('wrong-intent', 'Ready', 'False');
  expect(message).toContain('Intent/embb-video spec.intentExpectations[1]');
  expect(message).toContain('embb-intent.yaml');
  expect(message).toContain('did you mean 5GC_SUBNETWORK');
});

test('what policies deny blocks before there is a draft: the variant names every finding, with its file, field and mend', async () => {
  management.blueprints.add('blueprints/network-slice', 'too-greedy');
  management.blueprints.edit('too-greedy/urllc-intent.yaml', text => text.replace('250us', '50us'));
  management.blueprints.edit('too-greedy/upf.yaml', () => UPF);
  await management.publish('too-greedy', 'v1');
  await management.vary('too-greedy', {}, 'too-greedy');
  const message = await management.condition('too-greedy', 'Ready', 'False');
  const upf = 'apps/v1/Deployment/intent-to-krm/upf spec.template.spec.containers[0]';
  for (const [where, why] of [
    [
      'TNBundle/intent-to-krm/tn-bundle-urllc-transport spec.targets[0].normalized.value: bundles/tn-bundle-urllc-transport.yaml',
      'promises 0.05 ms; the network does not get below 0.1 ms',
    ],
    [`${upf}.image: upf.yaml`, 'images registry.example.com/upf:latest change under the same name'],
    [`${upf}.resources.limits.cpu: upf.yaml`, 'must say limits and requests'],
    [`${upf}.securityContext.privileged: upf.yaml`, 'leave securityContext.privileged out'],
    ['ClusterRole/upf kind: upf.yaml (object 1)', 'ClusterRole upf is for the platform team to grant'],
  ] as const)
    expect(message.split('[error]').filter(text => text.includes(where) && text.includes(why))).toHaveLength(1);
  expect(message).toContain(
    'change spec.targets[0].normalized.value by way of Intent/urllc-factory/urllc-transport, which it is made from',
  );
  expect(await management.revisions('edge1-config', 'too-greedy')).toEqual([]);
});

test('what only the site decides does not stop the clone; the draft is blocked where the site is denied', async () => {
  management.blueprints.add('blueprints/network-slice', 'by-site');
  management.blueprints.edit('by-site/policies.yaml', () => NOT_ON_CLUSTER_1);
  await management.publish('by-site', 'v1');
  await management.vary('by-site-1', {}, 'by-site');
  await management.vary('by-site-2', { packageContext: { data: { site: 'edge2' } } }, 'by-site');
  const message = await management.condition('by-site-1', 'Ready', 'False');
  expect(message).toContain('bundles/ran-bundle-embb-ran.yaml');
  expect(message).toContain('radio: the first cluster has none');
  // The clone has no site, and so no cluster either: only the gate stands between it and the site.
  await expect(management.approve(await management.draft('edge1-config', 'by-site-1', 'by-site/v1'))).rejects.toThrow(
    'readiness conditions not met',
  );
  await management.condition('by-site-2', 'Ready', 'True');
  await management.approve(await management.draft('edge1-config', 'by-site-2', 'by-site/v1'));
  expect(published()).toContain('by-site-2/bundles/ran-bundle-embb-ran.yaml');
});

test('a function that crashes blocks its package only, and the variant says which function; without it, it goes on', async () => {
  const pipeline = { mutators: [{ name: 'crash', image: CRASH }] };
  await management.vary('crashing', { pipeline });
  const message = await management.condition('crashing', 'Ready', 'False');
  expect(message).toContain(`Failed to execute function "${CRASH}": signal: segmentation fault`);
  expect(message).toContain('out of memory');
  await management.vary('beside-it');
  await management.condition('beside-it', 'Ready', 'True');
  await management.vary('crashing', { pipeline: {} });
  await management.condition('crashing', 'Ready', 'True');
  await management.approve(await draft('crashing'));
  expect(published()).toContain('crashing/Kptfile');
});

const UPF = yaml`
  apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: upf
    namespace: intent-to-krm
  spec:
    selector:
      matchLabels: {app: upf}
    template:
      metadata:
        labels: {app: upf}
      spec:
        containers:
        - name: upf
          image: registry.example.com/upf:latest
          securityContext: {privileged: true}
  ---
  apiVersion: rbac.authorization.k8s.io/v1
  kind: ClusterRole
  metadata:
    name: upf
  rules:
  - {apiGroups: [""], resources: [nodes], verbs: [get]}
`;

/** An expression that has no value before set-target-site has said the cluster. */
const NOT_ON_CLUSTER_1 = yaml`
  apiVersion: intent.nephio.org/v1alpha1
  kind: PolicyEnforcer
  metadata:
    name: policies
    annotations:
      config.kubernetes.io/local-config: "true"
  policies:
  - apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicy
    metadata: {name: radio}
    spec:
      matchConstraints:
        resourceRules:
        - {apiGroups: [ran.nephio.org], apiVersions: ["*"], operations: [CREATE], resources: [ranbundles]}
      validations:
      - expression: object.metadata.annotations['nephio.org/cluster-name'] != 'edge-cluster-01'
        message: "radio: the first cluster has none"
  bindings:
  - apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicyBinding
    metadata: {name: radio}
    spec: {policyName: radio, validationActions: [Deny]}
    siteSelector: [all]
`;

const CLUSTER = yaml`
  apiVersion: infra.nephio.org/v1alpha1
  kind: WorkloadCluster
  metadata:
    name: regional
    namespace: default
  spec:
    clusterName: regional-01
    masterInterface: eth1
`;

test('an injected WorkloadCluster says the site; until there is one, the package waits as a draft', async () => {
  await management.porch.admin.apply(WORKLOAD_CLUSTERS);
  management.blueprints.add('Kptfile-examples/porch-injection', 'injection');
  await management.publish('injection', 'v1');
  const injectors = [{ group: 'infra.nephio.org', version: 'v1alpha1', kind: 'WorkloadCluster', name: 'regional' }];
  await management.vary('injected', { packageContext: {}, injectors }, 'injection');
  const waiting = await management.draft('edge1-config', 'injected', 'injection/v1');
  expect(waiting.status.conditions?.map(({ type, status }) => [type, status])).toEqual([
    ['config.injection.WorkloadCluster.example', 'False'],
    ['intent.nephio.org/SiteResolved', 'False'],
  ]);
  await management.porch.admin.apply(CLUSTER);
  // Porch does not watch what it injects: it looks again when something else has changed.
  await management.reconcile();
  const injected = await management.draft('edge1-config', 'injected', 'injection/v1');
  expect(injected.status.conditions?.map(({ type, status }) => [type, status])).toEqual([
    ['config.injection.WorkloadCluster.example', 'True'],
    ['intent.nephio.org/SiteResolved', 'True'],
  ]);
  await management.approve(injected);
  const file = management.read('edge1-config', 'injected/workload-cluster.yaml');
  expect(file).toContain('masterInterface: eth1');
  expect(management.read('edge1-config', 'injected/network.yaml')).toContain('nephio.org/cluster-name: regional-01');
});

/** As much of Nephio's definition as is used here. */
const WORKLOAD_CLUSTERS = yaml`
  apiVersion: apiextensions.k8s.io/v1
  kind: CustomResourceDefinition
  metadata:
    name: workloadclusters.infra.nephio.org
  spec:
    group: infra.nephio.org
    names: {kind: WorkloadCluster, listKind: WorkloadClusterList, plural: workloadclusters, singular: workloadcluster}
    scope: Namespaced
    versions:
    - name: v1alpha1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                clusterName: {type: string}
                masterInterface: {type: string}
                cnis: {type: array, items: {type: string}}
`;
