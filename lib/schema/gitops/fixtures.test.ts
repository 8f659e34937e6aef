import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { validateSchema } from '../../../functions/validate-schema/function';
import { configMap, listOf, run } from '../../../test/support/run';
import type { Result } from '../../krm/result';
import { GITOPS_RULES } from './rules';

/**
 * A file for each fault; its first lines say what is found: severity, rule, code of Config Sync, field. Beside it, as
 * `.good.yaml`, the same without the fault.
 */
const FOLDER = join(__dirname, 'fixtures');
const files = readdirSync(FOLDER).sort();
const bad = files.filter(file => !file.endsWith('.good.yaml'));
const good = files.filter(file => file.endsWith('.good.yaml'));

function read(file: string): string {
  return readFileSync(join(FOLDER, file), 'utf8');
}

/** What a fixture says of itself. */
function expected(file: string): string[] {
  return [...read(file).matchAll(/^# (.+)$/gm)].map(match => match[1] as string);
}

function results(file: string): Result[] {
  // CRDs are not what these are about.
  const config = configMap({ ignoreMissingSchemas: 'true' });
  return run(validateSchema, listOf(read(file).split(/^---$/m), config)).results;
}

function line({ severity, tags, field }: Result): string {
  return [severity, tags?.rule, tags?.knv, field?.path].filter(Boolean).join(' ');
}

describe('faults', () => {
  test.each(bad)('%s', file => {
    const found = results(file).filter(({ severity, tags }) => severity !== 'info' || tags?.rule);
    expect(found.map(line).sort()).toEqual(expected(file).sort());
  });
});

describe('the same without the fault', () => {
  test.each(good)('%s', file => {
    expect(bad).toContain(file.replace('.good', ''));
    expect(results(file).filter(({ severity }) => severity !== 'info')).toEqual([]);
  });
});

test('every rule has a fixture', () => {
  const shown = new Set(bad.flatMap(expected).map(each => each.split(' ')[1]));
  expect(Object.keys(GITOPS_RULES).filter(rule => !shown.has(rule))).toEqual([]);
});

test('a fixture with a code is named after one that it shows', () => {
  const withCode = bad.filter(file => file.startsWith('KNV'));
  expect(withCode.filter(file => !expected(file).some(each => each.includes(file.slice(0, 7))))).toEqual([]);
});

describe('bounds', () => {
  const found = (documents: string[]) =>
    run(validateSchema, listOf(documents, configMap({ ignoreMissingSchemas: 'true' }))).results.filter(
      ({ tags }) => tags?.code === 'GITOPS',
    );

  test('objects without a namespace are one result, with how many there are', () => {
    const documents = Array.from(
      { length: 1000 },
      (_, i) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c${i}}`,
    );
    expect(found(documents).map(({ message }) => message)).toEqual([
      expect.stringContaining(
        'ConfigMap c0 has no namespace (nor have ConfigMap c1, ConfigMap c10, ConfigMap c100 and 996 more)',
      ),
    ]);
  });

  test('what depends on the site is one result for each rule until there is one', () => {
    const documents = Array.from(
      { length: 50 },
      (_, i) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c${i}, namespace: example}`,
    );
    expect(found(documents).map(line)).toEqual(['info placeholder metadata.namespace']);
    expect(found(documents)[0]?.message).toContain('(and 49 more like it)');
  });

  test('keys and placeholders of one object are not said without end', () => {
    const keys = Array.from({ length: 1000 }, (_, i) => `  ${i}.10: x`).join('\n');
    expect(
      found([`apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: ran}\ndata:\n${keys}`]),
    ).toHaveLength(20);
  });
});

test('files that Kustomize builds with are not sent, and need no names', () => {
  const kustomization = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]';
  const { results } = run(
    validateSchema,
    listOf([kustomization, kustomization], configMap({ skipKinds: '[Kustomization]' })),
  );
  expect(results.filter(({ tags }) => tags?.code === 'GITOPS')).toEqual([]);
});
