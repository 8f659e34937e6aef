import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { allThirdPartyCrds } from '../../lib/kinds/third-party/third-party-kinds';
import { checkCrd } from '../../lib/schema/crd/check-crd';
import { SchemaPack } from '../../lib/schema/pack';
import { configMap, listOf, run } from '../../test/support/run';
import { yaml } from '../../test/support/yaml';
import { validateSchema } from './function';

/** `severity: message` of what was found in documents, but for what only Config Sync minds. */
function said(...documents: string[]): string[] {
  return saidOf(documents);
}

function saidOf(documents: string[], config?: string): string[] {
  const { results } = run(validateSchema, listOf(documents, config));
  return results
    .filter(({ severity, tags }) => severity !== 'info' && tags?.['code'] !== 'GITOPS')
    .map(({ severity, message }) => `${severity}: ${message}`);
}

const LOCAL = 'metadata:\n  annotations: {config.kubernetes.io/local-config: "true"}';
const dropped = '(the API server would drop it without a word)';

describe('mistakes that circulate', () => {
  test('a RootSync with a section `sync`', () => {
    const rootSync = yaml`
      apiVersion: configsync.gke.io/v1beta1
      kind: RootSync
      metadata:
        name: root-sync
        namespace: config-management-system
      spec:
        sourceFormat: unstructured
        git:
          repo: https://git.example.com/deployments
          branch: main
          dir: deployments/production
          auth: token
          secretRef: {name: git-creds}
        sync:
          prune: true
          sourceFormat: unstructured
    `;
    expect(said(rootSync)).toEqual([
      `error: spec has no field \`sync\` ${dropped}: Config Sync prunes by itself; \`sourceFormat\` stands in \`spec\``,
    ]);
    expect(said(rootSync.replace('metadata:', LOCAL))[0]).toMatch(/^warning: spec has no field `sync`/);
  });

  test('a RootSync that does not say how to log in', () => {
    const rootSync = yaml`
      apiVersion: configsync.gke.io/v1beta1
      kind: RootSync
      metadata: {name: edge1-sync, namespace: config-management-system}
      spec:
        sourceFormat: unstructured
        git: {repo: http://git.example.com/edge1-config, branch: main, dir: /apps/intent, period: 30s}
    `;
    expect(said(rootSync)).toEqual(['error: spec.git.auth is required: give it a string']);
  });

  test('a RootSync with the address of a cluster', () => {
    const rootSync = yaml`
      apiVersion: configsync.gke.io/v1beta1
      kind: RootSync
      metadata: {name: edge1-root-sync, namespace: config-management-system}
      spec:
        git: {repo: https://git.example.com/edge1-config, auth: none}
        override: {apiServerEndpoint: "https://10.0.0.1:6443"}
    `;
    expect(said(rootSync)).toEqual([
      `error: spec.override has no field \`apiServerEndpoint\` ${dropped}: Config Sync runs in the cluster that it syncs, so there is no address to give`,
    ]);
  });

  test('a ClusterContext with fields of a WorkloadCluster', () => {
    const context = yaml`
      apiVersion: infra.nephio.org/v1alpha1
      kind: ClusterContext
      metadata: {name: my-ran}
      spec:
        clusterName: my-ran
        siteCode: site-ran-01
        cnis: [calico, macvlan]
        provider: baremetal
    `;
    expect(said(context)).toEqual([
      `error: spec has no field \`clusterName\` ${dropped}: it is a field of WorkloadCluster; the name of a ClusterContext is metadata.name`,
      `error: spec has no field \`cnis\` ${dropped}: it is a field of WorkloadCluster; here write \`cniConfig: {cniType: …, masterInterface: …}\``,
      `error: spec has no field \`provider\` ${dropped}: no kind of infra.nephio.org has it: write it as a label`,
    ]);
  });

  test('a ProvisioningRequest of another CRD', () => {
    const request = yaml`
      apiVersion: o2ims.provisioning.oran.org/v1alpha1
      kind: ProvisioningRequest
      metadata: {name: embb-edge1}
      spec:
        targetCluster: edge1
        slaRequirements: {availability: "99.9%"}
    `;
    expect(said(request)).toEqual([
      `error: spec has no field \`slaRequirements\` ${dropped}: what the template asks for stands in \`templateParameters\``,
      `error: spec has no field \`targetCluster\` ${dropped}: what the template asks for stands in \`templateParameters\``,
      'error: spec.templateName is required: give it a string',
      'error: spec.templateParameters is required: give it a mapping',
      'error: spec.templateVersion is required: give it a string',
    ]);
  });

  test('a ProvisioningRequest in a namespace', () => {
    const request = yaml`
      apiVersion: o2ims.provisioning.oran.org/v1alpha1
      kind: ProvisioningRequest
      metadata: {name: edge1, namespace: o2ims}
      spec: {templateName: edge, templateVersion: v1, templateParameters: {clusterName: edge1}}
    `;
    const { results } = run(validateSchema, listOf([request]));
    expect(results.filter(({ severity }) => severity === 'error')).toMatchObject([
      { field: { path: 'metadata.namespace' }, tags: { rule: 'namespace-on-cluster-scoped', knv: 'KNV1052' } },
    ]);
  });

  test('a NetworkSlice of a group that nobody has a CRD of', () => {
    const slice = yaml`
      apiVersion: nephio.org/v1alpha1
      kind: NetworkSlice
      metadata: {name: slice-embb}
      spec: {sliceType: eMBB}
    `;
    expect(said(slice)).toEqual([
      "error: there is no schema for NetworkSlice (nephio.org/v1alpha1): put its CustomResourceDefinition (group nephio.org) into the package or the config's `crds`",
    ]);
  });
});

