import { en } from 'zod/locales';
import * as z from 'zod/mini';
import { isMap, type YamlValue } from '../yaml/value';
import { nearest } from './nearest';

z.config(en());

/** What a value has that its schema does not allow, where it is, and what was expected. */
export interface SchemaIssue {
  path: (string | number)[];
  message: string;
}

/** A value that was checked, or what is wrong with it. */
export type Checked<Data> = { data: Data } | { issues: SchemaIssue[] };

/** Checks a value against a zod schema. */
export function parseWith<Schema extends z.ZodMiniType>(schema: Schema, value: YamlValue): Checked<z.output<Schema>> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { data: parsed.data };
  return { issues: parsed.error.issues.flatMap(issue => toIssues(issue as Issue, schema)) };
}

/** The paths of all keys that a (loose) schema does not know. */
export function unknownPaths(schema: z.ZodMiniType, value: YamlValue): (string | number)[][] {
  return collectUnknown(schema, value, []);
}

function collectUnknown(schema: unknown, value: YamlValue, path: (string | number)[]): (string | number)[][] {
  const definition = unwrapped(schema);
  if (definition.options) {
    const fitting = definition.options.find(option =>
      Array.isArray(value) ? unwrapped(option).element : unwrapped(option).shape,
    );
    return fitting ? collectUnknown(fitting, value, path) : [];
  }
  if (definition.element && Array.isArray(value)) {
    return value.flatMap((item, i) => collectUnknown(definition.element, item, [...path, i]));
  }
  const { shape } = definition;
  if (!shape || !isMap(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    Object.hasOwn(shape, key) ? collectUnknown(shape[key], entry, [...path, key]) : [[...path, key]],
  );
}

interface Issue {
  code: string;
  path: (string | number)[];
  message: string;
  keys?: string[];
  errors?: Issue[][];
}

function toIssues(issue: Issue, schema: z.ZodMiniType): SchemaIssue[] {
  const where = issue.path.length === 0 ? '' : `\`${issue.path.join('.')}\`: `;
  if (issue.code === 'invalid_union') {
    const alternatives = (issue.errors ?? []).map(branch => branch.map(({ message }) => message).join(', '));
    return [{ path: issue.path, message: `${where}${[...new Set(alternatives)].join(', or ')}` }];
  }
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: `${where}${issue.message}` }];
  const known = knownKeys(schema, issue.path);
  return (issue.keys ?? []).map(key => {
    const candidate = nearest(key, known);
    const hint = candidate ? `; did you mean \`${candidate}\`?` : '';
    return {
      path: [...issue.path, key],
      message: `${where}there is no \`${key}\`${hint} (known: ${known.join(', ')})`,
    };
  });
}

/** The keys of the object schema at a path of the input. */
function knownKeys(schema: z.ZodMiniType, path: readonly (string | number)[]): string[] {
  let at: unknown = schema;
  for (const step of path) {
    const definition = unwrapped(at);
    at = typeof step === 'number' ? definition.element : (definition.shape?.[step] ?? definition.valueType);
  }
  return Object.keys(unwrapped(at).shape ?? {});
}

/** The parts of zod's definitions that lead from a schema to those inside it. */
interface Definition {
  shape?: Record<string, unknown>;
  element?: unknown;
  valueType?: unknown;
  innerType?: unknown;
  options?: unknown[];
}

function unwrapped(schema: unknown): Definition {
  let definition = (schema as { _zod: { def: Definition } } | undefined)?._zod.def ?? {};
  while (definition.innerType) definition = (definition.innerType as { _zod: { def: Definition } })._zod.def;
  return definition;
}
