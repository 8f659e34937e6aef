import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Management, shipped } from './management';

/** The shipped blueprints and the shipped manifests, executed by Porch for two sites. */

const SLICE = 'services/network-slice';
const EMBB = ['cn-bundle-embb-core.yaml', 'ran-bundle-embb-ran.yaml', 'tn-bundle-embb-transport.yaml'];
const URLLC = ['cn-bundle-urllc-core.yaml', 'ran-bundle-urllc-ran.yaml', 'tn-bundle-urllc-transport.yaml'];
const BOTH = [...EMBB, ...URLLC].sort();
const SITES = ['edge1', 'edge2'] as const;

let management: Management;
beforeAll(async () => {
  management = await Management.start();
  for (const site of SITES) management.porch.git.create(`${site}-config`);
  management.blueprints.add('blueprints/network-slice', 'network-slice');
  management.blueprints.add('blueprints/cluster-baseline', 'cluster-baseline');
  management.blueprints.publish('network-slice', 'v1');
  management.blueprints.publish('cluster-baseline', 'v1');
  await management.porch.admin.apply(shipped('repositories.yaml', management.porch));
}, 180_000);
afterAll(() => management?.stop());

const bundles = (site: string) =>
  management
    .files(`${site}-config`, `${SLICE}/bundles`)
    .map(file => file.replace(/.*\//, ''))
    .sort();

/** Approves the draft of each site. */
async function publishAll(packageName: string, upstream: string): Promise<void> {
  for (const site of SITES) await management.approve(await management.draft(`${site}-config`, packageName, upstream));
}

describe('a package of a blueprint for each site', () => {
  test('the first render, which knows no site yet, passes; the second one specialises the draft', async () => {
    await management.porch.admin.apply(shipped('network-slice.yaml', management.porch));
    for (const site of SITES) {
      const draft = await management.draft(`${site}-config`, SLICE, 'network-slice/v1');
      expect(draft.status.conditions).toContainEqual(
        expect.objectContaining({ type: 'intent.nephio.org/SiteResolved', status: 'True' }),
      );
    }
  });

  test('published, each repository has what is meant for its site', async () => {
    await publishAll(SLICE, 'network-slice/v1');
    expect([bundles('edge1'), bundles('edge2')]).toEqual([EMBB, BOTH]);
  });
});
