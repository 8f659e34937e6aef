import * as z from 'zod/mini';
import { isMap, type YamlValue } from '../yaml/value';
import { nearest } from './nearest';
import { expectedKind, issueWords } from './schema-words';

z.config({ localeError: issueWords });

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
  const issues = withoutConsequences(parsed.error.issues as Issue[]);
  return { issues: issues.flatMap(issue => toIssues(issue, schema, value)) };
}

/** zod counts the characters of a text where a list of some length is expected. */
function withoutConsequences(issues: readonly Issue[]): Issue[] {
  const wrong = new Set(issues.flatMap(({ code, path }) => (code === 'invalid_type' ? JSON.stringify(path) : [])));
  return issues.filter(({ code, path }) => code === 'invalid_type' || !wrong.has(JSON.stringify(path)));
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
  expected?: string;
  keys?: string[];
  errors?: Issue[][];
}

/** What is said of a place that should have something, and has nothing. */
const OF_NOTHING = new Set(['invalid_type', 'invalid_union', 'invalid_value']);

function toIssues(issue: Issue, schema: z.ZodMiniType, value: YamlValue): SchemaIssue[] {
  const { code, path } = issue;
  if (code === 'unrecognized_keys') return unknownKeys(issue, schema);
  const there = valueAt(value, path);
  const fitting = there === undefined ? undefined : issue.errors?.find(fits);
  if (code === 'invalid_union' && fitting)
    return fitting.flatMap(each => toIssues({ ...each, path: [...path, ...each.path] }, schema, value));
  const message = code === 'invalid_union' ? expectedKind(expectedKinds(issue), there) : issue.message;
  if (there === undefined && OF_NOTHING.has(code)) {
    const expected = message === '' ? '' : `: ${message}`;
    return [{ path, message: `\`${path.join('.')}\` is missing${expected}` }];
  }
  return [{ path, message: `${placeOf(path)}${message}` }];
}

function unknownKeys({ keys = [], path }: Issue, schema: z.ZodMiniType): SchemaIssue[] {
  const known = knownKeys(schema, path);
  return keys.map(key => {
    const candidate = nearest(key, known);
    const hint = candidate ? `; did you mean \`${candidate}\`?` : '';
    return {
      path: [...path, key],
      message: `${placeOf(path)}there is no \`${key}\`${hint} (known: ${known.join(', ')})`,
    };
  });
}

/** Whether a value is of the kind that an alternative is for: then only what is wrong inside is worth saying. */
function fits(alternative: readonly Issue[]): boolean {
  return !alternative.some(({ code, path }) => path.length === 0 && OF_NOTHING.has(code));
}

/** The kinds that the alternatives are for. */
function expectedKinds({ expected, errors = [] }: Issue): string[] {
  return [...(expected === undefined ? [] : [expected]), ...errors.flat().flatMap(expectedKinds)];
}

function placeOf(path: readonly (string | number)[]): string {
  return path.length === 0 ? '' : `\`${path.join('.')}\`: `;
}

function valueAt(value: YamlValue, path: readonly (string | number)[]): YamlValue | undefined {
  let at: YamlValue | undefined = value;
  for (const step of path) {
    if (Array.isArray(at)) at = at[Number(step)];
    else at = isMap(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}

/** The keys of the object schema at a path of the input. */
function knownKeys(schema: z.ZodMiniType, path: readonly (string | number)[]): string[] {
  let at: unknown = schema;
  for (const step of path) {
    const definition = partOf(unwrapped(at), step);
    at = typeof step === 'number' ? definition.element : (definition.shape?.[step] ?? definition.valueType);
  }
  return Object.keys(partOf(unwrapped(at), '').shape ?? {});
}

/** Of alternatives, the one that has such a step. */
function partOf(definition: Definition, step: string | number): Definition {
  const { options = [] } = definition;
  const parts = options.map(unwrapped);
  return parts.find(part => (typeof step === 'number' ? part.element : part.shape)) ?? definition;
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
