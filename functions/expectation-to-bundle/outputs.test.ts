import { describe, expect, test } from '@jest/globals';
import { expectation, input, intent, target } from '../../test/support/expectations';
import { type Data, listOf, run } from '../../test/support/run';
import { context, site } from '../../test/support/sites';
import { validateSchema } from '../validate-schema/function';
import { expectationToBundleConfig } from './config';
import { expectationToBundle } from './function';

const ALL = ['bundles', 'NetworkSlice', 'ProvisioningRequest', 'NsInstance'];

const settings = (more: object) =>
  JSON.stringify({
    apiVersion: 'intent.nephio.org/v1alpha1',
    kind: 'ExpectationToBundle',
    metadata: { name: 'c' },
    ...more,
  });

const renderAll = (documents: string[], more: object = {}) =>
  run(expectationToBundle, listOf(documents, settings({ outputs: ALL, ...more })));

const ofKind = (items: Data[], kind: string) => items.filter(item => item.kind === kind);

const service = (serviceType: string, more: object = {}) =>
  input({ intentId: 'svc', serviceType, sla: { latency: 10 }, ...more });

describe('NetworkSlice', () => {
  const sliceOf = (spec: object, more: object = {}): Data =>
    ofKind(renderAll([intent(spec)], { outputs: ['bundles', 'NetworkSlice'], ...more }).items, 'NetworkSlice')[0];

  test('takes the strictest of what the expectations say, in the names and units of TS 28.541', () => {
    const slice = sliceOf({
      intentExpectations: [
        expectation('RADIO_SERVICE', [target('DlLatency', 20), target('DlThptPerUE', '0.1Gbps', 'IS_GREATER_THAN')]),
        expectation(
          'EDGE_SERVICE_SUPPORT',
          [
            target('DlLatency', 15),
            target('UlThptPerUE', { guaThpt: 100, maxThpt: '0.2Mbps' }, 'IS_GREATER_THAN'),
            target('uESpeed', 120),
            target('activityFactor', 60, 'IS_EQUAL_TO'),
          ],
          {
            expectationId: 'f',
            expectationContexts: [
              {
                contextAttribute: 'ResourceSharingLevel',
                contextCondition: 'IS_EQUAL_TO',
                contextValueRange: 'SHARED',
              },
            ],
            expectationObject: {
              objectType: 'EDGE_SERVICE_SUPPORT',
              objectContexts: [
                { contextAttribute: 'coverageAreaTA', contextCondition: 'IS_ALL_OF', contextValueRange: ['000001'] },
              ],
            },
          },
        ),
        expectation('TransportNetwork', [target('latency', '1ms'), target('jitter', '5us')], { expectationId: 'g' }),
      ],
    });
    expect(slice.spec.expectationIds).toEqual(['e', 'f', 'g']);
    expect(slice.spec.serviceProfile).toEqual({
      serviceProfileId: 'profile-i',
      activityFactor: 60,
      dLLatency: 15,
      dLThptPerUE: { guaThpt: 100000 },
      uESpeed: 120,
      uLThptPerUE: { guaThpt: 100, maxThpt: 200 },
      networkSliceSharingIndicator: 'SHARED',
      coverageAreaTAList: ['000001'],
    });
  });

  test.each<[string, object, object | undefined]>([
    ['a standard service type', { serviceType: 'urllc' }, { sst: 2 }],
    ['an alias', { serviceType: 'mMTC' }, { sst: 3 }],
    ['none', {}, undefined],
  ])('its S-NSSAI follows from %s', (_name, more, sNssai) => {
    const spec = { intentExpectations: [expectation('RADIO_SERVICE', [target('DlLatency', 1)])], ...more };
    expect(sliceOf(spec).spec.sNssai).toEqual(sNssai);
  });

  test('takes SST, SD and PLMN from the intent', () => {
    const { items } = renderAll([
      input({
        intentId: 's',
        service: { type: 'URLLC' },
        qos: { latency_ms: 1 },
        slice: { sst: 2, sd: '0000AB', plmn: '00101' },
      }),
    ]);
    const [slice] = ofKind(items, 'NetworkSlice');
    expect(slice.spec).toMatchObject({
      sNssai: { sst: 2, sd: '0000AB' },
      serviceProfile: { plmnInfoList: [{ plmnId: { mcc: '001', mnc: '01' }, snssai: { sst: 2, sd: '0000AB' } }] },
    });
  });

  test.each([
    ['without one', {}, 'service type GenAI has no SST: give serviceProfiles.GenAI.sst, from 128 to 255'],
    ['with a standardised one', { GenAI: { sst: 5 } }, 'service type GenAI is no standard one, SST 5 is'],
  ])('an own service type %s is an error', (_name, serviceProfiles, message) => {
    const { exitCode, results } = renderAll([service('GenAI')], { serviceProfiles });
    expect(exitCode).toBe(1);
    expect(results[0]?.message).toContain(message);
  });

  test('its group is configurable', () => {
    const spec = { intentExpectations: [expectation('RADIO_SERVICE', [target('DlLatency', 1)])] };
    expect(sliceOf(spec, { networkSliceGroup: 'ran.nephio.org' }).apiVersion).toBe('ran.nephio.org/v1alpha1');
  });
});

