import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { expectationToBundle } from '../../functions/expectation-to-bundle/function';
import { setTargetSite } from '../../functions/set-target-site/function';
import { validateSchema } from '../../functions/validate-schema/function';
import { configMap, type Data, listOf, type Run, run, withConfig } from '../support/run';
import { config, context, LOCAL, meantFor, object, site } from '../support/sites';

/** What goes wrong with sites in the source systems, each shown to be impossible here. */

const SITES = readFileSync(join(__dirname, '../../blueprints/network-slice/sites.yaml'), 'utf8').split(/^---\n/m);
const OUTPUTS = configMap({ outputs: '[bundles, NetworkSlice, ProvisioningRequest]' });

function intent(name: string, spec: object): string {
  const intentExpectations = [
    {
      expectationId: `${name}-ran`,
      expectationObject: { objectType: 'RADIO_SERVICE', objectInstance: 'x' },
      expectationTargets: [{ targetName: 'DlLatency', targetCondition: 'IS_LESS_THAN', targetValueRange: 10 }],
    },
  ];
  const intentContexts = [
    { contextAttribute: 'PLMN', contextCondition: 'IS_ALL_OF', contextValueRange: [{ mcc: '001', mnc: '01' }] },
  ];
  return JSON.stringify({
    apiVersion: 'intent.nephio.org/v1alpha1',
    kind: 'Intent',
    metadata: { name, annotations: LOCAL },
    spec: { intentContexts, intentExpectations, ...spec },
  });
}

const itemsOf = ({ stdout }: Run) => `${stdout.slice(0, stdout.search(/\n(?:functionConfig|results):/))}\n`;
/** expectation-to-bundle and set-target-site, as a pipeline has them. */
function render(documents: readonly string[], settings: Record<string, string>): Run {
  const rendered = run(expectationToBundle, listOf([...SITES, ...documents], OUTPUTS));
  expect(rendered.exitCode).toBe(0);
  return run(setTargetSite, withConfig(itemsOf(rendered), configMap(settings)));
}
const applied = ({ items }: Run): Data[] =>
  items.filter(
    item => item.metadata.annotations?.['config.kubernetes.io/local-config'] === undefined && item.kind !== 'Kptfile',
  );
const messagesOf = ({ results }: Run, severity: string) =>
  results.filter(result => result.severity === severity).map(({ message }) => message);

afterEach(() => {
  jest.useRealTimers();
});

describe('1: a site that is not there passes, and nothing is rendered', () => {
  test.each(['edge9', 'edge-1', 'edge01', 'Edge1', 'site 1', 'everywhere'])('here %s is an error', targetSite => {
    for (const settings of [{ site: 'edge1' }, { mode: 'fan-out' }]) {
      const result = render([intent('i', { targetSite })], settings as Record<string, string>);
      expect(result.exitCode).toBe(1);
      expect(result.stderr).toContain(`is meant for the unknown site ${JSON.stringify(targetSite)}`);
      expect(result.stderr).toContain('known sites: edge1, edge2, edge3, edge4; groups: all, both');
    }
  });

  test('nor is an unknown one taken for edge1', () => {
    const { stderr } = render([intent('i', { targetSite: 'egde2' })], { site: 'edge1' });
    expect(stderr).toContain('did you mean edge2?');
  });

  test('a selector of no site is an error too', () => {
    const { exitCode, stderr } = render([intent('i', { targetSite: 'nephio.org/region=west' })], { site: 'edge1' });
    expect([exitCode, stderr.includes('is meant for no site: no Site has the labels')]).toEqual([1, true]);
  });
});

test("2: a render deletes a site's folder with rootsync.yaml and baseline/; here only what is ours goes", () => {
  const inFile = (document: string, file: string) => {
    const data = JSON.parse(document);
    data.metadata.annotations = { ...data.metadata.annotations, 'internal.config.kubernetes.io/path': file };
    return JSON.stringify(data);
  };
  const foreign = [
    inFile(object('root-sync', LOCAL), 'edge1-config/rootsync.yaml'),
    inFile(object('namespace'), 'edge1-config/baseline/namespace.yaml'),
  ];
  const before = render([...foreign, intent('i', { targetSite: 'edge1' })], { mode: 'fan-out' });
  const list = itemsOf(before).replace('"targetSite":"edge1"', '"targetSite":"edge2"');
  const rendered = run(expectationToBundle, withConfig(list, OUTPUTS));
  const after = run(setTargetSite, withConfig(itemsOf(rendered), configMap({ mode: 'fan-out' })));
  expect(after.exitCode).toBe(0);
  for (const document of foreign) expect(after.items).toContainEqual(JSON.parse(document));
  const files = after.items.map(item => item.metadata.annotations?.['config.kubernetes.io/path'] ?? '');
  expect(files.filter((file: string) => file.startsWith('edge1-config/'))).toEqual([]);
  expect(files.filter((file: string) => file.startsWith('edge2-config/')).length).toBeGreaterThan(0);
});

