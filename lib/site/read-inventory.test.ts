import { describe, expect, test } from '@jest/globals';
import { processorTime } from '../../test/support/processor-time';
import { listOf } from '../../test/support/run';
import { site } from '../../test/support/sites';
import { Report } from '../krm/report';
import { ResourceList } from '../krm/resource-list';
import { readInventory } from './read-inventory';

const read = (...documents: string[]) => {
  const resources = new ResourceList(Buffer.from(listOf(documents)));
  const report = new Report(resources);
  const inventory = readInventory(resources, [], report);
  return { inventory, messages: report.results().map(({ message }) => message), results: report.results() };
};

const infra = (kind: string, name: string, spec: object, annotations: object = {}, labels: object = {}) =>
  JSON.stringify({ apiVersion: 'infra.nephio.org/v1alpha1', kind, metadata: { name, annotations, labels }, spec });

describe('what WorkloadClusters and ClusterContexts say', () => {
  const INJECTED = { 'kpt.dev/injected-resource': 'x' };
  const workloadCluster = infra(
    'WorkloadCluster',
    'w',
    { clusterName: 'c1', cnis: ['macvlan'], masterInterface: 'eth1' },
    INJECTED,
    { 'nephio.org/region': 'us-west' },
  );

  test('completes the site of that cluster, without any inventory too', () => {
    const facts = {
      cluster: 'c1',
      cnis: ['macvlan'],
      masterInterface: 'eth1',
      labels: { 'nephio.org/region': 'us-west' },
    };
    expect(read(workloadCluster).inventory.find('c1')).toMatchObject({ name: 'c1', ...facts });
    expect(read(workloadCluster, site('edge1', { cluster: 'c1' })).inventory.find('edge1')).toMatchObject(facts);
  });

  test('does not replace what the site says itself', () => {
    const { inventory } = read(workloadCluster, site('edge1', { cluster: 'c1', cnis: ['sriov'] }));
    expect(inventory.find('c1')).toMatchObject({ name: 'edge1', cnis: ['sriov'], masterInterface: 'eth1' });
  });

  test.each([
    ['the CRD', { siteCode: 'edge1', cniConfig: { cniType: 'macvlan', masterInterface: 'eth1' } }, 'edge1'],
    ['the documents', { clusterName: 'c1', siteCode: 'edge1', cnis: ['macvlan'], provider: 'baremetal' }, 'c1'],
  ])('a ClusterContext in the shape of %s', (_name, spec, cluster) => {
    for (const sites of [[], [site('edge1', {})]]) {
      const { inventory } = read(infra('ClusterContext', 'x', spec), ...sites);
      expect(inventory.find('edge1')).toMatchObject({ name: 'edge1', cluster, cnis: ['macvlan'] });
      expect(inventory.find(cluster)?.name).toBe('edge1');
    }
  });

  test('contradicts a site only with an error', () => {
    const { messages } = read(
      infra('ClusterContext', 'x', { siteCode: 'edge1', clusterName: 'c2' }),
      site('edge1', { cluster: 'c1' }),
    );
    expect(messages).toEqual(['site edge1: its cluster is c1, and ClusterContext x says c2: correct one of them']);
  });

  test('an injection point that Porch has not filled says nothing', () => {
    const waiting = infra(
      'WorkloadCluster',
      'w',
      { clusterName: 'example', cnis: ['a'] },
      { 'kpt.dev/config-injection': 'required' },
    );
    expect(read(waiting).inventory.find('example')?.cnis).toEqual([]);
  });

  test('makes no inventory: other names stay sites', () => {
    expect(read(workloadCluster).inventory.find('edge2')?.name).toBe('edge2');
    expect(read(workloadCluster).inventory.expand('nephio.org/region=us-west')).toEqual(['c1']);
  });
});