describe('objects as their projects write them', () => {
  test.each([
    ['infra.nephio.org/v1alpha1', 'WorkloadCluster', '{clusterName: edge1, cnis: [macvlan], masterInterface: eth1}'],
    [
      'infra.nephio.org/v1alpha1',
      'ClusterContext',
      '{siteCode: edge1, cniConfig: {cniType: macvlan, masterInterface: eth1}}',
    ],
    ['req.nephio.org/v1alpha1', 'Capacity', '{maxUplinkThroughput: 5G, maxDownlinkThroughput: 1e9, maxSessions: 100}'],
    [
      'req.nephio.org/v1alpha1',
      'Interface',
      '{networkInstance: {name: vpc-ran}, cniType: macvlan, attachmentType: vlan}',
    ],
    ['ipam.resource.nephio.org/v1alpha1', 'IPClaim', '{networkInstance: {name: vpc-ran}, prefixLength: 24}'],
    [
      'workload.nephio.org/v1alpha1',
      'NFDeployment',
      '{provider: upf.free5gc.io, interfaces: [{name: n3, ipv4: {address: 10.0.0.3/24}}]}',
    ],
    ['k8s.cni.cncf.io/v1', 'NetworkAttachmentDefinition', "{config: '{}'}"],
    [
      'config.porch.kpt.dev/v1alpha1',
      'PackageVariant',
      '{upstream: {repo: a, package: b, revision: 1}, downstream: {repo: c, package: d}}',
    ],
    ['config.porch.kpt.dev/v1alpha1', 'PackageVariant', '{upstream: {repo: a, package: b, revision: v1}}'],
  ])('%s %s %s', (apiVersion, kind, spec) => {
    expect(said(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`)).toEqual([]);
  });

  test('a CRD in the package wins', () => {
    const crd = yaml`
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: capacities.req.nephio.org}
      spec:
        group: req.nephio.org
        scope: Namespaced
        names: {kind: Capacity, plural: capacities}
        versions:
        - name: v1beta1
          served: true
          storage: true
          schema:
            openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {cells: {type: integer}}}}}
    `;
    const capacity = (version: string) =>
      `apiVersion: req.nephio.org/${version}\nkind: Capacity\nmetadata: {name: a}\nspec: {cells: 1}\n`;
    expect(said(crd, capacity('v1beta1'))).toEqual([]);
    expect(said(capacity('v1alpha1'))).toEqual([expect.stringMatching(/^error: spec has no field `cells`/)]);
  });
});

describe('the Kptfile', () => {
  const kptfile = yaml`
    apiVersion: kpt.dev/v1
    kind: Kptfile
    metadata: {name: edge, annotations: {config.kubernetes.io/local-config: "true"}}
    upstream: {type: git, git: {repo: "https://git.example.com/a", directory: /, ref: main}, updateStrategy: resource-merge}
    upstreamLock: {type: git, git: {repo: "https://git.example.com/a", directory: /, ref: main, commit: abc}}
    info: {description: a package, readinessGates: [{conditionType: intent.nephio.org.SiteResolved}]}
    pipeline:
      mutators:
      - image: set-labels:v0.1.0
        configMap: {replicas: 3}
        selectors: [{kind: Deployment}]
    inventory: {namespace: a, name: b, inventoryID: c}
    status: {conditions: [{type: Rendered, status: "True"}], renderStatus: {mutationSteps: []}}
  `;

  test('with all of its bookkeeping', () => {
    expect(said(kptfile)).toEqual([]);
  });

  test('with fields that kpt refuses, and in subpackages too', () => {
    const wrong = kptfile.replace('  mutators:', '  mutator:').replace('configMap:', 'config:');
    expect(said(wrong)).toEqual(['error: pipeline has no field `mutator`: did you mean `mutators`?']);
    expect(said(kptfile, kptfile.replace('image:', 'images:').replace('name: edge', 'name: sub'))).toEqual([
      'error: pipeline.mutators[0] has no field `images`: did you mean `image`?',
    ]);
  });

  test('of a version that kpt no longer reads', () => {
    expect(said(kptfile.replace('kpt.dev/v1', 'kpt.dev/v1alpha2'))).toEqual([
      'error: kpt does not read kpt.dev/v1alpha2: use kpt.dev/v1',
    ]);
  });
});

describe('what we ship', () => {
  const folders = ['blueprints', 'Kptfile-examples'].flatMap(parent =>
    readdirSync(parent, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && (entry.name === 'Kptfile' || entry.name.endsWith('.yaml')))
      .map(entry => join(entry.parentPath, entry.name)),
  );

  test.each(folders)('%s: its kinds of others, and its Kptfile, are fine', file => {
    const documents = readFileSync(file, 'utf8')
      .split(/^---$/m)
      .filter(text => /^kind:/m.test(text));
    // Some examples have kinds whose CRDs are elsewhere.
    expect(saidOf(documents, configMap({ ignoreMissingSchemas: 'true', profile: 'schema' }))).toEqual([]);
  });
});

test('the tables are CRDs that an API server would take', () => {
  const context = {
    objectMeta: new SchemaPack('1.36').objectMeta,
    kubernetesVersion: '1.36',
    prunes: true,
    isNew: true,
  };
  expect(allThirdPartyCrds().flatMap(crd => checkCrd(crd, context))).toEqual([]);
});
