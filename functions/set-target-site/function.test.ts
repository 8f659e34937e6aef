import { describe, expect, test } from '@jest/globals';
import { listOf, type Run, run } from '../../test/support/run';
import {
  context,
  find,
  isParked,
  KPTFILE,
  LOCAL,
  meantFor,
  object,
  SITES,
  site,
  specialise,
} from '../../test/support/sites';
import { yaml } from '../../test/support/yaml';
import { setTargetSite } from './function';

describe('where the site comes from', () => {
  const injected = (kind: string, name: string, spec: object) =>
    JSON.stringify({
      apiVersion: 'infra.nephio.org/v1alpha1',
      kind,
      metadata: { name, annotations: { ...LOCAL, 'kpt.dev/injected-resource': name } },
      spec,
    });
  const workloadCluster = injected('WorkloadCluster', 'w', { clusterName: 'edge2' });
  const clusterContext = injected('ClusterContext', 'edge3', { siteCode: 'edge3' });
  const probe = object('probe', meantFor('edge1,edge2,edge3'));

  test.each<[string, string[], object | undefined, string | undefined]>([
    [
      'the function config comes first',
      [workloadCluster, clusterContext, context({ site: 'edge3' })],
      { site: 'edge1' },
      'edge1',
    ],
    [
      'then an injected WorkloadCluster',
      [context({ site: 'edge1' }), clusterContext, workloadCluster],
      undefined,
      'edge2',
    ],
    ['by the name of its cluster too', [workloadCluster.replace('"edge2"', '"edge-cluster-01"')], undefined, 'edge1'],
    ['then an injected ClusterContext', [context({ site: 'edge1' }), clusterContext], undefined, 'edge3'],
    [
      'by its own name, where it has no siteCode',
      [clusterContext.replace('{"siteCode":"edge3"}', '{}')],
      undefined,
      'edge3',
    ],
    ['then `site` of the package context', [context({ site: 'edge1', name: 'edge2' })], undefined, 'edge1'],
    ['then its `name`, if that is a site', [context({ name: 'edge2' })], undefined, 'edge2'],
    ['a `name` that is no site is none', [context({ name: 'network-slice' })], undefined, undefined],
    ['an empty `site` is none', [context({ site: '', name: 'example' })], undefined, undefined],
    [
      'what was not injected does not count',
      [workloadCluster.replace('kpt.dev/injected-resource', 'kpt.dev/config-injection')],
      undefined,
      undefined,
    ],
    ['nothing says it', [], undefined, undefined],
  ])('%s', (_name, documents, settings, expected) => {
    const result = specialise([KPTFILE, ...SITES, ...documents, probe], settings);
    expect(result.exitCode).toBe(0);
    expect(find(result, 'probe').metadata.labels?.['deployment.nephio.org/site']).toBe(expected);
  });

  const inPackage = (text: string, path: string) => {
    const data = JSON.parse(text);
    data.metadata.annotations = { ...data.metadata.annotations, 'internal.config.kubernetes.io/package-path': path };
    return JSON.stringify(data);
  };
  const cluster = (name: string, clusterName: string) => injected('WorkloadCluster', name, { clusterName });

  test.each<[string, string[], string]>([
    [
      'WorkloadClusters',
      [cluster('a', 'edge-cluster-02'), cluster('b', 'edge1')],
      'the injected WorkloadClusters a (edge-cluster-02) and b (edge1) are those of two sites, and a package is for one: keep the one of its site, and take the other out of the package',
    ],
    [
      'ClusterContexts',
      [injected('ClusterContext', 'a', { siteCode: 'edge1' }), clusterContext],
      'the injected ClusterContexts a (edge1) and edge3 (edge3) are those of two sites',
    ],
  ])('two injected %s of two sites are an error that names both', (_name, documents, message) => {
    for (const sites of [SITES, []]) {
      const { exitCode, results } = specialise([KPTFILE, ...sites, ...documents, object('a')]);
      expect(exitCode).toBe(1);
      expect(results).toMatchObject([{ severity: 'error', tags: { code: 'SITE_AMBIGUOUS' } }]);
      expect(results[0]?.message).toContain(message);
    }
  });

  test('two of one site agree; what comes first is not asked for two', () => {
    const one = specialise([...SITES, cluster('a', 'edge-cluster-02'), cluster('b', 'edge2'), probe]);
    expect(find(one, 'probe').metadata.labels).toEqual({ 'deployment.nephio.org/site': 'edge2' });
    const told = specialise([...SITES, cluster('a', 'edge1'), cluster('b', 'edge2'), probe], { site: 'edge3' });
    expect(find(told, 'probe').metadata.labels).toEqual({ 'deployment.nephio.org/site': 'edge3' });
  });

  test('that of a subpackage speaks of itself', () => {
    const documents = [inPackage(cluster('a', 'edge2'), '/root/sub'), inPackage(cluster('b', 'edge1'), '/root'), probe];
    expect(find(specialise([...SITES, ...documents]), 'probe').metadata.labels).toEqual({
      'deployment.nephio.org/site': 'edge1',
    });
  });

  test('without an inventory, any site is one', () => {
    const result = specialise([context({ site: 'anywhere' }), object('probe', meantFor('anywhere'))]);
    expect(find(result, 'probe').metadata.annotations['nephio.org/cluster-name']).toBe('anywhere');
  });

  test('the package context of a subpackage speaks of itself', () => {
    const documents = [
      inPackage(context({ site: 'edge2' }), '/root/sub'),
      inPackage(context({ site: 'edge1' }), '/root'),
      probe,
    ];
    expect(find(specialise([...SITES, ...documents]), 'probe').metadata.labels).toEqual({
      'deployment.nephio.org/site': 'edge1',
    });
  });
});

