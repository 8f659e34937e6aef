import { describe, expect, test } from '@jest/globals';
import { context, find, site, specialise } from '../../test/support/sites';
import { yaml } from '../../test/support/yaml';

const errorsAt = (name: string, sites: string[], document: string, settings: object = {}) =>
  specialise([...sites, context({ site: name }), document], settings)
    .results.filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);

describe('an address of another site', () => {
  const SITES = [
    site('edge1', { values: { n3: '2001:db8::5/64', n6: '10.1.0.6' } }),
    site('edge2', { values: { n3: '2001:db8:2::5/64' } }),
  ];
  const upf = (address: string) => yaml`
    apiVersion: workload.nephio.org/v1alpha1
    kind: NFDeployment
    metadata: {name: upf, annotations: {intent.nephio.org/target-sites: edge2}}
    spec:
      interfaces:
      - {name: n3, ipv6: {address: "${address}"}}
  `;

  test.each(['2001:db8::5', '2001:0db8:0:0::5/64', '2001:DB8::0.0.0.5/128', '::ffff:10.1.0.6', '10.1.0.006/24'])(
    'is found however it is written: %s',
    address => {
      expect(errorsAt('edge2', SITES, upf(address))).toEqual([
        expect.stringContaining(`has an address of site edge1 in spec.interfaces[0].ipv6.address, "${address}"`),
      ]);
    },
  );

  test.each(['2001:db8:0:2::5', '2001:db8:2:0::5/64', '10.1.0.60', 'example.com'])(
    'is not one like it: %s',
    address => {
      expect(errorsAt('edge2', SITES, upf(address))).toEqual([]);
    },
  );

  test('has the mend that works, which is to let the config set it', () => {
    const message = (name: string, address: string) => errorsAt(name, SITES, upf(address))[0]?.split('; ')[1];
    expect(message('edge2', '2001:db8::5')).toBe(
      'site edge2 has "2001:db8:2::5/64" for it: add the field to `fields` with the value values.n3, or list it under `peerFields` if it names a peer',
    );
    expect(message('edge2', '10.1.0.6')).toBe(
      'site edge2 has nothing for it: give the site values.n6, and add the field to `fields` with that value, or list it under `peerFields` if it names a peer',
    );
    const path = 'spec.interfaces[name=n3].ipv6.address';
    const fields = [{ kind: 'NFDeployment', path, value: 'values.n3' }];
    expect(errorsAt('edge2', SITES, upf('2001:db8::5'), { fields })).toEqual([]);
    expect(errorsAt('edge2', SITES, upf('2001:db8::5'), { peerFields: [{ kind: 'NFDeployment', path }] })).toEqual([]);
  });

  test('is found in the annotation of the source systems too', () => {
    const namespace = yaml`
      apiVersion: v1
      kind: Namespace
      metadata:
        name: ran
        annotations: {intent.nephio.org/target-sites: edge2, config.nephio.org/ip: 10.1.0.6}
    `;
    expect(errorsAt('edge2', SITES, namespace)).toEqual([
      expect.stringContaining('has an address of site edge1 in metadata.annotations["config.nephio.org/ip"]'),
    ]);
  });
});

describe('the label `site` of the source systems', () => {
  const labelled = (apiVersion: string, kind: string, value: string) => yaml`
    apiVersion: ${apiVersion}
    kind: ${kind}
    metadata: {name: x, labels: {site: ${value}}, annotations: {intent.nephio.org/target-sites: edge2}}
  `;
  const labelAt = (document: string) =>
    find(specialise([site('edge1', {}), site('edge2', {}), context({ site: 'edge2' }), document]), 'x').metadata.labels
      .site;

  test('gets the name of this site in place of the one of another', () => {
    expect(labelAt(labelled('v1', 'ConfigMap', 'edge1'))).toBe('edge2');
    expect(labelAt(labelled('v1', 'ConfigMap', 'web'))).toBe('web');
  });

  test('stays on what is about other sites in the management cluster', () => {
    expect(labelAt(labelled('config.porch.kpt.dev/v1alpha1', 'Repository', 'edge1'))).toBe('edge1');
    expect(labelAt(labelled('infra.nephio.org/v1alpha1', 'WorkloadCluster', 'edge1'))).toBe('edge1');
  });
});

describe('a name that has the name of this site inside the one of another', () => {
  const SITES = [
    site('edge1', { cluster: 'c1' }),
    site('north-edge1', { cluster: 'c2' }),
    site('edge2', { cluster: 'c3' }),
  ];
  const request = (name: string) => yaml`
    apiVersion: o2ims.provisioning.oran.org/v1alpha1
    kind: ProvisioningRequest
    metadata: {name: ${name}, annotations: {intent.nephio.org/target-sites: "edge1,north-edge1,edge2"}}
    spec: {description: x}
  `;

  test.each([
    ['edge1', 'video-north-edge1', 'north-edge1'],
    ['edge1', 'north-edge1-edge2', 'edge2'],
    ['north-edge1', 'video-edge1', 'edge1'],
    ['north-edge1', 'north-edge2', 'edge2'],
  ])('is named after the other: %s, %s', (name, named, owner) => {
    expect(errorsAt(name, SITES, request(named))).toEqual([
      expect.stringContaining(`ProvisioningRequest ${named} for site ${name} is named after site ${owner}: rename it`),
    ]);
  });

  test.each([
    ['edge1', 'edge1-north-edge1'],
    ['edge1', 'xn-c1-c2'],
    ['north-edge1', 'video-north-edge1'],
    ['north-edge1', 'xn-north-edge1-edge2'],
  ])('may have both: %s, %s', (name, named) => {
    expect(errorsAt(name, SITES, request(named))).toEqual([]);
  });
});
