import { describe, expect, test } from '@jest/globals';
import { configMap, listOf, run } from '../../test/support/run';
import { findings, messages, object } from '../../test/support/schema-findings';
import { yaml } from '../../test/support/yaml';
import { validateSchema } from './function';

const pod = (container: object, more: object = {}) =>
  object('v1', 'Pod', { spec: { containers: [{ name: 'c', image: 'i', ...container }], ...more } });

const service = (port: object) => object('v1', 'Service', { spec: { ports: [{ port: 80, ...port }] } });

const DEPLOYMENT = yaml`
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web}
  spec:
    selector: {matchLabels: {app: web}}
    template:
      metadata: {labels: {app: web}}
      spec:
        containers: [{name: web, image: web:1}]
`;

describe('fields of built-in kinds', () => {
  test('a good object', () => {
    expect(findings(DEPLOYMENT)).toEqual([]);
  });

  test('one that there is not, with the nearest that there is', () => {
    expect(messages(DEPLOYMENT.replace('spec:\n', 'spec:\n  replica: 3\n'))).toEqual([
      'spec has no field `replica`: did you mean `replicas`?',
    ]);
    expect(findings(pod({ resources: { limit: {} } }))).toEqual(['FIELD_UNKNOWN spec.containers[0].resources.limit']);
    expect(findings(object('v1', 'ConfigMap', { dat: {} }))).toEqual(['FIELD_UNKNOWN dat']);
  });

  test('required ones, also inside what is left out', () => {
    expect(findings(object('apps/v1', 'Deployment', {}))).toEqual([
      'FIELD_MISSING spec.selector',
      'FIELD_MISSING spec.template.spec.containers',
    ]);
    expect(findings(object('networking.k8s.io/v1', 'Ingress', { spec: { rules: [{ http: {} }] } }))).toEqual([
      'FIELD_MISSING spec.rules[0].http.paths',
    ]);
  });

  test('null is as if nothing stood there', () => {
    expect(findings(object('v1', 'ConfigMap', { data: null }))).toEqual([]);
    expect(findings(pod({ command: [null], env: null }))).toEqual([]);
    expect(findings(pod({ name: null }))).toEqual(['FIELD_MISSING spec.containers[0].name']);
    expect(findings(object('v1', 'Pod', { spec: { containers: [null] } }))).toEqual([
      'FIELD_MISSING spec.containers[0].image',
      'FIELD_MISSING spec.containers[0].name',
    ]);
  });

  test('through aliases and merge keys', () => {
    const shared = yaml`
      apiVersion: v1
      kind: Pod
      metadata: {name: x}
      spec:
        containers:
        - &base
          name: a
          image: i
          imagePullPolice: Always
        - {<<: *base, name: b}
    `;
    expect(findings(shared)).toEqual([
      'FIELD_UNKNOWN spec.containers[0].imagePullPolice',
      'FIELD_UNKNOWN spec.containers[1].imagePullPolice',
    ]);
  });
});

