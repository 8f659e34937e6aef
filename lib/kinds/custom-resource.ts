import * as z from 'zod/mini';
import type { YamlMap, YamlValue } from '../yaml/value';

/** A kind of our own: one zod schema gives the TypeScript type, the check at run time, and the CRD. */
export interface CustomResource {
  group: string;
  version: string;
  kind: string;
  plural: string;
  scope: 'Namespaced' | 'Cluster';
  description: string;
  /** Made when somebody asks: who writes objects of a kind need not wait for its schema. */
  spec(): z.ZodMiniType;
}

/** A value range: number, text, list or object. The only place where the CRD keeps whatever it is given. */
export const value = z.unknown();

/** The CustomResourceDefinition of a kind, with a structural schema. */
export function toCrd(resource: CustomResource): YamlMap {
  const { group, kind, plural } = resource;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
      scope: resource.scope,
      versions: [
        { name: resource.version, served: true, storage: true, schema: { openAPIV3Schema: objectSchema(resource) } },
      ],
    },
  };
}

function objectSchema({ description, spec }: CustomResource): YamlMap {
  return {
    type: 'object',
    description,
    required: ['spec'],
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec: structural(z.toJSONSchema(spec(), { target: 'openapi-3.0', unrepresentable: 'any' }) as YamlMap),
    },
  };
}

/** A structural schema: no `additionalProperties: false`, no empty schemas, no JSON Schema keywords CRDs do not know. */
function structural(schema: YamlMap): YamlMap {
  const { $schema: _schema, additionalProperties, properties, items, propertyNames: _names, ...rest } = schema;
  const isOpen = Object.keys(rest).length === 0 && properties === undefined && items === undefined;
  // One field of several types is no structural schema: it is kept as it is given, like a value range.
  if (isOpen || rest.anyOf !== undefined) return { 'x-kubernetes-preserve-unknown-fields': true };
  const result: YamlMap = { ...rest };
  if (properties) result.properties = mapValues(properties as YamlMap, structural);
  if (items) result.items = structural(items as YamlMap);
  // A schema has either: the keys that a loose object lets through are named to their author, not kept.
  if (!properties && typeof additionalProperties === 'object' && additionalProperties !== null) {
    result.additionalProperties = structural(additionalProperties as YamlMap);
  }
  return result;
}

function mapValues(map: YamlMap, change: (value: YamlMap) => YamlValue): YamlMap {
  return Object.fromEntries(Object.entries(map).map(([key, entry]) => [key, change(entry as YamlMap)]));
}
