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
    const field = plan.fields.get(name);
    const entry = field && value !== null ? completed(value, field.plan, minor) : null;
    const isGone = entry === null || (field?.presence === 'omitted-when-empty' && isEmpty(entry));
    if (!isGone) assignKey(complete, name, entry);
    if (isGone || entry !== value) isWhole = false;
  }
  return isWhole;
}

/** Gives whether anything was to be filled in. */
function fill(complete: YamlMap, plan: StructPlan, minor: number): boolean {
  let isFilled = false;
  for (const field of plan.always) {
    if (Object.hasOwn(complete, field.name)) continue;
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
  if (Array.isArray(value)) return value.length === 0;
  if (isMap(value)) return Object.keys(value).length === 0;
  return value === '' || value === 0 || value === false;
}

function completedList(list: YamlValue[], items: Plan, minor: number): YamlValue[] {
  const complete = list.map(item => completed(item ?? zeroOf(items), items, minor));
  return complete.every((item, i) => item === list[i]) ? list : complete;
}

function completedMap(map: YamlMap, values: Plan, minor: number): YamlMap {
  const complete: YamlMap = {};
  let isChanged = false;
  for (const [key, value] of Object.entries(map)) {
    const entry = completed(value ?? zeroOf(values), values, minor);
    if (entry !== value) isChanged = true;
    assignKey(complete, key, entry);
  }
  return isChanged ? complete : map;
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
