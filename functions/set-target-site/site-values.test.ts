import { describe, expect, test } from '@jest/globals';
import { type Data, type Run, run } from '../../test/support/run';
import { context, find, meantFor, site, specialise } from '../../test/support/sites';
import { yaml } from '../../test/support/yaml';
import { setTargetSite } from './function';

const SITES = [
  site('edge1', {
    cluster: 'edge-cluster-01',
    namespace: 'ran-1',
    groups: ['both'],
    values: { plmnId: '00101', gnbId: '00001', tac: '0001', n3Address: '172.6.0.1', dnn: 'one' },
  }),
  site('edge2', {
    cluster: 'edge-cluster-02',
    namespace: 'ran-2',
    groups: ['both'],
    values: { plmnId: '00102', gnbId: '00002', tac: '0002', n3Address: '172.6.0.2', dnn: 'two' },
  }),
  site('edge3', { values: { plmnId: '00101' } }),
];

const custom = (apiVersion: string, kind: string, spec: object, metadata: object = {}) =>
  JSON.stringify({
    apiVersion,
    kind,
    metadata: { name: 'x', annotations: meantFor('edge1,edge2,edge3'), ...metadata },
    spec,
  });
const at = (name: string, document: string, settings: object = {}) =>
  specialise([...SITES, context({ site: name }), document], settings);
const specAt = (name: string, document: string, settings: object = {}): Data =>
  find(at(name, document, settings), 'x').spec;
const errorsAt = (name: string, document: string, settings: object = {}) =>
  at(name, document, settings)
    .results.filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);

