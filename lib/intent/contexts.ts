import type { Condition } from './conditions';

/** What a context of 28.312 is: which part of an intent has it, and what its values look like. */
export interface ContextDefinition {
  name: string;
  /** Object types for the context of an object; `any` for that of an expectation; target names for that of a target. */
  of: readonly string[];
  scope: 'Expectation' | 'Object' | 'Target';
  condition: Condition;
  kind: 'area' | 'frequency' | 'number' | 'plmn' | 'set' | 'tac' | 'text' | 'time' | 'ueGroup';
  since?: 18 | 19 | 20;
  /** The attribute of a ServiceProfile (TS 28.541) that carries it. */
  serviceProfile?: string;
}

const RAN = ['RAN_SUBNETWORK'];
const RADIO = ['RADIO_SERVICE'];
const BOTH = ['RADIO_SERVICE', 'RAN_SUBNETWORK'];
const EDGE = ['EDGE_SERVICE_SUPPORT'];
const CORE = ['5GC_SUBNETWORK'];
const ANY = ['any'];

type Row = readonly [
  name: string,
  of: readonly string[],
  scope: ContextDefinition['scope'],
  condition: Condition,
  kind: ContextDefinition['kind'],
  more?: Pick<ContextDefinition, 'since' | 'serviceProfile'>,
];

/** The contexts of 3GPP TS 28.312 (IntentExpectations V19.3.0, with the deltas known of Rel-20), by scope and name. */
const ROWS: readonly Row[] = [
  ['Cell', BOTH, 'Object', 'IS_ALL_OF', 'set'],
  ['CoverageAreaPolygon', BOTH, 'Object', 'IS_ALL_OF', 'area', { serviceProfile: 'coverageArea' }],
  ['CoverageAreaTac', RAN, 'Object', 'IS_ALL_OF', 'tac', { serviceProfile: 'coverageAreaTAList' }],
  ['DlFrequency', BOTH, 'Object', 'IS_ALL_OF', 'frequency'],
  ['Dnn', CORE, 'Object', 'IS_ALL_OF', 'set'],
  ['GeoCoordinate', RADIO, 'Object', 'IS_ALL_OF', 'area'],
  ['NfInstanceLocation', CORE, 'Object', 'IS_ALL_OF', 'set'],
  ['NfType', CORE, 'Object', 'IS_ALL_OF', 'set'],
  ['PLMN', ['5GC_SUBNETWORK', 'RAN_SUBNETWORK'], 'Object', 'IS_ALL_OF', 'plmn', { serviceProfile: 'plmnInfoList' }],
  ['PreferredUPF', CORE, 'Object', 'IS_ALL_OF', 'set', { since: 20 }],
  ['RAT', RAN, 'Object', 'IS_ALL_OF', 'set'],
  ['ServiceType', RADIO, 'Object', 'IS_EQUAL_TO', 'number', { serviceProfile: 'sst' }],
  ['ServingScope', CORE, 'Object', 'IS_ALL_OF', 'set'],
  ['Tai', CORE, 'Object', 'IS_ALL_OF', 'tac', { serviceProfile: 'coverageAreaTAList' }],
  ['TimeBasedArea', RAN, 'Object', 'IS_ALL_OF', 'area'],
  ['UEGroup', BOTH, 'Object', 'IS_ALL_OF', 'ueGroup', { serviceProfile: 'plmnInfoList' }],
  ['UlFrequency', BOTH, 'Object', 'IS_ALL_OF', 'frequency'],
  ['coverageAreaTA', EDGE, 'Object', 'IS_ALL_OF', 'tac', { serviceProfile: 'coverageAreaTAList' }],
  ['edgeIdentificationId', EDGE, 'Object', 'IS_EQUAL_TO', 'text'],
  ['edgeIdentificationTarget', EDGE, 'Object', 'IS_EQUAL_TO', 'area'],
  ['MaintenanceTime', ANY, 'Expectation', 'IS_EQUAL_TO', 'time'],
  [
    'ResourceSharingLevel',
    ANY,
    'Expectation',
    'IS_EQUAL_TO',
    'set',
    { serviceProfile: 'networkSliceSharingIndicator' },
  ],
  ['ServiceEndTime', ANY, 'Expectation', 'IS_EQUAL_TO', 'time'],
  ['ServiceStartTime', ANY, 'Expectation', 'IS_EQUAL_TO', 'time'],
  ['StartTime', ANY, 'Expectation', 'IS_EQUAL_TO', 'time'],
  ['TargetAssuranceTime', ANY, 'Expectation', 'IS_EQUAL_TO', 'time'],
  ['UEMobilityLevel', ANY, 'Expectation', 'IS_EQUAL_TO', 'set', { serviceProfile: 'uEMobilityLevel' }],
  ['schedulingTime', ANY, 'Expectation', 'IS_EQUAL_TO', 'time'],
  ['HighDLPrbLoadThreshold', ['HighDLPrbLoadRatio'], 'Target', 'IS_GREATER_THAN', 'number'],
  ['HighULPrbLoadThreshold', ['HighULPrbLoadRatio'], 'Target', 'IS_GREATER_THAN', 'number'],
  ['LowDLRANUEThptThreshold', ['LowDLRANUEThptRatio'], 'Target', 'IS_LESS_THAN', 'number'],
  ['LowSINRThreshold', ['LowSINRRatio'], 'Target', 'IS_LESS_THAN', 'number'],
  ['LowULRANUEThptThreshold', ['LowULRANUEThptRatio'], 'Target', 'IS_LESS_THAN', 'number'],
  ['WeakRSRPThreshold', ['WeakRSRPRatio'], 'Target', 'IS_LESS_THAN', 'number'],
];

export const CONTEXTS: readonly ContextDefinition[] = ROWS.map(([name, of, scope, condition, kind, more]) => ({
  name,
  of,
  scope,
  condition,
  kind,
  ...more,
}));

const BY_NAME = new Map(CONTEXTS.map(context => [context.name, context]));

/** The definition of a context of 28.312; undefined for a vendor's. */
export function contextDefinition(name: string): ContextDefinition | undefined {
  return BY_NAME.get(name);
}
