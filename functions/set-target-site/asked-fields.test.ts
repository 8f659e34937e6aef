import { describe, expect, test } from '@jest/globals';
import type { Data } from '../../test/support/run';
import { context, find, site, specialise } from '../../test/support/sites';
import { yaml } from '../../test/support/yaml';

const SITES = [
  site('edge1', { cluster: 'edge-cluster-01', values: { plmnId: '00101', roaming: '00102' } }),
  site('edge2', { cluster: 'edge-cluster-02', values: { plmnId: '00102' } }),
];

const at = (name: string, documents: string[], fields: object[]) =>
  specialise([...SITES, context({ site: name }), ...documents], { fields });
const specAt = (name: string, document: string, fields: object[]): Data => find(at(name, [document], fields), 'x').spec;

describe('a field of the config takes the place of the table', () => {
  const request = yaml`
    apiVersion: o2ims.provisioning.oran.org/v1alpha1
    kind: ProvisioningRequest
    metadata: {name: x, annotations: {intent.nephio.org/target-sites: edge1}}
    spec: {targetCluster: edge-cluster-02}
  `;
  const ofGroup = { group: 'example.com', kind: 'ProvisioningRequest', path: 'spec.targetCluster', value: 'name' };

  test('in objects of its group only', () => {
    expect(specAt('edge1', request, [ofGroup])).toEqual({ targetCluster: 'edge-cluster-01' });
    const other = request.replace('o2ims.provisioning.oran.org', 'example.com');
    expect(specAt('edge1', other, [ofGroup])).toEqual({ targetCluster: 'edge1' });
    expect(specAt('edge1', request, [{ ...ofGroup, group: undefined }])).toEqual({ targetCluster: 'edge1' });
  });

  test('and the check for other sites stays on in the others', () => {
    const leftOver = request.replace('{targetCluster: edge-cluster-02}', '{networkConfig: {gnbId: "00002"}}');
    const gnb = { ...ofGroup, path: 'spec.networkConfig.gnbId' };
    const sites = [site('edge1', {}), site('edge2', { values: { gnbId: '00002' } })];
    const { results } = specialise([...sites, context({ site: 'edge1' }), leftOver], { fields: [gnb] });
    expect(results.map(({ tags }) => tags?.code)).toEqual(['SITE_LEAK']);
  });

  test('also of rows for any kind, in objects of its kind; however the path is written', () => {
    const labelled = (kind: string, name: string) => yaml`
      apiVersion: apps/v1
      kind: ${kind}
      metadata:
        name: ${name}
        labels: {site-name: foo}
        annotations: {intent.nephio.org/target-sites: edge1}
    `;
    for (const path of ['metadata.labels["site-name"]', 'metadata.labels.site-name']) {
      const documents = [labelled('Deployment', 'd'), labelled('StatefulSet', 's')];
      const result = at('edge1', documents, [{ kind: 'Deployment', path, value: 'cluster' }]);
      const names = ['d', 's'].map(name => find(result, name).metadata.labels['site-name']);
      expect(names).toEqual(['edge-cluster-01', 'edge1']);
    }
  });

  test('for the items of a list that it names, and what it asks for is no leak', () => {
    const slice = yaml`
      apiVersion: workload.nephio.org/v1alpha1
      kind: NetworkSlice
      metadata: {name: x, annotations: {intent.nephio.org/target-sites: edge1}}
      spec:
        serviceProfile:
          plmnInfoList:
          - plmnId: "00102"
          - plmnId: "00102"
    `;
    const path = 'spec.serviceProfile.plmnInfoList[0].plmnId';
    const fields = [{ kind: 'NetworkSlice', path, value: 'values.roaming' }];
    expect(at('edge1', [slice], fields)).toMatchObject({ exitCode: 0 });
    const { plmnInfoList } = specAt('edge1', slice, fields).serviceProfile;
    expect(plmnInfoList.map(({ plmnId }: Data) => plmnId)).toEqual(['00102', '00101']);
  });
});

