import type { YamlValue } from '../yaml/value';
import type { StructRule } from './api-server/rules/struct';

/** What may stand at a place, apart from what a schema says of its inside. */
export type ValueType = 'mapping' | 'list' | ScalarType;

export type ScalarType =
  | 'boolean'
  | 'bytes'
  | 'date-time'
  | 'double'
  | 'int-or-string'
  | 'int32'
  | 'int64'
  | 'micro-time'
  | 'quantity'
  | 'string';

/** A structural schema, of a built-in kind or of a custom resource. */
export interface Schema {
  /** Absent where anything may stand. */
  readonly type?: ValueType | undefined;
  /** Of the structs of built-in kinds: what the packs call them. */
  readonly typeName?: string | undefined;
  /** The fields that have a name. */
  readonly fields?: ReadonlyMap<string, Field> | undefined;
  /** Those of the fields that have to be there. */
  readonly needed?: readonly NamedField[] | undefined;
  /** What all other entries of a mapping hold. */
  readonly values?: Schema | undefined;
  /** Other fields are kept as they are; else they are unknown. */
  readonly isOpen?: boolean | undefined;
  /** What the items of a list hold. */
  readonly items?: Schema | undefined;
  /** The fields that tell the items of a list apart. */
  readonly itemKeys?: readonly ItemKey[] | undefined;
  /** The items of the list must differ. */
  readonly isSet?: boolean | undefined;
  /** Null is a value here; else it is as if nothing stood there. */
  readonly isNullable?: boolean | undefined;
  /** In the lists of built-in kinds a null is an empty item; a custom resource's must not hold one. */
  readonly nullItemsAreEmpty?: boolean | undefined;
  /** What stands here where nothing is written. */
  readonly default?: YamlValue | undefined;
  /** Of the schema of an object: what is in it is to be judged with its defaults filled in, and without its nulls. */
  readonly isCompleted?: boolean | undefined;
  /** A whole object stands here: its metadata is that of every object. */
  readonly isEmbedded?: boolean | undefined;
  /** What a CRD says of the value beyond its type. */
  readonly checks?: readonly ValueCheck[] | undefined;
  /** What the API server says of the value. */
  readonly rule?: NamedCheck | undefined;
  /** What the API server says of the keys of a mapping. */
  readonly keyRule?: NamedCheck | undefined;
  /** What the API server says of its fields together. */
  readonly rules?: readonly StructRule[] | undefined;
  /** Further schemas of the same value. */
  readonly combinations?: readonly Combination[] | undefined;
  /** What to write in place of fields that there are not. */
  readonly instead?: Readonly<Record<string, string>> | undefined;
  /** Unknown fields are not refused by the API server, but dropped without a word. */
  readonly prunes?: boolean | undefined;
}

export type NamedField = readonly [name: string, field: Field];

export interface Field {
  readonly schema: Schema;
  readonly isRequired: boolean;
  /** It is an empty mapping where it is left out, and lacks what is required in it. */
  readonly isNeverAbsent: boolean;
  /** The rule of the API server that demands it, where the schema does not. */
  readonly requiredBy?: string | undefined;
}

export interface ItemKey {
  readonly name: string;
  /** The value of the key where an item leaves it out. */
  readonly fallback?: string | undefined;
}

/** What is wrong with a value, and the mend; undefined where nothing is. */
export type ValueCheck = (value: YamlValue) => string | undefined;

/** A rule of the API server for one field. */
export interface FieldRule {
  readonly check?: ValueCheck;
  /** Whether it must be there, whatever the schema says. */
  readonly isRequired?: boolean;
}

/** A check with the name of its rule. */
export interface NamedCheck {
  readonly name: string;
  readonly check: ValueCheck;
}

export interface Combination {
  readonly kind: 'allOf' | 'anyOf' | 'oneOf' | 'not';
  readonly schemas: readonly Schema[];
}

/** A schema in which every part has its place: a walk over schemas of one form is much faster. */
export function schemaOf(parts: Schema): Schema {
  return {
    type: parts.type,
    fields: parts.fields,
    needed: parts.needed ?? (parts.fields && neededOf(parts.fields)),
    values: parts.values,
    isOpen: parts.isOpen,
    items: parts.items,
    itemKeys: parts.itemKeys,
    isSet: parts.isSet,
    isNullable: parts.isNullable,
    nullItemsAreEmpty: parts.nullItemsAreEmpty,
    default: parts.default,
    isCompleted: parts.isCompleted,
    isEmbedded: parts.isEmbedded,
    checks: parts.checks,
    rule: parts.rule,
    keyRule: parts.keyRule,
    rules: parts.rules,
    combinations: parts.combinations,
    instead: parts.instead,
    prunes: parts.prunes,
  };
}

/** Those of the fields that have to be there. */
export function neededOf(fields: ReadonlyMap<string, Field>): readonly NamedField[] {
  return [...fields].filter(([, { isRequired, isNeverAbsent }]) => isRequired || isNeverAbsent);
}
