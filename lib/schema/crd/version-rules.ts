import { isDns1035Label } from '../../krm/dns-syntax';
import { isMap, valueInside, type YamlMap, type YamlValue } from '../../yaml/value';
import { below, mapsAt, type RuleFinding, type StructRule } from '../api-server/rules/struct';
import { says } from './schema-rules';

/** What the API server demands of each version of a CRD, sorted. Source: as DEFINITION_RULES. */
export const VERSION_RULES: readonly StructRule[] = [
  { name: 'crd-column', check: ofVersions(columns) },
  { name: 'crd-deprecation-warning', check: ofVersions(deprecationWarning) },
  { name: 'crd-scale', check: ofVersions(scale) },
  { name: 'crd-schema-given', check: ofVersions(schemaGiven) },
  { name: 'crd-selectable-field', check: ofVersions(selectableFields) },
  { name: 'crd-status-empty', check: ofVersions(statusEmpty) },
  { name: 'crd-status-root', check: ofVersions(statusRoot) },
  { name: 'crd-version-name', check: versionNames },
];

/** What may stand at the root of a schema with a status, which has a schema of its own then. */
const ROOT_KEYWORDS = [
  'description',
  'example',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'externalDocs',
  'format',
  'items',
  'maxItems',
  'maxLength',
  'maximum',
  'minItems',
  'minLength',
  'minimum',
  'multipleOf',
  'pattern',
  'properties',
  'required',
  'title',
  'type',
  'uniqueItems',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
];

