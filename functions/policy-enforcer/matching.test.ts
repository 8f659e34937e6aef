import { describe, expect, test } from '@jest/globals';
import { binding, denial, deployment, policy, said } from '../../test/support/policies';
import { yaml } from '../../test/support/yaml';

const DENIED = [denial('failed expression: false')];

const rule = (fields: object) => ({
  resourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'], ...fields }],
});

/** Whether a policy that is for these denies, bound to those. */
function denies(match: object, documents: readonly string[], matchResources?: object): boolean {
  const found = said([policy('false', { matchConstraints: match }), binding({ matchResources }), ...documents]);
  if (found.length > 0) expect(found).toEqual(DENIED);
  return found.length > 0;
}

const WEB = deployment({}, { namespace: 'core', labels: { app: 'web', tier: 'edge' } });
const CORE = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: core, labels: {guarded: "yes"}}\n';
const ROLE = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\nrules: []\n';

describe('rules', () => {
  test.each([
    [{}, true],
    [{ apiGroups: ['apps'] }, true],
    [{ apiGroups: ['', 'extensions'] }, false],
    [{ apiVersions: ['v1'] }, true],
    [{ apiVersions: ['v1beta1'] }, false],
    [{ operations: ['CREATE'] }, true],
    [{ operations: ['UPDATE', 'DELETE', 'CONNECT'] }, false],
    [{ resources: ['deployments'] }, true],
    [{ resources: ['Deployment', 'deployment'] }, false],
    [{ resources: ['deployments/scale', '*/scale'] }, false],
    [{ resources: ['deployments/*'] }, true],
    [{ resources: ['*/*'] }, true],
    [{ resources: ['pods', 'deployments'] }, true],
    [{ resourceNames: ['web'] }, true],
    [{ resourceNames: ['other'] }, false],
    [{ resourceNames: [] }, true],
    [{ scope: 'Namespaced' }, true],
    [{ scope: 'Cluster' }, false],
    [{ scope: '*' }, true],
  ])('%j: %p', (fields, expected) => {
    expect(denies(rule(fields), [WEB])).toBe(expected);
  });

  test('an exclusion outweighs them', () => {
    const { resourceRules: excludeResourceRules } = rule({ resources: ['deployments'], resourceNames: ['web'] });
    expect(denies({ ...rule({}), excludeResourceRules }, [WEB])).toBe(false);
    expect(denies({ ...rule({}), excludeResourceRules }, [WEB.replace('"web"', '"other"')])).toBe(true);
  });

  test('objects of the cluster have its scope', () => {
    expect(denies(rule({ scope: 'Cluster' }), [ROLE])).toBe(true);
    expect(denies(rule({ scope: 'Namespaced' }), [ROLE])).toBe(false);
    expect(denies(rule({ scope: 'Cluster' }), [CORE])).toBe(true);
    expect(denies(rule({ scope: 'Namespaced' }), [CORE])).toBe(false);
  });

  test('policies and their bindings are not for themselves', () => {
    expect(said([policy('false', { matchConstraints: rule({}) }), binding()])).toEqual([]);
  });

  test('without constraints a policy is misconfigured', () => {
    expect(said([policy('true', { matchConstraints: undefined }), binding(), WEB])).toEqual([
      "error: ValidatingAdmissionPolicy 'p' denied request: failed to configure policy: policy contained no match constraints, a required field",
    ]);
    expect(said([policy('true', { matchConstraints: undefined, failurePolicy: 'Ignore' }), binding(), WEB])).toEqual(
      [],
    );
  });
});

describe('other versions of a resource', () => {
  const crd = (conversion: string) => yaml`
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: cells.example.com, annotations: {config.kubernetes.io/local-config: "true"}}
    spec:
      group: example.com
      scope: Namespaced
      names: {kind: Cell, plural: cellules}
      conversion: {strategy: ${conversion}}
      versions: [{name: v1, served: true}, {name: v2, served: true}, {name: v3, served: false}]
  `;
  const CELL = 'apiVersion: example.com/v1\nkind: Cell\nmetadata: {name: c, namespace: core}\n';
  const asV2 = rule({ apiGroups: ['example.com'], apiVersions: ['v2'], resources: ['cellules'] });

  test('are matched, and the object is of the version of the rule then', () => {
    expect(denies(asV2, [crd('None'), CELL])).toBe(true);
    const expression =
      "object.apiVersion == 'example.com/v2' && request.kind.version == 'v2' && request.requestKind.version == 'v1'";
    expect(said([policy(expression, { matchConstraints: asV2 }), binding(), crd('None'), CELL])).toEqual([]);
  });

  test('but not by a rule that is exact, nor where they are not served', () => {
    expect(denies({ ...asV2, matchPolicy: 'Exact' }, [crd('None'), CELL])).toBe(false);
    expect(denies(rule({ apiVersions: ['v3'] }), [crd('None'), CELL])).toBe(false);
    expect(denies(rule({ apiVersions: ['v1beta1'] }), [WEB])).toBe(false);
  });
});

