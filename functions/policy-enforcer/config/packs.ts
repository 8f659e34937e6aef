import { nearest } from '../../../lib/krm/nearest';
import type { ValidationAction } from '../../../lib/policy/binding';
import { PACK_NAMES } from '../../../lib/policy/packs';
import { isMap, type YamlMap, type YamlValue } from '../../../lib/yaml/value';
import { unknownKey } from './check-keys';
import type { PackChoice } from './settings';
import { siteSelectorProblem } from './site-selector-problem';

const KEYS = ['name', 'version', 'params', 'actions', 'siteSelector'];
const ACTIONS = ['Deny', 'Warn', 'Audit'];

/** Reads which packs are in effect; gives what is wrong with them. */
export function readPacks(value: YamlValue): readonly PackChoice[] | string {
  if (!Array.isArray(value)) return `it is no list: write \`- name: pss-baseline\`; there are ${PACK_NAMES.join(', ')}`;
  const choices: PackChoice[] = [];
  for (const entry of value) {
    const read = readPack(typeof entry === 'string' ? { name: entry } : entry);
    if (typeof read === 'string') return read;
    if (choices.some(({ name, siteSelector }) => name === read.name && siteSelector === undefined)) {
      return `${read.name} is there twice: keep one of the two, or give the first a \`siteSelector\``;
    }
    choices.push(read);
  }
  return choices;
}

function readPack(entry: YamlValue): PackChoice | string {
  if (!isMap(entry)) return 'write `- name: pss-baseline`';
  const { name, version, params = {}, actions, siteSelector } = entry;
  const unknown = unknownKey(entry, KEYS);
  if (unknown !== undefined) return unknown;
  if (typeof name !== 'string' || !PACK_NAMES.includes(name)) {
    const near = nearest(String(name ?? ''), PACK_NAMES);
    const hint = near === undefined ? '' : `did you mean ${near}? `;
    return `there is no pack ${JSON.stringify(name ?? null)}: ${hint}there are ${PACK_NAMES.join(', ')}`;
  }
  if (version !== undefined && typeof version !== 'string') return `${name}: write \`version\` as a text, "v1.34"`;
  if (!isMap(params)) return `${name}: write \`params\` as \`name: value\` lines`;
  if (actions !== undefined && !areActions(actions))
    return `${name}: write \`actions\` as a list of ${ACTIONS.join(', ')}`;
  const selectorProblem = siteSelectorProblem(siteSelector);
  if (selectorProblem !== undefined) return `${name}: ${selectorProblem}`;
  return { name, version, params: textsOf(params), actions, siteSelector };
}

/** Parameters are those of a ConfigMap: a number or boolean is its text. */
function textsOf(params: YamlMap): Record<string, string> {
  const texts = Object.entries(params).map(([key, value]): [string, string] => {
    return [key, Array.isArray(value) ? value.join(',') : String(value ?? '')];
  });
  return Object.fromEntries(texts);
}

function areActions(value: YamlValue): value is ValidationAction[] {
  return Array.isArray(value) && value.length > 0 && value.every(each => ACTIONS.includes(String(each)));
}