const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const COLUMN_FORMATS = ['binary', 'byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];
const MAX_SELECTABLE_FIELDS = 8;
const MAX_WARNING_LENGTH = 256;

function ofVersions(check: (version: YamlMap) => RuleFinding[]): (crd: YamlMap) => RuleFinding[] {
  return crd =>
    mapsAt(crd, 'spec', 'versions').flatMap((version, i) => check(version).map(below('spec', 'versions', i)));
}

function versionNames(crd: YamlMap): RuleFinding[] {
  const names = mapsAt(crd, 'spec', 'versions').map(({ name }) => name);
  return names.flatMap((name, i) => {
    if (typeof name !== 'string') return [];
    const path = ['spec', 'versions', i, 'name'];
    if (names.indexOf(name) < i) return [{ path, message: `there is a version ${name} already: rename one` }];
    return isDns1035Label(name)
      ? []
      : [{ path, message: `${JSON.stringify(name)} is no version: write it as v1alpha1` }];
  });
}

function schemaGiven({ schema }: YamlMap): RuleFinding[] {
  if (isMap(schema) && isMap(schema.openAPIV3Schema)) return [];
  const message = 'a version needs a schema: at least {type: object, x-kubernetes-preserve-unknown-fields: true}';
  return [{ path: ['schema', 'openAPIV3Schema'], message }];
}

function deprecationWarning({ deprecated, deprecationWarning: warning }: YamlMap): RuleFinding[] {
  if (typeof warning !== 'string') return [];
  const path = ['deprecationWarning'];
  if (deprecated !== true) return [{ path, message: 'it needs deprecated: true beside it' }];
  const isFine =
    warning !== '' && Buffer.byteLength(warning) <= MAX_WARNING_LENGTH && !/[^\P{C}]|[\u2028\u2029]/u.test(warning);
  return isFine ? [] : [{ path, message: `write one line of 1 to ${MAX_WARNING_LENGTH} characters` }];
}

function statusRoot({ schema, subresources }: YamlMap): RuleFinding[] {
  const root = isMap(schema) ? schema.openAPIV3Schema : undefined;
  if (!isMap(root) || !isMap(subresources) || !isMap(subresources.status)) return [];
  const path = ['schema', 'openAPIV3Schema'];
  const others = Object.keys(root).filter(keyword => says(root, keyword) && !ROOT_KEYWORDS.includes(keyword));
  return [
    ...(root.type === 'object'
      ? []
      : [{ path: [...path, 'type'], message: 'it must be object, as there is a status' }]),
    ...others.map(keyword => ({
      path: [...path, keyword],
      message: 'it may not stand at the root of a schema with a status: write it into `spec`',
    })),
  ];
}

/** Path, whether it is required, and what it must begin with. */
const SCALE_PATHS: readonly (readonly [field: string, isRequired: boolean, starts: readonly string[]])[] = [
  ['labelSelectorPath', false, ['.spec.', '.status.']],
  ['specReplicasPath', true, ['.spec.']],
  ['statusReplicasPath', true, ['.status.']],
];

function scale({ subresources }: YamlMap): RuleFinding[] {
  const given = isMap(subresources) ? subresources.scale : undefined;
  if (!isMap(given)) return [];
  return SCALE_PATHS.flatMap(([field, isRequired, starts]) => {
    const text = given[field];
    if (typeof text !== 'string' || (text === '' && !isRequired)) return [];
    if (starts.some(start => text.startsWith(start))) return [];
    const message = `${JSON.stringify(text)} must begin with ${starts.join(' or ')}`;
    return [{ path: ['subresources', 'scale', field], message }];
  });
}

function columns(version: YamlMap): RuleFinding[] {
  return mapsAt(version, 'additionalPrinterColumns').flatMap((column, i) => {
    const { name, type, format, jsonPath } = column;
    const at = (field: string, message: string) => ({ path: ['additionalPrinterColumns', i, field], message });
    const isOf = (words: readonly string[], value: YamlValue | undefined) =>
      typeof value !== 'string' || words.includes(value);
    return [
      ...(name === '' ? [at('name', 'it must not be empty')] : []),
      ...(isOf(COLUMN_TYPES, type)
        ? []
        : [at('type', `${JSON.stringify(type)} is none of ${COLUMN_TYPES.join(', ')}`)]),
      ...(format === '' || isOf(COLUMN_FORMATS, format)
        ? []
        : [at('format', `${JSON.stringify(format)} is none of ${COLUMN_FORMATS.join(', ')}`)]),
      ...(typeof jsonPath !== 'string' || jsonPath.startsWith('.')
        ? []
        : [at('jsonPath', `${JSON.stringify(jsonPath)} must begin with ".": write it as .spec.replicas`)]),
    ];
  });
}

function selectableFields(version: YamlMap): RuleFinding[] {
  const root = isMap(version.schema) ? version.schema.openAPIV3Schema : undefined;
  if (!isMap(root)) return [];
  const paths = mapsAt(version, 'selectableFields').map(({ jsonPath }) => String(jsonPath ?? ''));
  const findings = paths.flatMap((text, i) => {
    const problem = paths.indexOf(text) < i ? 'it stands there twice: delete one' : unselectable(root, text);
    return problem === undefined ? [] : [{ path: ['selectableFields', i, 'jsonPath'], message: problem }];
  });
  if (new Set(paths).size <= MAX_SELECTABLE_FIELDS) return findings;
  return [...findings, { path: ['selectableFields'], message: `at most ${MAX_SELECTABLE_FIELDS} are allowed` }];
}

function unselectable(root: YamlMap, jsonPath: string): string | undefined {
  const steps = jsonPath.split('.').slice(1);
  if (!jsonPath.startsWith('.') || steps.includes(''))
    return `${JSON.stringify(jsonPath)} is no path: write it as .spec.color`;
  if (steps[0] === 'metadata') return 'fields of metadata are selectable already: delete it';
  const field = valueInside(
    root,
    steps.flatMap(step => ['properties', step]),
  );
  if (isMap(field) && ['string', 'boolean', 'integer'].includes(String(field.type))) return undefined;
  return `the schema has no ${jsonPath} that is a string, an integer or a boolean`;
}

function statusEmpty({ subresources }: YamlMap): RuleFinding[] {
  const status = isMap(subresources) && isMap(subresources.status) ? subresources.status : {};
  return Object.keys(status).map(name => ({
    path: ['subresources', 'status', name],
    message: 'it has no fields: write `status: {}`',
  }));
}