describe('a package that is not specialised yet', () => {
  const documents = [KPTFILE, ...SITES, object('a', meantFor('edge1')), object('b', meantFor('nowhere'))];

  test('passes, changes no object, and holds Porch back', () => {
    const result = specialise(documents);
    expect(result).toMatchObject({ exitCode: 0, results: [{ severity: 'info', tags: { code: 'SITE_MISSING' } }] });
    expect(result.items.slice(1)).toEqual(documents.slice(1).map(text => JSON.parse(text)));
    expect(result.items[0]).toMatchObject({
      info: { readinessGates: [{ conditionType: 'intent.nephio.org/SiteResolved' }] },
      status: { conditions: [{ type: 'intent.nephio.org/SiteResolved', status: 'False' }] },
    });
  });

  test('fails only where that is asked for', () => {
    expect(specialise(documents, { require: true })).toMatchObject({
      exitCode: 1,
      results: [{ severity: 'error', tags: { code: 'SITE_MISSING' } }],
    });
  });
});

describe('an unknown site', () => {
  test('is an error that names the known ones and the nearest', () => {
    const { exitCode, results } = specialise([...SITES, context({ site: 'egde1' })]);
    expect(exitCode).toBe(1);
    expect(results[0]).toMatchObject({ severity: 'error', field: { path: 'data.site', currentValue: 'egde1' } });
    expect(results[0]?.message).toBe(
      'unknown site "egde1" in the package context: did you mean edge1? known sites: edge1, edge2, edge3; groups: both, far',
    );
  });

  test('which is a group of sites is told as such', () => {
    const { exitCode, results } = specialise([...SITES, context({ site: 'both' })]);
    expect(exitCode).toBe(1);
    expect(results.map(({ message }) => message)).toEqual([
      'unknown site "both" in the package context: it is the group of edge1, edge2, and a package is for one site: name one of them',
    ]);
  });

  test('as a target too, for every object that has one', () => {
    const { exitCode, results } = specialise([
      ...SITES,
      context({ site: 'edge1' }),
      object('a', meantFor('edge9')),
      object('b', meantFor('edge1, nowhere')),
      object('c', meantFor('edge1')),
    ]);
    expect(exitCode).toBe(1);
    expect(results.map(({ severity, resourceRef }) => [severity, resourceRef?.name])).toEqual([
      ['error', 'a'],
      ['error', 'b'],
    ]);
  });
});

