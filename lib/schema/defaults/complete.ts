import { assignKey, cloneValue, isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { type FieldPlan, type Plan, type ScalarPlan, type StructPlan, zeroOf } from './plan';
import { canonicalQuantity } from './quantity-text';
import { canonicalMicroTime, canonicalTime } from './time-text';

/**
 * A value of a built-in kind as the API server holds it: null is as if nothing were written, unknown fields go, empty
 * ones go where they are not kept, amounts are in their canonical form, and defaults are filled in. Gives the value itself
 * where nothing is to be done. What is of a wrong type stays: it is not for defaulting to refuse it.
 */
export function completed(value: YamlValue, plan: Plan, minor: number): YamlValue {
  switch (plan.is) {
    case 'struct':
      return isMap(value) ? completedStruct(value, plan.read(), minor) : value;
    case 'list':
      return Array.isArray(value) ? completedList(value, plan.items, minor) : value;
    case 'map':
      return isMap(value) ? completedMap(value, plan.values, minor) : value;
    case 'scalar':
      return completedScalar(value, plan);
    default:
      return value;
  }
}

function completedStruct(struct: YamlMap, plan: StructPlan, minor: number): YamlMap {
  const complete: YamlMap = {};
  const isWhole = writeFields(complete, struct, plan, minor);
  const isFilled = fill(complete, plan, minor);
  const kept = isWhole && !isFilled ? struct : complete;
  return plan.complete ? plan.complete(kept, minor) : kept;
}

/** Gives whether all is as it was written. */
function writeFields(complete: YamlMap, struct: YamlMap, plan: StructPlan, minor: number): boolean {
  let isWhole = true;
  for (const name of Object.keys(struct)) {
    const value = struct[name] as YamlValue;
    const entry = completedField(value, plan.fields.get(name), minor);
    if (entry !== undefined) assignKey(complete, name, entry);
    if (entry !== value) isWhole = false;
  }
  return isWhole;
}

/** Undefined for one that goes. */
function completedField(value: YamlValue, field: FieldPlan | undefined, minor: number): YamlValue | undefined {
  if (field === undefined || value === null) return undefined;
  const entry = field.isPlain && typeof value !== 'object' ? value : completed(value, field.plan, minor);
  return field.presence === 'omitted-when-empty' && isEmpty(entry) ? undefined : entry;
}

/** Gives whether anything was to be filled in. */
function fill(complete: YamlMap, plan: StructPlan, minor: number): boolean {
  let isFilled = false;
  for (const field of plan.always) {
    if (complete[field.name] !== undefined) continue;
    complete[field.name] = field.presence === 'always' ? completed(zeroOf(field.plan), field.plan, minor) : null;
    isFilled = true;
  }
  for (const [name, value] of plan.values) {
    if ((complete[name] ?? null) !== null) continue;
    complete[name] = completedDefault(value, plan.fields.get(name), minor);
    isFilled = true;
  }
  return isFilled;
}

function completedDefault(value: YamlValue, field: FieldPlan | undefined, minor: number): YamlValue {
  return field && typeof value === 'object' ? completed(cloneValue(value), field.plan, minor) : value;
}

function isEmpty(value: YamlValue): boolean {
  if (typeof value !== 'object' || value === null) return value === '' || value === 0 || value === false;
  if (Array.isArray(value)) return value.length === 0;
  for (const _ in value) return false;
  return true;
}

function completedList(list: YamlValue[], items: Plan, minor: number): YamlValue[] {
  let complete = list;
  for (let i = 0; i < list.length; i++) {
    const item = list[i] as YamlValue;
    const entry = completed(item ?? zeroOf(items), items, minor);
    if (entry === item) continue;
    if (complete === list) complete = [...list];
    complete[i] = entry;
  }
  return complete;
}

function completedMap(map: YamlMap, values: Plan, minor: number): YamlMap {
  let complete = map;
  for (const key of Object.keys(map)) {
    const value = map[key] as YamlValue;
    const entry = completed(value ?? zeroOf(values), values, minor);
    if (entry === value) continue;
    if (complete === map) complete = { ...map };
    assignKey(complete, key, entry);
  }
  return complete;
}

function completedScalar(value: YamlValue, { type }: ScalarPlan): YamlValue {
  if (type === 'quantity') {
    const isNumber = typeof value === 'number' || typeof value === 'bigint';
    return isNumber || typeof value === 'string' ? canonicalQuantity(String(value)) : value;
  }
  if (typeof value !== 'string') return value;
  switch (type) {
    case 'bytes':
      return value.includes('\n') || value.includes('\r') ? value.replace(/[\r\n]/g, '') : value;
    case 'date-time':
      return canonicalTime(value);
    case 'micro-time':
      return canonicalMicroTime(value);
    default:
      return value;
  }
}
