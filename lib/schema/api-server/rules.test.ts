import { describe, expect, test } from '@jest/globals';
import { validateSchema } from '../../../functions/validate-schema/function';
import { readApiFixtures } from '../../../test/support/api-fixtures';
import { mutate, randomNumbers } from '../../../test/support/mutations';
import { configMap, listOf, run } from '../../../test/support/run';
import type { YamlMap } from '../../yaml/value';
import { FIELD_RULES } from './field-rules';
import { STRUCT_RULES } from './struct-rules';

const fixtures = readApiFixtures();
const refused = fixtures.flatMap(fixture =>
  fixture.refused.map(each => ({ ...each, name: `${fixture.name}: ${each.name}` })),
);
const accepted = fixtures.flatMap(fixture => [
  { name: fixture.name, object: fixture.good },
  ...fixture.accepted.map(({ name, object }) => ({ name: `${fixture.name}: ${name}`, object })),
]);

/** The errors of validate-schema, by its function config. */
function errorsOf(object: YamlMap, config?: string) {
  return run(validateSchema, listOf([JSON.stringify(object)], config)).results.filter(
    ({ severity }) => severity === 'error',
  );
}

describe('the fixtures', () => {
  test('there is one for each rule', () => {
    const fields = Object.entries(FIELD_RULES).flatMap(([type, rules]) =>
      Object.keys(rules).map(field => `${type}.${field}`),
    );
    const structs = Object.values(STRUCT_RULES).flatMap(rules => rules.map(({ name }) => name));
    const shown = new Set(
      fixtures.flatMap(fixture => [...fixture.refused, ...fixture.accepted].map(({ rule }) => rule)),
    );
    expect([...fields, ...structs].filter(rule => !shown.has(rule))).toEqual([]);
  });

  test('are of many kinds', () => {
    expect(new Set(fixtures.map(({ good }) => `${good.apiVersion} ${good.kind}`)).size).toBeGreaterThanOrEqual(50);
  });
});

describe('what the API server takes', () => {
  test.each(accepted)('$name', ({ object }) => {
    expect(errorsOf(object).map(({ message }) => message)).toEqual([]);
  });
});

describe('what it refuses', () => {
  test.each(refused)('$name', ({ rule, object, fields }) => {
    const errors = errorsOf(object);
    expect([...new Set(errors.map(({ field }) => field?.path))].sort()).toEqual([...fields].sort());
    const broken = errors.find(({ tags }) => tags?.rule === rule);
    expect(broken?.tags?.code).toMatch(rule.includes('.') ? /^(?:VALUE_INVALID|FIELD_MISSING)$/ : /^RULE_BROKEN$/);
  });

  test('mutations make no rule give up', () => {
    const random = randomNumbers(1);
    const mutations = fixtures.flatMap(({ good }) => Array.from({ length: 20 }, () => mutate(good, random)));
    const gaveUp = mutations.filter(({ object }) => errorsOf(object).some(({ tags }) => tags?.code === 'INTERNAL'));
    expect(gaveUp.map(({ name }) => name)).toEqual([]);
  });

  test('profile schema knows none of these rules', () => {
    const config = configMap({ profile: 'schema' });
    const rules = refused.flatMap(({ object }) => errorsOf(object, config).map(({ tags }) => tags?.rule));
    // What makes a CRD one is no rule of the API server's for other objects.
    expect(rules.filter(rule => rule !== undefined && !rule.startsWith('crd-'))).toEqual([]);
  });
});
