import type { YamlMap } from '../yaml/value';
import type { SchemaCatalog } from './catalog';
import { applyDefaults } from './defaulting';
import { completed } from './defaults/complete';
import { created, withoutServerFields } from './defaults/creation';
import { Plans } from './defaults/plan';
import type { Schema } from './schema';

const plansOf = new WeakMap<SchemaCatalog, Plans>();

/**
 * An object as the API server has it when admission policies look at it: decoded, with its defaults, and with what its
 * creation adds to it as far as that is the same in every cluster. Gives the object itself where there is no schema for it,
 * or where nothing is to be done; never changes it.
 *
 * Left out is what nobody can know before: `metadata.uid`, `creationTimestamp`, `resourceVersion` and `managedFields`, the
 * addresses, ports and IP families of a Service, the selector and labels with the uid of a Job, the token volume of a Pod,
 * the priority that a PriorityClass gives, and what LimitRanges, RuntimeClasses and webhooks of the cluster add.
 */
export function withDefaults(object: YamlMap, catalog: SchemaCatalog): YamlMap {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return object;
  const known = catalog.kindOf({ apiVersion, kind });
  if (!('schema' in known)) return object;
  if (known.schema.typeName === undefined) return applyDefaults(object, known.schema) as YamlMap;
  return builtInWithDefaults(object, kind, known as { schema: Schema; isNamespaced: boolean }, catalog);
}

function builtInWithDefaults(
  object: YamlMap,
  kind: string,
  { schema, isNamespaced }: { schema: Schema; isNamespaced: boolean },
  catalog: SchemaCatalog,
): YamlMap {
  const plans = plansOf.get(catalog) ?? new Plans(catalog.minor);
  plansOf.set(catalog, plans);
  const bare = withoutServerFields(object, kind);
  const complete = completed(bare, plans.structOf(schema), plans.minor) as YamlMap;
  return created(complete, kind, isNamespaced, plans.minor);
}
