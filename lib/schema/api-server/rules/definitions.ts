import type { YamlMap } from '../../../yaml/value';
import { at, below, found, isEmpty, mapAt, mapsAt, type RuleFinding, repeated, type StructRules } from './struct';
import { structuralProblems } from './structural-schema';

/** What the API server says of CRDs. Source: pkg/apis/apiextensions/validation of apiextensions-apiserver. */
export const DEFINITION_RULES: StructRules = {
  V1CustomResourceColumnDefinition: [{ name: 'json-path', check: ({ jsonPath }) => pathProblem('jsonPath', jsonPath) }],
  V1CustomResourceConversion: [{ name: 'conversion-fits', check: conversionFits }],
  V1CustomResourceDefinition: [{ name: 'definition-name', check: definitionName }],
  V1CustomResourceDefinitionNames: [{ name: 'names-of-definition', check: namesDiffer }],
  V1CustomResourceDefinitionSpec: [
    { name: 'one-storage-version', check: oneStorageVersion },
    { name: 'group-is-domain', check: groupIsDomain },
    { name: 'no-preserved-fields', check: noPreservedFields },
  ],
  V1CustomResourceDefinitionVersion: [
    { name: 'deprecation-warning', check: deprecationWarning },
    { name: 'structural-schema', check: structuralSchema },
    { name: 'selectable-field', check: selectableFields },
  ],
  V1CustomResourceSubresources: [{ name: 'empty-status', check: emptyStatus }],
  V1CustomResourceSubresourceScale: [{ name: 'scale-path', check: scalePaths }],
};

/** `.spec.band`, as columns and selectable fields write paths. */
const SIMPLE_PATH = /^(?:\.[A-Za-z_$][\w$-]*|\[[^\]]+\])+$/;

function pathProblem(field: string, path: unknown): RuleFinding[] {
  if (typeof path !== 'string' || path === '') return [];
  return path.startsWith('.') && !/[{}]/.test(path) && !/\.\.?$|\s$/.test(path)
    ? []
    : found([field], `${JSON.stringify(path)} is no path: write .spec.band`);
}

function conversionFits({ strategy, webhook }: YamlMap): RuleFinding[] {
  const hasHook = webhook !== undefined && webhook !== null;
  if (strategy === 'Webhook') {
    return isEmpty(at(webhook, 'clientConfig')) ? found(['webhook', 'clientConfig'], 'strategy Webhook needs it') : [];
  }
  return strategy === 'None' && hasHook ? found(['webhook'], 'strategy None has none: leave it out') : [];
}

function definitionName({ metadata, spec }: YamlMap): RuleFinding[] {
  const expected = `${String(at(spec, 'names', 'plural') ?? '')}.${String(at(spec, 'group') ?? '')}`;
  const name = at(metadata, 'name');
  return typeof name !== 'string' || name === '' || name === expected
    ? []
    : found(['metadata', 'name'], `it must be ${expected}: plural.group`);
}

function namesDiffer({ kind, listKind }: YamlMap): RuleFinding[] {
  return typeof kind === 'string' && kind !== '' && kind === listKind
    ? found(['listKind'], 'it must not be the kind itself')
    : [];
}

function oneStorageVersion(spec: YamlMap): RuleFinding[] {
  const versions = mapsAt(spec, 'versions');
  const count = versions.filter(({ storage }) => storage === true).length;
  return [
    ...(versions.length > 0 && count !== 1
      ? found(['versions'], `${count} versions are stored: set storage for one`)
      : []),
    ...repeated(versions, ({ name }) => name).flatMap(({ key }) =>
      found(['versions'], `version ${key} is there twice`),
    ),
  ];
}

function groupIsDomain({ group }: YamlMap): RuleFinding[] {
  return typeof group === 'string' && group !== '' && !group.includes('.')
    ? found(['group'], `${group} must be a domain: write ran.example.com`)
    : [];
}

function noPreservedFields({ preserveUnknownFields }: YamlMap): RuleFinding[] {
  return preserveUnknownFields === true
    ? found(['preserveUnknownFields'], 'it must be false: set x-kubernetes-preserve-unknown-fields in the schema')
    : [];
}

function deprecationWarning({ deprecated, deprecationWarning: warning }: YamlMap): RuleFinding[] {
  if (typeof warning !== 'string') return [];
  if (deprecated !== true) return found(['deprecationWarning'], 'only a deprecated version has one');
  return warning === '' || warning.length > 256
    ? found(['deprecationWarning'], 'it must have from 1 to 256 characters')
    : [];
}

function structuralSchema({ schema }: YamlMap): RuleFinding[] {
  const root = at(schema, 'openAPIV3Schema');
  return root === undefined ? [] : structuralProblems(root).map(below('schema', 'openAPIV3Schema'));
}

function selectableFields(version: YamlMap): RuleFinding[] {
  const root = mapAt(version.schema, 'openAPIV3Schema');
  const fields = mapsAt(version, 'selectableFields');
  return [
    ...(fields.length > 8 ? found(['selectableFields'], 'at most 8 are allowed') : []),
    ...fields.flatMap(({ jsonPath }, i) => {
      if (typeof jsonPath !== 'string' || jsonPath === '') return [];
      const message = selectableProblem(jsonPath, root);
      return message === undefined ? [] : found(['selectableFields', i, 'jsonPath'], message);
    }),
    ...repeated(fields, ({ jsonPath }) => jsonPath).flatMap(({ index, key }) =>
      found(['selectableFields', index, 'jsonPath'], `${key} is there twice`),
    ),
  ];
}

function selectableProblem(path: string, root: YamlMap): string | undefined {
  const shown = JSON.stringify(path);
  if (!SIMPLE_PATH.test(path) || path.includes('[')) return `${shown} is no path: write .spec.band`;
  const steps = path.slice(1).split('.');
  if (steps[0] === 'metadata') return 'fields of metadata cannot be selected by';
  const field = steps.reduce<YamlMap>((schema, step) => mapAt(schema, 'properties', step), root);
  if (isEmpty(field)) return `${shown}: the schema has no such field`;
  return ['boolean', 'integer', 'string'].includes(String(field.type))
    ? undefined
    : `${shown} must be a string, an integer or a boolean`;
}

function emptyStatus({ status }: YamlMap): RuleFinding[] {
  return Object.keys(mapAt(status)).flatMap(name => found(['status', name], 'it has no fields: write `status: {}`'));
}

function scalePaths(scale: YamlMap): RuleFinding[] {
  const roots: Record<string, string> = {
    labelSelectorPath: '.status or .spec',
    specReplicasPath: '.spec',
    statusReplicasPath: '.status',
  };
  return Object.entries(roots).flatMap(([field, root]) => {
    const path = scale[field];
    if (typeof path !== 'string' || path === '') return [];
    const isBelow = root.split(' or ').some(start => path.startsWith(`${start}.`));
    return isBelow && SIMPLE_PATH.test(path.replace(/\.$/, '')) && !path.includes('[')
      ? []
      : found([field], `${JSON.stringify(path)} must be a field below ${root}`);
  });
}
