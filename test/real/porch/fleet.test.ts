import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Management, shipped } from './management';

/** Ten sites come to rest: once published, nothing is drafted and nothing is committed any more. */

const SITES = Array.from({ length: 10 }, (_, i) => `site${i}`);

const siteObject = (name: string) => `apiVersion: intent.nephio.org/v1alpha1
kind: Site
metadata:
  name: ${name}
  annotations:
    config.kubernetes.io/local-config: "true"
spec:
  groups: [all, both]
  serviceTypes: [eMBB]
`;

const repository = (site: string) => ({
  apiVersion: 'config.porch.kpt.dev/v1alpha1',
  kind: 'Repository',
  metadata: { name: `${site}-config`, namespace: 'default', labels: { 'deployment.nephio.org/site': site } },
  spec: { type: 'git', deployment: true, git: { repo: `${management.porch.git.address()}/${site}-config.git` } },
});

let management: Management;
beforeAll(async () => {
  management = await Management.start();
  management.blueprints.add('blueprints/network-slice', 'network-slice');
  management.blueprints.edit('network-slice/sites.yaml', () => SITES.map(siteObject).join('---\n'));
  management.blueprints.edit('network-slice/urllc-intent.yaml', text =>
    text.replace('targetSite: edge2', 'targetSite: site3, site7'),
  );
  management.blueprints.publish('network-slice', 'v1');
  for (const site of SITES) management.porch.git.create(`${site}-config`);
  const [blueprints = ''] = shipped('repositories.yaml', management.porch).split('---\n');
  await management.porch.admin.apply(blueprints, ...SITES.map(repository));
}, 180_000);
afterAll(() => management?.stop());

test('a set makes a package for each of ten sites, and each gets what is meant for it', async () => {
  const set = shipped('cluster-baseline.yaml', management.porch)
    .replaceAll('cluster-baseline', 'network-slice')
    .replace('package: baseline', 'package: network-slice');
  await management.porch.admin.apply(set);
  for (const site of SITES)
    await management.approve(await management.draft(`${site}-config`, 'network-slice', 'network-slice/v1'));
  for (const site of SITES) {
    const bundles = management.files(`${site}-config`, 'network-slice/bundles');
    expect([site, bundles.length]).toEqual([site, ['site3', 'site7'].includes(site) ? 6 : 3]);
    expect(management.read(`${site}-config`, bundles[0] ?? '')).toContain(`nephio.org/cluster-name: ${site}`);
  }
}, 300_000);

test('they are at a fixed point: reconciled again and again, no repository changes', async () => {
  const before = await management.settled();
  expect(before.match(/^site\d-config\.network-slice\.packagevariant-1 Published$/gm)).toHaveLength(SITES.length);
  for (let round = 0; round < 3; round++) await management.reconcile();
  expect(await management.settled(10_000)).toBe(before);
}, 300_000);
