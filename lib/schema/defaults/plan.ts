import type { YamlMap, YamlValue } from '../../yaml/value';
import type { ScalarType, Schema } from '../schema';
import { FIELDS_IN_PREVIEW } from './fields-in-preview';
import { type Presence, presenceOf, withoutVersion } from './presence';
import { STRUCT_DEFAULTS, type StructDefaults } from './struct-defaults';

/** How the API server completes the values of a schema. */
export type Plan = StructPlan | ListPlan | MapPlan | ScalarPlan | typeof AS_IT_IS;

/** Anything may stand there: it stays as it is. */
export const AS_IT_IS = { is: 'as-it-is' } as const;

export interface ListPlan {
  readonly is: 'list';
  readonly items: Plan;
}

export interface MapPlan {
  readonly is: 'map';
  readonly values: Plan;
}

export interface ScalarPlan {
  readonly is: 'scalar';
  readonly type: ScalarType;
}

export interface FieldPlan {
  readonly name: string;
  readonly presence: Presence;
  readonly plan: Plan;
  /** What is written in it needs no change, where it is no mapping or list. */
  readonly isPlain: boolean;
}

/** Scalars that the API server writes in a form of its own. */
const REWRITTEN: ReadonlySet<ScalarType> = new Set(['bytes', 'date-time', 'micro-time', 'quantity'] as const);

/** The plan of a struct, made when it is first asked for: structs refer in circles. */
export class StructPlan {
  readonly is = 'struct';
  readonly fields = new Map<string, FieldPlan>();
  /** Those that are there even where nothing is written. */
  readonly always: FieldPlan[] = [];
  readonly values: readonly [name: string, value: YamlValue][];
  readonly complete: StructDefaults['complete'];
  private isRead = false;

  constructor(
    private readonly schema: Schema,
    private readonly plans: Plans,
  ) {
    const { values = {}, complete } = defaultsOf(schema.typeName ?? '');
    this.values = Object.entries(values);
    this.complete = complete;
  }

  read(): this {
    if (this.isRead) return this;
    this.isRead = true;
    const type = this.schema.typeName ?? '';
    for (const [name, field] of this.schema.fields ?? []) {
      if (this.plans.minor < previewEnd(type, name)) continue;
      const presence = presenceOf(type, name, field);
      const plan = this.plans.planOf(field.schema);
      const isPlain = plan.is !== 'scalar' || !REWRITTEN.has(plan.type);
      const fieldPlan = { name, presence, plan, isPlain };
      this.fields.set(name, fieldPlan);
      if (presence === 'always' || presence === 'null-when-absent') this.always.push(fieldPlan);
    }
    return this;
  }
}

/** The plans of the built-in kinds of a Kubernetes version. */
export class Plans {
  private readonly structs = new Map<Schema, StructPlan>();

  /** `minor`: of the Kubernetes version, 36 for 1.36. */
  constructor(readonly minor: number) {}

  planOf(schema: Schema): Plan {
    if (schema.fields) return this.structOf(schema);
    if (schema.type === 'list') return { is: 'list', items: schema.items ? this.planOf(schema.items) : AS_IT_IS };
    if (schema.values) return { is: 'map', values: this.planOf(schema.values) };
    if (schema.type === undefined || schema.type === 'mapping') return AS_IT_IS;
    return { is: 'scalar', type: schema.type };
  }

  structOf(schema: Schema): StructPlan {
    let plan = this.structs.get(schema);
    if (!plan) {
      plan = new StructPlan(schema, this);
      this.structs.set(schema, plan);
    }
    return plan;
  }
}

/** The minor version from which on the API server keeps a field. */
function previewEnd(type: string, name: string): number {
  return FIELDS_IN_PREVIEW[withoutVersion(type)]?.[name] ?? 0;
}

function defaultsOf(type: string): StructDefaults {
  return STRUCT_DEFAULTS[type] ?? STRUCT_DEFAULTS[withoutVersion(type)] ?? {};
}

/** What is there where nothing is written. Null for lists and maps, as Go writes them. */
export function zeroOf(plan: Plan): YamlValue | YamlMap {
  if (plan.is !== 'scalar') return plan.is === 'struct' ? {} : null;
  switch (plan.type) {
    case 'string':
      return '';
    case 'boolean':
      return false;
    case 'quantity':
      return '0';
    case 'bytes':
    case 'date-time':
    case 'micro-time':
      return null;
    default:
      return 0;
  }
}