describe('fields that belong to a site', () => {
  test("a ProvisioningRequest's template parameters", () => {
    const request = custom('o2ims.provisioning.oran.org/v1alpha1', 'ProvisioningRequest', {
      templateName: 't',
      templateParameters: { clusterName: 'edge-cluster-01', site: 'edge1', other: 'edge-cluster-01' },
    });
    expect(specAt('edge2', request).templateParameters).toEqual({
      clusterName: 'edge-cluster-02',
      site: 'edge2',
      other: 'edge-cluster-01',
    });
  });

  test.each(['o2ims.provisioning.oran.org', 'o2ims.oran.org', 'o2ims.nephio.org'])(
    'the flat fields of the source systems, in the group %s',
    group => {
      const request = custom(`${group}/v1alpha1`, 'ProvisioningRequest', {
        targetCluster: 'edge-cluster-01',
        networkConfig: { plmnId: '00101', gnbId: '00001', tac: '0001', sliceType: 'eMBB' },
      });
      expect(specAt('edge2', request)).toEqual({
        targetCluster: 'edge-cluster-02',
        networkConfig: { plmnId: '00102', gnbId: '00002', tac: '0002', sliceType: 'eMBB' },
      });
    },
  );

  test("a slice's PLMN, in parts and in lists; a coverage area may span sites", () => {
    const slice = custom('workload.nephio.org/v1alpha1', 'NetworkSlice', {
      plmn: { mcc: '001', mnc: '01' },
      serviceProfile: { plmnInfoList: [{ plmnId: { mcc: '001', mnc: '01' } }], coverageAreaTAList: ['0001', '0002'] },
    });
    expect(specAt('edge2', slice)).toEqual({
      plmn: { mcc: '001', mnc: '02' },
      serviceProfile: { plmnInfoList: [{ plmnId: { mcc: '001', mnc: '02' } }], coverageAreaTAList: ['0001', '0002'] },
    });
  });

  test("an intent's own PLMN, which is no site's, stays", () => {
    const slice = custom('workload.nephio.org/v1alpha1', 'NetworkSlice', {
      serviceProfile: { plmnInfoList: [{ plmnId: { mcc: '310', mnc: '260' } }] },
    });
    expect(specAt('edge2', slice).serviceProfile.plmnInfoList).toEqual([{ plmnId: { mcc: '310', mnc: '260' } }]);
  });

  describe('a value of this site that changes', () => {
    const slice = (plmn: string, listed: string[]) => yaml`
      apiVersion: workload.nephio.org/v1alpha1
      kind: NetworkSlice
      metadata: {name: x, annotations: {intent.nephio.org/target-sites: edge2}}
      spec:
        plmn: ${plmn}
        serviceProfile:
          plmnInfoList:
${listed.map(each => `          - plmnId: ${each}`).join('\n')}
    `;
    const listedAt = (document: string, settings?: object) =>
      specAt('edge2', document, settings).serviceProfile.plmnInfoList.map(({ plmnId }: Data) => plmnId);

    test('takes along the fields of the same object that have the old one', () => {
      expect(listedAt(slice('{mcc: "001", mnc: "99"}', ['{mcc: "001", mnc: "99"}', '"310260"']))).toEqual([
        { mcc: '001', mnc: '02' },
        '310260',
      ]);
      expect(listedAt(slice('"001-99"', ['"00199"']))).toEqual(['00102']);
    });

    test('but those of no other object, and no other values', () => {
      const other = slice('"00102"', ['"00199"']).replace('name: x', 'name: y');
      const result = specialise([...SITES, context({ site: 'edge2' }), slice('"00199"', ['"00198"']), other]);
      const plmns = ['x', 'y'].map(name => find(result, name).spec.serviceProfile.plmnInfoList[0].plmnId);
      expect(plmns).toEqual(['00198', '00199']);
      const fields = [{ kind: 'NetworkSlice', path: 'spec.plmn', value: 'values.gnbId' }];
      expect(listedAt(slice('"00199"', ['"00199"']), { fields })).toEqual(['00199']);
    });

    test('does so in the first run, and a second one changes nothing', () => {
      const list = (result: Run) => result.stdout.slice(0, result.stdout.indexOf('\nresults:') + 1);
      const fields = ['values.plmnId', 'values.gnbId'].map(value => ({
        kind: 'NetworkSlice',
        path: 'spec.plmn',
        value,
      }));
      for (const settings of [{}, { fields }]) {
        const first = at('edge2', slice('"00199"', ['"00199"', '"00002"']), settings);
        expect(list(run(setTargetSite, list(first)))).toBe(list(first));
      }
    });
  });

  test("a bundle's PLMN contexts, but not what they exclude", () => {
    const plmn = (condition: string) => ({ attribute: 'PLMN', condition, value: [{ mcc: '001', mnc: '01' }] });
    const bundle = custom('ran.nephio.org/v1alpha1', 'RANBundle', {
      targets: [{ contexts: [plmn('IS_ALL_OF'), plmn('IS_NOT_ONE_OF'), { attribute: 'Cell', value: ['a'] }] }],
    });
    const { results } = at('edge2', bundle);
    expect(results.filter(({ severity }) => severity === 'error')).toEqual([]);
    const [all, none] = specAt('edge2', bundle).targets[0].contexts;
    expect([all.value, none.value]).toEqual([[{ mcc: '001', mnc: '02' }], [{ mcc: '001', mnc: '01' }]]);
  });

  test('nothing is made that is not there', () => {
    const request = custom('o2ims.oran.org/v1alpha1', 'ProvisioningRequest', { networkConfig: { sliceType: 'eMBB' } });
    expect(specAt('edge2', request)).toEqual({ networkConfig: { sliceType: 'eMBB' } });
  });

  test('a package without a site keeps what it has', () => {
    const request = custom('o2ims.oran.org/v1alpha1', 'ProvisioningRequest', { targetCluster: 'edge-cluster-01' });
    const result = specialise([...SITES, context({}), request]);
    expect([result.exitCode, find(result, 'x').spec]).toEqual([0, { targetCluster: 'edge-cluster-01' }]);
  });
});

