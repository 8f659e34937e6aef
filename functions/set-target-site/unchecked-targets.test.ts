import { describe, expect, test } from '@jest/globals';
import { context, find, LOCAL, meantFor, object, SITES, specialise } from '../../test/support/sites';

const infra = (kind: string, name: string, spec: object, annotations: object = LOCAL) =>
  JSON.stringify({ apiVersion: 'infra.nephio.org/v1alpha1', kind, metadata: { name, annotations }, spec });
const intent = (name: string, targetSite: unknown, annotations: object = {}) =>
  JSON.stringify({
    apiVersion: 'intent.nephio.org/v1alpha1',
    kind: 'Intent',
    metadata: { name, annotations: { ...LOCAL, ...annotations } },
    spec: { targetSite },
  });
const generated = (name: string, source: string, sites: string) =>
  object(name, {
    'intent.nephio.org/generated-by': 'expectation-to-bundle',
    'intent.nephio.org/source': source,
    ...meantFor(sites),
  });

const CLUSTER = infra('WorkloadCluster', 'edge2', { clusterName: 'edge2' });
const TENTH = infra('WorkloadCluster', 'x', { clusterName: 'edge10' });
const AT_EDGE2 = context({ site: 'edge2' });

const unchecked = (documents: string[], settings?: object) =>
  specialise(documents, settings).results.filter(({ tags }) => tags?.code === 'TARGET_UNCHECKED');

describe('without any Site, a target that nothing knows', () => {
  const misspelt = [AT_EDGE2, CLUSTER, intent('i1', 'egde2'), generated('b', 'Intent/i1/ran', 'egde2')];

  test('is a site, and named in one warning with the nearest known one and the mend', () => {
    const result = specialise(misspelt);
    expect(result.exitCode).toBe(0);
    expect(find(result, 'b')).toBeUndefined();
    expect(unchecked(misspelt)).toMatchObject([{ severity: 'warning' }]);
    expect(unchecked(misspelt)[0]?.message).toBe(
      'no Site says which sites there are, and nothing else knows these targets: egde2 of Intent i1 and 1 more (did you mean edge2?); they are taken for sites of their own: add a Site object for each site, or correct the names',
    );
  });

  test('is an error under `require`, and nothing is removed', () => {
    const result = specialise(misspelt, { require: true });
    expect(result.exitCode).toBe(1);
    expect(result.results).toMatchObject([{ severity: 'error', tags: { code: 'TARGET_UNCHECKED' } }]);
    expect(find(result, 'b')).toBeDefined();
  });

  test('is only an info before the package has a site, strict or not', () => {
    const documents = [intent('i1', 'edge1'), object('a', meantFor('edge2, edge3'))];
    for (const settings of [undefined, { require: true }]) {
      expect(unchecked(documents, settings)).toMatchObject([{ severity: 'info' }]);
      expect(unchecked(documents, settings)[0]?.message).toContain(
        'nothing else knows these targets: edge1 of Intent i1, edge2 of ConfigMap a, edge3 of ConfigMap a; they',
      );
    }
  });

  test('is told though what it named is gone', () => {
    expect(unchecked([AT_EDGE2, intent('i1', ['egde2', 'edge2'])])[0]?.message).toContain('egde2 of Intent i1 (did');
    expect(unchecked([AT_EDGE2, intent('i1', 'edge2', meantFor('egde2'))])).toHaveLength(1);
  });

  test.each<[string, string[]]>([
    ["the package's site", [AT_EDGE2, object('a', meantFor('edge2'))]],
    [
      "the package's site by its cluster, and the other way round",
      [
        infra('ClusterContext', 'x', { siteCode: 'edge2', clusterName: 'c2' }, { 'kpt.dev/injected-resource': 'x' }),
        object('a', meantFor('c2')),
        object('b', meantFor('edge2')),
      ],
    ],
    [
      'a cluster of the package',
      [AT_EDGE2, infra('WorkloadCluster', 'x', { clusterName: 'c1' }), object('a', meantFor('c1'))],
    ],
    ['no site', [AT_EDGE2, object('a', meantFor('none'))]],
    ['a selector', [AT_EDGE2, CLUSTER, object('a', meantFor('nephio.org/region=north'))]],
    ['nothing', [AT_EDGE2, object('a')]],
    ['what the intent says, where its annotation says otherwise', [AT_EDGE2, intent('i', 'egde2', meantFor('edge2'))]],
  ])('%s is known', (_name, documents) => {
    expect(unchecked(documents)).toEqual([]);
  });

  test.each([
    ['edge1', false],
    ['edge20', false],
    ['edge100', false],
    ['edge02', true],
    ['ege2', true],
    ['elsewhere', false],
  ])('%s: whether the nearest known one is named: %s, for neighbours are no mistakes', (name, isNear) => {
    const [result] = unchecked([AT_EDGE2, TENTH, object('a', meantFor(name))]);
    expect(result?.message.includes('did you mean')).toBe(isNear);
  });

  test('of many, the first are named, and the others counted', () => {
    const many = Array.from({ length: 25 }, (_, i) => object(`o${i}`, meantFor(`far${i}`)));
    const results = unchecked([AT_EDGE2, ...many]);
    expect(results).toHaveLength(1);
    expect(results[0]?.message).toContain('far9 of ConfigMap o9 and 15 more names; they');
  });
});

test('with a Site, an unknown target is an error, and told once', () => {
  const { results } = specialise([...SITES, AT_EDGE2, object('a', meantFor('egde2'))]);
  expect(results).toMatchObject([{ severity: 'error', tags: { code: 'TARGET_UNKNOWN' } }]);
});

test('a name that can be no site is an error, and told once', () => {
  const { results } = specialise([AT_EDGE2, object('a', meantFor('Edge 1$'))]);
  expect(results.map(({ tags }) => tags?.code)).toEqual(['TARGET_UNKNOWN']);
});
