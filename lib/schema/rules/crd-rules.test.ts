import { describe, expect, test } from '@jest/globals';
import { yaml } from '../../../test/support/yaml';
import { KubeObject } from '../../krm/kube-object';
import { YamlDocument } from '../../yaml/document';
import { isMap, type YamlMap } from '../../yaml/value';
import { readCustomSchema } from '../custom-resource';
import { crdRules, uncompiledRules } from './crd-rules';

function parse(text: string): YamlMap {
  const document = new YamlDocument(Buffer.from(text));
  const value = document.get(document.root, []);
  if (!isMap(value)) throw new TypeError('not a mapping');
  return value;
}

/** The schema of a kind whose spec is given. */
function schemaOf(spec: string): YamlMap {
  return { type: 'object', properties: { spec: parse(spec) } };
}

/** What the rules of a schema say of an object. */
function judge(openApi: YamlMap, spec: string): string[] {
  const { schema } = readCustomSchema(openApi, { objectMeta: {}, kubernetesVersion: '1.36', prunes: true });
  const { check } = crdRules(openApi, schema, '1.36');
  const text = `apiVersion: e.example.com/v1\nkind: E\nmetadata: {name: e}\nspec: ${spec}\n`;
  const object = new KubeObject(new YamlDocument(Buffer.from(text)), 0);
  return (check?.(object, []) ?? []).map(({ message, reason }) => (reason ? `${message} (${reason})` : message));
}

const RANGE = schemaOf(yaml`
  type: object
  x-kubernetes-validations:
  - rule: self.min <= self.max
    messageExpression: "'min ' + string(self.min) + ' is more than max ' + string(self.max)"
    fieldPath: .min
    reason: FieldValueForbidden
  - {rule: self.max < 100, message: " at most 99 "}
  - {rule: "!has(self.step) || self.max % self.step == 0"}
  properties:
    min: {type: integer, default: 1}
    max: {type: integer, format: int64}
    step: {type: integer}
`);

