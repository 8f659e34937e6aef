import type { Data } from './run';

/** The paths of an object that an API server with this CRD would prune: fields its structural schema does not name. */
export function prunedFields(crd: Data, object: Data): string[] {
  return collect(crd.spec.versions[0].schema.openAPIV3Schema.properties.spec, object.spec, 'spec');
}

function collect(schema: Data, value: Data, path: string): string[] {
  if (schema['x-kubernetes-preserve-unknown-fields'] || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, i) => collect(schema.items, item, `${path}[${i}]`));
  return Object.entries(value).flatMap(([key, entry]) => {
    const inner = schema.properties?.[key] ?? schema.additionalProperties;
    return inner ? collect(inner, entry, `${path}.${key}`) : [`${path}.${key}`];
  });
}
