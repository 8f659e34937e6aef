import { differsInQuotes, type IntendedDifference, isKept, isRefused } from '../catalog-function';
import { configMapOf, document } from '../objects';

const ENV = configMapOf({ env: 'prod' });

/** Where our set-labels does something else than the catalog's, v0.2.1 (functions/go/set-labels/setlabels). */
export const SET_LABELS_DIFFERENCES: readonly IntendedDifference[] = [
  {
    code: 'EXACT_GROUPS',
    reason: 'The catalog takes the Service of any group for that of the core group, and adds a selector to it.',
    issue: 6,
    explains: divergence =>
      isKept(divergence) &&
      divergence.item.apiVersion === 'serving.knative.dev/v1' &&
      divergence.path[1] === 'selector',
    example: {
      documents: [document('serving.knative.dev/v1', 'Service', { spec: { template: { spec: {} } } })],
      config: ENV,
    },
  },
  {
    code: 'IMMUTABLE_SELECTOR',
    reason: 'The catalog changes selectors that nobody may change once the object exists, and does not say so.',
    issue: 6,
    explains: ({ what, codes }) => what === 'severities' && codes.includes('IMMUTABLE_SELECTOR'),
    example: {
      documents: [document('apps/v1', 'Deployment', { spec: { selector: { matchLabels: { app: 'a' } } } })],
      config: ENV,
    },
  },
  {
    code: 'INVALID_LABEL',
    reason: 'The catalog writes keys and values that no API server accepts.',
    issue: 6,
    explains: divergence =>
      isRefused(divergence, 'CONFIG_VALUE') && JSON.stringify(divergence.config).includes('not valid'),
    example: { documents: [document('v1', 'ConfigMap')], config: configMapOf({ env: 'not valid' }) },
  },
  {
    code: 'KPTFILE_KEPT',
    reason: 'The catalog labels the Kptfile, which no cluster gets.',
    issue: 6,
    explains: divergence => isKept(divergence) && divergence.item.kind === 'Kptfile',
    example: { documents: [document('kpt.dev/v1', 'Kptfile')], config: ENV },
  },
  {
    code: 'NO_CONFIG',
    reason: 'The catalog fails with an info and without any error result, and passes where there are no resources.',
    issue: 6,
    explains: divergence => isRefused(divergence, 'CONFIG_MISSING') && divergence.config === undefined,
    example: { documents: [document('v1', 'ConfigMap')], config: undefined },
  },
  {
    code: 'NO_RESOURCES',
    reason: 'The catalog warns of missing labels where only a Kptfile is there to be labelled.',
    issue: 6,
    explains: ({ what, codes }) => what === 'severities' && codes.includes('NO_RESOURCES'),
    example: {
      documents: [document('kpt.dev/v1', 'Kptfile')],
      config: JSON.stringify({
        apiVersion: 'fn.kpt.dev/v1alpha1',
        kind: 'SetLabels',
        metadata: { name: 'c' },
        labels: {},
      }),
    },
  },
  {
    code: 'OPTIONS',
    reason: 'The catalog has no settings but labels, and ignores others.',
    issue: 6,
    explains: ({ config }) => config?.selectors !== undefined,
    example: {
      documents: [document('v1', 'Service', { spec: { selector: { app: 'a' } } })],
      config: JSON.stringify({
        apiVersion: 'fn.kpt.dev/v1alpha1',
        kind: 'SetLabels',
        metadata: { name: 'c' },
        labels: { env: 'prod' },
        selectors: 'never',
      }),
    },
  },
  {
    code: 'POD_AFFINITY',
    reason: 'The catalog looks for the terms of an affinity in the wrong place: the selectors keep the old value.',
    issue: 6,
    explains: ({ what, path }) => what === 'value' && path.includes('affinity'),
    example: {
      documents: [
        document('batch/v1', 'Job', {
          spec: {
            template: {
              metadata: { labels: { env: 'old' } },
              spec: {
                affinity: {
                  podAntiAffinity: {
                    requiredDuringSchedulingIgnoredDuringExecution: [
                      { labelSelector: { matchLabels: { env: 'old' } } },
                    ],
                  },
                },
              },
            },
          },
        }),
      ],
      config: ENV,
    },
  },
  {
    code: 'QUOTED_TEXT',
    reason: 'The catalog writes yes and the like without quotes: for the API server they are booleans, and refused.',
    issue: 6,
    explains: differsInQuotes,
    example: { documents: [document('v1', 'ConfigMap')], config: configMapOf({ env: 'yes' }) },
  },
  {
    code: 'SITE_VALUES',
    reason: 'The catalog writes `${site}` as it stands, which no API server accepts.',
    issue: 6,
    explains: ({ config }) => JSON.stringify(config ?? null).includes('${site}'),
    example: { documents: [document('v1', 'ConfigMap')], config: configMapOf({ site: '${site}' }) },
  },
];
