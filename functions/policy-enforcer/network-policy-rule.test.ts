import { describe, expect, test } from '@jest/globals';
import { enforce } from '../../test/support/policies';
import { yaml } from '../../test/support/yaml';

/** Only this rule of the pack. */
const OFF = {
  limitsAndRequests: false,
  noLatestTag: false,
  readOnlyRootFilesystem: false,
  dropAllCapabilities: false,
  probes: false,
  noPlaintextSecrets: false,
};
const HARDENED = { packs: [{ name: 'hardening', params: OFF }] };

const template = (labels: object) => ({ metadata: { labels }, spec: { containers: [{ name: 'a', image: 'a:1' }] } });

function workload(kind: string, name: string, namespace = 'core', metadata: object = {}): string {
  const own = template({ app: name });
  const spec: Record<string, object> = {
    Pod: own.spec,
    Job: { template: own },
    CronJob: { schedule: '@daily', jobTemplate: { spec: { template: own } } },
    ReplicationController: { selector: { app: name }, template: own },
  };
  const group: Record<string, string> = { Pod: '', ReplicationController: '', Job: 'batch/', CronJob: 'batch/' };
  return JSON.stringify({
    apiVersion: `${group[kind] ?? 'apps/'}v1`,
    kind,
    metadata: { name, ...(namespace !== '' && { namespace }), labels: { app: name }, ...metadata },
    spec: spec[kind] ?? { selector: { matchLabels: { app: name } }, template: own },
  });
}

function networkPolicy(name: string, podSelector: object | undefined, namespace = 'core', metadata: object = {}) {
  return JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, ...(namespace !== '' && { namespace }), ...metadata },
    spec: { podSelector, policyTypes: ['Ingress'] },
  });
}

const LOCAL = { annotations: { 'config.kubernetes.io/local-config': 'true' } };
const CLUSTER_WIDE = yaml`
  apiVersion: policy.networking.k8s.io/v1alpha1
  kind: AdminNetworkPolicy
  metadata: {name: all}
`;

function found(documents: readonly string[], settings: object = HARDENED) {
  return enforce(documents, settings).filter(({ tags }) => tags?.policy === 'hardening-network-policy');
}

/** The Pods that the rule names. */
function open(documents: readonly string[], settings: object = HARDENED): string[] {
  return found(documents, settings).map(({ message }) => /the Pods of (.*?): /.exec(message)?.[1] ?? message);
}

describe('a namespace with workloads', () => {
  test('and no NetworkPolicy is open, and the finding says where, what for, and how to mend it', () => {
    const annotations = { 'internal.config.kubernetes.io/path': 'upf.yaml', 'config.kubernetes.io/path': 'upf.yaml' };
    expect(found([workload('Deployment', 'upf', 'core', { annotations }), workload('StatefulSet', 'amf')])).toEqual([
      {
        severity: 'error',
        message:
          'upf.yaml: networkPolicy: no NetworkPolicy selects the Pods of Deployment upf, StatefulSet amf: the package has none for the namespace core; everything in the cluster may talk to them; expected NetworkPolicies that select all Pods (hardening-network-policy of the pack hardening): add one to core with an empty podSelector, or with the labels of the Pods; or exempt them in the config with a reason',
        resourceRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'upf', namespace: 'core' },
        field: { path: 'metadata.namespace', currentValue: 'core' },
        file: { path: 'upf.yaml', index: 0 },
        tags: { code: 'POLICY_DENIED', policy: 'hardening-network-policy', rule: '0', ruleName: 'networkPolicy' },
      },
    ]);
  });

  test.each(['CronJob', 'DaemonSet', 'Deployment', 'Job', 'Pod', 'ReplicaSet', 'ReplicationController', 'StatefulSet'])(
    '%s counts',
    kind => {
      expect(open([workload(kind, 'a')])).toEqual([`${kind} a`]);
      expect(open([workload(kind, 'a'), networkPolicy('all', {})])).toEqual([]);
      expect(open([workload(kind, 'a'), networkPolicy('a', { matchLabels: { app: 'a' } })])).toEqual([]);
      expect(open([workload(kind, 'a'), networkPolicy('b', { matchLabels: { app: 'b' } })])).toEqual([`${kind} a`]);
    },
  );

  test('has one finding, which names some of many', () => {
    const many = Array.from({ length: 13 }, (_, i) => workload('Deployment', `d${i}`));
    const [pods, ...others] = open([...many, workload('Deployment', 'd', 'other')]);
    expect(pods).toMatch(/^Deployment d0, .*, Deployment d9 and 3 more$/);
    expect(others).toEqual(['Deployment d']);
  });

  test('is named default where objects name none', () => {
    const [finding] = found([workload('Deployment', 'a', ''), networkPolicy('all', {})]);
    expect(finding?.message).toContain('none for the namespace default');
    expect(finding).not.toHaveProperty('field');
    expect(open([workload('Deployment', 'a', ''), networkPolicy('all', {}, 'default')])).toEqual([]);
  });

  test('is the business of the cluster if it is kube-system', () => {
    expect(open([workload('DaemonSet', 'cni', 'kube-system')])).toEqual([]);
  });
});

