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
    const peerless = request.replace('{targetCluster: edge-cluster-02}', '{networkConfig: {gnbId: "00002"}}');
    const gnb = { ...ofGroup, path: 'spec.networkConfig.gnbId' };
    const sites = [site('edge1', {}), site('edge2', { values: { gnbId: '00002' } })];
    const { results } = specialise([...sites, context({ site: 'edge1' }), peerless], { fields: [gnb] });
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