describe('values of built-in kinds', () => {
  test.each<[string, string, string | undefined]>([
    [
      'a number in quotes',
      service({ port: '80' }),
      'expected an integer, found the string "80": write it without quotes',
    ],
    ['a number for a string', pod({ image: 5 }), 'expected a string, found the number 5: put it in quotes'],
    [
      'a boolean in quotes',
      pod({ tty: 'yes' }),
      'expected true or false, found the string "yes": write true, without quotes',
    ],
    ['a number beyond 32 bits', service({ port: 4294967297 }), '4294967297 does not fit an integer of 32 bits'],
    ['int-or-string: a name', service({ targetPort: 'http' }), undefined],
    ['int-or-string: a number', service({ targetPort: 8080 }), undefined],
    ['int-or-string: a boolean', service({ targetPort: true }), 'expected an integer or a string, found true'],
    ['a quantity', pod({ resources: { limits: { cpu: '1.5', memory: '1e3', 'x.y/z': 2 } } }), undefined],
    ['no quantity', pod({ resources: { limits: { memory: '10Mo' } } }), '"10Mo" is no quantity'],
    ['base64', object('v1', 'Secret', { data: { a: 'YWJj' } }), undefined],
    ['no base64', object('v1', 'Secret', { data: { a: 'secret!' } }), 'this is no base64'],
    ['a mapping for a list', pod({ args: { a: 1 } }), 'is a list, so there is no field `a` in it'],
    ['a list for a mapping', object('v1', 'ConfigMap', { data: [] }), 'expected a mapping, found a list'],
    ['a string for a mapping', object('v1', 'ConfigMap', { data: 'x' }), 'expected a mapping, found the string "x"'],
  ])('%s', (_name, document, expected) => {
    const found = messages(document);
    if (expected === undefined) expect(found).toEqual([]);
    else expect(found).toEqual([expect.stringContaining(expected)]);
  });

  test('a text that is a number is proposed as it is written', () => {
    const document = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {mode: 0644, version: 1.10}\n';
    const { results } = run(validateSchema, listOf([document]));
    const errors = results.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ field }) => field)).toEqual([
      { path: 'data.mode', currentValue: 420, proposedValue: '0644' },
      { path: 'data.version', currentValue: 1.1, proposedValue: '1.10' },
    ]);
  });

  test('an octal number is one where a number is wanted', () => {
    const volumes = '[{name: v, configMap: {name: c, defaultMode: 0644}}]';
    const document = `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{name: c, image: i}], volumes: ${volumes}}\n`;
    expect(findings(document)).toEqual([]);
  });

  test('list items with the same keys, defaults of keys counted', () => {
    expect(findings(pod({ ports: [{ containerPort: 1 }, { containerPort: 1, protocol: 'TCP' }] }))).toEqual([
      'DUPLICATE_ITEM spec.containers[0].ports[1]',
    ]);
    expect(findings(pod({ ports: [{ containerPort: 1 }, { containerPort: 1, protocol: 'UDP' }] }))).toEqual([]);
    expect(findings(pod({ env: [{ name: 'A' }, { name: 'B' }, { name: 'A' }] }))).toEqual([
      'DUPLICATE_ITEM spec.containers[0].env[2]',
    ]);
  });

  test('names, namespaces, labels and annotations', () => {
    const metadata = (fields: object) => object('v1', 'ConfigMap', { metadata: { name: 'x', ...fields } });
    expect(findings(metadata({ name: 'A_b' }))).toEqual(['VALUE_INVALID metadata.name']);
    expect(findings(metadata({ namespace: 'a.b' }))).toEqual(['VALUE_INVALID metadata.namespace']);
    expect(findings(metadata({ labels: { a: '-' } }))).toEqual(['VALUE_INVALID metadata.labels.a']);
    expect(findings(metadata({ annotations: { 'a/b/c': '' } }))).toEqual([
      'VALUE_INVALID metadata.annotations["a/b/c"]',
    ]);
    const role = { metadata: { name: 'system:Reader' }, rules: [] };
    expect(findings(object('rbac.authorization.k8s.io/v1', 'ClusterRole', role))).toEqual([]);
  });
});

