import { formatPath, type Path } from '../yaml/path';
import { isMap, type YamlValue } from '../yaml/value';
import { contextDefinition } from './contexts';
import type { Reading } from './expectation';

/** Identifiers with leading zeros, by the key they stand under (TS 28.312 ComDefs): as YAML numbers they lose them. */
const PATTERNS: Readonly<Record<string, { pattern: RegExp; is: string }>> = {
  mcc: { pattern: /^\d{3}$/, is: 'three digits, in quotes' },
  mnc: { pattern: /^\d{2,3}$/, is: 'two or three digits, in quotes' },
  sd: { pattern: /^[A-Fa-f0-9]{6}$/, is: 'six hexadecimal digits, in quotes' },
  tac: { pattern: /^(?:[A-Fa-f0-9]{4}|[A-Fa-f0-9]{6})$/, is: 'four or six hexadecimal digits, in quotes' },
};

/** Keys as the releases and the source systems spell them. */
const KEYS: Readonly<Record<string, string>> = {
  mcc: 'mcc',
  mnc: 'mnc',
  nrTac: 'tac',
  nRTAC: 'tac',
  sd: 'sd',
  tac: 'tac',
};

/** Finds identifiers that cannot be right: a TAC `000001` without quotes is the number 1. */
export function checkIdentifiers(attribute: string, value: YamlValue, path: Path, reading: Reading): void {
  const isTac = contextDefinition(attribute)?.kind === 'tac';
  const own = isTac ? 'tac' : Object.hasOwn(KEYS, attribute) ? KEYS[attribute] : undefined;
  check(own, value, path, attribute, reading);
}

function check(kind: string | undefined, value: YamlValue, path: Path, at: string, reading: Reading): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) check(kind, item, [...path, i], at, reading);
  } else if (isMap(value)) {
    for (const [key, entry] of Object.entries(value)) {
      if (Object.hasOwn(KEYS, key)) check(KEYS[key], entry, [...path, key], key, reading);
      else if (typeof entry === 'object') check(undefined, entry, [...path, key], key, reading);
    }
  } else if (kind !== undefined && value !== null) refuseWrong(kind, value, path, at, reading);
}

function refuseWrong(kind: string, value: YamlValue, path: Path, at: string, reading: Reading): void {
  const expected = PATTERNS[kind];
  if (!expected || (typeof value === 'string' && expected.pattern.test(value))) return;
  const shown = JSON.stringify(typeof value === 'bigint' ? String(value) : value).slice(0, 80);
  const message = `${at} is ${shown}${typeof value === 'string' ? '' : ', which YAML reads as a number'}: write ${expected.is} (${formatPath(path)})`;
  reading.problem(path, message, 'IDENTIFIER_INVALID');
}
