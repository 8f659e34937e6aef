import { contextDefinition } from '../../lib/intent/contexts';
import { compareDecimals, type Decimal, decimalValue, formatDecimal, parseDecimal } from '../../lib/intent/decimal';
import type { Expectation, ExpectationTarget, ScopedContext } from '../../lib/intent/expectation';
import { genericTarget, targetDefinition } from '../../lib/intent/targets';
import { measure } from '../../lib/intent/units';
import type { ServiceProfileFields } from '../../lib/kinds/network-slice';
import { isMap, type YamlMap, type YamlValue } from '../../lib/yaml/value';

/** How a field of a ServiceProfile takes a bound: as the limit that is not to be passed, or that is to be reached. */
type Field = { takes: 'limit' | 'floor' | 'throughput'; wrap?: string; isText?: boolean };

/** The fields of a ServiceProfile (TS 28.541 SliceNrm) that targets go to. */
const FIELDS: Readonly<Record<string, Field>> = {
  activityFactor: { takes: 'limit' },
  availability: { takes: 'floor' },
  dLLatency: { takes: 'limit' },
  dLPktDelayVariation: { takes: 'limit' },
  dLReliability: { takes: 'floor', isText: true },
  dLThptPerSlice: { takes: 'throughput' },
  dLThptPerUE: { takes: 'throughput' },
  energyEfficiency: { takes: 'floor' },
  maxNumberofPDUSessions: { takes: 'limit', wrap: 'nOofPDUSessions' },
  maxNumberofUEs: { takes: 'limit' },
  termDensity: { takes: 'limit', wrap: 'density' },
  uESpeed: { takes: 'limit' },
  uLLatency: { takes: 'limit' },
  uLPktDelayVariation: { takes: 'limit' },
  uLReliability: { takes: 'floor', isText: true },
  uLThptPerSlice: { takes: 'throughput' },
  uLThptPerUE: { takes: 'throughput' },
};

/** The bounds that targets of all expectations give for a field; the strictest of each counts. */
class Bounds {
  private readonly found = new Map<string, { floor?: Decimal; limit?: Decimal }>();

  add(field: string, { floor, limit }: { floor?: Decimal | undefined; limit?: Decimal | undefined }): void {
    const bounds = this.found.get(field) ?? {};
    if (floor && (!bounds.floor || compareDecimals(floor, bounds.floor) > 0)) bounds.floor = floor;
    if (limit && (!bounds.limit || compareDecimals(limit, bounds.limit) < 0)) bounds.limit = limit;
    this.found.set(field, bounds);
  }

  /** The fields, sorted; a bound that a field does not take is left to the bundles. */
  fields(): YamlMap {
    const fields: YamlMap = {};
    for (const name of [...this.found.keys()].sort()) {
      const value = fieldValue(FIELDS[name] as Field, this.found.get(name) ?? {});
      if (value !== undefined) fields[name] = value;
    }
    return fields;
  }
}

function fieldValue(
  { takes, wrap, isText }: Field,
  bounds: { floor?: Decimal; limit?: Decimal },
): YamlValue | undefined {
  if (takes === 'throughput') {
    const { floor, limit } = bounds;
    return {
      ...(floor && { guaThpt: decimalValue(floor) }),
      ...(limit && { maxThpt: decimalValue(limit) }),
    };
  }
  const bound = bounds[takes];
  if (!bound) return undefined;
  if (isText) return formatDecimal(bound);
  const value = decimalValue(bound);
  return wrap === undefined ? value : { [wrap]: value };
}

/** The ServiceProfile of the expectations of an intent. Transport has none in 28.541: it stays in its bundle. */
export function serviceProfileOf(id: string, expectations: readonly Expectation[]): ServiceProfileFields {
  const bounds = new Bounds();
  for (const { targets, domains } of expectations) {
    if (domains.every(domain => domain === 'tn')) continue;
    for (const target of targets) addTarget(target, bounds);
  }
  const contexts = expectations.flatMap(expectation => expectation.contexts);
  return { serviceProfileId: id, ...bounds.fields(), ...contextFields(contexts) } as ServiceProfileFields;
}

function addTarget(target: ExpectationTarget, bounds: Bounds): void {
  const { name, measured } = target;
  const fields = targetDefinition(name)?.serviceProfile ?? genericTarget(name)?.serviceProfile ?? [];
  const values = measured?.values ?? (FIELDS[fields[0] ?? ''] ? plainValues(target) : []);
  for (const field of fields) bounds.add(field, boundsOf(target, values));
}

/** A number without a unit, where the field has none either. */
function plainValues({ value }: ExpectationTarget): Decimal[] {
  const decimal = typeof value === 'number' ? parseDecimal(String(value)) : undefined;
  return decimal ? [decimal] : [];
}

function boundsOf({ known, value }: ExpectationTarget, values: readonly Decimal[]) {
  const [first, second] = values;
  if (isMap(value)) return { floor: amount(value.guaThpt), limit: amount(value.maxThpt) };
  switch (known) {
    case 'IS_EQUAL_TO':
      return { floor: first, limit: first };
    case 'IS_LESS_THAN':
    case 'IS_EQUAL_TO_OR_LESS_THAN':
      return { limit: first };
    case 'IS_GREATER_THAN':
    case 'IS_EQUAL_TO_OR_GREATER_THAN':
      return { floor: first };
    case 'IS_WITHIN_RANGE':
      return { floor: first, limit: second };
    default:
      return {};
  }
}

/** Throughputs of an XLThpt object are in kbit/s where they name no unit. */
function amount(value: YamlValue | undefined): Decimal | undefined {
  const measured = value === undefined ? undefined : measure(value, 'kbit/s');
  return measured?.status === 'quantity' ? measured.quantity.decimal : undefined;
}

/** What contexts say of a slice: who may use it where, and whether it is shared. */
function contextFields(contexts: readonly ScopedContext[]): YamlMap {
  const fields: YamlMap = {};
  for (const { attribute, value } of contexts) {
    const field = contextDefinition(attribute)?.serviceProfile;
    if (field === 'coverageAreaTAList') fields[field] = joined(fields[field], tacsOf(value));
    else if (field === 'coverageArea') fields[field] = joined(fields[field], listOf(value));
    else if (field === 'uEMobilityLevel' || field === 'networkSliceSharingIndicator') {
      fields[field] = String(listOf(value)[0]);
    }
  }
  return fields;
}

function joined(present: YamlValue | undefined, more: YamlValue[]): YamlValue[] {
  const known = Array.isArray(present) ? present : [];
  return [...new Set([...known, ...more])];
}

/** TACs as texts, and as Tai objects. */
function tacsOf(value: YamlValue): YamlValue[] {
  return listOf(value).flatMap(item => {
    const tac = isMap(item) ? (item.tac ?? item.nrTac ?? item.nRTAC) : item;
    return typeof tac === 'string' ? [tac] : [];
  });
}

function listOf(value: YamlValue): YamlValue[] {
  return Array.isArray(value) ? value : [value];
}
