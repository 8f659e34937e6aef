import { describe, expect, test } from '@jest/globals';
import { binding, codes, deployment, enforce, policy } from '../../test/support/policies';
import { yaml } from '../../test/support/yaml';

const FEW = policy('object.spec.replicas <= 2');
const LOCAL = 'annotations: {config.kubernetes.io/local-config: "true"}';

/** Sites of a development and a production network. */
const SITES = [
  ['edge1', 'edge', 'development'],
  ['edge2', 'edge', 'production'],
  ['core1', 'core', 'production'],
].map(
  ([name, type, environment]) => yaml`
    apiVersion: intent.nephio.org/v1alpha1
    kind: Site
    metadata:
      name: ${name as string}
      labels:
        nephio.org/site-type: ${type as string}
        deployment.nephio.org/stage: ${environment as string}
      ${LOCAL}
    spec: {groups: [${type as string}s], environment: ${environment as string}}
  `,
);

/** The package of a site; of none, as it is before Porch has told. */
function placed(site: string | undefined, ...documents: string[]): string[] {
  const context = yaml`
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: kptfile.kpt.dev, ${LOCAL}}
    data: {name: p, site: ${site ?? ''}}
  `;
  return [...documents, ...SITES, ...(site === undefined ? [] : [context])];
}

describe('a binding', () => {
  const at = (site: string | undefined, siteSelector: unknown) =>
    codes(placed(site, FEW, deployment()), { bindings: [{ ...JSON.parse(binding()), siteSelector }] });

  test.each([
    ['edge1', 'edge1', ['POLICY_DENIED']],
    ['edge1', ['edge2', 'edge1'], ['POLICY_DENIED']],
    ['edge1', 'edge2, edge1', ['POLICY_DENIED']],
    ['edge1', 'edges', ['POLICY_DENIED']],
    ['core1', 'edges', ['NOTHING_ENFORCED']],
    ['edge1', 'nephio.org/site-type=edge', ['POLICY_DENIED']],
    ['core1', 'nephio.org/site-type=edge', ['NOTHING_ENFORCED']],
    ['core1', 'nephio.org/site-type in (edge, core)', ['POLICY_DENIED']],
    ['edge2', 'deployment.nephio.org/stage=production,nephio.org/site-type!=core', ['POLICY_DENIED']],
    ['core1', 'deployment.nephio.org/stage=production,nephio.org/site-type!=core', ['NOTHING_ENFORCED']],
    ['core1', 'edge1; nephio.org/site-type=core', ['POLICY_DENIED']],
    ['core1', ['edge1', 'nephio.org/site-type=core'], ['POLICY_DENIED']],
    ['edge1', 'environment=development', ['POLICY_DENIED']],
    ['edge2', 'environment=development', ['NOTHING_ENFORCED']],
    // Nobody knows yet, and that is no reason for a warning.
    [undefined, 'edge1', ['WAITS_FOR_SITE']],
    [undefined, 'nephio.org/site-type=edge', ['WAITS_FOR_SITE']],
    ['edge1', 'edge3', ['SITE_UNKNOWN', 'NOTHING_ENFORCED']],
    ['edge1', 'region=a b', ['SITE_SELECTOR', 'NOTHING_ENFORCED']],
    ['edge9', 'edge1', ['SITE_UNKNOWN', 'NOTHING_ENFORCED']],
  ])('at %s, for %j: %j', (site, selector, expected) => {
    expect(at(site, selector)).toEqual(expected);
  });

  test('for sites with a label, where no site has labels, says what is missing', () => {
    const context =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kptfile.kpt.dev}\ndata: {name: p, site: edge1}\n';
    const bindings = [{ ...JSON.parse(binding()), siteSelector: 'tier=a' }];
    const [error] = enforce([FEW, deployment(), context], { bindings });
    expect(error).toMatchObject({
      severity: 'error',
      message:
        'functionConfig: `siteSelector` of the binding b: "tier=a" chooses no site: no Site says which labels a site has: add Site objects with labels',
      field: { path: 'bindings' },
    });
  });

  test('waits by its name, and its policy is not said to do nothing', () => {
    const found = enforce(placed(undefined, FEW, deployment()), {
      bindings: [{ ...JSON.parse(binding()), siteSelector: 'edge1' }],
    });
    expect(found).toMatchObject([
      {
        severity: 'info',
        message: expect.stringContaining('waits for one (binding b)'),
        tags: { code: 'WAITS_FOR_SITE' },
      },
    ]);
  });

  test('of a name is the first that is for the site', () => {
    const action = (name: string, more: object) => ({
      ...JSON.parse(binding({ validationActions: [name] })),
      ...more,
    });
    const bindings = [action('Deny', { siteSelector: 'environment=production' }), action('Warn', {})];
    const found = (site: string | undefined) => codes(placed(site, FEW, deployment()), { bindings });
    expect([found('core1'), found('edge1'), found(undefined)]).toEqual([
      ['POLICY_DENIED'],
      ['POLICY_WARNED'],
      ['WAITS_FOR_SITE'],
    ]);
  });
});