describe('a field of the config keeps its kind of scalar', () => {
  const upf = (spec: string) => yaml`
    apiVersion: workload.nephio.org/v1alpha1
    kind: NFDeployment
    metadata: {name: x, annotations: {intent.nephio.org/target-sites: edge1}}
    spec: ${spec}
  `;
  /** The text behind `field: ` once it has got a value of its site, or the error. */
  const set = (before: string, value: string, more: object = {}): string => {
    const sites = [site('edge1', { values: { own: value } })];
    const fields = [{ kind: 'NFDeployment', path: 'spec.field', value: 'values.own', ...more }];
    const result = specialise([...sites, context({ site: 'edge1' }), upf(before)], { fields });
    const { message, severity } = result.results[0] ?? {};
    return severity === 'error' ? String(message) : (/^ {2}spec: (.*)$/m.exec(result.stdout)?.[1] ?? '');
  };

  test.each([
    ['a number', '{field: 100}', '200', '{field: 200}'],
    ['a float', '{field: 0.5}', '0.75', '{field: 0.75}'],
    ['a negative number', '{field: 0}', '-1', '{field: -1}'],
    ['a large number', '{field: 1}', '18446744073709551615', '{field: 18446744073709551615}'],
    ['a number that is the same', '{field: 0x64}', '100', '{field: 0x64}'],
    ['a boolean', '{field: false}', 'true', '{field: true}'],
    ['a text', '{field: "0001"}', '0002', '{field: "0002"}'],
    ['a text of digits', "{field: '100'}", '200', '{field: "200"}'],
    ['a text that looks like a boolean', '{field: "no"}', 'true', '{field: "true"}'],
    ['null, which becomes a text', '{field: null}', '200', '{field: "200"}'],
  ])('%s', (_name, before, value, after) => {
    expect(set(before, value)).toBe(after);
  });

  test.each([
    ['a number', '{field: 100}', '0200'],
    ['a number', '{field: 100}', '1e3'],
    ['a number', '{field: 100}', ''],
    ['a number', '{field: 100}', 'NaN'],
    ['a number', '{field: 0.5}', 'half'],
    ['a boolean', '{field: true}', 'yes'],
  ])('or is refused: %s, %s to be %s', (kind, before, value) => {
    expect(set(before, value)).toBe(
      `NFDeployment x: spec.field is to be ${JSON.stringify(value)} (values.own), and ${kind} stands there: give the site ${kind}, as YAML writes it, or say \`type: string\` in \`fields\` if it is to be a text`,
    );
  });

  test.each([
    ['integer', '{other: a}', '200', '{other: a, field: 200}'],
    ['boolean', '{other: a}', 'false', '{other: a, field: false}'],
    ['string', '{other: a}', '200', '{other: a, field: "200"}'],
    ['integer', '{field: "100"}', '200', '{field: 200}'],
    ['string', '{field: 100}', '0200', '{field: "0200"}'],
  ])('is of the type that it says: %s', (type, before, value, after) => {
    expect(set(before, value, { create: true, type })).toBe(after);
  });

  test.each([
    ['integer', '0200'],
    ['integer', '1.5'],
    ['integer', '1e+21'],
    ['boolean', 'on'],
  ])('or is refused: %s, %s', (type, value) => {
    expect(set('{other: a}', value, { create: true, type })).toBe(
      `NFDeployment x: spec.field is to be "${value}" (values.own) as ${type === 'integer' ? 'an integer' : 'a boolean'}: give the site ${type === 'integer' ? 'an integer' : 'a boolean'}, as YAML writes it, or say \`type: string\` in \`fields\` if it is to be a text`,
    );
  });

  test('a type that is none is refused', () => {
    expect(set('{field: 1}', '1', { type: 'number' })).toContain('`fields.0.type`');
  });

  test('fields of the table are texts, whatever stands there', () => {
    const request = yaml`
      apiVersion: o2ims.oran.org/v1alpha1
      kind: ProvisioningRequest
      metadata: {name: x, annotations: {intent.nephio.org/target-sites: edge1}}
      spec: {networkConfig: {tac: 1234}}
    `;
    const result = specialise([site('edge1', { values: { tac: '2345' } }), context({ site: 'edge1' }), request]);
    expect(find(result, 'x').spec.networkConfig).toEqual({ tac: '2345' });
  });
});