describe('rules of a CRD', () => {
  test.each([
    ['{max: 5}', []],
    ['{min: 7, max: 5}', ['spec.min: min 7 is more than max 5 (FieldValueForbidden)']],
    ['{max: 100}', ['spec: at most 99']],
    ['{max: 5, step: 2}', ['spec: failed rule: !has(self.step) || self.max % self.step == 0']],
    ['{max: 5, step: 0}', ['spec: modulus by zero evaluating rule: !has(self.step) || self.max % self.step == 0']],
    [
      '{}',
      [
        'spec: no such key: max evaluating rule: self.min <= self.max',
        'spec: no such key: max evaluating rule: self.max < 100',
      ],
    ],
  ])('of %s', (spec, expected) => {
    expect(judge(RANGE, spec)).toEqual(expected);
  });

  test('are those of each place that has some, in items, values and branches', () => {
    const openApi = schemaOf(yaml`
      type: object
      allOf: [{x-kubernetes-validations: [{rule: size(self.list) < 3}]}]
      properties:
        list: {type: array, items: {type: string, x-kubernetes-validations: [{rule: "self.startsWith('a')"}]}}
        map: {type: object, additionalProperties: {type: integer, x-kubernetes-validations: [{rule: self > 0}]}}
    `);
    expect(judge(openApi, '{list: [a, b, ab], map: {one: 1, none: 0}}')).toEqual([
      'spec: failed rule: size(self.list) < 3',
      "spec.list[1]: failed rule: self.startsWith('a')",
      'spec.map.none: failed rule: self > 0',
    ]);
  });

  test('see values as their schema says', () => {
    const rules = [
      'type(self.ratio) == double && self.ratio == 1.0',
      'self.big == 9007199254740993',
      "self.at.getFullYear() == 2026 && self.day < timestamp('2026-12-31T00:00:00Z')",
      "self.every == duration('36h')",
      "self.secret == b'abc'",
      'type(self.port) == string || self.port < 100',
      "self.set == ['b', 'a'] && (self.set + ['a', 'c']).size() == 3",
      'self.keyed + self.keyed == self.keyed && self.keyed[0].v == 2',
      'self.a__dash__b + self.__namespace__ + self.x__dot__y == 6',
      '!has(self.gone)',
      "self.object.metadata.name == 'inner' && self.object.kind == 'Inner'",
    ];
    const openApi = schemaOf(yaml`
      type: object
      x-kubernetes-preserve-unknown-fields: true
      properties:
        ratio: {type: number}
        big: {type: integer, format: int64}
        at: {type: string, format: date-time}
        day: {type: string, format: date}
        every: {type: string, format: duration}
        secret: {type: string, format: byte}
        port: {x-kubernetes-int-or-string: true}
        set: {type: array, x-kubernetes-list-type: set, items: {type: string}}
        keyed:
          type: array
          x-kubernetes-list-type: map
          x-kubernetes-list-map-keys: [k]
          items: {type: object, properties: {k: {type: string}, v: {type: integer}}}
        a-b: {type: integer}
        namespace: {type: integer}
        x.y: {type: integer}
        gone: {type: string, nullable: true}
        object: {type: object, x-kubernetes-embedded-resource: true}
    `);
    const { spec } = openApi.properties as YamlMap;
    (spec as YamlMap)['x-kubernetes-validations'] = rules.map(rule => ({ rule }));
    const value = yaml`
      {ratio: 1, big: 9007199254740993, at: "2026-01-01T00:00:00Z", day: 2026-05-05, every: 1d12h, secret: YWJj,
       port: 80%, set: [a, b], keyed: [{k: y, v: 2}], a-b: 1, namespace: 2, x.y: 3, gone: null, other: 1,
       object: {apiVersion: v1, kind: Inner, metadata: {name: inner}}}
    `;
    expect(uncompiledRules(openApi, '1.36')).toEqual([]);
    expect(judge(openApi, value.trim())).toEqual([]);
  });

  test('that compare with an older object are left out, unless they say that there may be none', () => {
    const openApi = schemaOf(yaml`
      type: object
      properties: {a: {type: integer}}
      x-kubernetes-validations:
      - rule: self.a == oldSelf.a
      - {rule: "oldSelf.hasValue() && self.a == oldSelf.value().a", optionalOldSelf: true, message: is new}
    `);
    const { schema } = readCustomSchema(openApi, { objectMeta: {}, kubernetesVersion: '1.36', prunes: true });
    expect(crdRules(openApi, schema, '1.36').transitionRules).toBe(1);
    expect(judge(openApi, '{a: 1}')).toEqual(['spec: is new']);
  });

  test('may not cost more than the API server lets them', () => {
    const openApi = schemaOf(yaml`
      type: object
      properties: {list: {type: array, items: {type: integer}}}
      x-kubernetes-validations:
      - rule: self.list.all(a, self.list.all(b, self.list.all(c, a + b + c >= 0)))
      - rule: size(self.list) == 0
    `);
    expect(judge(openApi, `{list: [${Array(500).fill(1).join(', ')}]}`)).toEqual([
      "spec: 'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit for rule: self.list.all(a, self.list.all(b, self.list.all(c, a + b + c >= 0)))",
    ]);
  });
});

test.each([
  ['self.c > 1', 'rule', "compilation failed: ERROR: <input>:1:5: undefined field 'c'"],
  ['self.a', 'rule', 'cel expression must evaluate to a bool'],
  ["self.b.find('(') == ''", 'rule', 'program instantiation failed: error parsing regexp: missing closing ): `(`'],
  ['self.a == 1', 'messageExpression', 'messageExpression must evaluate to a string'],
])('a CRD with the rule %s is refused', (rule, field, start) => {
  const openApi = schemaOf('{type: object, properties: {a: {type: integer}, b: {type: string}}}');
  const { spec } = openApi.properties as YamlMap;
  (spec as YamlMap)['x-kubernetes-validations'] = [{ rule, ...(field === 'rule' ? {} : { [field]: 'self.a' }) }];
  const path = ['properties', 'spec', 'x-kubernetes-validations', 0, field];
  expect(uncompiledRules(openApi, '1.36')).toEqual([{ path, message: expect.stringContaining(start) }]);
});