describe('what stays and what leaves', () => {
  const generated = (name: string, annotations: object) =>
    object(name, { 'intent.nephio.org/generated-by': 'expectation-to-bundle', ...annotations });
  const intent = JSON.stringify({
    apiVersion: 'intent.nephio.org/v1alpha1',
    kind: 'Intent',
    metadata: { name: 'i', annotations: { ...LOCAL } },
    spec: { targetSite: 'edge2' },
  });
  const source = { 'intent.nephio.org/source': 'Intent/i/e' };

  test.each<[string, string, boolean]>([
    ['named', object('x', meantFor('edge1')), true],
    ['in a list', object('x', meantFor('edge2 , edge1')), true],
    ['in a group', object('x', meantFor('both')), true],
    ['elsewhere', object('x', meantFor('edge2')), false],
    ['in another group', object('x', meantFor('far')), false],
    ['nowhere', object('x', meantFor('none')), false],
    ['generated for here', generated('x', meantFor('edge1')), true],
    ['generated from an intent for elsewhere', generated('x', source), false],
    ['its own annotation before the intent', generated('x', { ...source, ...meantFor('edge1') }), true],
    ['by service type', generated('x', { 'intent.nephio.org/service-type': 'embb' }), true],
    ['by a service type of other sites', generated('x', { 'intent.nephio.org/service-type': 'URLLC' }), false],
    ['by a service type of no site: everywhere', generated('x', { 'intent.nephio.org/service-type': 'mMTC' }), true],
  ])('%s', (_name, document, stays) => {
    const result = specialise([...SITES, intent, context({ site: 'edge1' }), document]);
    const found = find(result, 'x');
    expect(found !== undefined && !isParked(found)).toBe(stays);
  });

  test("the intent's annotation counts before its targetSite", () => {
    const annotated = JSON.parse(intent);
    annotated.metadata.annotations['intent.nephio.org/target-sites'] = 'edge1';
    expect(
      find(specialise([...SITES, JSON.stringify(annotated), context({ site: 'edge1' }), generated('x', source)]), 'x'),
    ).toBeDefined();
  });

  test('hand-written objects for other sites are parked, generated ones removed', () => {
    const result = specialise([
      ...SITES,
      context({ site: 'edge1' }),
      object('mine', meantFor('edge2')),
      generated('made', meantFor('edge2')),
    ]);
    expect(find(result, 'mine').metadata.annotations).toEqual({
      ...meantFor('edge2'),
      ...LOCAL,
      'intent.nephio.org/parked': 'true',
    });
    expect(find(result, 'made')).toBeUndefined();
  });

  test('objects without a target go everywhere, with one warning, an error under `require`', () => {
    const documents = [...SITES, context({ site: 'edge1' }), object('a'), object('b')];
    const { results, exitCode } = specialise(documents);
    expect(exitCode).toBe(0);
    expect(results[0]).toMatchObject({ severity: 'warning', tags: { code: 'TARGET_MISSING' } });
    expect(results[0]?.message).toContain(
      '2 objects name no target site and go to every site: ConfigMap a, ConfigMap b; annotate them with',
    );
    expect(specialise(documents, { require: true })).toMatchObject({
      exitCode: 1,
      results: [{ tags: { code: 'TARGET_MISSING' } }],
    });
  });

  test('every object that stays is stamped; local ones, intents and sites are not', () => {
    const result = specialise([
      ...SITES,
      intent,
      context({ site: 'edge1' }),
      object('a', meantFor('edge1')),
      object('local', LOCAL),
    ]);
    expect(find(result, 'a').metadata).toMatchObject({
      labels: { 'deployment.nephio.org/site': 'edge1' },
      annotations: { 'nephio.org/cluster-name': 'edge-cluster-01' },
    });
    for (const name of ['local', 'i', 'edge1', 'kptfile.kpt.dev'])
      expect(JSON.stringify(find(result, name))).not.toContain('cluster-name');
  });
});