describe('fields of the config', () => {
  const upf = custom('workload.nephio.org/v1alpha1', 'NFDeployment', {
    interfaces: [
      { name: 'n3', ipv4: { address: '172.6.0.1' } },
      { name: 'n6', ipv4: { address: '10.0.0.1' } },
    ],
  });
  const n3 = { kind: 'NFDeployment', path: 'spec.interfaces[name=n3].ipv4.address', value: 'values.n3Address' };

  test('get the value of the site, of the items that are meant', () => {
    const { interfaces } = specAt('edge2', upf, { fields: [n3] });
    expect(interfaces.map(({ ipv4 }: Data) => ipv4.address)).toEqual(['172.6.0.2', '10.0.0.1']);
  });

  test('a text with values in it; made where that is asked for', () => {
    const fields = [
      { kind: 'NFDeployment', path: 'spec.fqdn', value: 'upf.${name}.${values.dnn}.example.com', create: true },
      { kind: 'NFDeployment', path: 'spec.absent', value: 'name' },
      n3,
    ];
    const { fqdn, absent } = specAt('edge2', upf, { fields });
    expect([fqdn, absent]).toEqual(['upf.edge2.two.example.com', undefined]);
  });

  test.each<[string, object, string]>([
    [
      'a value that the site does not say',
      { ...n3, path: 'spec.interfaces[name=n6].ipv4.address' },
      'spec.interfaces[1].ipv4.address is to be values.n3Address, which site edge3',
    ],
    [
      'a field that is a list',
      { ...n3, path: 'spec.interfaces', value: 'name' },
      'a sequence stands there: name a field inside',
    ],
  ])('%s is an error', (_name, field, message) => {
    expect(errorsAt('edge3', upf.replace('172.6.0.1', '10.0.0.9'), { fields: [field] })).toEqual([
      expect.stringContaining(message),
    ]);
  });

  test.each<[string, object, string]>([
    ['an unknown value', { ...n3, value: 'clustre' }, 'a site has no "clustre": did you mean cluster?'],
    ['an unknown value in a text', { ...n3, value: '${site}' }, 'a site has no "site"'],
    ['a path that is none', { ...n3, path: 'spec..x' }, 'expected a field path such as'],
  ])('%s is refused', (_name, field, message) => {
    expect(errorsAt('edge1', upf, { fields: [field] })).toEqual([expect.stringContaining(message)]);
  });
});

