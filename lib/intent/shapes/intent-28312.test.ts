import { describe, expect, test } from '@jest/globals';
import type { YamlMap, YamlValue } from '../../yaml/value';
import { readIntent } from '../read-intent';

/** One expectation in the wire form of a release. */
function wire(objectType: string, more: YamlMap = {}, isList = false): YamlMap {
  const object = { objectType };
  return {
    intentExpectations: [
      {
        expectationId: 'e',
        ...(isList ? { expectationObjects: [object] } : { expectationObject: object }),
        expectationTargets: [{ targetName: 'vendor', targetCondition: 'IS_LESS_THAN', targetValueRange: 5 }],
        ...more,
      },
    ],
  };
}

const goal = (targetName: string, targetCondition = 'IS_LESS_THAN') => ({
  expectationTargets: [{ targetName, targetCondition, targetValueRange: 5 }],
});

describe('the wire forms of the releases', () => {
  test.each<[string, YamlMap, number, string]>([
    ['17.0: a list, misspelt', wire('RAN_SubNetwrok', goal('a', 'Is_less _than'), true), 17, 'RAN_SUBNETWORK'],
    ['17.1: a list', wire('RAN_SubNetwork', {}, true), 17, 'RAN_SUBNETWORK'],
    ['17.0: edge', wire('Service_Support', {}, true), 17, 'EDGE_SERVICE_SUPPORT'],
    ['17.5: edge', wire('EdgeService_Support'), 18, 'EDGE_SERVICE_SUPPORT'],
    ['18.1: edge', wire('Edge_Service_Support'), 18, 'EDGE_SERVICE_SUPPORT'],
    ['18.2: 5GC, still a list', wire('5GC_SubNetwork', {}, true), 17, '5GC_SUBNETWORK'],
    ['18.2: radio service', wire('Radio_Service'), 18, 'RADIO_SERVICE'],
    ['18.2: a slip in a condition', wire('5GC_SubNetwork', goal('a', 'IS_less_THAN')), 18, '5GC_SUBNETWORK'],
    ['19', wire('RADIO_SERVICE', goal('NumberofUEs')), 19, 'RADIO_SERVICE'],
    ['20: a target', wire('RADIO_SERVICE', goal('ServiceAvailability', 'IS_GREATER_THAN')), 20, 'RADIO_SERVICE'],
    ['20: latency of the core', wire('5GC_SUBNETWORK', goal('Latency')), 20, '5GC_SUBNETWORK'],
    [
      '20: a service type that is a text, a slip in a condition',
      wire('RADIO_SERVICE', {
        ...goal('ServiceAvailability', 'IS_GREATER_THAN'),
        expectationContexts: [
          { contextAttribute: 'ServiceType', contextCondition: 'S_EQUAL_TO', contextValueRange: 'eMBB' },
        ],
      }),
      20,
      'RADIO_SERVICE',
    ],
  ])('%s', (_name, intent, release, objectType) => {
    const { shape, reading } = readIntent('i', intent);
    expect([shape, reading.problems]).toEqual([`28.312 Rel-${release}`, []]);
    expect(reading.expectations.map(expectation => expectation.objectType)).toEqual([objectType]);
  });

  test('an expectation without an object is a problem', () => {
    const { reading } = readIntent('i', { intentExpectations: [{ expectationId: 'e', ...goal('a') }] });
    expect(reading.problems.map(({ message }) => message)).toEqual([
      'the expectation names no object: add `expectationObject`',
    ]);
  });
});

describe('identifiers', () => {
  const context = (contextAttribute: string, contextValueRange: YamlValue) =>
    wire('RAN_SUBNETWORK', {
      expectationContexts: [{ contextAttribute, contextCondition: 'IS_ALL_OF', contextValueRange }],
    });

  test.each<[string, string, YamlValue]>([
    ['a TAC without quotes', 'CoverageAreaTac', [101]],
    ['a TAC of five digits', 'coverageAreaTA', ['00010']],
    ['a TAC in a TAI', 'Tai', [{ plmnId: { mcc: '001', mnc: '01' }, tac: 1 }]],
    ['an MCC without quotes', 'PLMN', [{ mcc: 1, mnc: '01' }]],
    ['an MNC without quotes', 'PLMN', { mcc: '001', mnc: 1 }],
    ['an SD that was read as a float', 'UEGroup', [{ sNssai: { sst: 1, sd: 1000 } }]],
  ])('%s is refused, with the mend', (_name, attribute, value) => {
    const { problems } = readIntent('i', context(attribute, value)).reading;
    expect(problems.map(({ code }) => code)).toEqual(['IDENTIFIER_INVALID']);
    expect(problems[0]?.message).toMatch(/write .* digits, in quotes/);
  });

  test.each<[string, YamlValue]>([
    ['CoverageAreaTac', ['0001', 'aBcDeF']],
    ['PLMN', [{ mcc: '001', mnc: '001' }]],
    ['UEGroup', [{ pLMNId: { mcc: '001', mnc: '01' }, sNssai: { sst: 1, sd: '00000A' } }]],
    ['Cell', [1, 2]],
  ])('%s %j is right', (attribute, value) => {
    expect(readIntent('i', context(attribute, value)).reading.problems).toEqual([]);
  });
});
