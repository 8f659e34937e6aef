import { describe, expect, test } from '@jest/globals';
import { configMap, listOf, run } from '../../../test/support/run';
import { yaml } from '../../../test/support/yaml';
import { validateSchema } from '../function';

const CONFIG = configMap({ ignoreMissingSchemas: 'true' });

/** The warnings of a package: `rule path: message`. */
function warnings(...documents: string[]): string[] {
  const { results, exitCode } = run(validateSchema, listOf(documents, CONFIG));
  expect(exitCode).toBe(0);
  return results
    .filter(({ severity }) => severity === 'warning')
    .map(({ tags, field, message }) => `${tags?.rule} ${field?.path}: ${message}`);
}

const named = (apiVersion: string, kind: string, name: string, more: object = {}) =>
  JSON.stringify({ apiVersion, kind, metadata: { name, namespace: 'ran' }, ...more });

const UPF = yaml`
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: upf, namespace: ran}
  spec:
    selector: {matchLabels: {app: upf}}
    template:
      metadata:
        labels: {app: upf, tier: user-plane}
        annotations:
          k8s.v1.cni.cncf.io/networks: n3, core/n6@eth2
      spec:
        serviceAccountName: upf
        imagePullSecrets: [{name: registry}]
        initContainers:
        - name: wait
          image: busybox:1
          envFrom: [{secretRef: {name: wait, optional: true}}]
        containers:
        - name: upf
          image: upf:1
          env:
          - {name: A, valueFrom: {configMapKeyRef: {name: upf-config, key: a}}}
          - {name: B, valueFrom: {secretKeyRef: {name: upf-secret, key: b}}}
          envFrom: [{configMapRef: {name: upf-env}}]
        volumes:
        - {name: a, configMap: {name: upf-config}}
        - {name: b, persistentVolumeClaim: {claimName: upf-data}}
        - {name: c, projected: {sources: [{configMap: {name: kube-root-ca.crt}}, {secret: {name: upf-tls}}]}}
`;

describe('what Pods ask for', () => {
  test('and do not get: one warning for each object, however often it is asked for', () => {
    const found = warnings(UPF);
    const missing = found.map(each =>
      /the package has no (\S+ \S+) in the namespace ([^\s:]+)/.exec(each)?.slice(1, 3).join(' '),
    );
    expect(missing.sort()).toEqual([
      'ConfigMap upf-config ran',
      'ConfigMap upf-env ran',
      'NetworkAttachmentDefinition n3 ran',
      'NetworkAttachmentDefinition n6 core',
      'PersistentVolumeClaim upf-data ran',
      'Secret registry ran',
      'Secret upf-secret ran',
      'Secret upf-tls ran',
      'ServiceAccount upf ran',
    ]);
    expect(found.find(each => each.includes('ConfigMap upf-config'))).toBe(
      'reference-missing spec.template.spec.volumes[0].configMap.name: spec.template.spec.volumes[0].configMap.name: the package has no ConfigMap upf-config in the namespace ran (1 more place refers to it): add it, or see that another package brings it',
    );
  });

  test('and get from the package, controllers included', () => {
    const secret = (name: string) => named('v1', 'Secret', name);
    const attachment = (name: string, namespace: string) =>
      JSON.stringify({
        apiVersion: 'k8s.cni.cncf.io/v1',
        kind: 'NetworkAttachmentDefinition',
        metadata: { name, namespace },
      });
    const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    const certificate = { spec: { secretName: 'upf-tls', issuerRef: { name: 'ca' } } };
    const others = [
      named('v1', 'ConfigMap', 'upf-config'),
      named('v1', 'ConfigMap', 'upf-env'),
      named('v1', 'PersistentVolumeClaim', 'upf-data', { spec: claim }),
      named('v1', 'ServiceAccount', 'upf'),
      secret('registry'),
      named('bitnami.com/v1alpha1', 'SealedSecret', 'upf-secret'),
      named('cert-manager.io/v1', 'Certificate', 'tls', certificate),
      attachment('n3', 'ran'),
      attachment('n6', 'core'),
    ];
    expect(warnings(UPF, ...others)).toEqual([]);
    expect(warnings(UPF, ...others.slice(1))).toHaveLength(1);
  });

  test('through aliases and merge keys', () => {
    const pod = yaml`
      apiVersion: v1
      kind: Pod
      metadata: {name: p, namespace: ran}
      spec:
        containers:
        - &main
          name: a
          image: i
          envFrom: &sources [{configMapRef: {name: one}}]
        - {<<: *main, name: b}
        - {name: c, image: i, envFrom: *sources}
    `;
    expect(warnings(pod)).toEqual([expect.stringContaining('ConfigMap one in the namespace ran (2 more places')]);
  });

  test('what is kept out of the cluster is not there', () => {
    const pod = named('v1', 'Pod', 'p', { spec: { serviceAccountName: 'a', containers: [{ name: 'c', image: 'i' }] } });
    const account = yaml`
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: a
        namespace: ran
        annotations: {config.kubernetes.io/local-config: "true"}
    `;
    expect(warnings(pod, account)).toHaveLength(1);
    expect(warnings(pod, named('v1', 'ServiceAccount', 'a'))).toEqual([]);
  });

  test('left out, a namespace is the same as `default`', () => {
    const bare = (kind: string, name: string, more: object) =>
      JSON.stringify({ apiVersion: 'v1', kind, metadata: { name }, ...more });
    const spec = { serviceAccountName: 'a', containers: [{ name: 'c', image: 'i' }] };
    const account = '{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "a", "namespace": "default"}}';
    const found = warnings(bare('Pod', 'p', { spec }), account);
    expect(found).toEqual([expect.stringMatching(/^namespace-missing metadata.namespace: /)]);
  });
});