describe('selectors', () => {
  const namespaceSelector = (selector: object) => ({ ...rule({ apiGroups: ['apps'] }), namespaceSelector: selector });
  const objectSelector = (selector: object) => ({ ...rule({ apiGroups: ['apps'] }), objectSelector: selector });

  test.each([
    [{ matchLabels: { app: 'web' } }, true],
    [{ matchLabels: { app: 'web', tier: 'core' } }, false],
    [{ matchExpressions: [{ key: 'tier', operator: 'In', values: ['edge', 'core'] }] }, true],
    [{ matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['edge'] }] }, false],
    [{ matchExpressions: [{ key: 'other', operator: 'NotIn', values: ['edge'] }] }, true],
    [{ matchExpressions: [{ key: 'app', operator: 'Exists' }] }, true],
    [{ matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, false],
    [{}, true],
  ])('of the object, %j: %p', (selector, expected) => {
    expect(denies(objectSelector(selector), [WEB])).toBe(expected);
  });

  test('of its namespace, which the package has or not', () => {
    const guarded = namespaceSelector({ matchLabels: { guarded: 'yes' } });
    expect(denies(guarded, [WEB, CORE])).toBe(true);
    expect(denies(guarded, [WEB])).toBe(false);
    const byName = namespaceSelector({ matchLabels: { 'kubernetes.io/metadata.name': 'core' } });
    expect(denies(byName, [WEB])).toBe(true);
    expect(denies(byName, [WEB, CORE])).toBe(true);
  });

  test('of a namespace itself', () => {
    const guarded = { ...rule({ resources: ['namespaces'] }), namespaceSelector: { matchLabels: { guarded: 'yes' } } };
    expect(denies(guarded, [CORE])).toBe(true);
    expect(denies(guarded, [CORE.replace('yes', 'no')])).toBe(false);
  });

  test('of a namespace, for what is of the cluster', () => {
    const guarded = {
      ...rule({ resources: ['clusterroles'] }),
      namespaceSelector: { matchLabels: { guarded: 'yes' } },
    };
    expect(denies(guarded, [ROLE])).toBe(true);
  });

  test('a namespace that has to be there, and is not', () => {
    const guarded = policy('false', { matchConstraints: namespaceSelector({ matchLabels: { guarded: 'yes' } }) });
    expect(said([guarded, binding(), WEB], { namespaceObject: 'package' })).toEqual([
      `error: ValidatingAdmissionPolicy 'p' denied request: failed to configure policy: namespaces "core" not found`,
    ]);
  });

  test('one that is none', () => {
    const wrong = { matchExpressions: [{ key: 'tier', operator: 'Is', values: ['edge'] }] };
    expect(said([policy('false', { matchConstraints: objectSelector(wrong) }), binding(), WEB])).toEqual([
      `error: ValidatingAdmissionPolicy 'p' denied request: failed to configure policy: Internal error occurred: "Is" is not a valid label selector operator`,
    ]);
  });
});

describe('bindings narrow what a policy is for', () => {
  test.each([
    [{ objectSelector: { matchLabels: { app: 'web' } } }, true],
    [{ objectSelector: { matchLabels: { app: 'other' } } }, false],
    [{ namespaceSelector: { matchLabels: { guarded: 'yes' } } }, true],
    [{ namespaceSelector: { matchLabels: { guarded: 'no' } } }, false],
    [rule({ resourceNames: ['other'] }), false],
    [{ excludeResourceRules: rule({ resourceNames: ['web'] }).resourceRules }, false],
  ])('%j: %p', (matchResources, expected) => {
    expect(denies(rule({ apiGroups: ['apps'] }), [WEB, CORE], matchResources)).toBe(expected);
  });
});
