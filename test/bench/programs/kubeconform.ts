import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GoModule } from '../../real/go-module';
import { cached } from '../cache';
import { say } from '../progress';

/** An OpenAPI v2 schema, as far as it is looked at. */
interface OpenApi {
  $ref?: string;
  format?: string;
  properties?: Record<string, OpenApi>;
  items?: OpenApi;
  additionalProperties?: OpenApi | boolean;
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[];
}

const KUBERNETES = 'k8s.io/kubernetes';

/** How kubeconform finds the files of `strictSchemas`. */
export const SCHEMA_FILE = '{{.ResourceKind}}{{.KindSuffix}}.json';

/**
 * The folder with a strict JSON Schema for each kind of Kubernetes, as kubeconform wants them: written once, from the
 * OpenAPI of the Kubernetes that the tests against a real API server use.
 */
export function strictSchemas(): string {
  const module = new GoModule('test/real/apiserver');
  return cached('peers/schemas', [module.version(KUBERNETES)], folder => {
    say(`schemas for kubeconform, of Kubernetes ${module.version(KUBERNETES)}`);
    const file = join(module.source(KUBERNETES), 'api/openapi-spec/swagger.json');
    const { definitions }: { definitions: Record<string, OpenApi> } = JSON.parse(readFileSync(file, 'utf8'));
    mkdirSync(folder, { recursive: true });
    for (const [name, definition] of Object.entries(definitions)) {
      const schema = JSON.stringify({ ...strict(definition), definitions: reachable(name, definitions) });
      for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
        const suffix = group === '' ? version : `${group.split('.')[0]}-${version}`;
        writeFileSync(join(folder, `${kind.toLowerCase()}-${suffix}.json`), schema);
      }
    }
  });
}

/** What a definition refers to, and what that refers to; a schema file must hold it all. */
function reachable(name: string, definitions: Record<string, OpenApi>): Record<string, object> {
  const found: Record<string, object> = {};
  const todo = [name];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const definition = definitions[next];
    if (found[next] || !definition) continue;
    found[next] = strict(definition);
    for (const [, reference = ''] of JSON.stringify(definition).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)) {
      todo.push(reference);
    }
  }
  return found;
}

/** Refuses fields that there are not, and takes integers where Kubernetes does. */
function strict({ format, properties, items, additionalProperties, ...rest }: OpenApi): object {
  if (format === 'int-or-string') return { oneOf: [{ type: 'string' }, { type: 'integer' }] };
  const fields = Object.entries(properties ?? {}).map(([name, schema]) => [name, strict(schema)]);
  return {
    ...rest,
    ...(properties && { properties: Object.fromEntries(fields), additionalProperties: false }),
    ...(items && { items: strict(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: strict(additionalProperties) }),
  };
}
