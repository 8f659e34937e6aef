import type { YamlMap } from '../../yaml/value';

/**
 * What may stand at a place, in short:
 *
 * - `string`, `integer`, `number`, `boolean`, `int-or-string`, `quantity`; `any`; `object`, whose fields are open
 * - `a|b|c`, one of these words; `a|b=b`, with a default
 * - `string[]`, a list; `string{}`, a map; `[shape]` and `{'*': shape}`, the same of something larger
 * - `{name!: shape}`, fields: `!` is behind the name of a required one
 */
export type Shape = string | readonly [Shape] | Fields;

export interface Fields {
  readonly [field: string]: Shape;
}

/** A kind of somebody else, as far as its CRD says what an object may hold. */
export interface ThirdPartyKind {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
  /** What stands in an object beside apiVersion, kind, metadata and status; by version that is served. */
  readonly versions: Readonly<Record<string, Fields>>;
  /** What to write in place of a field that is often taken for one of this kind, by path. */
  readonly instead?: Readonly<Record<string, string>>;
}

/** Where a struct of the schema keeps what to write in place of fields that it does not have. */
export const INSTEAD = 'x-intent-instead';

/** The CustomResourceDefinition that the table of a kind stands for. */
export function crdOf({ group, kind, plural, scope, versions, instead = {} }: ThirdPartyKind): YamlMap {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind, plural },
      scope,
      versions: Object.entries(versions).map(([name, fields], i) => ({
        name,
        served: true,
        storage: i === 0,
        schema: { openAPIV3Schema: schemaOf({ status: 'any', ...fields }, instead) },
      })),
    },
  };
}

/** The structural schema of a shape. `instead`: as in the kind, of paths from here on. */
function schemaOf(shape: Shape, instead: Readonly<Record<string, string>> = {}): YamlMap {
  if (typeof shape === 'string') return schemaOfWord(shape);
  if (isList(shape)) return { type: 'array', items: schemaOf(shape[0]) };
  if (shape['*'] !== undefined) return { type: 'object', additionalProperties: schemaOf(shape['*']) };
  const names = Object.keys(shape);
  const here = Object.entries(instead).filter(([path]) => !path.includes('.'));
  return {
    type: 'object',
    properties: Object.fromEntries(
      names.map(name => {
        const field = name.replace('!', '');
        return [field, schemaOf(shape[name] as Shape, below(instead, field))];
      }),
    ),
    required: names.filter(name => name.endsWith('!')).map(name => name.slice(0, -1)),
    ...(here.length > 0 && { [INSTEAD]: Object.fromEntries(here) }),
  };
}

function isList(shape: Exclude<Shape, string>): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function below(instead: Readonly<Record<string, string>>, field: string): Record<string, string> {
  const inside = Object.entries(instead).filter(([path]) => path.startsWith(`${field}.`));
  return Object.fromEntries(inside.map(([path, text]) => [path.slice(field.length + 1), text]));
}

/** kube-openapi's spelling of a quantity. */
const QUANTITY = '^[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][-+]?[0-9]+)?$';

function schemaOfWord(word: string): YamlMap {
  if (word.endsWith('[]')) return { type: 'array', items: schemaOfWord(word.slice(0, -2)) };
  if (word.endsWith('{}')) return { type: 'object', additionalProperties: schemaOfWord(word.slice(0, -2)) };
  if (word.includes('|')) {
    const [words = '', fallback] = word.split('=');
    return { type: 'string', enum: words.split('|'), ...(fallback !== undefined && { default: fallback }) };
  }
  switch (word) {
    case 'any':
      return { 'x-kubernetes-preserve-unknown-fields': true };
    case 'object':
      return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    case 'int-or-string':
      return { 'x-kubernetes-int-or-string': true };
    case 'quantity':
      return { 'x-kubernetes-int-or-string': true, pattern: QUANTITY };
    default:
      return { type: word };
  }
}
