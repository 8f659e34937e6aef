import { type Divergence, differsInQuotes, type IntendedDifference, isKept, isRefused } from '../catalog-function';
import { configMapOf, document } from '../objects';

const PROD = configMapOf({ namespace: 'prod' });
const ORIGIN = 'internal.kpt.dev/upstream-identifier';
const DEPENDS_ON = 'config.kubernetes.io/depends-on';
const CONFIG_CODES = ['CONFIG_KIND', 'CONFIG_MISSING', 'CONFIG_VALUE'];

/** Kinds whose scope the catalog's table does not have; `Thing` has its CRD in the package. */
const SCOPE_KNOWN_HERE = /^(?:autoscaling\/v2|batch\/v1beta1|admissionregistration\.k8s\.io\/v1|known\.example\/v1)$/;

const isAt = ({ path }: Divergence, pattern: RegExp) => pattern.test(path.join('.'));
const isNamespaceOf = (divergence: Divergence) => isAt(divergence, /^metadata\.namespace$/);
const originOf = ({ item }: Divergence): string => item?.metadata.annotations[ORIGIN] ?? '';

const matcherOf = ({ config }: Divergence): string => ({ ...config, ...config?.data }).namespaceMatcher ?? '';
/** The namespace that a config names, in any of its shapes. */
function namespaceOf({ config }: Divergence): string {
  const { namespace, name } = { ...config, ...config?.data };
  return namespace || (config?.metadata?.name === 'kptfile.kpt.dev' ? name : '') || '';
}

const isUnknownSetting = (key: string) => !['namespace', 'namespaceMatcher'].includes(key);

/** One reference, to an object of a kind that both know, in a package that moves as a whole. */
function isPlainDependency(divergence: Divergence): boolean {
  const text: string = divergence.item.metadata.annotations[DEPENDS_ON];
  const isMoved = matcherOf(divergence) === '' && !JSON.stringify(divergence.items).includes('|~C|');
  return (
    isMoved && /^(?:apps)?\/namespaces\/[^,]*\/(?:ConfigMap|Deployment|Pod|Service|ServiceAccount)\/[^,]*$/.test(text)
  );
}

