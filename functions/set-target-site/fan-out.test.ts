import { describe, expect, test } from '@jest/globals';
import {
  again,
  BOTH,
  codes,
  configMap,
  FAN_OUT,
  fanOut,
  fileOf,
  filesOf,
  inFile,
  inFolder,
  kptfileOf,
  listFrom,
  SITES,
  THIRD,
} from '../../test/support/fan-out';
import { listOf, type Run, run } from '../../test/support/run';
import { config, context, KPTFILE, LOCAL, meantFor, object } from '../../test/support/sites';
import { setNamespace } from '../set-namespace/function';
import { validateSchema } from '../validate-schema/function';
import { setTargetSite } from './function';

describe('mode fan-out', () => {
  test('copies each object into the folders of its sites, and keeps it as a template', () => {
    const result = fanOut(BOTH, THIRD);
    expect(result.exitCode).toBe(0);
    expect(filesOf(result)).toEqual([
      'services/all.yaml',
      'third.yaml',
      'edge1-config/services/all.yaml',
      'edge2-config/services/all.yaml',
      'edge3-config/third.yaml',
    ]);
    for (const item of inFolder(result, 'services/'))
      expect(item.metadata.annotations).toMatchObject({ ...LOCAL, 'intent.nephio.org/parked': 'fan-out' });
    expect(inFolder(result, 'edge1-config/')[0].metadata).toEqual({
      name: 'both',
      namespace: 'ran-1',
      annotations: {
        ...meantFor('both'),
        'nephio.org/cluster-name': 'edge-cluster-01',
        'internal.config.kubernetes.io/package-path': '/p',
        'intent.nephio.org/generated-by': 'set-target-site',
        'intent.nephio.org/role': 'copy/edge1',
        'intent.nephio.org/source': 'ConfigMap/both/slices',
        'config.kubernetes.io/path': 'edge1-config/services/all.yaml',
        'config.kubernetes.io/index': '0',
      },
      labels: { 'deployment.nephio.org/site': 'edge1' },
    });
    expect(inFolder(result, 'edge2-config/')[0].metadata.namespace).toBe('slices');
  });

  test('says so in the Kptfile', () => {
    expect(fanOut(BOTH).items[0].status.conditions[0]).toMatchObject({
      type: 'intent.nephio.org/SiteResolved',
      status: 'True',
      reason: 'FannedOut',
    });
  });

  test('gives each site its own values', () => {
    const spec = { plmn: { mcc: '001', mnc: '01' } };
    const slice = {
      apiVersion: 'workload.nephio.org/v1alpha1',
      kind: 'NetworkSlice',
      metadata: { name: 's', annotations: meantFor('both') },
      spec,
    };
    const result = fanOut(inFile(JSON.stringify(slice), 's.yaml'));
    expect(['edge1', 'edge2'].map(name => inFolder(result, `${name}-config/`)[0].spec.plmn.mnc)).toEqual(['01', '02']);
    expect(inFolder(result, 's.yaml')[0].spec).toEqual(spec);
  });

  test('copies the text, comments and all', () => {
    const document = [
      '# Written by hand.',
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata: # about it',
      '  name: mine',
      '  annotations:',
      '    intent.nephio.org/target-sites: edge3 # only there',
      '    internal.config.kubernetes.io/path: a.yaml',
      '    internal.config.kubernetes.io/seqindent: wide',
      'data:',
      "  quoted: '0777'",
      '  text: |',
      '    a',
      '',
      '      b',
      '# foot',
    ].join('\n');
    const list = listOf([KPTFILE, ...SITES, 'PLACE'], FAN_OUT).replace(
      '- PLACE',
      `- ${document.replace(/\n(?=.)/g, '\n  ')}`,
    );
    expect(run(setTargetSite, list).stdout).toContain(
      [
        '- # Written by hand.',
        '  apiVersion: v1',
        '  kind: ConfigMap',
        '  metadata: # about it',
        '    name: mine',
        '    annotations:',
        '      intent.nephio.org/target-sites: edge3 # only there',
        '      internal.config.kubernetes.io/seqindent: wide',
        '      config.kubernetes.io/path: edge3-config/a.yaml',
        '      config.kubernetes.io/index: "0"',
        '      nephio.org/cluster-name: edge3',
        '      intent.nephio.org/generated-by: set-target-site',
        '      intent.nephio.org/role: copy/edge3',
        '      intent.nephio.org/source: ConfigMap/mine',
        '    labels:',
        '      deployment.nephio.org/site: edge3',
        '  data:',
        "    quoted: '0777'",
        '    text: |',
        '      a',
        '',
        '        b',
        '  # foot',
        '',
      ].join('\n'),
    );
  });

  test('changes nothing the second time', () => {
    const first = fanOut(BOTH, THIRD);
    expect(listFrom(again(first))).toBe(listFrom(first));
    expect(again(first).results[0]?.message).toContain('0 copies created, 0 updated, 3 unchanged, 0 pruned');
  });

  test('objects of one file keep their order, also when one comes later', () => {
    const second = inFile(configMap('second', meantFor('edge3')), 'third.yaml', 1);
    const places = (result: Run) =>
      inFolder(result, 'edge3-config/').map(item => [
        item.metadata.name,
        item.metadata.annotations['config.kubernetes.io/index'],
      ]);
    expect(places(fanOut(THIRD, second))).toEqual([
      ['third', '0'],
      ['second', '1'],
    ]);
  });

  test('is refused in a package of one site, and without sites', () => {
    expect(codes(fanOut(inFile(context({ site: 'edge1' }), 'package-context.yaml'), BOTH))).toEqual(['SITE_STATED']);
    expect(fanOut(inFile(context({ name: 'edge1' }), 'package-context.yaml'), BOTH).exitCode).toBe(0);
    const none = run(setTargetSite, listOf([KPTFILE, BOTH], FAN_OUT));
    expect([none.exitCode, codes(none)]).toEqual([1, ['SITE_MISSING']]);
    const both = run(setTargetSite, listOf([...SITES, BOTH], config({ mode: 'fan-out', site: 'edge1' })));
    expect(both.results[0]?.message).toContain('mode fan-out makes the objects of all sites: leave `site` out');
  });

  test('an object without a target goes to all sites, with a warning; one for none goes nowhere', () => {
    const result = fanOut(inFile(configMap('a', {}), 'a.yaml'), inFile(configMap('n', meantFor('none')), 'n.yaml'));
    expect(codes(result)).toEqual(['TARGET_MISSING', 'FANNED_OUT']);
    expect(filesOf(result)).toEqual([
      'a.yaml',
      'n.yaml',
      'edge1-config/a.yaml',
      'edge2-config/a.yaml',
      'edge3-config/a.yaml',
    ]);
  });

  test('leaves no two of the same for one cluster', () => {
    const result = fanOut(BOTH, THIRD);
    const baseline = ['edge1', 'edge2'].map(name => inFile(configMap('base', {}), `${name}-config/baseline/b.yaml`));
    for (const list of [listFrom(result), listFrom(fanOut(BOTH, THIRD, ...baseline))]) {
      const checked = run(validateSchema, list.slice(0, list.indexOf('\nfunctionConfig:') + 1));
      expect(checked.results.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });

  test('but two of the same in one folder are too many', () => {
    const twin = inFile(configMap('third', {}), 'edge3-config/twin.yaml');
    const list = listFrom(fanOut(THIRD, twin));
    const checked = run(validateSchema, list.slice(0, list.indexOf('\nfunctionConfig:') + 1));
    expect(checked.results[0]).toMatchObject({ severity: 'error', tags: { knv: 'KNV1029' } });
  });
});

describe('the folders of sites', () => {
  const FOREIGN = [
    inFile(configMap('base', {}), 'edge1-config/baseline/base.yaml'),
    inFile(
      JSON.stringify({
        apiVersion: 'configsync.gke.io/v1beta1',
        kind: 'RootSync',
        metadata: { name: 'r', annotations: LOCAL },
      }),
      'edge1-config/rootsync.yaml',
    ),
    inFile(configMap('by-hand', meantFor('edge2')), 'edge2-config/by-hand.yaml'),
  ];

  test('may hold files of others, which stay as they are', () => {
    const { items } = fanOut(BOTH, ...FOREIGN);
    for (const document of FOREIGN) expect(items).toContainEqual(JSON.parse(document));
  });

  test('lose what is no longer meant for their sites, and nothing else', () => {
    const before = fanOut(BOTH, THIRD, ...FOREIGN);
    const retargeted = again(before, list =>
      list.replaceAll('"target-sites":"both"', '').replaceAll('":"both"', '":"edge2"'),
    );
    expect(inFolder(retargeted, 'edge1-config/').map(fileOf)).toEqual([
      'edge1-config/baseline/base.yaml',
      'edge1-config/rootsync.yaml',
    ]);
    const deleted = again(before, list =>
      list
        .split('\n')
        .filter(line => !line.startsWith('- ') || !line.includes('"services/all.yaml"'))
        .join('\n'),
    );
    expect(filesOf(deleted)).toEqual([
      'third.yaml',
      ...FOREIGN.map(text => fileOf(JSON.parse(text))),
      'edge3-config/third.yaml',
    ]);
    for (const result of [retargeted, deleted])
      for (const document of FOREIGN) expect(result.items).toContainEqual(JSON.parse(document));
  });

  test('of a site that is gone keep what is not ours, with a warning', () => {
    const before = fanOut(THIRD, inFile(configMap('base', {}), 'edge3-config/base.yaml'));
    const after = again(before, list =>
      list.replaceAll('"edge3"', '"edge4"').replace('target-sites":"edge3', 'target-sites":"edge4'),
    );
    expect(codes(after)).toEqual(['SITE_FOLDER', 'FANNED_OUT']);
    expect(filesOf(after)).toEqual(['third.yaml', 'edge3-config/base.yaml', 'edge4-config/third.yaml']);
  });

  test('that are packages of their own are refused', () => {
    const own = inFile(kptfileOf('edge2'), 'Kptfile', 0, '/p/edge2-config');
    const { exitCode, results } = fanOut(BOTH, inFile(configMap('x', meantFor('edge3')), 'x.yaml'), own);
    expect(exitCode).toBe(1);
    expect(results.map(({ message }) => message)).toEqual([
      expect.stringContaining(
        'edge2-config/ is a package of its own, with a Kptfile, and the copies for site edge2 would go into it',
      ),
    ]);
  });

  test('may hold packages where no copy goes', () => {
    const baseline = inFile(kptfileOf('baseline'), 'Kptfile', 0, '/p/edge1-config/baseline');
    expect(fanOut(BOTH, baseline).exitCode).toBe(0);
  });
});

describe('a copy', () => {
  test('follows its template; what others put on it stays', () => {
    const before = fanOut(THIRD);
    const after = again(before, list =>
      list
        .replace('"data":{"a":"b"}', '"binaryData":{"a":"Yg=="}')
        .replace(
          '      deployment.nephio.org/site: edge3',
          '      deployment.nephio.org/site: edge3\n      team: mine',
        ),
    );
    const [copy] = inFolder(after, 'edge3-config/');
    expect(copy).toMatchObject({ binaryData: { a: 'Yg==' } });
    expect(copy.data).toBeUndefined();
    const labelled = again(before, list =>
      list.replace('"deployment.nephio.org/site": "edge3"', '"deployment.nephio.org/site": "edge3", "team": "mine"'),
    );
    expect(listFrom(labelled)).toContain('"team": "mine"');
  });

  test('moves with the namespace of its site', () => {
    const after = again(fanOut(BOTH), list => list.replaceAll('ran-1', 'ran-9'));
    expect(inFolder(after, 'edge1-config/')[0].metadata.namespace).toBe('ran-9');
  });

  test('has no namespace where neither its template nor its site has one: later functions give it theirs anew', () => {
    const toSlices = JSON.stringify({
      apiVersion: 'fn.kpt.dev/v1alpha1',
      kind: 'SetNamespace',
      metadata: { name: 'c' },
      namespace: 'slices',
    });
    const dependsOn = { 'config.kubernetes.io/depends-on': '/namespaces/default/ConfigMap/b' };
    const bare = (name: string, more = {}) => inFile(object(name, { ...meantFor('edge3'), ...more }), `${name}.yaml`);
    const before = fanOut(bare('a', dependsOn), bare('b'));
    const moved = run(setNamespace, listFrom(before, toSlices));
    const [a] = inFolder(moved, 'edge3-config/');
    expect([a.metadata.namespace, a.metadata.annotations['config.kubernetes.io/depends-on']]).toEqual([
      'slices',
      '/namespaces/slices/ConfigMap/b',
    ]);
    const next = run(setNamespace, listFrom(again(moved), toSlices));
    expect(listFrom(next)).toBe(listFrom(moved));
  });

  test('goes when the package becomes one of a site, as if there had been no fan-out', () => {
    const single = config({ site: 'edge1' });
    const before = listOf([inFile(kptfileOf('p'), 'Kptfile'), ...SITES, BOTH, THIRD], single);
    const direct = run(setTargetSite, before);
    const back = again(fanOut(BOTH, THIRD), undefined, single);
    expect(back.items.map(item => [item.metadata.name, fileOf(item)])).toEqual(
      direct.items.map(item => [item.metadata.name, fileOf(item)]),
    );
    expect(back.items.at(-2)).toEqual(direct.items.at(-2));
  });

  test('of a generated object that OSM Ops reads stays out of the cluster', () => {
    const instance = JSON.stringify({
      apiVersion: 'osm.nephio.org/v1alpha1',
      kind: 'NsInstance',
      metadata: {
        name: 'i-edge2',
        annotations: { ...LOCAL, ...meantFor('edge2'), 'intent.nephio.org/generated-by': 'expectation-to-bundle' },
      },
      vimAccountName: 'edge2',
    });
    const result = fanOut(inFile(instance, 'osm/i.ops.yaml'));
    const [copy] = inFolder(result, 'edge2-config/');
    expect(copy.metadata.annotations).toMatchObject(LOCAL);
    expect(copy.metadata.labels).toBeUndefined();
    expect(result.items).toContainEqual(JSON.parse(inFile(instance, 'osm/i.ops.yaml')));
  });

  test('has the findings of its site', () => {
    const request = {
      apiVersion: 'o2ims.oran.org/v1',
      kind: 'ProvisioningRequest',
      metadata: { name: 'x', annotations: meantFor('edge3') },
      spec: { networkConfig: { plmnId: '00101' } },
    };
    const { exitCode, results } = fanOut(inFile(JSON.stringify(request), 'x.yaml'));
    expect(exitCode).toBe(1);
    expect(results[0]).toMatchObject({ tags: { code: 'SITE_LEAK' }, file: { path: 'edge3-config/x.yaml' } });
  });
});
