import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { executable } from '../support/kpt-package';
import { binding, deployment, enforcerConfig, policy } from '../support/policies';
import { type Data, listOf } from '../support/run';
import { yaml } from '../support/yaml';

/** The built policy-enforcer, as a pipeline has it: what is broken is all found, and what is hostile ends. */

const file = executable('policy-enforcer');
const KIB = 1024;
/** Of seconds; what has no bounds takes minutes. */
const SOON = 60;

function enforce(documents: readonly string[], config = enforcerConfig()) {
  const { status, stdout, stderr } = spawnSync(file, [], {
    input: listOf(documents, config),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: SOON * 1000,
  });
  const text = stdout.slice(stdout.lastIndexOf('\nresults:'));
  const results: Data[] = parse(text)?.results ?? [];
  const errors = results.filter(({ severity }) => severity === 'error');
  return { status, stderr, results, errors, bytes: Buffer.byteLength(text) };
}

/** A document at its place in a package. */
function at(path: string, index: number, document: string): string {
  const object = parse(document);
  const annotations = {
    'internal.config.kubernetes.io/path': path,
    'internal.config.kubernetes.io/index': `${index}`,
    'config.kubernetes.io/path': path,
    'config.kubernetes.io/index': `${index}`,
  };
  return JSON.stringify({ ...object, metadata: { ...object.metadata, annotations } });
}

describe('a broken package', () => {
  const AMF = yaml`
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: amf, namespace: core, labels: {app: amf}}
    spec:
      replicas: 9
      serviceName: amf
      selector: {matchLabels: {app: amf}}
      template:
        metadata: {labels: {app: amf}}
        spec:
          hostNetwork: true
          containers:
          - {name: amf, image: "amf:1", ports: [{containerPort: 38412, hostPort: 38412}]}
          - {name: log, image: "log:1", securityContext: {privileged: true}}
  `;
  const ROLE = yaml`
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: amf}
    rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
  `;
  const POD = yaml`
    apiVersion: v1
    kind: Pod
    metadata: {name: probe, namespace: tools}
    spec:
      containers: [{name: probe, image: "probe:latest"}]
      volumes: [{name: host, hostPath: {path: /}}]
  `;
  const CONFIG = enforcerConfig({
    defaulting: true,
    packs: [
      { name: 'pss-baseline' },
      { name: 'guardrails', params: { maxReplicas: 5 } },
      {
        name: 'hardening',
        params: {
          limitsAndRequests: false,
          readOnlyRootFilesystem: false,
          dropAllCapabilities: false,
          noLatestTag: false,
        },
      },
    ],
  });
  const found = enforce(
    [
      at('nf/amf.yaml', 0, AMF),
      at('nf/amf.yaml', 1, ROLE.replace('amf', 'amf-too')),
      at('rbac.yaml', 0, ROLE),
      at('tools/probe.yaml', 2, POD),
    ],
    CONFIG,
  );
  const CONTAINERS = 'spec.template.spec.containers';

  test('has every finding: file, place in it, object, field and rule', () => {
    const lines = found.errors.map(
      ({ file, resourceRef, field, tags }) =>
        `${file.path}#${file.index} ${resourceRef.kind} ${field?.path ?? '-'} ${tags.ruleName}`,
    );
    expect(lines.sort()).toEqual(
      [
        'nf/amf.yaml#0 StatefulSet metadata.namespace networkPolicy',
        'nf/amf.yaml#0 StatefulSet spec.replicas maxReplicas',
        `nf/amf.yaml#0 StatefulSet ${CONTAINERS}[0].livenessProbe probes`,
        `nf/amf.yaml#0 StatefulSet ${CONTAINERS}[0].ports[0].hostPort hostPorts`,
        `nf/amf.yaml#0 StatefulSet ${CONTAINERS}[1].securityContext.privileged denyPrivileged`,
        `nf/amf.yaml#0 StatefulSet ${CONTAINERS}[1].securityContext.privileged privileged`,
        'nf/amf.yaml#0 StatefulSet spec.template.spec.hostNetwork denyHostNetwork',
        'nf/amf.yaml#0 StatefulSet spec.template.spec.hostNetwork hostNamespaces',
        'nf/amf.yaml#1 ClusterRole kind denyRBACChanges',
        'rbac.yaml#0 ClusterRole kind denyRBACChanges',
        'tools/probe.yaml#2 Pod metadata.namespace networkPolicy',
        'tools/probe.yaml#2 Pod spec.containers[0].livenessProbe probes',
        'tools/probe.yaml#2 Pod spec.volumes[0].hostPath hostPathVolumes',
      ].sort(),
    );
  });

  test('is refused, and each finding says how to mend it, on stderr too', () => {
    expect(found.status).toBe(1);
    for (const { message, file } of found.errors) {
      expect(message).toMatch(
        /: (?:(?:change|add) .*|leave the object out); or exempt (?:it|them) in the config with a reason$/,
      );
      expect(message.startsWith(`${file.path}`)).toBe(true);
      expect(found.stderr).toContain(message);
    }
  });
});