describe('3: it is by chance whether the command or the intent names the site', () => {
  const made = (annotations: object) =>
    object('x', {
      'intent.nephio.org/generated-by': 'expectation-to-bundle',
      'intent.nephio.org/source': 'Intent/i/e',
      ...annotations,
    });
  const type = { 'intent.nephio.org/service-type': 'URLLC' };

  test.each<[string, object, object, string[]]>([
    ['the object', { ...meantFor('edge1'), ...type }, { targetSite: 'edge2' }, ['edge1']],
    ['its intent', type, { targetSite: 'edge2' }, ['edge2']],
    ['the service type', type, {}, ['edge3', 'edge4']],
    ['nothing: all sites', {}, {}, ['edge1', 'edge2', 'edge3', 'edge4']],
  ])('here %s says it', (_name, annotations, spec, expected) => {
    const sites = ['edge1', 'edge2', 'edge3', 'edge4'].filter(name => {
      const list = listOf([...SITES, intent('i', spec), made(annotations)], config({ site: name }));
      return applied(run(setTargetSite, list)).some(item => item.metadata.name === 'x');
    });
    expect(sites).toEqual(expected);
  });

  test('the site of the command is that of the package, and adds no target', () => {
    expect(applied(render([intent('i', { targetSite: 'edge1' })], { site: 'edge2' }))).toEqual([]);
  });
});

describe("4: a site has another one's cluster, PLMN and names", () => {
  test.each(['edge1', 'edge2', 'edge3', 'edge4'])('here %s has its own, from an intent for all', name => {
    const items = applied(render([intent('i', { targetSite: 'all', serviceType: 'mMTC' })], { site: name }));
    expect(items.map(({ kind }) => kind).sort()).toEqual([
      'ConfigMap',
      'NetworkSlice',
      'ProvisioningRequest',
      'RANBundle',
    ]);
    const number = name.slice(-1);
    for (const item of items) {
      const { 'expectation.json': _record, ...data } = item.data ?? {};
      const text = JSON.stringify({ ...item, data });
      expect(text).not.toMatch(new RegExp(`edge-cluster-0[^${number}]|"mnc":"0[^${number}]"|edge[^${number}-]`));
    }
  });

  const relabelled = (metadata: object, spec: object) =>
    JSON.stringify({
      apiVersion: 'o2ims.oran.org/v1alpha1',
      kind: 'ProvisioningRequest',
      metadata: { name: 'i', annotations: meantFor('edge3'), ...metadata },
      spec,
    });

  test('here what was copied from edge1 is set right', () => {
    const spec = { targetCluster: 'edge-cluster-01', networkConfig: { plmnId: '00101', gnbId: '00001', tac: '0001' } };
    const [item] = applied(run(setTargetSite, listOf([...SITES, relabelled({}, spec)], config({ site: 'edge3' }))));
    expect(item.spec).toEqual({
      targetCluster: 'edge-cluster-03',
      networkConfig: { plmnId: '00103', gnbId: '00003', tac: '0003' },
    });
  });

  test('and what cannot be set right is an error that names both sites', () => {
    const list = listOf([...SITES, relabelled({ name: 'i-edge1' }, {})], config({ site: 'edge3' }));
    expect(messagesOf(run(setTargetSite, list), 'error')).toEqual([
      expect.stringContaining('ProvisioningRequest i-edge1 for site edge3 is named after site edge1'),
    ]);
    const unknown = site('edge5', {});
    const leak = relabelled(meantFor('edge5'), { networkConfig: { plmnId: '00101' } }).replace('"edge3"', '"edge5"');
    const result = run(setTargetSite, listOf([...SITES, unknown, leak], config({ site: 'edge5' })));
    expect(messagesOf(result, 'error')).toEqual([
      expect.stringContaining('for site edge5 has values.plmnId of site edge1 in spec.networkConfig.plmnId, "00101"'),
    ]);
  });
});

test('5: what is for both sites says "both" at each; here each says its own name', () => {
  const slice = JSON.stringify({
    apiVersion: 'ran.nephio.org/v1alpha1',
    kind: 'NetworkSlice',
    metadata: { name: 's', labels: { 'target-site': 'both' }, annotations: meantFor('both') },
    spec: { targetSite: 'both' },
  });
  for (const name of ['edge1', 'edge2']) {
    const [item] = applied(run(setTargetSite, listOf([...SITES, slice], config({ site: name }))));
    expect([item.metadata.labels['target-site'], item.spec.targetSite]).toEqual([name, name]);
  }
});

