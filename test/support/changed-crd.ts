import { parse } from 'yaml';
import { setInside, type YamlMap, type YamlValue } from '../../lib/yaml/value';
import { cellCrd } from './cell-crd';

const GOOD = cellCrd(`
type: object
properties:
  band: {type: string}
  beams:
    type: array
    items: {type: object, required: [id], properties: {id: {type: integer}, name: {type: string}}}
  tags: {type: array, items: {type: string}}
`);

/** A CRD that is fine, with changes: by path, what is set there. */
export function changedCrd(set: Record<string, YamlValue>): YamlMap {
  let crd: YamlValue = parse(GOOD);
  for (const [path, value] of Object.entries(set)) crd = setInside(crd, stepsOf(path), value);
  return crd as YamlMap;
}

const SCHEMA = ['spec', 'versions', 0, 'schema', 'openAPIV3Schema'];
const FIELDS = [...SCHEMA, 'properties', 'spec', 'properties'];

/** `@x` is field x of the schema's spec, `#x` keyword x of the schema; `/` divides steps. */
function stepsOf(path: string): (string | number)[] {
  const steps = path
    .replace(/^[@#]/, '')
    .split('/')
    .map(step => (/^\d+$/.test(step) ? Number(step) : step));
  if (path.startsWith('@')) return [...FIELDS, ...steps];
  return path.startsWith('#') ? [...SCHEMA, ...steps] : steps;
}
