import { LABEL_SELECTOR } from './kubernetes';
import type { Fields, ThirdPartyKind } from './shape';

/** Porch's kinds. Source: the CRDs of nephio-project/porch v1.5.3, and kptdev/porch of 2026 for FunctionConfig. */

const SELECTOR: Fields = {
  apiVersion: 'string',
  kind: 'string',
  name: 'string',
  namespace: 'string',
  labels: 'string{}',
  annotations: 'string{}',
};

const FUNCTION: Fields = {
  image: 'string',
  // Since the Porch of 2026.
  tag: 'string',
  exec: 'string',
  configPath: 'string',
  configMap: 'string{}',
  name: 'string',
  selectors: [SELECTOR],
  exclude: [SELECTOR],
};

const UPSTREAM: Fields = {
  repo: 'string',
  package: 'string',
  // A number since Porch 1.4; `v1` and the like before.
  revision: 'int-or-string',
  workspaceName: 'string',
};

const EXPRESSION: Fields = { key: 'string', keyExpr: 'string', value: 'string', valueExpr: 'string' };
const TEMPLATE_FUNCTION: Fields = { ...FUNCTION, configMapExprs: [EXPRESSION] };
const SECRET: Fields = { 'name!': 'string' };

const PACKAGE_VARIANT: Fields = {
  spec: {
    upstream: UPSTREAM,
    downstream: { repo: 'string', package: 'string' },
    adoptionPolicy: 'adoptExisting|adoptNone',
    deletionPolicy: 'delete|orphan',
    labels: 'string{}',
    annotations: 'string{}',
    packageContext: { data: 'string{}', removeKeys: 'string[]' },
    pipeline: { mutators: [FUNCTION], validators: [FUNCTION] },
    injectors: [{ group: 'string', version: 'string', kind: 'string', 'name!': 'string' }],
  },
};

const PACKAGE_VARIANT_SET_V1ALPHA2: Fields = {
  spec: {
    upstream: UPSTREAM,
    targets: [
      {
        repositories: [{ 'name!': 'string', packageNames: 'string[]' }],
        repositorySelector: LABEL_SELECTOR,
        objectSelector: { ...LABEL_SELECTOR, apiVersion: 'string', kind: 'string', name: 'string' },
        template: {
          downstream: { repo: 'string', package: 'string', repoExpr: 'string', packageExpr: 'string' },
          adoptionPolicy: 'adoptExisting|adoptNone',
          deletionPolicy: 'delete|orphan',
          labels: 'string{}',
          labelExprs: [EXPRESSION],
          annotations: 'string{}',
          annotationExprs: [EXPRESSION],
          packageContext: {
            data: 'string{}',
            dataExprs: [EXPRESSION],
            removeKeys: 'string[]',
            removeKeyExprs: 'string[]',
          },
          pipeline: { mutators: [TEMPLATE_FUNCTION], validators: [TEMPLATE_FUNCTION] },
          injectors: [{ group: 'string', version: 'string', kind: 'string', name: 'string', nameExpr: 'string' }],
        },
      },
    ],
  },
};

const VALUE_OR_FIELD: Fields = { value: 'string', fromField: 'string' };

/** No longer served by Porch 1.5; older ones have only this one. */
const PACKAGE_VARIANT_SET_V1ALPHA1: Fields = {
  spec: {
    upstream: { package: { repo: 'string', name: 'string' }, ref: 'string', revision: 'int-or-string' },
    targets: [
      {
        package: { repo: 'string', name: 'string' },
        packageName: { baseName: VALUE_OR_FIELD, namePrefix: VALUE_OR_FIELD, nameSuffix: VALUE_OR_FIELD },
        repositories: LABEL_SELECTOR,
        objects: {
          repoName: VALUE_OR_FIELD,
          selectors: [
            {
              apiVersion: 'string',
              kind: 'string',
              name: 'string',
              namespace: 'string',
              annotations: 'string{}',
              labelSelector: LABEL_SELECTOR,
            },
          ],
        },
      },
    ],
    adoptionPolicy: 'string',
    deletionPolicy: 'string',
    labels: 'string{}',
    annotations: 'string{}',
  },
};

const REPOSITORY: Fields = {
  spec: {
    description: 'string',
    type: 'string',
    content: 'string',
    deployment: 'boolean',
    git: {
      'repo!': 'string',
      branch: 'string',
      createBranch: 'boolean',
      directory: 'string',
      author: 'string',
      email: 'string',
      secretRef: SECRET,
    },
    oci: { 'registry!': 'string', secretRef: SECRET },
  },
};

const FUNCTION_CONFIG: Fields = {
  spec: {
    image: 'string',
    prefixes: 'string[]',
    podExecutor: {
      tags: 'string[]',
      timeToLive: 'string',
      maxParallelExecutions: 'integer',
      preferredMaxQueueLength: 'integer',
      templateOverrides: 'object',
    },
    binaryExecutor: { tags: 'string[]', path: 'string' },
    goExecutor: { id: 'string', tags: 'string[]' },
  },
};

const PORCH = { group: 'config.porch.kpt.dev', scope: 'Namespaced' } as const;

export const PORCH_KINDS: readonly ThirdPartyKind[] = [
  { ...PORCH, kind: 'FunctionConfig', plural: 'functionconfigs', versions: { v1alpha1: FUNCTION_CONFIG } },
  { ...PORCH, kind: 'PackageVariant', plural: 'packagevariants', versions: { v1alpha1: PACKAGE_VARIANT } },
  {
    ...PORCH,
    kind: 'PackageVariantSet',
    plural: 'packagevariantsets',
    versions: { v1alpha2: PACKAGE_VARIANT_SET_V1ALPHA2, v1alpha1: PACKAGE_VARIANT_SET_V1ALPHA1 },
  },
  { ...PORCH, kind: 'Repository', plural: 'repositories', versions: { v1alpha1: REPOSITORY } },
];
