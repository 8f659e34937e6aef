import { describe, expect, test } from '@jest/globals';
import { cellCrd } from '../../test/support/cell-crd';
import { listOf, run } from '../../test/support/run';
import { findings, messages, object } from '../../test/support/schema-findings';
import { yaml } from '../../test/support/yaml';
import { validateSchema } from './function';

const SPEC = yaml`
  type: object
  required: [band]
  x-kubernetes-validations:
  - {rule: '!has(self.power) || self.power < 40 || self.tags != []', message: who sends at 40 says why in tags}
  - {rule: self.band == oldSelf.band}
  properties:
    band: {type: string, minLength: 2, pattern: "^n[0-9]+$"}
    mode: {type: string, enum: [FDD, TDD], default: TDD}
    power: {type: integer, minimum: 0, maximum: 46, exclusiveMaximum: true}
    address: {type: string, format: ipv4}
    either: {x-kubernetes-int-or-string: true}
    vendor: {type: object, x-kubernetes-preserve-unknown-fields: true}
    template: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}
    tags: {type: array, x-kubernetes-list-type: set, items: {type: string}, maxItems: 2}
    beams:
      type: array
      x-kubernetes-list-type: map
      x-kubernetes-list-map-keys: [id]
      items: {type: object, required: [id], properties: {id: {type: integer}}}
    one:
      type: object
      properties: {a: {type: string}, b: {type: string}}
      oneOf: [{required: [a]}, {required: [b]}]
`;

const UNSERVED = yaml`
  - name: v0
    served: false
    storage: false
    schema: {openAPIV3Schema: {type: object}}
`;

const CRD = cellCrd(SPEC, UNSERVED);

describe('custom resources', () => {
  const cell = (spec: object, apiVersion = 'ran.example.com/v1') => [CRD, object(apiVersion, 'Cell', { spec })];

  test.each<[string, object, string[]]>([
    ['good', { band: 'n78', vendor: { any: [1] }, either: 1, one: { a: '' }, beams: [{ id: 1 }, { id: 2 }] }, []],
    ['a field that would be pruned', { band: 'n78', bands: [] }, ['FIELD_UNKNOWN spec.bands']],
    ['a required one', {}, ['FIELD_MISSING spec.band']],
    ['null, where it is required', { band: null }, ['FIELD_MISSING spec.band']],
    ['null in a list', { band: 'n1', tags: [null] }, ['VALUE_TYPE spec.tags[0]']],
    ['pattern', { band: '78' }, ['VALUE_INVALID spec.band']],
    ['enum', { band: 'n1', mode: 'tdd' }, ['VALUE_INVALID spec.mode']],
    ['a limit that is no longer allowed', { band: 'n1', power: 46, tags: ['a'] }, ['VALUE_INVALID spec.power']],
    ['a format', { band: 'n1', address: '10.0.0' }, ['VALUE_INVALID spec.address']],
    ['a set', { band: 'n1', tags: ['a', 'a'] }, ['DUPLICATE_ITEM spec.tags[1]']],
    ['too many', { band: 'n1', tags: ['a', 'b', 'c'] }, ['VALUE_INVALID spec.tags']],
    ['a list with keys', { band: 'n1', beams: [{ id: 1 }, { id: 1 }] }, ['DUPLICATE_ITEM spec.beams[1]']],
    ['oneOf', { band: 'n1', one: { a: '', b: '' } }, ['VALUE_INVALID spec.one']],
    ['int-or-string', { band: 'n1', either: 1.5 }, ['VALUE_TYPE spec.either']],
    [
      'an embedded object',
      { band: 'n1', template: { apiVersion: 'v1', metadata: { labels: { a: '-' } }, spec: {} } },
      ['FIELD_MISSING spec.template.kind', 'VALUE_INVALID spec.template.metadata.labels.a'],
    ],
  ])('%s', (_name, spec, expected) => {
    expect(findings(cell(spec))).toEqual(expected);
  });

  test('a version that is not served', () => {
    expect(messages(cell({}, 'ran.example.com/v0'))).toEqual([
      'the CRD of Cell does not serve ran.example.com/v0: use ran.example.com/v1',
    ]);
  });

  test('a rule of the CRD', () => {
    expect(messages(cell({ band: 'n1', power: 40, tags: [] }))).toEqual(['spec: who sends at 40 says why in tags']);
  });

  test('rules are looked at only where the schema fits', () => {
    expect(findings(cell({ band: 'n1', power: '40', tags: [] }))).toEqual(['VALUE_TYPE spec.power']);
  });

  test('rules that need the object in the cluster are counted, not evaluated', () => {
    const { results } = run(validateSchema, listOf(cell({ band: 'n1' })));
    expect(results.map(({ message }) => message)).toContain(
      'the CRD of Cell has 1 x-kubernetes-validations that compare with the object in the cluster (oldSelf): they are not evaluated',
    );
  });

  test('CRDs in the config', () => {
    const crd = CRD.replace(/^/gm, '  ').replace(/^ {2}/, '- ');
    const config = `apiVersion: intent.nephio.org/v1alpha1\nkind: ValidateSchema\nmetadata: {name: c}\ncrds:\n${crd}\n`;
    expect(findings(object('ran.example.com/v1', 'Cell', { spec: {} }), config)).toEqual(['FIELD_MISSING spec.band']);
  });

  test('the CRDs of the bundles are there', () => {
    const spec = { expectationId: 'e', expectationType: 'RadioNetwork', networkFunction: [] };
    expect(findings(object('ran.nephio.org/v1alpha1', 'RANBundle', { spec }))).toEqual([
      'FIELD_UNKNOWN spec.networkFunction',
    ]);
  });
});