describe('a package that moves between sites', () => {
  const document = yaml`
    apiVersion: v1
    kind: ConfigMap
    metadata: # about it
      name: mine
      annotations:
        intent.nephio.org/target-sites: edge2 # only there
    data: {a: b}
  `;
  const at = (name: string, items: string[]) => specialise([KPTFILE, ...SITES, context({ site: name }), ...items]);
  const itemText = ({ stdout }: Run) =>
    stdout.slice(
      stdout.indexOf('- apiVersion: v1\n  kind: ConfigMap\n  metadata: # about it'),
      stdout.indexOf('\nresults:'),
    );

  test('parks and un-parks without a trace', () => {
    const there = at('edge2', [document]);
    const list = there.stdout.slice(0, there.stdout.indexOf('\nresults:') + 1);
    const away = run(setTargetSite, list.replace('"site":"edge2"', '"site":"edge1"'));
    expect(itemText(away)).toContain(
      'config.kubernetes.io/local-config: "true"\n      intent.nephio.org/parked: "true"',
    );
    expect(itemText(away)).not.toContain('cluster-name');
    const back = run(
      setTargetSite,
      away.stdout.slice(0, away.stdout.indexOf('\nresults:') + 1).replace('"site":"edge1"', '"site":"edge2"'),
    );
    expect(itemText(back)).toBe(itemText(there));
  });

  test('a target that changes upstream brings a parked object back', () => {
    const away = at('edge1', [document]);
    const list = away.stdout
      .slice(0, away.stdout.indexOf('\nresults:') + 1)
      .replace('target-sites: edge2', 'target-sites: both');
    const { annotations, labels } = find(run(setTargetSite, list), 'mine').metadata;
    expect(annotations).toEqual({ ...meantFor('both'), 'nephio.org/cluster-name': 'edge-cluster-01' });
    expect(labels).toEqual({ 'deployment.nephio.org/site': 'edge1' });
  });

  test('a second run changes nothing', () => {
    for (const name of ['edge1', 'edge2']) {
      const first = at(name, [document]);
      const list = first.stdout.slice(0, first.stdout.indexOf('\nresults:') + 1);
      const again = run(setTargetSite, list);
      expect(again.stdout.slice(0, list.length)).toBe(list);
    }
  });

  test('foreign conditions and gates of the Kptfile stay', () => {
    const kptfile = yaml`
      apiVersion: kpt.dev/v1
      kind: Kptfile
      metadata:
        name: p
      info:
        readinessGates:
        - conditionType: other # theirs
      status:
        conditions:
        - type: other
          status: "False" # theirs
        renderStatus: {a: b}
    `;
    const { items, stdout } = specialise([kptfile, ...SITES, context({ site: 'edge1' })]);
    expect(stdout).toContain('- conditionType: other # theirs');
    expect(items[0].status).toEqual({
      conditions: [
        { type: 'other', status: 'False' },
        {
          type: 'intent.nephio.org/SiteResolved',
          status: 'True',
          reason: 'SiteFound',
          message: 'site edge1 (cluster edge-cluster-01), from the package context',
        },
      ],
      renderStatus: { a: 'b' },
    });
  });
});

describe('the config', () => {
  test('sites can be given there, in a ConfigMap as YAML in a text', () => {
    const data = {
      site: 'edge7',
      sites: '- name: edge7\n  cluster: c7\n- {name: edge8, groups: [both]}\n',
      require: 'true',
    };
    const map = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'function-input' }, data });
    const result = run(setTargetSite, listOf([object('a', meantFor('edge7,both'))], map));
    expect(result.exitCode).toBe(0);
    expect(find(result, 'a').metadata.annotations['nephio.org/cluster-name']).toBe('c7');
  });

  test.each<[string, object, string]>([
    ['an unknown setting', { sit: 'x' }, 'functionConfig has no setting `sit`: did you mean `site`?'],
    [
      'an unknown part of a site',
      { sites: [{ name: 'a', clutser: 'x' }] },
      'there is no `clutser`; did you mean `cluster`?',
    ],
    ['a site without a name', { sites: [{ cluster: 'x' }] }, '`sites.0.name`'],
    ['a site that is defined twice', { sites: [{ name: 'a' }, { name: 'a' }] }, 'site a is defined twice'],
    [
      'a group with the name of a site',
      { sites: [{ name: 'a', groups: ['b'] }, { name: 'b' }] },
      'b is the name of a site and of a group',
    ],
    ['a site named none', { sites: [{ name: 'none' }] }, 'none is the target that is no site'],
    ['a wrong type', { require: 'maybe' }, '`require`'],
  ])('%s is an error', (_name, settings, message) => {
    const { exitCode, results } = specialise([object('a')], settings);
    expect(exitCode).toBe(1);
    expect(results[0]?.message).toContain(message);
  });

  test('credentials of an entry are refused, and not repeated', () => {
    const { exitCode, results } = specialise([object('a')], {
      sites: [{ name: 'a', values: { gitToken: 'hunter2' } }],
    });
    expect(exitCode).toBe(1);
    expect(results[0]).toMatchObject({
      tags: { code: 'SITE_CREDENTIAL' },
      field: { path: 'sites[0].values.gitToken' },
    });
    expect(JSON.stringify(results)).not.toContain('hunter2');
  });

  test('a Site object that is wrong is an error', () => {
    const { exitCode, results } = specialise([site('x', { clusters: 'y' })]);
    expect(exitCode).toBe(1);
    expect(results[0]).toMatchObject({ resourceRef: { kind: 'Site', name: 'x' }, field: { path: 'spec.clusters' } });
  });
});