describe('no silent pass', () => {
  test.each([
    [
      'autoscaling/v1',
      'Scale',
      'a Scale (autoscaling/v1) is no object to keep: it asks a workload for its replicas: set `spec.replicas` of the workload',
    ],
    ['v1', 'Configmap', 'Kubernetes 1.36 has no Configmap in v1: did you mean `ConfigMap`?'],
    ['apps/v1beta1', 'Deployment', 'Kubernetes 1.36 has no Deployment in apps/v1beta1: it is in apps/v1'],
    [
      'example.com/v1',
      'Widget',
      "there is no schema for Widget (example.com/v1): put its CustomResourceDefinition (group example.com) into the package or the config's `crds`",
    ],
  ])('%s %s', (apiVersion, kind, message) => {
    expect(messages(object(apiVersion, kind, {}))).toEqual([message]);
  });

  test('ignoreMissingSchemas lets pass what a CRD may bring, and nothing else', () => {
    const config = configMap({ ignoreMissingSchemas: 'true' });
    expect(findings(object('example.com/v1', 'Widget', {}), config)).toEqual([]);
    expect(findings(object('v1', 'Configmap', {}), config)).toEqual(['SCHEMA_MISSING kind']);
  });

  test('skipKinds, and an annotation with a reason', () => {
    const config = configMap({ skipKinds: '[Widget, v1/Pod]' });
    expect(findings([object('example.com/v1', 'Widget', {}), object('v1', 'Pod', {})], config)).toEqual([]);
    const skipped = (reason: string) =>
      object('v1', 'Pod', { metadata: { name: 'x', annotations: { 'intent.nephio.org/skip-schema': reason } } });
    expect(findings(skipped('a webhook fills it'))).toEqual([]);
    expect(findings(skipped(' '))).toEqual([
      'SKIP_WITHOUT_REASON metadata.annotations["intent.nephio.org/skip-schema"]',
    ]);
  });

  test('skipKinds that match nothing, and a package of which nothing is checked', () => {
    const messagesOf = (documents: string[], skipKinds: string) =>
      run(validateSchema, listOf(documents, configMap({ skipKinds }))).results.map(
        ({ severity, tags }) => `${severity} ${tags?.code}`,
      );
    const widget = object('example.com/v1', 'Widget', {});
    expect(messagesOf([widget, DEPLOYMENT], '[Widgets, Widget]')).toContain('info SKIP_UNUSED');
    expect(messagesOf([widget], '[Widget]')).toEqual(['warning NOTHING_CHECKED', 'info SCHEMA_CHECKED']);
    expect(messagesOf([], '[]')).toEqual(['info SCHEMA_CHECKED']);
  });

  test('one result counts them all', () => {
    const documents = [
      DEPLOYMENT,
      object('v1', 'Pod', {}),
      object('example.com/v1', 'Widget', {}),
      object('v1', 'Secret', {
        metadata: { name: 'local', annotations: { 'config.kubernetes.io/local-config': 'true' } },
      }),
    ];
    const { results, exitCode } = run(validateSchema, listOf(documents));
    expect(exitCode).toBe(1);
    expect(results.at(-1)?.message).toBe(
      'checked 3 resources against Kubernetes 1.36: 1 valid, 1 invalid, 0 skipped, 1 without a schema',
    );
  });
});

describe('the config', () => {
  test.each<[string, Record<string, string>, string]>([
    ['a version without a pack', { kubernetesVersion: '1.20' }, 'there are schemas of Kubernetes 1.32, 1.33'],
    ['an unknown setting', { kubernetesversion: '1.34' }, 'did you mean `kubernetesVersion`?'],
    ['a wrong switch', { ignoreMissingSchemas: 'maybe' }, '`ignoreMissingSchemas`: write true or false'],
    ['no list', { skipKinds: 'Widget' }, '`skipKinds`: write a list of kinds'],
    ['no CRD', { crds: '[{kind: Widget}]' }, '`crds`: write a list of CustomResourceDefinitions'],
  ])('%s', (_name, data, expected) => {
    expect(messages(DEPLOYMENT, configMap(data))).toEqual([expect.stringContaining(expected)]);
  });

  test.each([
    ['1.32', ['SCHEMA_MISSING kind']],
    ['v1.34.3', []],
    ['1.36', []],
  ])('the version decides: %s and a kind that 1.34 brought', (kubernetesVersion, expected) => {
    const deviceClass = object('resource.k8s.io/v1', 'DeviceClass', { spec: {} });
    expect(findings(deviceClass, configMap({ kubernetesVersion }))).toEqual(expected);
  });
});