describe('what is hostile', () => {
  const items = Array.from({ length: 20_000 }, (_, i) => ({ name: `n${i}` }));
  const list = `[${Array(200).fill(1).join(', ')}]`;
  const doubling = (first: string) => [
    { name: 'v0', expression: first },
    ...Array.from({ length: 60 }, (_, i) => ({ name: `v${i + 1}`, expression: `variables.v${i} + variables.v${i}` })),
  ];

  test.each([
    [
      'a quadratic expression',
      'object.spec.items.all(a, object.spec.items.all(b, a.name != b.name + a.name))',
      { items },
    ],
    ['a cubic one', `${list}.all(a, ${list}.all(b, ${list}.all(c, a + b + c > 0)))`, {}],
    [
      'a pattern that backtracks elsewhere',
      "object.spec.texts.all(t, !t.matches('^((a*)*)*b$'))",
      { texts: Array(40).fill('a'.repeat(100_000)) },
    ],
    ['a text that grows', "object.spec.text.replace('a', object.spec.text).size() == 0", { text: 'a'.repeat(20_000) }],
    [
      'a text of texts',
      "object.spec.items.map(a, object.spec.items.map(b, b.name).join(',')).join(',') == ''",
      { items },
    ],
  ])('%s ends in an error', (_what, expression, spec) => {
    const { status, errors, bytes } = enforce([policy(expression), binding(), deployment(spec)]);
    expect(status).toBe(1);
    expect(errors).toHaveLength(1);
    expect(errors[0].message).toContain('actual cost limit exceeded');
    expect(bytes).toBeLessThan(256 * KIB);
  });

  test.each(["'xxxxxxxxxx'", '[1, 2, 3]'])('variables that double %s end in an error', first => {
    const { status, errors } = enforce([
      policy('variables.v60.size() == 0', { variables: doubling(first) }),
      binding(),
      deployment(),
    ]);
    expect(status).toBe(1);
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining('cost limit exceeded')]);
  });

  test('variables that use each other in many ways are looked through once for what is to blame', () => {
    const variables = doubling('object.spec.replicas').slice(0, 41);
    const [error] = enforce([policy('variables.v40 < 0', { variables }), binding(), deployment()]).errors;
    expect(error.field).toEqual({ path: 'spec.replicas', currentValue: 3 });
  });

  test('very many findings are summed up', () => {
    const documents = Array.from({ length: 3000 }, (_, i) => deployment({ replicas: 3 }, { name: `web${i}` }));
    const validations = [{ expression: 'false', message: 'm'.repeat(300) }];
    const { status, errors, bytes, stderr } = enforce([policy(validations), binding(), ...documents]);
    expect(status).toBe(1);
    expect(bytes).toBeLessThan(256 * KIB);
    expect(Buffer.byteLength(stderr)).toBeLessThan(16 * KIB);
    expect(errors.length).toBeGreaterThan(100);
    expect(errors.at(-1).message).toMatch(/^\d+ error, 1 info more: left out to keep the results small$/);
  });

  test('a long value does not crowd out the finding', () => {
    const text = 'y'.repeat(500_000);
    const { errors, bytes } = enforce([policy("object.spec.text == ''"), binding(), deployment({ text })]);
    expect(errors[0].field).toEqual({ path: 'spec.text', currentValue: `${'y'.repeat(1000)}…` });
    expect(bytes).toBeLessThan(8 * KIB);
  });

  test('objects as deep as is read are judged, deeper ones refused', () => {
    const deep = (levels: number) => {
      const spec = `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
      const object = `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":${spec}}`;
      return enforce([policy('object == object && object.spec.a == 1'), binding(), object]);
    };
    expect(deep(900).errors.map(({ field }) => field.path)).toEqual(['spec.a']);
    const { status, stderr } = deep(5000);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^\[error\] policy-enforcer: .* more than 1000 collections stand inside each other \(line \d+\)\n$/,
    );
  });

  test('an exemption for each of many objects', () => {
    const names = Array.from({ length: 1000 }, (_, i) => `web${i}`);
    const exemptions = names.map(name => ({ policy: 'p', rule: 0, match: { name }, reason: 'known' }));
    const documents = names.map(name => deployment({}, { name }));
    const { status, errors } = enforce([policy('false'), binding(), ...documents], enforcerConfig({ exemptions }));
    expect([status, errors]).toEqual([0, []]);
  });
});