test('6: each intent overwrites what the one before it listed; here all are there', () => {
  const intents = ['a', 'b', 'c'].map(name => intent(name, { targetSite: 'both' }));
  const slices = (result: Run) =>
    applied(result).flatMap(({ kind, metadata }) => (kind === 'NetworkSlice' ? [metadata.name] : []));
  expect(slices(render(intents, { site: 'edge2' }))).toEqual(['slice-a', 'slice-b', 'slice-c']);
  expect(slices(render(intents, { mode: 'fan-out' }))).toHaveLength(6);
});

test('7: output depends on the clock and on chance; here it is the same at any time', () => {
  const texts = ['2026-01-01', '2031-07-31'].flatMap(time => {
    jest.useFakeTimers({ now: new Date(time) });
    return [{ site: 'edge1' }, { mode: 'fan-out' }].map(
      settings => render([intent('i', { targetSite: 'both' })], settings as Record<string, string>).stdout,
    );
  });
  expect(texts.slice(0, 2)).toEqual(texts.slice(2));
  expect(texts.join('')).not.toMatch(/20\d\d-\d\d-\d\d/);
});

describe('8: anything is taken for a name', () => {
  test.each<[string, string]>([
    ['a site', site('Edge 1', {})],
    ['a site that is too long for a label', site('e'.repeat(64), {})],
    ['a cluster', site('edge9', { cluster: 'EDGE_9' })],
    ['a namespace', site('edge9', { namespace: 'a.b' })],
    ['a group', site('edge9', { groups: ['No Group'] })],
    ['a repository', site('edge9', { values: { repository: 'Invalid Package Name!' } })],
  ])('here a name of %s that Kubernetes refuses is an error', (_name, document) => {
    expect(run(setTargetSite, listOf([...SITES, document], config({ site: 'edge1' }))).exitCode).toBe(1);
  });

  test('here names made from any id are valid, at every site', () => {
    const items = applied(render([intent('test-intent.001', { targetSite: 'all' })], { mode: 'fan-out' }));
    for (const { metadata } of items) {
      expect(metadata.name).toMatch(/^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/);
      for (const value of Object.values(metadata.labels)) expect(value).toMatch(/^[A-Za-z0-9][-\w.]{0,62}$/);
    }
  });
});

test('10: schemas lack the fields that are written, and no validator says so; here none is dropped', () => {
  const result = render([intent('i', { targetSite: 'all', serviceType: 'mMTC' })], { mode: 'fan-out' });
  const checked = run(validateSchema, itemsOf(result));
  expect([checked.exitCode, messagesOf(checked, 'error'), messagesOf(checked, 'warning')]).toEqual([0, [], []]);
  const flat = object('x', meantFor('edge1'))
    .replace('"v1"', '"o2ims.provisioning.oran.org/v1alpha1"')
    .replace('ConfigMap', 'ProvisioningRequest');
  const dropped = flat.replace(
    /}$/,
    ',"spec":{"templateName":"a","templateVersion":"b","templateParameters":{},"networkConfig":{"tac":"0001"}}}',
  );
  expect(messagesOf(run(validateSchema, listOf([dropped])), 'error')).toEqual([
    expect.stringContaining('spec has no field `networkConfig` (the API server would drop it without a word)'),
  ]);
});

test('11: credentials are committed with the sites; here they are refused, and not repeated', () => {
  const { exitCode, results } = run(
    setTargetSite,
    listOf(
      [site('edge1', { values: { giteaToken: 'eddf618151a022', url: 'http://admin:r00t@10.0.0.1:8888/r.git' } })],
      config({ site: 'edge1' }),
    ),
  );
  expect(exitCode).toBe(1);
  expect(results.map(({ field }) => field?.path)).toEqual(['spec.values.giteaToken', 'spec.values.url']);
  expect(JSON.stringify(results)).not.toMatch(/eddf618151a022|r00t/);
});

test('13: there are two sites, and their names are in the code; here a site is one object more', () => {
  const more = Array.from({ length: 50 }, (_, i) =>
    site(`far${i}`, { groups: ['far'], namespace: `far-${i}`, values: { plmnId: '00101' } }),
  );
  const result = render([...more, context({}), intent('i', { targetSite: ['edge1', 'far'] })], { mode: 'fan-out' });
  expect(result.stderr).toBe('');
  const slices = applied(result).filter(({ kind }) => kind === 'NetworkSlice');
  expect(slices).toHaveLength(51);
  expect(new Set(slices.map(({ metadata }) => metadata.namespace)).size).toBe(51);
});
