import type { YamlMap } from '../yaml/value';
import type { KnownKind, SchemaCatalog } from './catalog';
import { applyDefaults } from './defaulting';
import { completed } from './defaults/complete';
import { created, placed, withoutServerFields, withoutServerMetadata } from './defaults/creation';
import { withChanged } from './defaults/fields';
import { Plans, type StructPlan } from './defaults/plan';
import type { MountsToken } from './defaults/pods/token-volume';

const NO_ACCOUNTS: MountsToken = () => undefined;

const plansOf = new WeakMap<SchemaCatalog, Plans>();

/**
 * An object as the API server has it when admission policies look at it: decoded, with its defaults, and with what its
 * creation adds to it as far as that is the same in every cluster. It shares what stays as it is with the object, which is
 * not changed; where there is no schema for it, it is the object itself.
 *
 * Left out is what nobody can know before: `metadata.uid`, `creationTimestamp`, `resourceVersion` and `managedFields`; the
 * addresses, node ports and IP families of a Service; the selector and the labels with the uid of a Job; a StorageClass or IngressClass by default; the priority of a PriorityClass; what LimitRanges,
 * RuntimeClasses and webhooks of the cluster add. The status of a custom resource, and its unknown fields, stay.
 *
 * `mountsToken`: what is known of ServiceAccounts.
 */
export function withDefaults(object: YamlMap, catalog: SchemaCatalog, mountsToken = NO_ACCOUNTS): YamlMap {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return object;
  const known = catalog.kindOf({ apiVersion, kind });
  if (!('schema' in known)) return object;
  const plans = plansOf.get(catalog) ?? new Plans(catalog.minor);
  plansOf.set(catalog, plans);
  return known.schema.typeName === undefined
    ? customResource(object, known, plans)
    : builtIn(object, known, plans, mountsToken);
}

function customResource(object: YamlMap, { schema, isNamespaced }: KnownKind, plans: Plans): YamlMap {
  const complete = applyDefaults(withoutServerMetadata(object), schema) as YamlMap;
  const metadata = schema.fields?.get('metadata')?.schema;
  const decoded = metadata?.typeName === undefined ? complete : withMetadata(complete, plans.structOf(metadata), plans);
  return placed(decoded, isNamespaced, true);
}

/** The metadata of every object is that of a built-in kind. */
function withMetadata(object: YamlMap, plan: StructPlan, plans: Plans): YamlMap {
  return withChanged(object, 'metadata', metadata => completed(metadata, plan, plans.minor) as YamlMap);
}

function builtIn(
  object: YamlMap,
  { schema, isNamespaced }: KnownKind,
  plans: Plans,
  mountsToken: MountsToken,
): YamlMap {
  const kind = String(object.kind);
  const bare = withoutServerFields(object, kind);
  const complete = completed(bare, plans.structOf(schema), plans.minor) as YamlMap;
  return created(complete, kind, isNamespaced, plans.minor, mountsToken);
}
