import type * as z from 'zod/mini';
import type { YamlMap } from '../yaml/value';
import type { ConfigIssue, ConfigResult } from './function-config';
import { nearest } from './nearest';

/** Checks settings against a zod schema; each issue tells what is wrong where, and what was expected. */
export function parseWith<Schema extends z.ZodMiniType>(
  schema: Schema,
  settings: YamlMap,
): ConfigResult<z.output<Schema>> {
  const parsed = schema.safeParse(settings);
  if (parsed.success) return { config: parsed.data };
  return { issues: parsed.error.issues.flatMap(issue => toIssues(issue as Issue, schema)) };
}

interface Issue {
  code: string;
  path: (string | number)[];
  message: string;
  keys?: string[];
  input?: unknown;
}

function toIssues(issue: Issue, schema: z.ZodMiniType): ConfigIssue[] {
  const where = issue.path.length === 0 ? '' : `\`${issue.path.join('.')}\`: `;
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: `${where}${issue.message}` }];
  const known = knownKeys(schema, issue.path);
  return (issue.keys ?? []).map(key => {
    const candidate = nearest(key, known);
    const hint = candidate ? `; did you mean \`${candidate}\`?` : '';
    return {
      path: [...issue.path, key],
      message: `${where}there is no setting \`${key}\`${hint} (known: ${known.join(', ')})`,
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

interface Definition {
  shape?: Record<string, unknown>;
  element?: unknown;
  valueType?: unknown;
  innerType?: unknown;
}

function unwrapped(schema: unknown): Definition {
  let definition = (schema as { _zod: { def: Definition } } | undefined)?._zod.def ?? {};
  while (definition.innerType) definition = (definition.innerType as { _zod: { def: Definition } })._zod.def;
  return definition;
}