describe('what the API server checks beyond its schemas', () => {
  const SCHEMA_ONLY = configMap({ profile: 'schema' });
  const spec = (selector: object, podSpec: object = {}) =>
    object('apps/v1', 'Deployment', {
      spec: {
        selector: { matchLabels: selector },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'c', image: 'i' }], ...podSpec },
        },
      },
    });
  const mount = { volumeMounts: [{ name: 'v', mountPath: '/v' }] };

  test.each<[rule: string, document: string, found: string]>([
    ['a word of a list', service({ protocol: 'tcp' }), 'VALUE_INVALID spec.ports[0].protocol'],
    ['a range', service({ port: 70000 }), 'VALUE_INVALID spec.ports[0].port'],
    ['a port name', service({ targetPort: '80' }), 'VALUE_INVALID spec.ports[0].targetPort'],
    ['a selector', spec({ app: 'other' }), 'RULE_BROKEN spec.template.metadata.labels'],
    ['an empty selector', spec({}), 'RULE_BROKEN spec.selector'],
    ['restartPolicy', spec({ app: 'web' }, { restartPolicy: 'Never' }), 'RULE_BROKEN spec.template.spec.restartPolicy'],
    ['a mount without a volume', pod(mount), 'RULE_BROKEN spec.containers[0].volumeMounts[0].name'],
    ['no image', pod({ image: null }), 'FIELD_MISSING spec.containers[0].image'],
    [
      'a request beyond its limit',
      pod({ resources: { requests: { memory: '1Gi' }, limits: { memory: '1000M' } } }),
      'RULE_BROKEN spec.containers[0].resources.requests.memory',
    ],
    [
      'two handlers of a probe',
      pod({ livenessProbe: { exec: { command: ['a'] }, tcpSocket: { port: 1 } } }),
      'RULE_BROKEN spec.containers[0].livenessProbe.tcpSocket',
    ],
    ['no ports', object('v1', 'Service', {}), 'RULE_BROKEN spec.ports'],
    [
      'ports without names',
      object('v1', 'Service', { spec: { ports: [{ port: 1, name: 'a' }, { port: 2 }] } }),
      'RULE_BROKEN spec.ports[1].name',
    ],
  ])('%s', (_rule, document, found) => {
    expect(findings(document)).toEqual([found]);
    expect(findings(document, SCHEMA_ONLY)).toEqual([]);
  });

  test('a StatefulSet mounts its claims', () => {
    const template = {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'c', image: 'i', ...mount }] },
    };
    const volumeClaimTemplates = [
      {
        metadata: { name: 'v' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ];
    const claiming = { serviceName: 's', selector: { matchLabels: { app: 'web' } }, template, volumeClaimTemplates };
    expect(findings(object('apps/v1', 'StatefulSet', { spec: claiming }))).toEqual([]);
  });

  test('what Config Sync finds in the same place is the same fault, with its code', () => {
    const { results } = run(validateSchema, listOf([object('v1', 'ConfigMap', { metadata: { name: 'A_b' } })]));
    const errors = results.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ tags }) => tags)).toEqual([{ code: 'VALUE_INVALID', rule: 'name-invalid', knv: 'KNV1036' }]);
    const unknown = run(validateSchema, listOf([object('example.com/v1', 'Widget', {})])).results[0];
    expect(unknown?.tags).toEqual({ code: 'SCHEMA_MISSING', knv: 'KNV1021' });
  });

  test('the schema profile knows nothing of Config Sync', () => {
    const widget = object('v1', 'ConfigMap', { metadata: { name: 'A_b' }, status: { a: 1 } });
    const { results } = run(validateSchema, listOf([widget], SCHEMA_ONLY));
    expect(results.map(({ tags }) => tags)).toEqual([
      { code: 'VALUE_INVALID' },
      { code: 'FIELD_UNKNOWN' },
      { code: 'SCHEMA_CHECKED' },
    ]);
  });

  test('the rule is named', () => {
    const { results } = run(validateSchema, listOf([pod(mount)]));
    expect(results[0]?.tags).toEqual({ code: 'RULE_BROKEN', rule: 'mounts-have-volumes' });
  });
});