describe('what each site gets', () => {
  const SITES = [
    site('edge1', { cluster: 'c1', groups: ['both'] }),
    site('edge2', { cluster: 'c2', groups: ['both'] }),
  ];

  test('one request and one service for each site of a group', () => {
    const { items } = renderAll([service('eMBB', { targetSite: 'both' }), ...SITES]);
    expect(
      ofKind(items, 'ProvisioningRequest').map(({ metadata, spec }) => [
        metadata.name,
        metadata.namespace,
        spec.templateParameters.clusterName,
      ]),
    ).toEqual([
      ['svc-edge1', undefined, 'c1'],
      ['svc-edge2', undefined, 'c2'],
    ]);
    expect(
      ofKind(items, 'NsInstance').map(({ name, vimAccountName, kdu }) => [
        name,
        vimAccountName,
        kdu.params.replicaCount,
      ]),
    ).toEqual([
      ['svc-edge1', 'edge1', '2'],
      ['svc-edge2', 'edge2', '2'],
    ]);
  });

  test('an intent without a site goes where its service type is, else where its profile says', () => {
    const names = (documents: string[], more: object = {}) =>
      ofKind(renderAll(documents, more).items, 'ProvisioningRequest').map(({ metadata }) => metadata.name);
    expect(names([service('URLLC')])).toEqual(['svc-edge2']);
    expect(names([service('URLLC'), site('edge7', { serviceTypes: ['URLLC'] })])).toEqual(['svc-edge7']);
    expect(names([service('URLLC')], { serviceProfiles: { urllc: { defaultSites: ['lab'] } } })).toEqual(['svc-lab']);
  });

  test('without any site, and without an NSD, a warning says so', () => {
    const { exitCode, results } = renderAll([service('GenAI')], { serviceProfiles: { GenAI: { sst: 200 } } });
    const codes = results.map(({ tags }) => tags?.code);
    expect([exitCode, codes.slice(0, 3).sort()]).toEqual([0, ['NSD_MISSING', 'SITE_MISSING', 'SITE_MISSING']]);
  });

  test('a package of a site has the services of that site only: local-config is stamped by no one', () => {
    const { items } = renderAll([service('eMBB', { targetSite: 'both' }), ...SITES, context({ site: 'edge2' })]);
    expect(ofKind(items, 'NsInstance').map(({ name }) => name)).toEqual(['svc-edge2']);
  });

  test('profiles are overridden field by field; a resource profile has its replicas', () => {
    const { items } = renderAll([service('eMBB', { targetSite: 'edge1', resourceProfile: 'high-performance' })], {
      serviceProfiles: { eMBB: { ports: [9000] } },
      provisioning: { templateName: 'edge', templateVersion: 'v2', templateParameters: { nodeClusterName: 'n' } },
    });
    expect(ofKind(items, 'ProvisioningRequest')[0].spec).toEqual({
      name: 'svc-edge1',
      description: 'svc at edge1',
      templateName: 'edge',
      templateVersion: 'v2',
      templateParameters: {
        clusterName: 'edge1',
        site: 'edge1',
        serviceType: 'eMBB',
        resourceProfile: 'high-performance',
        resources: { cpu: '8', memory: '16Gi', storage: '100Gi' },
        ports: [9000],
        replicas: 3,
        nodeClusterName: 'n',
      },
    });
  });
});

describe('all outputs', () => {
  test('are what their CRDs allow', () => {
    const { items } = renderAll([
      service('eMBB', { targetSite: 'edge1' }),
      intent({
        serviceType: 'V2X',
        targetSite: 'edge1',
        intentExpectations: [expectation('RADIO_SERVICE', [target('NumberofUEs', 10)])],
      }),
    ]);
    const generated = items.filter(item => item.metadata.annotations?.['intent.nephio.org/generated-by']);
    expect(run(validateSchema, listOf(generated.map(item => JSON.stringify(item))))).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
  });

  test('bundles are among them: only they have a field for everything', () => {
    expect(renderAll([], { outputs: ['NetworkSlice'] }).results[0]?.message).toContain(
      'only bundles have a field for everything',
    );
  });

  test('two intents of one name are an error', () => {
    const { results } = renderAll([
      intent({ intentExpectations: [expectation('RADIO_SERVICE', [target('DlLatency', 1)])] }, 'svc'),
      service('eMBB'),
    ]);
    expect(results[0]?.message).toContain('would both be called svc');
  });
});

test('without a config, its defaults are those of an empty one', () => {
  expect(expectationToBundleConfig.parse({})).toEqual({ data: expectationToBundleConfig.defaults?.() });
});
