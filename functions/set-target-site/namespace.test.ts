import { describe, expect, test } from '@jest/globals';
import type { Data, Run } from '../../test/support/run';
import { context, meantFor, site, specialise } from '../../test/support/sites';

describe('the namespace of a site', () => {
  const sites = [site('edge1', { namespace: 'ran-1' }), site('edge2', { namespace: 'ran-2' }), site('edge3', {})];
  const inNamespace = (
    apiVersion: string,
    kind: string,
    name: string,
    namespace: string | undefined,
    more: object = {},
  ) =>
    JSON.stringify({
      apiVersion,
      kind,
      metadata: { name, annotations: meantFor('edge1,edge2,edge3'), ...(namespace && { namespace }) },
      ...more,
    });
  const documents = (namespace: string) => [
    inNamespace('v1', 'Namespace', namespace, undefined),
    inNamespace('v1', 'ConfigMap', 'a', namespace),
    inNamespace('v1', 'Node', 'cluster-scoped', undefined),
    inNamespace('rbac.authorization.k8s.io/v1', 'RoleBinding', 'r', namespace, {
      subjects: [
        { kind: 'ServiceAccount', namespace },
        { kind: 'ServiceAccount', namespace: 'kube-system' },
      ],
    }),
  ];
  const names = ({ items }: Run) =>
    items
      .slice(-4)
      .map(item => [
        item.metadata.name,
        item.metadata.namespace,
        ...(item.subjects ?? []).map((subject: Data) => subject.namespace),
      ]);

  test('takes the objects that have one, the Namespace, and the subjects in it', () => {
    expect(names(specialise([...sites, context({ site: 'edge1' }), ...documents('intent-to-krm')]))).toEqual([
      ['ran-1', undefined],
      ['a', 'ran-1'],
      ['cluster-scoped', undefined],
      ['r', 'ran-1', 'ran-1', 'kube-system'],
    ]);
  });

  test('moves with the package, and stays where the site names none', () => {
    expect(names(specialise([...sites, context({ site: 'edge2' }), ...documents('ran-1')]))[1]).toEqual(['a', 'ran-2']);
    expect(names(specialise([...sites, context({ site: 'edge3' }), ...documents('own')]))[1]).toEqual(['a', 'own']);
  });

  test('is refused for a package with several of its own', () => {
    const { exitCode, results } = specialise([
      ...sites,
      context({ site: 'edge1' }),
      ...documents('a'),
      inNamespace('v1', 'ConfigMap', 'x', 'b'),
    ]);
    expect(exitCode).toBe(1);
    expect(results[0]?.message).toContain('the package has the namespaces a, b, and site edge1 gives it one (ran-1)');
  });
});
