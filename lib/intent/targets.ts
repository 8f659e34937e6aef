import type { Condition } from './conditions';
import type { Domain } from './object-types';

/** What a target of 28.312 is: what it is measured in, and how it is stated. */
export interface TargetDefinition {
  name: string;
  /** Object types whose family has the target. */
  objectTypes: readonly string[];
  /** The one condition of the specialised target; with another one it is a generic target. */
  condition: Condition;
  kind: 'integer' | 'number' | 'range' | 'text';
  /** Base unit; absent where the definition states none. */
  unit?: string;
  /** The release that brought it, where that is not Rel-17. */
  since?: 18 | 19 | 20;
  /** The attributes of a ServiceProfile (TS 28.541) that carry it. */
  serviceProfile?: readonly string[];
}

const RAN = ['RAN_SUBNETWORK', 'SUBNETWORK'];
const CORE = ['5GC_SUBNETWORK', 'SUBNETWORK'];
const EDGE = ['EDGE_SERVICE_SUPPORT'];
const RADIO = ['RADIO_SERVICE'];
const SERVICE = ['EDGE_SERVICE_SUPPORT', 'RADIO_SERVICE'];

function percentBelow(name: string, since?: 19): TargetDefinition {
  const ratio = { name, objectTypes: RAN, condition: 'IS_LESS_THAN', kind: 'integer', unit: 'percent' } as const;
  return since === undefined ? ratio : { ...ratio, since };
}

/**
 * The targets of 3GPP TS 28.312 (IntentExpectations V19.3.0, with the deltas known of Rel-20), sorted by family.
 * 28.312 has no unit field: latency and throughput take the base units of the slice model (TS 28.541 YANG:
 * milliseconds, kbit/s), ratios are percentages 0..100, and targets whose definition states no unit have none.
 */
export const TARGETS: readonly TargetDefinition[] = [
  // RadioNetworkExpectation
  { name: 'ActiveUEsNum', objectTypes: RAN, condition: 'IS_WITHIN_RANGE', kind: 'range', unit: 'count', since: 19 },
  percentBelow('AveDLPrbLoad'),
  { name: 'AveDLRANUEThpt', objectTypes: RAN, condition: 'IS_GREATER_THAN', kind: 'integer', unit: 'kbit/s' },
  percentBelow('AveULPrbLoad'),
  { name: 'AveULRANUEThpt', objectTypes: RAN, condition: 'IS_GREATER_THAN', kind: 'integer', unit: 'kbit/s' },
  percentBelow('HighDLPrbLoadRatio'),
  percentBelow('HighULPrbLoadRatio'),
  percentBelow('InterRATHandover', 19),
  percentBelow('LowDLRANUEThptRatio'),
  percentBelow('LowSINRRatio'),
  percentBelow('LowULRANUEThptRatio'),
  { name: 'RANEnergyConsumption', objectTypes: RAN, condition: 'IS_LESS_THAN', kind: 'integer' },
  {
    name: 'RANEnergyEfficiency',
    objectTypes: RAN,
    condition: 'IS_GREATER_THAN',
    kind: 'integer',
    unit: 'bit/J',
    serviceProfile: ['energyEfficiency'],
  },
  percentBelow('WeakRSRPRatio'),
  { name: 'pRBS', objectTypes: RAN, condition: 'IS_EQUAL_TO', kind: 'integer', unit: 'count', since: 19 },
  // RadioServiceExpectation and EdgeServiceSupportExpectation
  {
    name: 'DlLatency',
    objectTypes: SERVICE,
    condition: 'IS_LESS_THAN',
    kind: 'integer',
    unit: 'ms',
    serviceProfile: ['dLLatency'],
  },
  {
    name: 'DlThptPerUE',
    objectTypes: SERVICE,
    condition: 'IS_GREATER_THAN',
    kind: 'number',
    unit: 'kbit/s',
    serviceProfile: ['dLThptPerUE'],
  },
  {
    name: 'NumberofUEs',
    objectTypes: RADIO,
    condition: 'IS_LESS_THAN',
    kind: 'integer',
    unit: 'count',
    since: 19,
    serviceProfile: ['maxNumberofUEs'],
  },
  {
    name: 'ServiceAvailability',
    objectTypes: RADIO,
    condition: 'IS_GREATER_THAN',
    kind: 'number',
    unit: 'percent',
    since: 20,
    serviceProfile: ['availability'],
  },
  {
    name: 'UlLatency',
    objectTypes: SERVICE,
    condition: 'IS_LESS_THAN',
    kind: 'integer',
    unit: 'ms',
    serviceProfile: ['uLLatency'],
  },
  {
    name: 'UlThptPerUE',
    objectTypes: SERVICE,
    condition: 'IS_GREATER_THAN',
    kind: 'number',
    unit: 'kbit/s',
    serviceProfile: ['uLThptPerUE'],
  },
  {
    name: 'activityFactor',
    objectTypes: EDGE,
    condition: 'IS_EQUAL_TO',
    kind: 'integer',
    serviceProfile: ['activityFactor'],
  },
  {
    name: 'maxNumberofUEs',
    objectTypes: EDGE,
    condition: 'IS_LESS_THAN',
    kind: 'integer',
    unit: 'count',
    serviceProfile: ['maxNumberofUEs'],
  },
  {
    name: 'uESpeed',
    objectTypes: EDGE,
    condition: 'IS_LESS_THAN',
    kind: 'integer',
    unit: 'km/h',
    serviceProfile: ['uESpeed'],
  },
  // 5GCNetworkExpectation
  { name: 'IncomingData', objectTypes: CORE, condition: 'IS_LESS_THAN', kind: 'integer', since: 18 },
  {
    name: 'Latency',
    objectTypes: CORE,
    condition: 'IS_LESS_THAN',
    kind: 'integer',
    unit: 'ms',
    since: 20,
    serviceProfile: ['dLLatency', 'uLLatency'],
  },
  {
    name: 'MaxNumberofPDUsessions',
    objectTypes: CORE,
    condition: 'IS_LESS_THAN',
    kind: 'integer',
    unit: 'count',
    since: 18,
    serviceProfile: ['maxNumberofPDUSessions'],
  },
  {
    name: 'MaxNumberofRegisteredsubscribers',
    objectTypes: CORE,
    condition: 'IS_LESS_THAN',
    kind: 'integer',
    unit: 'count',
    since: 18,
  },
  { name: 'OutgoingData', objectTypes: CORE, condition: 'IS_LESS_THAN', kind: 'integer', since: 18 },
  // NetworkMaintenanceExpectation
  { name: 'MaintenanceVersion', objectTypes: ['SUBNETWORK'], condition: 'IS_EQUAL_TO', kind: 'text', since: 19 },
];

