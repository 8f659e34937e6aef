import { expect, test } from '@jest/globals';
import { changedCrd } from '../../../test/support/changed-crd';
import { CRD_CASES } from '../../../test/support/crd-cases';
import { SchemaPack } from '../pack';
import { checkCrd } from './check-crd';
import { DEFINITION_RULES } from './definition-rules';
import { SCHEMA_RULES } from './schema-rules';

const context = { objectMeta: new SchemaPack('1.36').objectMeta, kubernetesVersion: '1.36', prunes: true, isNew: true };

test.each(CRD_CASES)('$what', ({ rule, set }) => {
  const rules = new Set(checkCrd(changedCrd(set), context).map(finding => finding.rule));
  // A name with other mistakes in it may break the rule of the whole name too.
  if (rule !== 'crd-name') rules.delete('crd-name');
  expect([...rules]).toEqual(rule === undefined ? [] : [rule]);
});

test('every rule has a case', () => {
  const names = [...DEFINITION_RULES, ...SCHEMA_RULES].map(({ name }) => name);
  const shown = new Set(CRD_CASES.map(({ rule }) => rule));
  expect(names.filter(name => !shown.has(name))).toEqual([]);
});

test('a finding says where, what, and how to mend it', () => {
  const [finding] = checkCrd(changedCrd({ '@tags/uniqueItems': true }), context);
  expect(finding).toEqual({
    code: 'RULE_BROKEN',
    rule: 'crd-no-unique-items',
    path: [
      'spec',
      'versions',
      0,
      'schema',
      'openAPIV3Schema',
      'properties',
      'spec',
      'properties',
      'tags',
      'uniqueItems',
    ],
    message:
      'spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.tags.uniqueItems: it may not be true: write x-kubernetes-list-type: set',
  });
});

test('older CRDs of a cluster may break some rules: their schemas count all the same', () => {
  const older = changedCrd({
    '@beams/x-kubernetes-list-type': 'map',
    '@beams/x-kubernetes-list-map-keys': ['name'],
  });
  expect(checkCrd(older, context).map(({ rule }) => rule)).toEqual(['crd-list-keys-always-there']);
  expect(checkCrd(older, { ...context, isNew: false })).toEqual([]);
});

test('a default that does not fit says what was expected of it', () => {
  const [finding] = checkCrd(changedCrd({ '@band/default': 78 }), context);
  expect(finding?.message.replace(/.*properties\./, '')).toBe(
    'band.default: expected a string, found the number 78: put it in quotes',
  );
});