describe('bindings', () => {
  const binding = (roleRef: object, subject: object) =>
    named('rbac.authorization.k8s.io/v1', 'RoleBinding', 'b', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', ...roleRef },
      subjects: [subject],
    });

  test.each<[string, object, object, string[]]>([
    ['a role that is not there', { kind: 'Role', name: 'edge' }, { kind: 'User', name: 'u' }, ['roleRef.name']],
    ['roles of every cluster', { kind: 'ClusterRole', name: 'view' }, { kind: 'Group', name: 'g' }, []],
    [
      'an account of another namespace',
      { kind: 'ClusterRole', name: 'system:node' },
      { kind: 'ServiceAccount', name: 'a', namespace: 'core' },
      ['subjects[0].name'],
    ],
    [
      'the account of a reconciler',
      { kind: 'ClusterRole', name: 'edit' },
      { kind: 'ServiceAccount', name: 'ns-reconciler-ran', namespace: 'config-management-system' },
      [],
    ],
  ])('%s', (_name, roleRef, subject, paths) => {
    expect(warnings(binding(roleRef, subject)).map(each => each.split(' ')[1])).toEqual(paths.map(path => `${path}:`));
  });
});

describe('Services', () => {
  const service = (selector: object, more: object = {}) =>
    named('v1', 'Service', 's', { spec: { ports: [{ port: 80 }], selector, ...more } });
  const others = [
    ...['upf-config', 'upf-env'].map(name => named('v1', 'ConfigMap', name)),
    ...['upf-secret', 'upf-tls', 'registry'].map(name => named('v1', 'Secret', name)),
  ];
  const selectors = (...documents: string[]) =>
    warnings(...documents, ...others).filter(each => each.startsWith('selector-without-pods'));

  test('select Pods of their namespace that have all labels', () => {
    expect(selectors(UPF, service({ app: 'upf' }))).toEqual([]);
    expect(selectors(UPF, service({ app: 'upf', tier: 'user-plane' }))).toEqual([]);
    expect(selectors(UPF, service({ app: 'upf', tier: 'control-plane' }))).toHaveLength(1);
    expect(selectors(UPF.replace('namespace: ran', 'namespace: core'), service({ app: 'upf' }))).toHaveLength(1);
  });

  test('without a selector, or with one for nobody, are for others to fill', () => {
    expect(selectors(UPF, service({}))).toEqual([]);
    expect(selectors(UPF, service({ app: 'x' }, { type: 'ExternalName', externalName: 'a.example.com' }))).toEqual([]);
  });

  test('many that select nothing are counted', () => {
    const services = Array.from({ length: 50 }, (_, i) =>
      named('v1', 'Service', `s${i}`, { spec: { ports: [{ port: 80 }], selector: { app: `a${i}` } } }),
    );
    const found = selectors(...services);
    expect(found).toHaveLength(20);
    expect(found[0]).toContain('(as with 49 more Services)');
  });
});

describe('networks', () => {
  const cluster = named('infra.nephio.org/v1alpha1', 'WorkloadCluster', 'edge1', {
    spec: { clusterName: 'edge1', cnis: ['macvlan', 'ipvlan'] },
  });
  const attachment = (config: object) =>
    named('k8s.cni.cncf.io/v1', 'NetworkAttachmentDefinition', 'n3', { spec: { config: JSON.stringify(config) } });

  test('are of a type that the cluster has', () => {
    const tuned = attachment({ plugins: [{ type: 'macvlan' }, { type: 'tuning' }] });
    const sriov = attachment({ type: 'sriov' });
    expect(warnings(cluster, tuned)).toEqual([]);
    expect(warnings(sriov)).toEqual([]);
    expect(warnings(cluster, sriov)).toEqual([
      expect.stringMatching(/^cni-missing spec.config: .*no CNI sriov, it has macvlan, ipvlan/),
    ]);
    const requested = named('req.nephio.org/v1alpha1', 'Interface', 'n3', {
      spec: { networkInstance: { name: 'vpc-ran' }, cniType: 'sriov' },
    });
    expect(warnings(cluster, requested)).toEqual([expect.stringContaining('spec.cniType')]);
  });

  test('may be a JSON list; what is no JSON asks for nothing', () => {
    const pod = (networks: string) =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p', namespace: 'ran', annotations: { 'k8s.v1.cni.cncf.io/networks': networks } },
        spec: { containers: [{ name: 'c', image: 'i' }] },
      });
    expect(warnings(pod('[{"name": "n3"}, {"name": "n6", "namespace": "core"}]'))).toHaveLength(2);
    expect(warnings(pod('[{'))).toEqual([]);
  });
});

