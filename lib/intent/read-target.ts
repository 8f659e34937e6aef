import type { Path } from '../yaml/path';
import { isMap, type YamlValue } from '../yaml/value';
import { type Condition, conditionOf, splitSign } from './conditions';
import { compareDecimals, type Decimal, isInteger, ZERO } from './decimal';
import type { ExpectationTarget, Reading, ScopedContext } from './expectation';
import { AMBIGUOUS_RATIOS, targetDefinition, unitOfTarget } from './targets';
import { type Measured, measure } from './units';

/** A target as an adapter finds it. */
export interface TargetDraft {
  name: string;
  /** As written; left out where the value carries a sign, or equality is meant. */
  condition?: string | undefined;
  value: YamlValue;
  /** The unit, where it stands beside the value. */
  unit?: string | undefined;
  contextSelectivity?: string | undefined;
  preferenceWeight?: number | undefined;
  contexts?: ScopedContext[];
  path: Path;
}

const ONE: Decimal = { digits: 1n, scale: 0 };

/** Measures a target and settles its condition; what is wrong with it goes into the reading. */
export function readTarget(draft: TargetDraft, reading: Reading): ExpectationTarget {
  const { name, path, contexts = [], contextSelectivity, preferenceWeight } = draft;
  const signed = typeof draft.value === 'string' ? splitSign(draft.value) : undefined;
  const known = settle(draft, signed?.condition, reading);
  const value = signed ? signed.rest : draft.value;
  const measured = measureAll(value, draft, reading);
  const target: ExpectationTarget = {
    name,
    condition: known ?? draft.condition ?? 'IS_EQUAL_TO',
    known,
    value,
    unit: measured?.written ?? draft.unit ?? unitOfTarget(name),
    measured: measured?.measured,
    contextSelectivity,
    preferenceWeight,
    contexts,
    path,
  };
  noteGeneric(target, reading);
  return target;
}

/** The condition beside the value and the sign in front of it must be one. */
function settle(draft: TargetDraft, sign: Condition | undefined, reading: Reading): Condition | undefined {
  if (draft.condition === undefined) return sign ?? 'IS_EQUAL_TO';
  const known = conditionOf(draft.condition);
  if (sign === undefined || sign === known) return known;
  const message = `${draft.name}: the value ${JSON.stringify(draft.value)} says ${sign}, the condition says ${draft.condition}: take the sign out of the value, or correct the condition`;
  reading.problem(draft.path, message, 'OPERATOR_CONTRADICTS');
  return known;
}

interface MeasuredValue {
  measured?: ExpectationTarget['measured'];
  written?: string | undefined;
}

/** A value, or each of a list, in the base unit; nothing is measured where one of them is no quantity. */
function measureAll(value: YamlValue, draft: TargetDraft, reading: Reading): MeasuredValue | undefined {
  const isList = Array.isArray(value);
  const each = isList ? value : [throughputOf(value)];
  const base = unitOfTarget(draft.name);
  const all: Measured[] = each.map(item => measure(item, base, draft.unit));
  const decimals: Decimal[] = [];
  let unit: string | undefined;
  for (const [i, one] of all.entries()) {
    if (one.status === 'refused') {
      reading.problem(draft.path, `${draft.name} ${JSON.stringify(each[i])}: ${one.reason}`, 'UNIT_UNKNOWN');
      return undefined;
    }
    if (one.status === 'quantity' && (unit === undefined || unit === one.quantity.unit)) {
      unit = one.quantity.unit;
      decimals.push(one.quantity.decimal);
      refuseAmbiguous(draft, one, reading);
    }
  }
  const [first] = all;
  const written = !isList && first?.status === 'quantity' ? first.written : undefined;
  if (unit === undefined || decimals.length !== each.length) return { written };
  return { measured: { values: decimals, unit, isList }, written };
}

/** Up to Rel-18 a throughput is an XLThpt object: what is guaranteed counts, else the maximum (TS 28.541). */
function throughputOf(value: YamlValue): YamlValue {
  if (!isMap(value)) return value;
  return value.guaThpt ?? value.maxThpt ?? value;
}

/** 0.999 may be meant as a ratio, or as a percentage: a thousandfold of unavailability lies between them. */
function refuseAmbiguous(draft: TargetDraft, measured: Measured, reading: Reading): void {
  if (!AMBIGUOUS_RATIOS.has(draft.name) || measured.status !== 'quantity' || measured.written !== undefined) return;
  const { decimal } = measured.quantity;
  if (compareDecimals(decimal, ZERO) <= 0 || compareDecimals(decimal, ONE) > 0) return;
  const message = `${draft.name} ${JSON.stringify(draft.value)} may be a ratio or a percentage: write it in percent, such as "99.9%"`;
  reading.problem(draft.path, message, 'RATIO_AMBIGUOUS');
}

/** What the specialised target of 28.312 cannot say, a generic target says; its readers should know. */
function noteGeneric({ name, measured, path, value }: ExpectationTarget, reading: Reading): void {
  const definition = targetDefinition(name);
  if (!definition || definition.kind === 'text') return;
  if (!measured) {
    if (definition.unit === undefined || isMap(value)) return;
    const message = `${name} ${JSON.stringify(value)?.slice(0, 80)} is no number: it goes out as a generic target, not as the one of TS 28.312`;
    reading.note('TARGET_GENERIC', path, message);
    return;
  }
  if (definition.kind === 'number' || measured.values.every(isInteger)) return;
  const message = `${name}: TS 28.312 has whole numbers of ${measured.unit}, this is a fraction: it goes out as a generic target`;
  reading.note('TARGET_GENERIC', path, message);
}
