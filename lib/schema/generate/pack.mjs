// A schema pack: the kinds of a Kubernetes version, and the types of their fields in a spelling of its own (lib/schema/pack.ts
// reads it): `V1Container[name]!` is a required list of containers told apart by their names.
import { readKinds, readModel } from './client-models.mjs';
import { LIST_KEYS } from './tables/list-keys.mjs';
import { NEVER_ABSENT } from './tables/never-absent.mjs';
import { OPEN_FIELDS } from './tables/open-fields.mjs';
import { QUANTITIES } from './tables/quantities.mjs';
import { SETS } from './tables/sets.mjs';

/**
 * `kinds`: `plural model`, with `cluster` behind where it is not namespaced. `types`: field → type. `changes`: kinds and
 * fields that are other than the client's, null where they are not there.
 */
export function makePack(client, changes = { kinds: {}, types: {} }) {
  const kinds = {};
  for (const { apiVersion, kind, plural, isNamespaced, model } of readKinds(client)) {
    kinds[apiVersion] ??= {};
    kinds[apiVersion][kind] = `${plural} ${model}${isNamespaced ? '' : ' cluster'}`;
  }
  for (const [apiVersion, changed] of Object.entries(changes.kinds)) {
    kinds[apiVersion] = present({ ...kinds[apiVersion], ...changed });
    if (Object.keys(kinds[apiVersion]).length === 0) delete kinds[apiVersion];
  }
  const types = {};
  for (const entry of Object.values(kinds).flatMap(Object.values)) addType(client, entry.split(' ')[1], changes, types);
  return { kinds: sorted(kinds, sorted), types: sorted(types, sorted) };
}

/** Adds a model and all it refers to. */
function addType(client, name, changes, types) {
  if (types[name]) return;
  const fields = readModel(client, name);
  if (!fields) throw new Error(`the client has no model ${name}`);
  const spelt = fields.map(field => [field.name, spelling(name, field)]);
  types[name] = present({ ...Object.fromEntries(spelt), ...changes.types[name] });
  for (const type of Object.values(types[name])) {
    const model = modelOf(type);
    if (model) addType(client, model, changes, types);
  }
}

function present(map) {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null));
}

const NOT_MODELS = new Set(['Array', 'Date', 'IntOrString', 'V1MicroTime']);

function modelOf(type) {
  return type.match(/[A-Z]\w+/g)?.find(word => !NOT_MODELS.has(word));
}

function spelling(model, { name, type, format, isRequired }) {
  const open = OPEN_FIELDS[model]?.[name];
  const quantity = QUANTITIES[model]?.includes(name);
  let text = open
    ? withElement(type, open)
    : withElement(type, quantity ? 'quantity' : scalar(type, format, `${model}.${name}`));
  if (LIST_KEYS[model]?.[name]) text = text.replace(/\[\]$/, `[${LIST_KEYS[model][name]}]`);
  if (SETS[model]?.includes(name)) text = text.replace(/\[\]$/, '[*]');
  if (NEVER_ABSENT[model]?.includes(name)) return `${text}~`;
  return isRequired ? `${text}!` : text;
}

/** `Array<string>` and the like, in the pack's spelling, with `element` innermost. */
function withElement(type, element) {
  const [, item] = /^Array<(.+)>$/.exec(type) ?? /^\{ \[key: string\]: (.+); \}$/.exec(type) ?? [];
  if (item === undefined) return element;
  return `${withElement(item, element)}${type.startsWith('Array') ? '[]' : '{}'}`;
}

const FORMATS = {
  byte: 'bytes',
  'date-time': 'date-time',
  'date-time-micro': 'micro-time',
  double: 'double',
  'int-or-string': 'int-or-string',
  int32: 'int32',
  int64: 'int64',
};

function scalar(type, format, where) {
  const model = modelOf(type);
  if (model) return model;
  if (FORMATS[format]) return FORMATS[format];
  const word = /\b(string|number|boolean|any|Date|IntOrString)\b(?!\]|:)/.exec(type.replace('[key: string]', ''))?.[1];
  const name = {
    string: 'string',
    boolean: 'boolean',
    number: 'double',
    Date: 'date-time',
    IntOrString: 'int-or-string',
  }[word];
  if (!name) throw new Error(`${where} is of type ${type}: add it to OPEN_FIELDS`);
  return name;
}

function sorted(map, change = value => value) {
  const keys = Object.keys(map).sort((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(keys.map(key => [key, typeof map[key] === 'object' ? change(map[key]) : map[key]]));
}