describe('what counts', () => {
  const [upf, amf] = [workload('Deployment', 'upf'), workload('Deployment', 'amf')];

  test('NetworkPolicies that select all Pods between them', () => {
    const selecting = (...apps: string[]) => ({
      matchExpressions: [{ key: 'app', operator: 'In', values: apps }],
    });
    expect(open([upf, amf, networkPolicy('a', selecting('upf', 'amf'))])).toEqual([]);
    expect(open([upf, amf, networkPolicy('a', selecting('upf')), networkPolicy('b', selecting('amf'))])).toEqual([]);
    const [finding] = found([upf, amf, networkPolicy('a', selecting('upf')), networkPolicy('c', selecting('smf'))]);
    expect(finding?.message).toContain(
      'selects the Pods of Deployment amf: those of the namespace core (a, c) are for other Pods',
    );
  });

  test('an empty selector, and none at all', () => {
    expect(open([upf, networkPolicy('a', undefined)])).toEqual([]);
    expect(open([upf, networkPolicy('a', { matchLabels: {} })])).toEqual([]);
  });

  test.each([
    ['in another namespace', networkPolicy('a', {}, 'other')],
    ['kept out of the cluster', networkPolicy('a', {}, 'core', LOCAL)],
    ['of another kind', CLUSTER_WIDE],
    ['with a selector that is none', networkPolicy('a', { matchExpressions: [{ key: 'app', operator: 'Is' }] })],
  ])('not one %s', (_what, document) => {
    expect(open([upf, document])).toEqual(['Deployment upf']);
  });

  describe('ingress', () => {
    const typed = (policyTypes: string[] | undefined, name = 'a') =>
      JSON.stringify({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name, namespace: 'core' },
        spec: { podSelector: {}, ...(policyTypes && { policyTypes }), egress: [{}] },
      });

    test.each([[undefined], [[]], [['Ingress']], [['Ingress', 'Egress']]])('%j is for it', types => {
      expect(open([upf, typed(types)])).toEqual([]);
    });

    test('egress alone leaves it open, and the finding says so', () => {
      const [finding] = found([upf, typed(['Egress'], 'out')]);
      expect(finding?.message).toContain(
        'the Pods of Deployment upf: those of the namespace core are out for egress only (policyTypes lacks Ingress); everything in',
      );
      const [both] = found([upf, typed(['Egress'], 'out'), networkPolicy('c', { matchLabels: { app: 'smf' } })]);
      expect(both?.message).toContain(
        'those of the namespace core are c for other Pods, and out for egress only (policyTypes lacks Ingress); everything',
      );
      expect(open([upf, typed(['Egress'], 'out'), typed(['Ingress'])])).toEqual([]);
    });
  });

  test('not workloads that are kept out of the cluster', () => {
    expect(open([workload('Deployment', 'a', 'core', LOCAL)])).toEqual([]);
  });

  test('each site of a fan-out by itself', () => {
    const at = (folder: string) => ({
      annotations: {
        'internal.config.kubernetes.io/path': `${folder}/a.yaml`,
        'config.kubernetes.io/path': `${folder}/a.yaml`,
        'intent.nephio.org/generated-by': 'set-target-site',
      },
    });
    const documents = ['edge1-config', 'edge2-config'].map(folder => workload('Deployment', 'upf', 'core', at(folder)));
    const separated = networkPolicy('all', {}, 'core', at('edge1-config'));
    expect(found([...documents, separated]).map(({ file }) => file?.path)).toEqual(['edge2-config/a.yaml']);
  });
});

describe('the config', () => {
  const upf = workload('Deployment', 'upf');
  const amf = workload('Deployment', 'amf');

  test.each([
    ['Warn', 'warning', 'POLICY_WARNED'],
    ['Audit', 'info', 'POLICY_AUDITED'],
  ])('%s: a %s', (action, severity, code) => {
    const packs = [{ ...HARDENED.packs[0], actions: [action] }];
    expect(found([upf], { packs })).toMatchObject([{ severity, tags: { code } }]);
  });

  test('switches it off; the package does not', () => {
    expect(open([upf], { packs: [{ name: 'hardening', params: { ...OFF, networkPolicy: false } }] })).toEqual([]);
    const params = JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'hardening', namespace: 'kube-system' },
      data: { networkPolicy: 'false' },
    });
    expect(open([upf], { ...HARDENED, params: [JSON.parse(params)] })).toEqual([]);
    expect(open([upf, params])).toEqual(['Deployment upf']);
    expect(open([upf], { packs: [{ name: 'guardrails' }] })).toEqual([]);
  });

  test.each([
    [{ match: { namespace: 'core' } }, [], 'EXEMPT'],
    [{ rule: 'networkPolicy' }, [], 'EXEMPT'],
    [{ match: { kind: 'Deployment', name: 'upf' } }, ['Deployment amf'], 'EXEMPT'],
    [{ match: { namespace: 'other' } }, ['Deployment upf, Deployment amf'], 'EXEMPTION_UNUSED'],
    [{ rule: 'networkPolicies' }, ['Deployment upf, Deployment amf'], 'EXEMPTION_WITHOUT_RULE'],
  ])('exempts %j', (fields, left, code) => {
    const exemptions = [{ policy: 'hardening-network-policy', reason: 'a mesh does that', ...fields }];
    expect(open([upf, amf], { ...HARDENED, exemptions })).toEqual(left);
    expect(enforce([upf, amf], { ...HARDENED, exemptions }).map(({ tags }) => tags?.code)).toContain(code);
  });

  test('and counts it with the rest', () => {
    const summary = enforce([upf], HARDENED).find(({ tags }) => tags?.code === 'POLICIES_CHECKED');
    expect(summary?.message).toContain(': 1 denied, 0 warnings');
  });
});