describe('what is left of another site', () => {
  test('a value that this site has none of', () => {
    const request = custom('o2ims.oran.org/v1alpha1', 'ProvisioningRequest', { networkConfig: { tac: '0001' } });
    const { exitCode, results } = at('edge3', request);
    expect(exitCode).toBe(1);
    expect(results[0]).toMatchObject({
      tags: { code: 'SITE_LEAK' },
      field: { path: 'spec.networkConfig.tac', currentValue: '0001' },
    });
    expect(results[0]?.message).toBe(
      'ProvisioningRequest x for site edge3 has values.tac of site edge1 in spec.networkConfig.tac, "0001"; site edge3 says nothing of it: give the site a value (the same, if they share it), take the field out, or list it under `peerFields` if it names a peer',
    );
  });

  test('a PLMN beside the one of this site', () => {
    const plmnInfoList = [{ plmnId: { mcc: '001', mnc: '01' } }, { plmnId: { mcc: '001', mnc: '02' } }];
    const slice = custom('workload.nephio.org/v1alpha1', 'NetworkSlice', { serviceProfile: { plmnInfoList } });
    expect(errorsAt('edge2', slice)).toEqual([
      expect.stringContaining(
        'has values.plmnId of site edge1 in spec.serviceProfile.plmnInfoList[0].plmnId, "00101"; expected "00102"',
      ),
    ]);
  });

  test('a value that sites share is no leak', () => {
    const slice = custom('workload.nephio.org/v1alpha1', 'NetworkSlice', {
      serviceProfile: { plmnInfoList: [{ plmnId: { mcc: '001', mnc: '01' } }] },
    });
    expect(errorsAt('edge3', slice)).toEqual([]);
  });

  test('a namespace, of an object and of a subject, where this site has none to move to', () => {
    expect(errorsAt('edge3', custom('v1', 'ConfigMap', {}, { namespace: 'ran-1' }))).toEqual([
      expect.stringContaining('has namespace of site edge1 in metadata.namespace, "ran-1"'),
    ]);
    const binding = JSON.stringify({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'x', annotations: meantFor('edge3') },
      subjects: [{ kind: 'ServiceAccount', name: 'a', namespace: 'ran-2' }],
    });
    expect(errorsAt('edge3', binding)).toEqual([expect.stringContaining('of site edge2 in subjects[0].namespace')]);
  });

  test('an address of a network function, with a prefix length too; not the one of its peer', () => {
    const upf = (address: string, peer: string) =>
      custom('workload.nephio.org/v1alpha1', 'NFDeployment', {
        interfaces: [{ name: 'n3', ipv4: { address } }],
        networkInstances: [{ name: 'a', bgp: { bgpNeighbors: [{ address: peer, name: 'n' }] } }],
      });
    expect(errorsAt('edge2', upf('172.6.0.1/24', '172.6.0.1'))).toEqual([
      expect.stringContaining('has an address of site edge1 in spec.interfaces[0].ipv4.address, "172.6.0.1/24"'),
    ]);
    expect(errorsAt('edge2', upf('172.6.0.2/24', '172.6.0.1'))).toEqual([]);
  });

  test('labels of another site in a template and in the selector that belongs to it are set', () => {
    const labels = { 'deployment.nephio.org/site': 'edge1' };
    const deployment = custom('apps/v1', 'Deployment', {
      selector: { matchLabels: labels },
      template: { metadata: { labels } },
    });
    expect(specAt('edge2', deployment)).toEqual({
      selector: { matchLabels: { 'deployment.nephio.org/site': 'edge2' } },
      template: { metadata: { labels: { 'deployment.nephio.org/site': 'edge2' } } },
    });
  });

  describe('in a name', () => {
    const named = (apiVersion: string, kind: string, name: string) => custom(apiVersion, kind, {}, { name });

    test('is an error for kinds that are named after their site, and a warning elsewhere', () => {
      expect(errorsAt('edge2', named('o2ims.oran.org/v1', 'ProvisioningRequest', 'i-edge1'))).toEqual([
        expect.stringContaining('ProvisioningRequest i-edge1 for site edge2 is named after site edge1: rename it'),
      ]);
      const { exitCode, results } = at('edge2', named('v1', 'ConfigMap', 'i-edge-cluster-01'));
      expect([exitCode, results[0]?.tags?.code]).toEqual([0, 'SITE_NAME_LEAK']);
    });

    test('is nothing for a link between both, and for a peer', () => {
      for (const name of ['xn-edge2-edge1', 'i-edge2', 'edge'])
        expect(at('edge2', named('v1', 'ConfigMap', name)).results.map(({ severity }) => severity)).toEqual(['info']);
      const peerFields = [{ kind: 'NetworkSlice', path: 'metadata.name' }];
      expect(errorsAt('edge2', named('ran.nephio.org/v1', 'NetworkSlice', 'to-edge1'), { peerFields })).toEqual([]);
      const variant = named('config.porch.kpt.dev/v1alpha1', 'PackageVariant', 'baseline-edge1');
      // Nothing says whether the kind has a namespace, which the site gives.
      expect(at('edge2', variant).results).toMatchObject([
        { severity: 'info', tags: { code: 'SCOPE_UNKNOWN' } },
        { severity: 'info', tags: { code: 'SPECIALISED' } },
      ]);
    });
  });

  test('peers of the config are allowed, and not changed', () => {
    const link = custom('tn.example.com/v1', 'Link', {
      ends: [
        { role: 'near', site: 'edge1' },
        { role: 'far', site: 'edge1' },
      ],
    });
    const settings = {
      fields: [{ kind: 'Link', path: 'spec.ends[*].site', value: 'name' }],
      peerFields: [{ kind: 'Link', path: 'spec.ends[role=far]' }],
    };
    expect(specAt('edge2', link, settings).ends.map(({ site: name }: Data) => name)).toEqual(['edge2', 'edge1']);
  });

  test('bytes beside the fields stay as they are', () => {
    const text = [
      'apiVersion: workload.nephio.org/v1alpha1',
      'kind: NetworkSlice',
      'metadata:',
      '  name: x',
      '  annotations: {intent.nephio.org/target-sites: both}',
      'spec: # all of it',
      '  plmn: {mcc: \'001\', mnc: "01"} # ours',
      '  dnn:   one # here',
    ].join('\n');
    const { stdout } = at('edge2', text);
    expect(stdout).toContain('  spec: # all of it\n    plmn: {mcc: \'001\', mnc: "02"} # ours\n    dnn: two # here\n');
  });
});
