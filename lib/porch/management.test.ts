import { describe, expect, test } from '@jest/globals';
import { Inventory } from '../site/inventory';
import type { Site } from '../site/site';
import { NameError, refuseCollisions, repositoryName, variantName } from './names';
import { packageVariant } from './package-variant';
import { packageVariantSet } from './package-variant-set';
import { siteRepository } from './repository';
import { rootSync } from './root-sync';

const SETTINGS = { namespace: 'default', gitServer: 'https://git.example.com/nephio/' };
const SLICE = { blueprint: 'network-slice', version: 'v3', path: 'services/network-slice' };

function site(entry: Parameters<Inventory['add']>[0]): Site {
  const inventory = new Inventory();
  expect(inventory.add(entry)).toEqual([]);
  return inventory.sites[0] as Site;
}

describe('names', () => {
  const [dotted, dashed] = [site({ name: 'edge.north' }), site({ name: 'edge-north' })];

  test('have no dots, though sites may', () => {
    expect(variantName('network-slice', dotted)).toBe('network-slice-edge-north');
    expect(repositoryName(dotted)).toBe('edge-north-config');
    expect(packageVariant(SLICE, dotted, SETTINGS)).toMatchObject({
      metadata: { name: 'network-slice-edge-north' },
      spec: { downstream: { repo: 'edge-north-config' }, packageContext: { data: { site: 'edge.north' } } },
    });
  });

  test('that two would have are refused, and so is one with a dot that somebody chose', () => {
    const name = (each: Site) => variantName('network-slice', each);
    expect(() => refuseCollisions([dotted, dashed], name, each => `site ${each.name}`)).toThrow(
      new NameError(
        'site edge.north and site edge-north would both be called network-slice-edge-north: rename one of them',
      ),
    );
    expect(() => refuseCollisions([dashed, site({ name: 'edge2' })], name, each => each.name)).not.toThrow();
    expect(() => repositoryName(site({ name: 'edge1', values: { repository: 'edge1.config' } }))).toThrow(
      'site edge1: Porch reads the names of package revisions up to the first dot',
    );
  });

  test('that are too long are refused', () => {
    expect(() => variantName('network-slice', site({ name: 'a'.repeat(60) }))).toThrow('at most 63');
  });
});

test("a site's Repository carries what the inventory says as labels, and a secret by its name only", () => {
  const edge = site({
    name: 'edge1',
    cluster: 'edge-cluster-01',
    environment: 'staging',
    labels: { 'nephio.org/site-type': 'edge', 'nephio.org/region': 'north' },
    values: { repository: 'one' },
  });
  expect(siteRepository(edge, { ...SETTINGS, secret: 'git-porch' })).toEqual({
    apiVersion: 'config.porch.kpt.dev/v1alpha1',
    kind: 'Repository',
    metadata: {
      name: 'one',
      namespace: 'default',
      labels: {
        'deployment.nephio.org/environment': 'staging',
        'deployment.nephio.org/site': 'edge1',
        'nephio.org/cluster-name': 'edge-cluster-01',
        'nephio.org/region': 'north',
        'nephio.org/site-type': 'edge',
      },
    },
    spec: {
      description: "What edge1's cluster applies",
      type: 'git',
      deployment: true,
      git: { repo: 'https://git.example.com/nephio/one.git', branch: 'main', secretRef: { name: 'git-porch' } },
    },
  });
  expect(() => siteRepository(site({ name: 'a', cluster: 'c'.repeat(64) }), SETTINGS)).toThrow('becomes a label');
});

test('a set takes the site from the labels of each repository, and makes no package in a folder', () => {
  const set = packageVariantSet({ ...SLICE, path: 'slice' }, { team: 'ran' }, SETTINGS);
  expect(set).toMatchObject({
    apiVersion: 'config.porch.kpt.dev/v1alpha2',
    spec: {
      upstream: { repo: 'blueprints', package: 'network-slice', workspaceName: 'v3' },
      targets: [
        {
          template: {
            downstream: { package: 'slice' },
            packageContext: {
              data: { team: 'ran' },
              dataExprs: [
                { key: 'site', valueExpr: 'repository.labels["deployment.nephio.org/site"]' },
                { key: 'site-id' },
                { key: 'cluster-name' },
              ],
            },
          },
        },
      ],
    },
  });
  expect(() => packageVariantSet(SLICE, {}, SETTINGS)).toThrow('services/network-slice');
});

test('a RootSync names its branch, its secret and its role, and is kept out of the cluster it is about', () => {
  expect(rootSync({ address: 'https://a/b.git', secret: 'git-credentials', role: 'site-sync' })).toMatchObject({
    metadata: { annotations: { 'config.kubernetes.io/local-config': 'true' } },
    spec: {
      sourceFormat: 'unstructured',
      git: { branch: 'main', auth: 'token', secretRef: { name: 'git-credentials' } },
      override: { roleRefs: [{ kind: 'ClusterRole', name: 'site-sync' }] },
    },
  });
});

test('a Site cannot tell its repository another site or cluster by its labels', () => {
  const labels = { 'deployment.nephio.org/site': 'edge2' };
  expect(() => siteRepository(site({ name: 'edge1', labels }), SETTINGS)).toThrow(
    new NameError(
      'site edge1: its label deployment.nephio.org/site is edge2, and edge1 is what its packages are told by: take the label off the Site',
    ),
  );
  const same = { 'nephio.org/cluster-name': 'c1' };
  expect(() => siteRepository(site({ name: 'edge1', cluster: 'c1', labels: same }), SETTINGS)).not.toThrow();
});

test.each([
  ['https://git.example.com/nephio/one.git', 'token'],
  ['ssh://git@git.example.com/nephio/one.git', 'ssh'],
  ['git@git.example.com:nephio/one.git', 'ssh'],
])('a RootSync of %s reads it with a %s', (address, auth) => {
  const sync = rootSync({ address, secret: 'git-credentials', role: 'sync' });
  expect(sync).toMatchObject({ spec: { git: { repo: address, auth, secretRef: { name: 'git-credentials' } } } });
});