/** Where our set-namespace does something else than the catalog's, v0.4.5 (functions/go/set-namespace/transformer). */
export const SET_NAMESPACE_DIFFERENCES: readonly IntendedDifference[] = [
  {
    code: 'CONFIG_KEYS',
    reason: 'The catalog ignores settings it does not know, such as misspelt ones.',
    issue: 6,
    explains: divergence =>
      isRefused(divergence, 'CONFIG_KEY') && Object.keys(divergence.config.data).some(isUnknownSetting),
    example: {
      documents: [document('v1', 'ConfigMap')],
      config: configMapOf({ namespace: 'prod', namespaceMatchers: 'example' }),
    },
  },
  {
    code: 'DEPENDS_ON',
    reason:
      'The catalog knows one reference only, not the list that kpt reads, and no Namespace; and it changes what it names whether or not that moves.',
    issue: 6,
    explains: divergence => divergence.path.at(-1) === DEPENDS_ON && !isPlainDependency(divergence),
    example: {
      documents: [
        document('v1', 'ConfigMap', {}, { name: 'a', namespace: 'example' }),
        document('v1', 'ConfigMap', {}, { name: 'b', namespace: 'example' }),
        document(
          'v1',
          'ConfigMap',
          {},
          {
            name: 'c',
            namespace: 'example',
            annotations: { [DEPENDS_ON]: '/namespaces/example/ConfigMap/a,/namespaces/example/ConfigMap/b' },
          },
        ),
      ],
      config: PROD,
    },
  },
  {
    code: 'EXACT_GROUPS',
    reason: 'The catalog takes kinds of other groups for the Namespace and the RoleBinding of Kubernetes.',
    issue: 6,
    explains: divergence =>
      isKept(divergence) &&
      divergence.item.apiVersion === 'example.com/v1' &&
      /^(?:Namespace|RoleBinding)$/.test(divergence.item.kind),
    example: { documents: [document('example.com/v1', 'Namespace')], config: PROD },
  },
  {
    code: 'EXIT_CODE',
    reason: 'The catalog reports a wrong config as an error and exits with 0: kpt and Porch go on.',
    issue: 6,
    explains: ({ what, codes }) => what === 'exit code' && codes.some(code => CONFIG_CODES.includes(code)),
    example: { documents: [document('v1', 'ConfigMap')], config: undefined },
  },
  {
    code: 'INVALID_NAMESPACE',
    reason: 'The catalog writes names that no API server accepts.',
    issue: 6,
    explains: divergence =>
      isRefused(divergence, 'CONFIG_VALUE') && !/^[a-z0-9][-a-z0-9]*$/.test(namespaceOf(divergence)),
    example: { documents: [document('v1', 'ConfigMap')], config: configMapOf({ namespace: 'Not_Valid' }) },
  },
  {
    code: 'MATCHER_DEFAULT',
    reason:
      'With a matcher, the catalog writes `namespace: default` into everything that has no namespace and does not match.',
    issue: 6,
    explains: divergence => matcherOf(divergence) !== '' && divergence.theirs === 'default' && isKept(divergence),
    example: {
      documents: [document('v1', 'ConfigMap')],
      config: configMapOf({ namespace: 'prod', namespaceMatcher: 'example' }),
    },
  },
  {
    code: 'NAMESPACE_COLLISION',
    reason: 'The catalog makes one object of two that differ by their namespace only.',
    issue: 6,
    explains: divergence =>
      isRefused(divergence, 'NAMESPACE_COLLISION') &&
      divergence.items.filter(({ kind }) => kind === 'Namespace').length > 1,
    example: {
      documents: [document('v1', 'Namespace', {}, { name: 'a' }), document('v1', 'Namespace', {}, { name: 'b' })],
      config: PROD,
    },
  },
  {
    code: 'NOT_SPECIALISED',
    reason: 'A package context without a name is an error for the catalog: a fresh clone could not be rendered.',
    issue: 6,
    explains: ({ what, codes }) => what === 'severities' && codes.includes('NOT_SPECIALISED'),
    example: { documents: [document('v1', 'ConfigMap')], config: configMapOf({ name: '' }, 'kptfile.kpt.dev') },
  },
  {
    code: 'ORIGIN_BROKEN',
    reason: 'The catalog crashes on an upstream identifier it does not understand, and gives no list back.',
    issue: 6,
    explains: ({ what, theirs, items }) =>
      what === 'failure' && theirs === false && /broken|Not_Valid/.test(JSON.stringify(items)),
    example: {
      documents: [document('v1', 'ConfigMap', {}, { annotations: { [ORIGIN]: 'broken' } })],
      config: PROD,
    },
  },
  {
    code: 'ORIGIN_UNKNOWN',
    reason:
      'The catalog does not move what kpt knew no namespace of upstream (`~C`), and empties the namespace of what has none.',
    issue: 6,
    explains: divergence => isNamespaceOf(divergence) && originOf(divergence).includes('|~C|'),
    example: {
      documents: [document('v1', 'ConfigMap', {}, { annotations: { [ORIGIN]: '|ConfigMap|~C|example' } })],
      config: PROD,
    },
  },
  {
    code: 'PACKAGE_METADATA',
    reason: 'The catalog moves what no cluster gets: intents, sites, and the configs of the pipeline.',
    issue: 6,
    explains: divergence => isKept(divergence) && /^(?:Kptfile|Intent)$/.test(divergence.item.kind),
    example: {
      documents: [document('intent.nephio.org/v1alpha1', 'Intent', {}, { namespace: 'example' })],
      config: PROD,
    },
  },
  {
    code: 'QUOTED_TEXT',
    reason: 'The catalog writes yes and the like without quotes: for the API server they are booleans, and refused.',
    issue: 6,
    explains: differsInQuotes,
    example: {
      documents: [document('v1', 'ConfigMap', {}, { namespace: 'example' })],
      config: configMapOf({ namespace: 'yes' }),
    },
  },
  {
    code: 'REAL_SCOPE',
    reason:
      'The catalog asks a table that lacks newer and older versions of kinds, and looks at no CRD: it leaves namespaced objects without a namespace, and gives cluster-scoped ones another.',
    issue: 6,
    explains: divergence => isNamespaceOf(divergence) && SCOPE_KNOWN_HERE.test(divergence.item.apiVersion),
    example: { documents: [document('autoscaling/v2', 'HorizontalPodAutoscaler')], config: PROD },
  },
  {
    code: 'ROLE_BINDING',
    reason: 'The catalog moves the subjects of ClusterRoleBindings, and forgets those of RoleBindings.',
    issue: 6,
    explains: divergence => divergence.item?.kind === 'RoleBinding' && isAt(divergence, /^subjects\.\d+\.namespace$/),
    example: {
      documents: [
        document(
          'rbac.authorization.k8s.io/v1',
          'RoleBinding',
          { subjects: [{ kind: 'ServiceAccount', name: 'a', namespace: 'example' }] },
          { namespace: 'example' },
        ),
      ],
      config: PROD,
    },
  },
  {
    code: 'SERVICE_MADE_UP',
    reason: 'The catalog gives CRDs a conversion webhook, and APIServices a service, that they do not have.',
    issue: 6,
    explains: divergence => isKept(divergence) && isAt(divergence, /^spec\.(?:conversion|service)/),
    example: {
      documents: [document('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { spec: { group: 'g' } })],
      config: PROD,
    },
  },
  {
    code: 'WEBHOOKS',
    reason: 'The catalog forgets the services of admission webhooks.',
    issue: 6,
    explains: divergence => isAt(divergence, /^webhooks\.\d+\.clientConfig\.service\.namespace$/),
    example: {
      documents: [
        document('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', {
          webhooks: [{ name: 'w', clientConfig: { service: { name: 's', namespace: 'example' } } }],
        }),
      ],
      config: PROD,
    },
  },
];
