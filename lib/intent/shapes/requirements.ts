import type { Path } from '../../yaml/path';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import type { Condition } from '../conditions';
import type { ExpectationTarget, Reading } from '../expectation';
import { readTarget } from '../read-target';
import { genericTarget } from '../targets';

/** What the source systems ask for by name and value alone: the target it is, its condition and its unit. */
interface Requirement {
  name: string;
  condition: Condition;
  /** The unit of a bare number, where the key names it or the source system's code assumes it. */
  unit?: string;
}

/** Requirements whose key says more than the name of a target (adapter schema, per-site translator). */
const KEYS: Readonly<Record<string, Requirement>> = {
  dl_mbps: { name: 'downlinkThroughput', condition: 'IS_EQUAL_TO_OR_GREATER_THAN', unit: 'Mbps' },
  ul_mbps: { name: 'uplinkThroughput', condition: 'IS_EQUAL_TO_OR_GREATER_THAN', unit: 'Mbps' },
  latency_ms: { name: 'latency', condition: 'IS_EQUAL_TO_OR_LESS_THAN', unit: 'ms' },
  jitter_ms: { name: 'jitter', condition: 'IS_EQUAL_TO_OR_LESS_THAN', unit: 'ms' },
  packet_loss_rate: { name: 'packetLossRate', condition: 'IS_EQUAL_TO_OR_LESS_THAN', unit: 'ratio' },
};

/** What a value without a sign means: what is good is to be reached, what is bad is not to be passed. */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  availability: 'IS_EQUAL_TO_OR_GREATER_THAN',
  bandwidth: 'IS_EQUAL_TO_OR_GREATER_THAN',
  connections: 'IS_EQUAL_TO_OR_LESS_THAN',
  deviceDensity: 'IS_EQUAL_TO_OR_LESS_THAN',
  downlinkThroughput: 'IS_EQUAL_TO_OR_GREATER_THAN',
  jitter: 'IS_EQUAL_TO_OR_LESS_THAN',
  latency: 'IS_EQUAL_TO_OR_LESS_THAN',
  packetLoss: 'IS_EQUAL_TO_OR_LESS_THAN',
  packetLossRate: 'IS_EQUAL_TO_OR_LESS_THAN',
  reliability: 'IS_EQUAL_TO_OR_GREATER_THAN',
  throughput: 'IS_EQUAL_TO_OR_GREATER_THAN',
  uplinkThroughput: 'IS_EQUAL_TO_OR_GREATER_THAN',
};

/** Units the per-site translator adds to the bare numbers of an `sla`. */
export const SLA_UNITS: Readonly<Record<string, string>> = { throughput: 'Mbps' };

/**
 * The leaves of a section such as `qos`, `sla` or `requirements` as targets. A sign in the value is the condition; else
 * the name tells it.
 */
export function requirementTargets(
  section: YamlMap | undefined,
  path: Path,
  reading: Reading,
  units: Readonly<Record<string, string>> = {},
  prefix = '',
): ExpectationTarget[] {
  return Object.entries(section ?? {}).flatMap(([key, value]) => {
    const at = [...path, key];
    if (isMap(value)) return requirementTargets(value, at, reading, units, `${prefix}${key}.`);
    if (value === null || (Array.isArray(value) && value.length === 0)) return [];
    return [requirementTarget(`${prefix}${key}`, value, at, reading, units)];
  });
}

function requirementTarget(
  key: string,
  value: YamlValue,
  path: Path,
  reading: Reading,
  units: Readonly<Record<string, string>>,
): ExpectationTarget {
  const { name, condition, unit } = requirementOf(key);
  const hasSign = typeof value === 'string' && /^\s*[<>=≤≥]/.test(value);
  const isBare = typeof value === 'number' || typeof value === 'bigint';
  const stated = isBare ? (unit ?? (Object.hasOwn(units, key) ? units[key] : undefined)) : undefined;
  return readTarget({ name, condition: hasSign ? undefined : condition, value, unit: stated, path }, reading);
}

/** `maxLatency` is a latency not to be passed, `minBandwidth` a bandwidth to be reached. */
function requirementOf(key: string): Requirement {
  if (Object.hasOwn(KEYS, key)) return KEYS[key] as Requirement;
  const limit = /^(max|min)([A-Z])(\w{0,60})$/.exec(key);
  const name = limit ? `${(limit[2] as string).toLowerCase()}${limit[3]}` : key;
  if (limit && genericTarget(name)) {
    return { name, condition: limit[1] === 'max' ? 'IS_EQUAL_TO_OR_LESS_THAN' : 'IS_EQUAL_TO_OR_GREATER_THAN' };
  }
  return { name: key, condition: Object.hasOwn(CONDITIONS, key) ? (CONDITIONS[key] as Condition) : 'IS_EQUAL_TO' };
}
