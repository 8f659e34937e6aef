import { isMap, type YamlMap, type YamlValue } from '../../../lib/yaml/value';
import { unknownKey } from './check-keys';
import type { Exemption } from './settings';

const KEYS = ['policy', 'binding', 'rule', 'match', 'reason', 'expires'];
const MATCH_KEYS = ['kind', 'name', 'namespace'];
const FORM = 'write `- {policy: few-replicas, match: {kind: Deployment, name: web}, reason: "…"}`';

/** Reads exemptions; gives what is wrong with them. */
export function readExemptions(value: YamlValue): readonly Exemption[] | string {
  if (!Array.isArray(value)) return `it is no list: ${FORM}`;
  const exemptions: Exemption[] = [];
  for (const [i, entry] of value.entries()) {
    const read = isMap(entry) ? readExemption(entry) : FORM;
    if (typeof read === 'string') return `exemption ${i + 1}: ${read}`;
    exemptions.push(read);
  }
  return exemptions;
}

/** A day as `YYYY-MM-DD`; undefined of anything else. The SDK's reader makes a time of a day without quotes. */
export function readDay(value: YamlValue | undefined): string | undefined {
  const [, day] = /^(\d{4}-\d\d-\d\d)(?:T00:00:00(?:\.000)?Z)?$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (day === undefined) return undefined;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined;
}

function readExemption(entry: YamlMap): Exemption | string {
  const { policy, binding, rule, match = {}, reason, expires } = entry;
  const unknown = unknownKey(entry, KEYS);
  if (unknown !== undefined) return unknown;
  if (typeof policy !== 'string' || policy === '') return `\`policy\` is missing: ${FORM}`;
  if (binding !== undefined && typeof binding !== 'string') return '`binding`: write the name of a binding';
  const ofRule = rule === undefined ? undefined : readRule(rule);
  if (rule !== undefined && ofRule === undefined) {
    return '`rule`: write which of the validations is meant, from 0, or the name that its message begins with';
  }
  if (!isMap(match) || !Object.values(match).every(text => typeof text === 'string')) return `\`match\`: ${FORM}`;
  const unknownMatch = unknownKey(match, MATCH_KEYS);
  if (unknownMatch !== undefined) return `\`match\`: ${unknownMatch}`;
  if (typeof reason !== 'string' || reason.trim() === '') return '`reason` is missing: write why this is exempt';
  const day = readDay(expires);
  if (expires !== undefined && day === undefined)
    return `\`expires\`: write a day, 2026-01-31, not ${JSON.stringify(expires)}`;
  return { policy, binding, rule: ofRule, match, reason, expires: day };
}

/** A count or a name; tags of results, which have counts as texts, may be copied. */
function readRule(value: YamlValue): number | string | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  if (/^\d+$/.test(text)) return Number(text);
  return /^[A-Za-z][\w-]*$/.test(text) ? text : undefined;
}