describe('credentials', () => {
  test.each<[string, string, string]>([
    ['a password', site('a', { password: 'hunter2' }), 'Site a: spec.password'],
    ['a token among the values', site('a', { values: { gitToken: 'hunter2' } }), 'Site a: spec.values.gitToken'],
    ['a user in a URL', site('a', { values: { url: 'https://git:hunter2@x.example' } }), 'Site a: spec.values.url'],
    ['a kubeconfig', infra('ClusterContext', 'x', { kubeconfig: 'hunter2' }), 'ClusterContext x: spec.kubeconfig'],
    ['a secret', infra('WorkloadCluster', 'x', { auth: { secret: 'hunter2' } }), 'WorkloadCluster x: spec.auth.secret'],
    ['a private key', infra('WorkloadCluster', 'x', { privateKey: 'hunter2' }), 'WorkloadCluster x: spec.privateKey'],
    ['an API key', infra('WorkloadCluster', 'x', { apiKey: 'hunter2' }), 'WorkloadCluster x: spec.apiKey'],
    [
      'a token of an injection point that Porch has not filled',
      infra('WorkloadCluster', 'x', { apiToken: 'hunter2' }, { 'kpt.dev/config-injection': 'required' }),
      'WorkloadCluster x: spec.apiToken',
    ],
    [
      'a token of another one',
      infra('ClusterContext', 'x', { apiToken: 'hunter2' }, { 'kpt.dev/config-injection': 'optional' }),
      'ClusterContext x: spec.apiToken',
    ],
    [
      'a reference that may be what it refers to',
      site('a', { values: { passwordRef: 'hunter2' } }),
      'Site a: spec.values.passwordRef',
    ],
  ])('%s is refused, named and not repeated', (_name, document, where) => {
    const { results } = read(document);
    expect(results).toMatchObject([{ severity: 'error', tags: { code: 'SITE_CREDENTIAL' } }]);
    expect(results[0]?.message).toContain(`${where} looks like a credential`);
    expect(JSON.stringify(results)).not.toContain('hunter2');
  });

  test.each([
    ['the name of a Secret', site('a', { values: { secretName: 'git' } })],
    ['the name of a Secret with a token', site('a', { values: { tokenSecretName: 'edge1-git' } })],
    ['a rate of telecommunication', site('a', { values: { passRate: '99', tokenBucketRate: '10' } })],
    ['a user of SSH', site('a', { values: { url: 'ssh://git@x.example/r.git' } })],
    ['a mail address', site('a', { values: { contact: 'noc@example.com' } })],
    ['a word with such letters', site('a', { values: { tokenRing: 'no' } }).replace('tokenRing', 'secretary')],
  ])('%s is none', (_name, document) => {
    expect(read(document).messages).toEqual([]);
  });
});

describe('a Site', () => {
  test('has its labels in its metadata', () => {
    const labelled = site('a', {}).replace('"name":"a"', '"name":"a","labels":{"tier":"edge"}');
    expect(read(labelled).inventory.find('a')?.labels).toEqual({ tier: 'edge' });
  });

  test.each<[string, string, string]>([
    ['a number for a text', 'spec:\n  values: {tac: 0001}', 'Site a: `spec.values.tac`: expected a text, not a number'],
    ['a label that is none', 'spec: {}', 'Site a: `metadata.labels.x`: it may hold letters'],
  ])('%s is an error with the mend', (_name, spec, message) => {
    const labels = spec === 'spec: {}' ? '\n  labels: {x: "a b"}' : '';
    const { messages } = read(
      `apiVersion: intent.nephio.org/v1alpha1\nkind: Site\nmetadata:\n  name: a${labels}\n${spec}\n`,
    );
    expect(messages).toEqual([expect.stringContaining(message)]);
  });

  test('a thousand of them are read in a second', () => {
    const many = Array.from({ length: 1000 }, (_, i) => site(`s${i}`, { cluster: `c${i}`, values: { tac: '0001' } }));
    const milliseconds = processorTime(() => {
      expect(read(...many).inventory.sites).toHaveLength(1000);
    });
    expect(milliseconds).toBeLessThan(1000);
  });
});
