/**
 * The expectation families of 3GPP TS 28.312 (V19.3.0) and what their targets are measured in. 28.312 has no unit
 * field: latency and throughput take the base units of the slice model (TS 28.541 YANG: milliseconds, kbit/s), ratios
 * are percentages 0..100, and targets whose definition states no unit have none. Transport has no family in 28.312; `TransportNetwork` is a vendor extension.
 */
export type Domain = 'ran' | 'cn' | 'tn';

export interface Family {
  name: string;
  /** The domains an expectation of the family is rendered for. */
  domains: readonly Domain[];
}

export const FAMILIES: Readonly<Record<string, Family>> = {
  '5GC_SUBNETWORK': { name: '5GCNetworkExpectation', domains: ['cn'] },
  EDGE_SERVICE_SUPPORT: { name: 'EdgeServiceSupportExpectation', domains: ['ran', 'cn'] },
  RADIO_SERVICE: { name: 'RadioServiceExpectation', domains: ['ran'] },
  RAN_SUBNETWORK: { name: 'RadioNetworkExpectation', domains: ['ran'] },
  SUBNETWORK: { name: 'NetworkMaintenanceExpectation', domains: ['ran', 'cn'] },
  TransportNetwork: { name: 'TransportNetworkExpectation', domains: ['tn'] },
};

/** Base units; `undefined` for a plain text. */
const UNITS: Readonly<Record<string, string>> = {
  // RadioNetworkExpectation
  ActiveUEsNum: 'count',
  AveDLPrbLoad: 'percent',
  AveDLRANUEThpt: 'kbit/s',
  AveULPrbLoad: 'percent',
  AveULRANUEThpt: 'kbit/s',
  HighDLPrbLoadRatio: 'percent',
  HighULPrbLoadRatio: 'percent',
  InterRATHandover: 'percent',
  LowDLRANUEThptRatio: 'percent',
  LowSINRRatio: 'percent',
  LowULRANUEThptRatio: 'percent',
  RANEnergyEfficiency: 'bit/J',
  WeakRSRPRatio: 'percent',
  pRBS: 'count',
  // RadioServiceExpectation and EdgeServiceSupportExpectation
  DlLatency: 'ms',
  DlThptPerUE: 'kbit/s',
  NumberofUEs: 'count',
  ServiceAvailability: 'percent',
  UlLatency: 'ms',
  UlThptPerUE: 'kbit/s',
  maxNumberofUEs: 'count',
  uESpeed: 'km/h',
  // 5GCNetworkExpectation
  Latency: 'ms',
  MaxNumberofPDUsessions: 'count',
  MaxNumberofRegisteredsubscribers: 'count',
};

/** 5GCNetworkExpectation targets: in a maintenance expectation they concern the core only. */
const CORE_TARGETS = new Set([
  'IncomingData',
  'Latency',
  'MaxNumberofPDUsessions',
  'MaxNumberofRegisteredsubscribers',
  'OutgoingData',
]);
const RAN_TARGETS = new Set([
  'ActiveUEsNum',
  'AveDLPrbLoad',
  'AveDLRANUEThpt',
  'AveULPrbLoad',
  'AveULRANUEThpt',
  'HighDLPrbLoadRatio',
  'HighULPrbLoadRatio',
  'InterRATHandover',
  'LowDLRANUEThptRatio',
  'LowSINRRatio',
  'LowULRANUEThptRatio',
  'RANEnergyConsumption',
  'RANEnergyEfficiency',
  'WeakRSRPRatio',
  'pRBS',
]);

export function unitOf(targetName: string): string | undefined {
  return Object.hasOwn(UNITS, targetName) ? UNITS[targetName] : undefined;
}

/**
 * Whether a target of an expectation concerns a domain. Only a maintenance expectation mixes the targets of the RAN and
 * the core; in all others every target concerns every domain of the family.
 */
export function concerns(objectType: string, targetName: string, domain: Domain): boolean {
  if (objectType !== 'SUBNETWORK') return true;
  if (RAN_TARGETS.has(targetName)) return domain === 'ran';
  return CORE_TARGETS.has(targetName) ? domain === 'cn' : true;
}

/** The conditions of 28.312 (Condition, V19.5.0). */
export const CONDITIONS: readonly string[] = [
  'IS_ALL_OF',
  'IS_EQUAL_TO',
  'IS_EQUAL_TO_OR_GREATER_THAN',
  'IS_EQUAL_TO_OR_LESS_THAN',
  'IS_GREATER_THAN',
  'IS_LESS_THAN',
  'IS_NOT_ONE_OF',
  'IS_ONE_OF',
  'IS_OUTSIDE_RANGE',
  'IS_WITHIN_RANGE',
];