/** A target outside 28.312: a vendor's or a source system's. 28.312 lets it be as a generic target. */
export interface GenericTarget {
  unit: string;
  serviceProfile?: readonly string[];
}

/** What the source systems call what they ask for. `maxLatency` and `minBandwidth` carry their condition in the name. */
const GENERIC_TARGETS: Readonly<Record<string, GenericTarget>> = {
  availability: { unit: 'percent', serviceProfile: ['availability'] },
  bandwidth: { unit: 'kbit/s', serviceProfile: ['dLThptPerSlice', 'uLThptPerSlice'] },
  connections: { unit: 'count', serviceProfile: ['maxNumberofUEs'] },
  deviceDensity: { unit: 'users/km2', serviceProfile: ['termDensity'] },
  downlinkThroughput: { unit: 'kbit/s', serviceProfile: ['dLThptPerUE'] },
  jitter: { unit: 'µs', serviceProfile: ['dLPktDelayVariation', 'uLPktDelayVariation'] },
  latency: { unit: 'ms', serviceProfile: ['dLLatency', 'uLLatency'] },
  packetLoss: { unit: 'percent' },
  packetLossRate: { unit: 'percent' },
  reliability: { unit: 'percent', serviceProfile: ['dLReliability', 'uLReliability'] },
  replicas: { unit: 'count' },
  throughput: { unit: 'kbit/s', serviceProfile: ['dLThptPerUE', 'uLThptPerUE'] },
  uplinkThroughput: { unit: 'kbit/s', serviceProfile: ['uLThptPerUE'] },
  'user-plane-latency': { unit: 'ms', serviceProfile: ['dLLatency', 'uLLatency'] },
};

/** Targets for which a bare number up to 1 may be a ratio or a percentage: a thousandfold difference. */
export const AMBIGUOUS_RATIOS: ReadonlySet<string> = new Set(['ServiceAvailability', 'availability', 'reliability']);

const BY_NAME = new Map(TARGETS.map(target => [target.name, target]));

/** The definition of a target of 28.312; undefined for any other name. */
export function targetDefinition(name: string): TargetDefinition | undefined {
  return BY_NAME.get(name);
}

export function genericTarget(name: string): GenericTarget | undefined {
  return Object.hasOwn(GENERIC_TARGETS, name) ? GENERIC_TARGETS[name] : undefined;
}

/** The unit a bare number of a target is in; undefined where none is known. */
export function unitOfTarget(name: string): string | undefined {
  return BY_NAME.get(name)?.unit ?? genericTarget(name)?.unit;
}

/**
 * Whether a target of an expectation concerns a domain. Only a maintenance expectation mixes the targets of the RAN and
 * the core; in all others every target concerns every domain of the family.
 */
export function concerns(objectType: string, targetName: string, domain: Domain): boolean {
  if (objectType !== 'SUBNETWORK') return true;
  const families = BY_NAME.get(targetName)?.objectTypes ?? [];
  if (families.includes('RAN_SUBNETWORK')) return domain === 'ran';
  return families.includes('5GC_SUBNETWORK') ? domain === 'cn' : true;
}
