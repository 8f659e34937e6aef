import { cellCrd } from './cell-crd';

/** Objects of one custom kind, and the fields that are refused. A real API server is asked in test/real. */
export const CELL_CRD = cellCrd(`
type: object
properties:
  filled: {type: object, required: [band], properties: {band: {type: string, default: n78}}}
  deep:
    type: object
    default: {}
    properties:
      inner: {type: object, default: {}, properties: {depth: {type: integer, default: 2}}}
  counted: {type: object, minProperties: 2, maxProperties: 2, properties: {a: {type: string}, b: {type: string, default: x}, c: {type: string}}}
  either:
    type: object
    properties: {a: {type: string}, b: {type: string, default: x}}
    oneOf: [{required: [a]}, {required: [b]}]
  keyed:
    type: array
    x-kubernetes-list-type: map
    x-kubernetes-list-map-keys: [port, protocol]
    items: {type: object, required: [port], properties: {port: {type: integer}, protocol: {type: string, default: TCP}}}
  nullable: {type: object, required: [a], properties: {a: {type: string, nullable: true}}}
  notNullable: {type: object, required: [a], properties: {a: {type: string}}}
  map: {type: object, additionalProperties: {type: integer}}
  nullItems: {type: array, items: {type: string, nullable: true}}
  items: {type: array, items: {type: string}}
  filledItems: {type: array, items: {type: string, default: x}}
  small: {type: integer, format: int32}
  large: {type: integer}
  share: {type: number, multipleOf: 0.1}
  pattern: {type: string, pattern: "n[0-9]"}
  folded: {type: string, pattern: "(?i)^N[[:digit:]]+\\\\z"}
  hostile: {type: string, pattern: "^(a+)+$"}
  long: {type: string, maxLength: 3}
  word: {type: string, enum: [FDD, TDD], nullable: true}
  open: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {known: {type: string}}}
  anything: {x-kubernetes-preserve-unknown-fields: true}
  port: {x-kubernetes-int-or-string: true}
  set: {type: array, x-kubernetes-list-type: set, items: {type: integer}}
  template: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}
  fields: {type: object, x-kubernetes-embedded-resource: true, properties: {spec: {type: object, properties: {a: {type: string}}}}}
  not: {type: string, not: {pattern: "^x"}}
`);

/** What it is, the spec in YAML, and the fields that are refused. */
export const CELL_CASES: readonly (readonly [what: string, spec: string, refused: readonly string[]])[] = [
  ['nothing', '{}', []],
  ['a required field with a default', '{filled: {}}', []],
  ['a required field with a default, null', '{filled: {band: null}}', []],
  ['a required field with a default, of a wrong type', '{filled: {band: 1}}', ['filled.band']],
  ['defaults in defaults', '{deep: {inner: null}}', []],
  ['a default that counts', '{counted: {a: x}}', []],
  ['a default that is one too many', '{counted: {a: x, c: x}}', ['counted']],
  ['a default for null that counts', '{counted: {a: x, b: null}}', []],
  ['a null that does not count', '{counted: {a: null}}', ['counted']],
  ['a default that makes two of one', '{either: {a: x}}', ['either']],
  ['a default that is the one', '{either: {}}', []],
  ['a key with a default', '{keyed: [{port: 1}, {port: 1, protocol: TCP}]}', ['keyed[1]']],
  ['keys that differ', '{keyed: [{port: 1}, {port: 1, protocol: UDP}, {port: 2}]}', []],
  ['null where it is a value', '{nullable: {a: null}}', []],
  ['nothing where null is a value', '{nullable: {}}', ['nullable.a']],
  ['null where it is none', '{notNullable: {a: null}}', ['notNullable.a']],
  ['null in a map', '{map: {a: null, b: 1}}', []],
  ['null in a list', '{items: [null]}', ['items[0]']],
  ['null in a list of what may be null', '{nullItems: [null]}', []],
  ['null in a list of what has a default', '{filledItems: [null]}', []],
  ['an integer of 32 bits', '{small: 2147483647}', []],
  ['an integer beyond 32 bits', '{small: 2147483648}', ['small']],
  ['a whole number with a fraction', '{large: 1.0}', []],
  ['a fraction', '{large: 1.5}', ['large']],
  ['a number in quotes', '{large: "1"}', ['large']],
  ['a multiple of a tenth', '{share: 0.3}', []],
  ['no multiple of a tenth', '{share: 0.25}', ['share']],
  ['a pattern somewhere in the text', '{pattern: "an5b"}', []],
  ['a pattern nowhere', '{pattern: "an"}', ['pattern']],
  ['a pattern of RE2', '{folded: n78}', []],
  ['a text that a pattern of RE2 does not fit', '{folded: "n78\\n"}', ['folded']],
  ['a hostile pattern', `{hostile: "${'a'.repeat(40)}!"}`, ['hostile']],
  ['characters, not bytes', '{long: "äöü"}', []],
  ['a long text', '{long: abcd}', ['long']],
  ['a word', '{word: TDD}', []],
  ['another word', '{word: tdd}', ['word']],
  ['an open object', '{open: {known: a, other: [1]}}', []],
  ['a known field of an open object', '{open: {known: 1}}', ['open.known']],
  ['anything', '{anything: [1, {a: b}]}', []],
  ['a name for a port', '{port: http}', []],
  ['true for a port', '{port: true}', ['port']],
  ['a set', '{set: [1, 2]}', []],
  ['a set with one twice', '{set: [1, 2, 1]}', ['set[2]']],
  ['a whole object', '{template: {apiVersion: v1, kind: Pod, metadata: {name: a}, more: 1}}', []],
  ['a whole object without a kind', '{template: {apiVersion: v1}}', ['template.kind']],
  [
    'labels of a whole object',
    '{template: {apiVersion: v1, kind: Pod, metadata: {labels: {a: "-"}}}}',
    ['template.metadata.labels'],
  ],
  ['a field that a whole object has not', '{fields: {apiVersion: v1, kind: A, spec: {b: 1}}}', ['fields.spec.b']],
  ['a field that there is not', '{bands: []}', ['bands']],
  ['what must not be', '{not: xy}', ['not']],
];

export function cell(spec: string): string {
  return `apiVersion: ran.example.com/v1\nkind: Cell\nmetadata: {name: a, namespace: default}\nspec: ${spec}\n`;
}