describe('O2 IMS', () => {
  const schema = {
    type: 'object',
    required: ['clusterName'],
    properties: {
      clusterName: { type: 'string', pattern: '^edge' },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
      size: { type: 'object', additionalProperties: false, properties: { workers: { type: 'integer' } } },
    },
  };
  const template = named('provisioning.oran.org/v1alpha1', 'TemplateInfo', 'edge-v1', {
    spec: { templateName: 'edge', templateVersion: 'v1', templateParameterSchema: JSON.stringify(schema) },
  });
  const request = (templateParameters: object, templateVersion = 'v1') =>
    JSON.stringify({
      apiVersion: 'o2ims.provisioning.oran.org/v1alpha1',
      kind: 'ProvisioningRequest',
      metadata: { name: 'edge1' },
      spec: { templateName: 'edge', templateVersion, templateParameters },
    });

  test.each<[string, object, string[]]>([
    ['parameters that fit', { clusterName: 'edge1', labels: { a: 'b' }, more: 1 }, []],
    ['one that is missing', {}, ['spec.templateParameters.clusterName:']],
    ['a wrong type', { clusterName: 'edge1', labels: { a: 1 } }, ['spec.templateParameters.labels.a:']],
    ['a pattern', { clusterName: 'core' }, ['spec.templateParameters.clusterName:']],
    [
      'one too many, where no more are allowed',
      { clusterName: 'edge1', size: { nodes: 3 } },
      ['spec.templateParameters.size.nodes:'],
    ],
  ])('%s', (_name, parameters, paths) => {
    expect(warnings(template, request(parameters)).map(each => each.split(' ')[1])).toEqual(paths);
  });

  test('a version that the template does not come in; a template of elsewhere', () => {
    expect(warnings(template, request({}, 'v2'))).toEqual([
      expect.stringContaining('the package has edge in version v1, not v2'),
    ]);
    expect(warnings(request({}))).toEqual([]);
  });

  test('a schema that is none', () => {
    const broken = template.replace(/"templateParameterSchema":"(?:\\.|[^"])*"/, '"templateParameterSchema":"{"');
    expect(warnings(broken, request({}))).toEqual([expect.stringContaining('is no JSON Schema')]);
  });
});

describe('OSM Ops', () => {
  const nsd = yaml`
    apiVersion: osm.etsi.org/v1
    kind: Descriptor
    metadata: {name: openldap-ns, namespace: ran}
    nsd:
      nsd:
      - id: openldap_ns
        df:
        - id: default-df
          vnf-profile:
          - {id: openldap, vnfd-id: openldap_knf}
  `;
  const vnfd = yaml`
    apiVersion: osm.etsi.org/v1
    kind: Descriptor
    metadata: {name: openldap-knf, namespace: ran}
    vnfd:
      id: openldap_knf
      kdu: [{name: ldap}]
  `;
  const instance = (more: object) =>
    JSON.stringify({
      apiVersion: 'osmops.example.com/v1',
      kind: 'NsInstance',
      metadata: { name: 'ldap', namespace: 'ran' },
      nsdName: 'openldap_ns',
      vnfName: 'openldap',
      vimAccountName: 'edge1',
      kdu: { name: 'ldap' },
      ...more,
    });

  test.each<[string, object, string[]]>([
    ['names that are there', {}, []],
    ['another service', { nsdName: 'openldap' }, ['nsdName:']],
    ['the descriptor in place of the member', { vnfName: 'openldap_knf' }, ['vnfName:']],
    ['another unit', { kdu: { name: 'slapd' } }, ['kdu.name:']],
  ])('%s', (_name, more, paths) => {
    expect(warnings(nsd, vnfd, instance(more)).map(each => each.split(' ')[1])).toEqual(paths);
  });

  test('without descriptors nothing is known; in `spec` it is the same', () => {
    expect(warnings(instance({ nsdName: 'x' }))).toEqual([]);
    const wrapped = named('osmops.example.com/v1', 'NsInstance', 'ldap', { spec: { nsdName: 'x' } });
    expect(warnings(nsd, wrapped)).toEqual([expect.stringContaining('spec.nsdName')]);
  });
});

test('the schema profile asks for none of this', () => {
  const { results } = run(validateSchema, listOf([UPF], configMap({ profile: 'schema' })));
  expect(results.map(({ severity }) => severity)).toEqual(['info']);
});
