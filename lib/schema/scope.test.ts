import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { listOf } from '../../test/support/run';
import { yaml } from '../../test/support/yaml';
import { ownCrds } from '../kinds/own-crds';
import { parseApiVersion } from '../krm/gvk';
import { ResourceList } from '../krm/resource-list';
import { KUBERNETES_VERSIONS, SchemaPack } from './pack';
import { ScopeCatalog } from './scope';
import { type GroupScopes, LEGACY_SCOPES, OWN_SCOPES, SCOPES } from './scope-table';

/** Those that any version has. */
const API_VERSIONS = [
  ...new Set(
    KUBERNETES_VERSIONS.flatMap(version => {
      const text = readFileSync(join(__dirname, 'packs', `${version}.pack`), 'utf8');
      return Object.keys(JSON.parse(text).kinds);
    }),
  ),
];

type Scopes = Record<string, Required<GroupScopes>>;

/** Scopes by group, sorted, from entries in any order. */
function byGroup(entries: readonly (readonly [group: string, kind: string, isNamespaced: boolean])[]): Scopes {
  const scopes: Scopes = {};
  for (const [group, kind, isNamespaced] of entries) {
    const { namespaced, cluster } = scopes[group] ?? { namespaced: [], cluster: [] };
    const add = (kinds: readonly string[], belongs: boolean) => [...new Set(belongs ? [...kinds, kind] : kinds)].sort();
    scopes[group] = { namespaced: add(namespaced, isNamespaced), cluster: add(cluster, !isNamespaced) };
  }
  return scopes;
}

const complete = (table: Readonly<Record<string, GroupScopes>>) =>
  Object.fromEntries(
    Object.entries(table).map(([group, { namespaced = [], cluster = [] }]) => [group, { namespaced, cluster }]),
  );

describe('the scopes of kinds', () => {
  test("Kubernetes' own are those of the schema packs of all versions", () => {
    const packs = KUBERNETES_VERSIONS.map(version => new SchemaPack(version));
    const entries = packs.flatMap(pack =>
      API_VERSIONS.flatMap(apiVersion =>
        (pack.kindNames(apiVersion) ?? []).map(kind => {
          const isNamespaced = pack.kind(apiVersion, kind)?.isNamespaced ?? false;
          return [parseApiVersion(apiVersion).group, kind, isNamespaced] as const;
        }),
      ),
    );
    expect(byGroup(entries)).toEqual(complete(SCOPES));
  });

  test('legacy ones are in no pack', () => {
    const kinds = (table: Readonly<Record<string, GroupScopes>>) =>
      Object.entries(complete(table)).flatMap(([group, { namespaced, cluster }]) =>
        [...namespaced, ...cluster].map(kind => `${group} ${kind}`),
      );
    expect(kinds(LEGACY_SCOPES).filter(kind => kinds(SCOPES).includes(kind))).toEqual([]);
  });

  test("this library's are those of its CRDs", () => {
    const entries = ownCrds().map(({ spec }) => {
      const { group, names, scope } = spec as { group: string; names: { kind: string }; scope: string };
      return [group, names.kind, scope === 'Namespaced'] as const;
    });
    expect(byGroup(entries)).toEqual(complete(OWN_SCOPES));
  });

  test('any version counts, another group does not; a CRD tells its kind', () => {
    const crd = (group: string, kind: string, scope: string) => yaml`
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata:
        name: ${kind}s.${group}
      spec: {group: ${group}, names: {kind: ${kind}}, scope: ${scope}}
    `;
    const { items } = new ResourceList(
      Buffer.from(listOf([crd('a.example', 'Thing', 'Namespaced'), crd('b.example', 'Thing', 'Cluster')])),
    );
    const catalog = new ScopeCatalog(items);
    const scopeOf = (apiVersion: string, kind: string) => catalog.scopeOf({ apiVersion, kind });
    expect(scopeOf('batch/v1beta1', 'CronJob')).toBe('namespaced');
    expect(scopeOf('v1', 'Namespace')).toBe('cluster');
    expect(scopeOf('example.com/v1', 'Namespace')).toBe('unknown');
    expect(scopeOf('a.example/v1', 'Thing')).toBe('namespaced');
    expect(scopeOf('b.example/v9', 'Thing')).toBe('cluster');
    expect(scopeOf('c.example/v1', 'Thing')).toBe('unknown');
    expect(scopeOf('constructor/v1', 'toString')).toBe('unknown');
  });
});
