// The generated models and REST paths of a version of @kubernetes/client-node, as plain data.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The fields of a model: name, type and format as the client spells them, and whether it is required; undefined where
 * there is no such model.
 */
export function readModel(client, name) {
  const file = join(client, 'dist/gen/models', name);
  if (!existsSync(`${file}.js`)) return undefined;
  const [, fields] = /\.attributeTypeMap = (\[[\s\S]*?\n\]|\[\]);/.exec(readFileSync(`${file}.js`, 'utf8')) ?? [];
  if (fields === undefined) return undefined;
  const declared = readFileSync(`${file}.d.ts`, 'utf8');
  const optional = new Set([...declared.matchAll(/^ {4}'([^']+)'\?: /gm)].map(match => match[1]));
  // A field's own name is its `baseName`: `default` and `$ref` are no property names the client likes.
  return JSON.parse(fields).map(({ name: property, baseName, type, format }) => ({
    name: baseName,
    type,
    format,
    isRequired: !optional.has(property),
  }));
}

/** The kinds that can be created: group and version, kind, plural, whether namespaced, and the model of the object. */
export function readKinds(client) {
  // `dist` also holds APIs that were removed: only those that are exported count.
  const exported = readFileSync(join(client, 'dist/gen/types/ObservableAPI.js'), 'utf8');
  const apis = [...new Set([...exported.matchAll(/apis\/(\w+Api)\.js/g)].map(match => match[1]))];
  return apis.flatMap(api => kindsOf(readFileSync(join(client, `dist/gen/apis/${api}.js`), 'utf8')));
}

const CREATE = /^ {4}async create(?:Namespaced)?(\w+)\([\s\S]*?^ {4}\}/gm;
const COLLECTION = /^\/(?:api|apis\/([^/]+))\/([^/]+)\/(namespaces\/\{namespace\}\/)?([^/]+)$/;

function kindsOf(source) {
  return [...source.matchAll(CREATE)].flatMap(([method, kind]) => {
    const path = COLLECTION.exec(/localVarPath = '([^']+)'/.exec(method)?.[1] ?? '');
    const model = /serialize\(body, "([A-Z]\w+)"/.exec(method)?.[1];
    if (!path || !model) return [];
    const [, group, version, namespaces, plural] = path;
    const apiVersion = group ? `${group}/${version}` : version;
    return [{ apiVersion, kind, plural, isNamespaced: namespaces !== undefined, model }];
  });
}