describe('parameters', () => {
  const HERE = { namespace: 'default' };
  const LIMITED = policy('object.spec.replicas <= int(params.data.replicas)', {
    paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
  });
  const limits = (replicas: string, siteSelector?: unknown) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'limits', namespace: 'default', labels: { limits: 'yes' } },
    data: { replicas },
    ...(siteSelector !== undefined && { siteSelector }),
  });
  const PARAMS = [limits('1', 'nephio.org/site-type=core'), limits('3', ['edge1']), limits('9')];
  const found = (site: string | undefined, replicas: number, paramRef: object = { name: 'limits' }, params = PARAMS) =>
    codes(
      placed(
        site,
        LIMITED,
        binding({ paramRef: { ...paramRef, parameterNotFoundAction: 'Deny' } }),
        deployment({ replicas }, HERE),
      ),
      {
        params,
      },
    );

  test.each([
    ['core1', 1, []],
    ['core1', 2, ['POLICY_DENIED']],
    ['edge1', 3, []],
    ['edge1', 4, ['POLICY_DENIED']],
    ['edge2', 9, []],
    ['edge2', 10, ['POLICY_DENIED']],
  ])('at %s, %i replicas: %j', (site, replicas, expected) => {
    expect(found(site, replicas)).toEqual(expected);
    expect(found(site, replicas, { selector: { matchLabels: { limits: 'yes' } } })).toEqual(expected);
  });

  test('have the bindings wait that may take them, before there is a site', () => {
    expect(found(undefined, 10)).toEqual(['WAITS_FOR_SITE']);
    expect(found(undefined, 10, { selector: {} })).toEqual(['WAITS_FOR_SITE']);
    expect(found(undefined, 10, { name: 'limits', namespace: 'default' })).toEqual(['WAITS_FOR_SITE']);
    const others = [
      ...PARAMS,
      { ...limits('9'), metadata: { name: 'more', namespace: 'default', labels: { limits: 'no' } } },
    ];
    expect(found(undefined, 10, { name: 'more' }, others)).toEqual(['POLICY_DENIED', 'WAITS_FOR_SITE']);
    expect(found(undefined, 10, { selector: { matchLabels: { limits: 'no' } } }, others)).toEqual([
      'POLICY_DENIED',
      'WAITS_FOR_SITE',
    ]);
    expect(found(undefined, 10, { name: 'limits', namespace: 'other' })).toEqual(['POLICY_DENIED', 'WAITS_FOR_SITE']);
  });

  test('do not show policies how they were chosen', () => {
    const plain = policy('!has(params.siteSelector)', { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } });
    const documents = placed('edge1', plain, binding({ paramRef: { name: 'limits' } }), deployment(undefined, HERE));
    expect(codes(documents, { params: PARAMS })).toEqual([]);
  });
});

describe('a pack', () => {
  const guardrails = (actions: string[], siteSelector?: unknown, maxReplicas = 2) => ({
    name: 'guardrails',
    params: { maxReplicas },
    actions,
    ...(siteSelector !== undefined && { siteSelector }),
  });
  const STRICT_IN_PRODUCTION = [
    guardrails(['Deny'], 'environment=production'),
    guardrails(['Warn'], 'environment=development', 1),
  ];
  const found = (site: string | undefined, packs: object[], replicas = 3) =>
    codes(placed(site, deployment({ replicas })), { packs });

  test('enforces in production what it warns of in development', () => {
    expect(found('edge2', STRICT_IN_PRODUCTION)).toEqual(['POLICY_DENIED']);
    expect(found('edge1', STRICT_IN_PRODUCTION)).toEqual(['POLICY_WARNED']);
    expect(found('edge1', STRICT_IN_PRODUCTION, 2)).toEqual(['POLICY_WARNED']);
    expect(found('edge2', STRICT_IN_PRODUCTION, 2)).toEqual([]);
    expect(found(undefined, STRICT_IN_PRODUCTION)).toEqual(['WAITS_FOR_SITE']);
  });

  test('of a name is the first that is for the site', () => {
    const packs = [guardrails(['Deny'], 'edge1'), guardrails(['Warn'])];
    expect([found('edge1', packs), found('edge2', packs)]).toEqual([['POLICY_DENIED'], ['POLICY_WARNED']]);
    // What is for every other site depends on the site, too.
    expect(found(undefined, packs)).toEqual(['WAITS_FOR_SITE']);
  });

  test('brings the one it comes on top of, for the same sites', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: default}\nspec: {hostNetwork: true, containers: [{name: a, image: a}]}\n';
    const packs = [{ name: 'pss-restricted', actions: ['Warn'], siteSelector: 'edges' }, { name: 'pss-baseline' }];
    const all = (site: string) => new Set(codes(placed(site, pod), { packs }));
    expect(all('edge1')).toEqual(new Set(['POLICY_DENIED', 'POLICY_WARNED', 'NAMESPACE_SYNTHESISED']));
    expect(all('core1')).toEqual(new Set(['POLICY_DENIED', 'NAMESPACE_SYNTHESISED']));
  });

  test.each([
    [
      [guardrails(['Deny']), guardrails(['Warn'], 'edge1')],
      'guardrails is there twice: keep one of the two, or give the first a `siteSelector`',
    ],
    [[guardrails(['Deny'], [])], 'guardrails: write `siteSelector` as sites or groups, [edge1, edge2], or as labels'],
    [[guardrails(['Deny'], { region: 'north' })], 'guardrails: write `siteSelector` as sites or groups'],
  ])('%j is wrong', (packs, message) => {
    expect(enforce([], { packs })[0]?.message).toContain(message);
  });
});

test.each(['bindings', 'params'])('a selector of %s that is none is an error', setting => {
  const entry = { ...JSON.parse(binding()), siteSelector: 7 };
  expect(enforce([], { [setting]: [entry] })[0]?.message).toContain(`\`${setting}\`: write \`siteSelector\` as sites`);
});
