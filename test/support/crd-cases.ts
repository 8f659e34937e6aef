import type { YamlMap, YamlValue } from '../../lib/yaml/value';

/** A change of a good CRD: by path (`changedCrd` says how it is spelt), what is set there. */
export interface CrdCase {
  what: string;
  /** The rule that it breaks; none where the API server takes it. */
  rule?: string;
  set: Record<string, YamlValue>;
}

const V = 'spec/versions/0';
const LIST = 'x-kubernetes-list-type';
const KEYS = 'x-kubernetes-list-map-keys';
const OPEN = 'x-kubernetes-preserve-unknown-fields';
const EMBEDDED = 'x-kubernetes-embedded-resource';
const INT_OR_STRING = 'x-kubernetes-int-or-string';
const OWN = 'x-kubernetes-validations';
const second = (more: YamlMap): YamlMap => ({
  name: 'v2',
  served: true,
  storage: false,
  schema: { openAPIV3Schema: { type: 'object' } },
  ...more,
});
const webhook = (more: YamlMap, versions: YamlValue = ['v1']): YamlMap => ({
  strategy: 'Webhook',
  webhook: { clientConfig: more, conversionReviewVersions: versions },
});

/** What a CRD may look like, and may not. A real API server is asked in test/real. */
export const CRD_CASES: readonly CrdCase[] = [
  { what: 'as it is', set: {} },

  { what: 'a name that is not plural.group', rule: 'crd-name', set: { 'metadata/name': 'cell.ran.example.com' } },
  { what: 'a group without a dot', rule: 'crd-group', set: { 'spec/group': 'ran', 'metadata/name': 'cells.ran' } },
  { what: 'a group in capitals', rule: 'crd-group', set: { 'spec/group': 'Ran.example.com' } },
  { what: 'a scope that there is not', rule: 'crd-scope', set: { 'spec/scope': 'namespaced' } },
  { what: 'cluster scope', set: { 'spec/scope': 'Cluster' } },
  { what: 'preserveUnknownFields', rule: 'crd-prunes', set: { 'spec/preserveUnknownFields': true } },
  { what: 'preserveUnknownFields: false', set: { 'spec/preserveUnknownFields': false } },
  { what: 'a plural in capitals', rule: 'crd-names', set: { 'spec/names/plural': 'Cells' } },
  { what: 'an empty kind', rule: 'crd-names', set: { 'spec/names/kind': '' } },
  { what: 'a kind with a dot', rule: 'crd-names', set: { 'spec/names/kind': 'Cell.Big' } },
  { what: 'a singular with a space', rule: 'crd-names', set: { 'spec/names/singular': 'a cell' } },
  { what: 'a list kind like the kind', rule: 'crd-names', set: { 'spec/names/listKind': 'Cell' } },
  { what: 'a list kind of its own', set: { 'spec/names/listKind': 'CellCollection' } },
  { what: 'a short name in capitals', rule: 'crd-names', set: { 'spec/names/shortNames': ['CL'] } },
  { what: 'a short name and a category', set: { 'spec/names/shortNames': ['cl'], 'spec/names/categories': ['all'] } },
  { what: 'a category with a dot', rule: 'crd-names', set: { 'spec/names/categories': ['a.b'] } },
  {
    what: 'a group of Kubernetes without an approval',
    rule: 'crd-api-approved',
    set: { 'spec/group': 'ran.k8s.io', 'metadata/name': 'cells.ran.k8s.io' },
  },
  {
    what: 'a group of Kubernetes, unapproved',
    set: {
      'spec/group': 'ran.k8s.io',
      'metadata/name': 'cells.ran.k8s.io',
      'metadata/annotations': { 'api-approved.kubernetes.io': 'unapproved, an experiment' },
    },
  },

  { what: 'no storage version', rule: 'crd-one-storage-version', set: { [`${V}/storage`]: false } },
  {
    what: 'two storage versions',
    rule: 'crd-one-storage-version',
    set: { 'spec/versions/1': second({ storage: true }) },
  },
  { what: 'two versions', set: { 'spec/versions/1': second({}) } },
  { what: 'two versions of one name', rule: 'crd-version-name', set: { 'spec/versions/1': second({ name: 'v1' }) } },
  { what: 'a version in capitals', rule: 'crd-version-name', set: { [`${V}/name`]: 'V1' } },
  { what: 'a version that begins with a digit', rule: 'crd-version-name', set: { [`${V}/name`]: '1' } },
  { what: 'a version that is not served', set: { [`${V}/served`]: false } },
  { what: 'no schema', rule: 'crd-schema-given', set: { [`${V}/schema`]: null } },
  { what: 'an empty schema', rule: 'crd-schema-given', set: { [`${V}/schema`]: {} } },
  {
    what: 'a warning of deprecation without it',
    rule: 'crd-deprecation-warning',
    set: { [`${V}/deprecationWarning`]: 'use v2' },
  },
  { what: 'a warning of deprecation', set: { [`${V}/deprecationWarning`]: 'use v2', [`${V}/deprecated`]: true } },
  {
    what: 'a warning of two lines',
    rule: 'crd-deprecation-warning',
    set: { [`${V}/deprecationWarning`]: 'use\nv2', [`${V}/deprecated`]: true },
  },
  { what: 'a status', set: { [`${V}/subresources`]: { status: {} }, '#description': 'a cell', '#required': ['spec'] } },
  {
    what: 'a status, and anyOf at the root',
    rule: 'crd-status-root',
    set: { [`${V}/subresources`]: { status: {} }, '#anyOf': [{ required: ['spec'] }] },
  },
  { what: 'anyOf at the root', set: { '#anyOf': [{ required: ['spec'] }] } },
  {
    what: 'a scale',
    set: { [`${V}/subresources`]: { scale: { specReplicasPath: '.spec.count', statusReplicasPath: '.status.count' } } },
  },
  {
    what: 'a scale of the status',
    rule: 'crd-scale',
    set: {
      [`${V}/subresources`]: { scale: { specReplicasPath: '.status.count', statusReplicasPath: '.status.count' } },
    },
  },
  {
    what: 'a status subresource with a field',
    rule: 'crd-status-empty',
    set: { [`${V}/subresources`]: { status: { enabled: true } } },
  },
  {
    what: 'a column',
    set: { [`${V}/additionalPrinterColumns`]: [{ name: 'Band', type: 'string', jsonPath: '.spec.band' }] },
  },
  {
    what: 'a column of a type that there is not',
    rule: 'crd-column',
    set: { [`${V}/additionalPrinterColumns`]: [{ name: 'Band', type: 'object', jsonPath: '.spec.band' }] },
  },
  {
    what: 'a column without a dot',
    rule: 'crd-column',
    set: { [`${V}/additionalPrinterColumns`]: [{ name: 'Band', type: 'string', jsonPath: 'spec.band' }] },
  },
  {
    what: 'a column of a format that there is not',
    rule: 'crd-column',
    set: { [`${V}/additionalPrinterColumns`]: [{ name: 'B', type: 'string', format: 'ipv4', jsonPath: '.spec.band' }] },
  },
  { what: 'a selectable field', set: { [`${V}/selectableFields`]: [{ jsonPath: '.spec.band' }] } },
  {
    what: 'a selectable field that there is not',
    rule: 'crd-selectable-field',
    set: { [`${V}/selectableFields`]: [{ jsonPath: '.spec.bands' }] },
  },
  {
    what: 'a selectable list',
    rule: 'crd-selectable-field',
    set: { [`${V}/selectableFields`]: [{ jsonPath: '.spec.tags' }] },
  },

  { what: 'no conversion', set: { 'spec/conversion': { strategy: 'None' } } },
  { what: 'an unknown conversion', rule: 'crd-conversion', set: { 'spec/conversion': { strategy: 'Hook' } } },
  { what: 'a webhook', set: { 'spec/conversion': webhook({ url: 'https://example.com/convert' }) } },
  {
    what: 'a webhook of a service',
    set: { 'spec/conversion': webhook({ service: { name: 'a', namespace: 'b', path: '/c' } }) },
  },
  { what: 'a webhook nowhere', rule: 'crd-conversion', set: { 'spec/conversion': webhook({}) } },
  {
    what: 'a webhook over http',
    rule: 'crd-conversion',
    set: { 'spec/conversion': webhook({ url: 'http://example.com' }) },
  },
  {
    what: 'a webhook in two places',
    rule: 'crd-conversion',
    set: { 'spec/conversion': webhook({ url: 'https://example.com', service: { name: 'a', namespace: 'b' } }) },
  },
  {
    what: 'a webhook that speaks no known version',
    rule: 'crd-conversion',
    set: { 'spec/conversion': webhook({ url: 'https://example.com' }, ['v2']) },
  },
  {
    what: 'a webhook without its strategy',
    rule: 'crd-conversion',
    set: { 'spec/conversion': { ...webhook({ url: 'https://example.com' }), strategy: 'None' } },
  },

  { what: 'a field without a type', rule: 'crd-type-given', set: { '@band': { maxLength: 3 } } },
  { what: 'items without a type', rule: 'crd-type-given', set: { '@tags/items': { maxLength: 3 } } },
  {
    what: 'a map of what has no type',
    rule: 'crd-type-given',
    set: { '@map': { type: 'object', additionalProperties: {} } },
  },
  { what: 'a type that there is not', rule: 'crd-type-known', set: { '@band/type': 'text' } },
  { what: 'the type null', rule: 'crd-type-known', set: { '@band/type': 'null' } },
  { what: 'a root that is no object', rule: 'crd-type-given', set: { '#type': 'array', '#items': { type: 'string' } } },
  { what: 'an open field', set: { '@any': { [OPEN]: true } } },
  {
    what: 'a field that is not open',
    rule: 'crd-preserve-unknown-fields',
    set: { '@any': { type: 'object', [OPEN]: false } },
  },
  { what: 'an integer or a string', set: { '@port': { [INT_OR_STRING]: true } } },
  {
    what: 'an integer or a string, as kubebuilder spells it',
    set: { '@port': { [INT_OR_STRING]: true, anyOf: [{ type: 'integer' }, { type: 'string' }] } },
  },
  {
    what: 'the same in allOf',
    set: {
      '@port': {
        [INT_OR_STRING]: true,
        allOf: [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, { pattern: 'a' }],
      },
    },
  },
  {
    what: 'an open integer or string',
    rule: 'crd-int-or-string',
    set: { '@port': { [INT_OR_STRING]: true, [OPEN]: true } },
  },
  { what: 'an array without items', rule: 'crd-items-given', set: { '@tags': { type: 'array' } } },
  { what: 'a list of schemas for items', rule: 'crd-items-given', set: { '@tags/items': [{ type: 'string' }] } },
  { what: 'uniqueItems', rule: 'crd-no-unique-items', set: { '@tags/uniqueItems': true } },
  { what: 'a reference', rule: 'crd-supported-keywords', set: { '@band/$ref': '#/definitions/band' } },
  { what: 'definitions', rule: 'crd-supported-keywords', set: { '#definitions': { band: { type: 'string' } } } },
  {
    what: 'patternProperties',
    rule: 'crd-supported-keywords',
    set: { '@map': { type: 'object', patternProperties: { '^a': { type: 'string' } } } },
  },
  { what: 'a map', set: { '@map': { type: 'object', additionalProperties: { type: 'string' } } } },
  { what: 'a map at the root', rule: 'crd-fields-or-map', set: { '#additionalProperties': { type: 'string' } } },
  {
    what: 'fields and a map',
    rule: 'crd-fields-or-map',
    set: {
      '@map': { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'string' } },
    },
  },
  {
    what: 'fields and no others',
    rule: 'crd-fields-or-map',
    set: { '@map': { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false } },
  },
  { what: 'a root that is null', rule: 'crd-root-not-nullable', set: { '#nullable': true } },

  { what: 'a type in a branch', rule: 'crd-branches-only-validate', set: { '@band/anyOf': [{ type: 'string' }] } },
  { what: 'a default in a branch', rule: 'crd-branches-only-validate', set: { '@band/oneOf': [{ default: 'a' }] } },
  {
    what: 'a description in a branch',
    rule: 'crd-branches-only-validate',
    set: { '@band/allOf': [{ description: 'a' }] },
  },
  { what: 'a limit in a branch', set: { '@band/anyOf': [{ maxLength: 3 }, { pattern: '^n' }] } },
  { what: 'a limit of a field in a branch', set: { '#anyOf': [{ properties: { spec: { required: ['band'] } } }] } },
  {
    what: 'a field in a branch only',
    rule: 'crd-branch-fields-exist',
    set: { '#not': { properties: { status: {} } } },
  },
  {
    what: 'metadata in a branch',
    rule: 'crd-branch-fields-exist',
    set: { '#not': { properties: { metadata: { required: ['labels'] } } }, '#properties/metadata': { type: 'object' } },
  },

  { what: 'metadata', set: { '#properties/metadata': { type: 'object' } } },
  {
    what: 'a limit of names',
    set: { '#properties/metadata': { type: 'object', properties: { name: { type: 'string', maxLength: 9 } } } },
  },
  {
    what: 'labels in metadata',
    rule: 'crd-metadata',
    set: { '#properties/metadata': { type: 'object', properties: { labels: { type: 'object', [OPEN]: true } } } },
  },
  {
    what: 'metadata with a description',
    rule: 'crd-metadata',
    set: { '#properties/metadata': { type: 'object', description: 'a' } },
  },
  { what: 'a kind that is a number', rule: 'crd-metadata', set: { '#properties/kind': { type: 'integer' } } },
  { what: 'an embedded object', set: { '@template': { type: 'object', [EMBEDDED]: true, [OPEN]: true } } },
  {
    what: 'an embedded object without fields',
    rule: 'crd-embedded-resource',
    set: { '@template': { type: 'object', [EMBEDDED]: true } },
  },
  {
    what: 'an embedded object that is none',
    rule: 'crd-embedded-resource',
    set: { '@template': { [EMBEDDED]: true, [OPEN]: true } },
  },

  { what: 'a list type that there is not', rule: 'crd-list-type', set: { [`@tags/${LIST}`]: 'bag' } },
  { what: 'a list type of a string', rule: 'crd-list-type', set: { [`@band/${LIST}`]: 'set' } },
  { what: 'a set', set: { [`@tags/${LIST}`]: 'set' } },
  { what: 'a set of objects', rule: 'crd-list-set', set: { [`@beams/${LIST}`]: 'set' } },
  {
    what: 'a set of atomic objects',
    set: { [`@beams/${LIST}`]: 'set', '@beams/items/x-kubernetes-map-type': 'atomic' },
  },
  {
    what: 'a set of null',
    rule: 'crd-list-items-not-null',
    set: { [`@tags/${LIST}`]: 'set', '@tags/items/nullable': true },
  },
  { what: 'a map of beams', set: { [`@beams/${LIST}`]: 'map', [`@beams/${KEYS}`]: ['id'] } },
  { what: 'a map without keys', rule: 'crd-list-keys', set: { [`@beams/${LIST}`]: 'map' } },
  { what: 'keys without a map', rule: 'crd-list-keys', set: { [`@beams/${KEYS}`]: ['id'] } },
  {
    what: 'a key that there is not',
    rule: 'crd-list-keys',
    set: { [`@beams/${LIST}`]: 'map', [`@beams/${KEYS}`]: ['ids'] },
  },
  { what: 'a key twice', rule: 'crd-list-keys', set: { [`@beams/${LIST}`]: 'map', [`@beams/${KEYS}`]: ['id', 'id'] } },
  {
    what: 'a key that may be absent',
    rule: 'crd-list-keys-always-there',
    set: { [`@beams/${LIST}`]: 'map', [`@beams/${KEYS}`]: ['name'] },
  },
  {
    what: 'a key with a default',
    set: { [`@beams/${LIST}`]: 'map', [`@beams/${KEYS}`]: ['name'], '@beams/items/properties/name/default': 'a' },
  },
  { what: 'a map of strings', rule: 'crd-list-keys', set: { [`@tags/${LIST}`]: 'map', [`@tags/${KEYS}`]: ['id'] } },
  { what: 'a map type that there is not', rule: 'crd-map-type', set: { '@beams/items/x-kubernetes-map-type': 'set' } },
  { what: 'a map type of a string', rule: 'crd-map-type', set: { '@band/x-kubernetes-map-type': 'atomic' } },

  { what: 'a pattern', set: { '@band/pattern': '^(?i)n[0-9]+\\z' } },
  { what: 'a pattern that looks ahead', rule: 'crd-pattern', set: { '@band/pattern': '^(?=n)' } },
  { what: 'a pattern that is none', rule: 'crd-pattern', set: { '@band/pattern': '[' } },
  { what: 'a pattern in a branch that is none', rule: 'crd-pattern', set: { '@band/anyOf': [{ pattern: '(' }] } },

  { what: 'a default', set: { '@band/default': 'n78' } },
  { what: 'a default of another type', rule: 'crd-defaults-fit', set: { '@band/default': 78 } },
  {
    what: 'a default that breaks a limit',
    rule: 'crd-defaults-fit',
    set: { '@band/default': 'n78', '@band/maxLength': 2 },
  },
  {
    what: 'a default with a field too much',
    rule: 'crd-defaults-fit',
    set: { '#properties/spec/default': { bands: [] } },
  },
  { what: 'a default without what is required', rule: 'crd-defaults-fit', set: { '@beams/default': [{ name: 'a' }] } },
  {
    what: 'a default that lacks what has a default',
    rule: 'crd-defaults-fit',
    set: { '#properties/spec/default': {}, '#properties/spec/required': ['band'], '@band/default': 'n78' },
  },
  { what: 'an empty default, and defaults in it', set: { '#properties/spec/default': {}, '@band/default': 'n78' } },
  { what: 'null for a default', set: { '@band/default': null } },
  {
    what: 'a default in a map',
    set: { '@map': { type: 'object', additionalProperties: { type: 'string', default: 'a' } } },
  },
  {
    what: 'a default of metadata',
    rule: 'crd-defaults-fit',
    set: { '#properties/metadata': { type: 'object', default: {} } },
  },
  {
    what: 'a default of the name of an object',
    rule: 'crd-defaults-fit',
    set: { '#properties/metadata': { type: 'object', properties: { name: { type: 'string', default: 'a' } } } },
  },

  { what: 'a rule', set: { [`@beams/items/${OWN}`]: [{ rule: 'self.id > 0' }] } },
  { what: 'an empty rule', rule: 'crd-own-rules', set: { [`@beams/items/${OWN}`]: [{ rule: ' ' }] } },
  {
    what: 'a message of two lines',
    rule: 'crd-own-rules',
    set: { [`@beams/items/${OWN}`]: [{ rule: 'self.id > 0', message: 'a\nb' }] },
  },
  {
    what: 'a rule of two lines without a message',
    rule: 'crd-own-rules',
    set: { [`@beams/items/${OWN}`]: [{ rule: 'self.id > 0 &&\nself.id < 9' }] },
  },
  {
    what: 'a reason that there is not',
    rule: 'crd-own-rules',
    set: { [`@beams/items/${OWN}`]: [{ rule: 'self.id > 0', reason: 'Wrong' }] },
  },
  {
    what: 'a rule in a branch',
    rule: 'crd-branches-only-validate',
    set: { '#anyOf': [{ [OWN]: [{ rule: 'true' }] }] },
  },

  {
    what: 'the field of a rule',
    set: { [`@beams/items/${OWN}`]: [{ rule: 'self.id > 0', fieldPath: '.id' }] },
  },
  {
    what: 'a field of a rule that there is not',
    rule: 'crd-own-rules',
    set: { [`@beams/items/${OWN}`]: [{ rule: 'self.id > 0', fieldPath: '.ids' }] },
  },
  { what: 'an empty reference', rule: 'crd-supported-keywords', set: { '@band/$ref': '' } },
  { what: 'an empty id', set: { '@band/id': '' } },
  { what: 'a field in a branch of a field only', set: { '#properties/spec/not': { properties: { other: {} } } } },
  {
    what: 'a default of another type in a map',
    set: { '@map': { type: 'object', additionalProperties: { type: 'string', default: 1 } } },
  },
  {
    what: 'an empty list in metadata',
    rule: 'crd-metadata',
    set: { '#properties/metadata': { type: 'object', required: [] } },
  },
];
