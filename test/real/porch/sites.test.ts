import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALL_BUNDLES, EMBB_BUNDLES, URLLC_BUNDLES, WRITTEN_FOR_EDGE2 } from '../../support/network-slice';
import { Management, shipped } from './management';

/** The shipped blueprints and the shipped manifests, executed by Porch for two sites. */

const SLICE = 'services/network-slice';
const SITES = ['edge1', 'edge2'] as const;
const RAN = `${SLICE}/bundles/ran-bundle-embb-ran.yaml`;
const BY_HAND = `${SLICE}/by-hand.yaml`;

let management: Management;
beforeAll(async () => {
  management = await Management.start();
  management.createRepositories();
  for (const name of ['network-slice', 'cluster-baseline']) {
    management.blueprints.add(`blueprints/${name}`, name);
    management.blueprints.publish(name, 'v1');
  }
  await management.porch.admin.apply(shipped('repositories.yaml', management.porch));
}, 180_000);
afterAll(() => management?.stop());

const read = (site: string, file: string) => management.read(`${site}-config`, file);
const files = (site: string, folder: string) => management.files(`${site}-config`, folder);

const bundles = (site: string) =>
  files(site, `${SLICE}/bundles`)
    .map(file => file.replace(/.*\//, ''))
    .sort();

/** Approves the draft of each site. */
async function approveAll(packageName: string, upstream: string): Promise<void> {
  for (const site of SITES) await management.approve(await management.draft(`${site}-config`, packageName, upstream));
}

/** Publishes a version of the blueprint, and brings each site up to it. */
async function release(version: string): Promise<void> {
  await management.publish('network-slice', version);
  for (const site of SITES) await management.upgrade(`network-slice-${site}`, version);
  await approveAll(SLICE, `network-slice/${version}`);
}

describe('a package of a blueprint for each site', () => {
  test('the first render, which knows no site yet, passes; the second one specialises the draft', async () => {
    await management.porch.admin.apply(shipped('network-slice.yaml', management.porch));
    for (const site of SITES) {
      const draft = await management.draft(`${site}-config`, SLICE, 'network-slice/v1');
      expect(draft.status.conditions).toContainEqual(
        expect.objectContaining({ type: 'intent.nephio.org/SiteResolved', status: 'True' }),
      );
      expect(await management.condition(`network-slice-${site}`, 'Ready', 'True')).toContain('successfully');
    }
  });

  test('published, each repository has what is meant for its site', async () => {
    await approveAll(SLICE, 'network-slice/v1');
    expect([bundles('edge1'), bundles('edge2')]).toEqual([EMBB_BUNDLES, ALL_BUNDLES]);
    expect(read('edge1', RAN)).toContain('nephio.org/cluster-name: edge-cluster-01');
    expect(read('edge2', RAN)).toContain('nephio.org/cluster-name: edge-cluster-02');
  });

  test('reconciled again and again, a published package gets no draft and no commit', async () => {
    const before = await management.settled();
    for (let round = 0; round < 3; round++) await management.reconcile();
    expect(await management.settled()).toBe(before);
  });
});

describe('a set of packages, one for each repository that has a site', () => {
  test('each package knows its site from the label of its repository', async () => {
    await management.porch.admin.apply(shipped('cluster-baseline.yaml', management.porch));
    await approveAll('baseline', 'cluster-baseline/v1');
    for (const [site, cluster] of [
      ['edge1', 'edge-cluster-01'],
      ['edge2', 'edge-cluster-02'],
    ] as const)
      expect(read(site, 'baseline/namespace.yaml')).toContain(`nephio.org/cluster-name: ${cluster}`);
  });
});

describe('changes upstream', () => {
  test('a changed intent reaches both sites with the version that has it', async () => {
    const change = (text: string) => text.replace('targetValueRange: 20 # ms', 'targetValueRange: 15 # ms');
    management.blueprints.edit('network-slice/embb-intent.yaml', change);
    await release('v2');
    for (const site of SITES) {
      expect(read(site, `${SLICE}/embb-intent.yaml`)).toContain('targetValueRange: 15 # ms');
      expect(read(site, RAN)).toContain('value: 15\n');
    }
    expect([bundles('edge1'), bundles('edge2')]).toEqual([EMBB_BUNDLES, ALL_BUNDLES]);
  });

  test('an intent that moves from edge2 to edge1 takes its bundles with it, and back', async () => {
    const move = (from: string, to: string) =>
      management.blueprints.edit('network-slice/urllc-intent.yaml', text =>
        text.replace(`targetSite: ${from}`, `targetSite: ${to}`),
      );
    move('edge2', 'edge1');
    await release('v3');
    expect([bundles('edge1'), bundles('edge2')]).toEqual([ALL_BUNDLES, EMBB_BUNDLES]);
    move('edge1', 'edge2');
    await release('v4');
    expect([bundles('edge1'), bundles('edge2')]).toEqual([EMBB_BUNDLES, ALL_BUNDLES]);
  });

  test('a hand-written object for edge2 is parked at edge1, and comes back when it moves there', async () => {
    const isParked = (site: string) => read(site, BY_HAND).includes('intent.nephio.org/parked');
    management.blueprints.edit('network-slice/by-hand.yaml', () => WRITTEN_FOR_EDGE2);
    await release('v5');
    expect([isParked('edge1'), isParked('edge2')]).toEqual([true, false]);
    management.blueprints.edit('network-slice/by-hand.yaml', text =>
      text.replace('target-sites: edge2', 'target-sites: edge1').replace('a: "1"', 'a: "2"'),
    );
    await release('v6');
    expect([isParked('edge1'), isParked('edge2')]).toEqual([false, true]);
    for (const site of SITES) expect(read(site, BY_HAND)).toContain('a: "2"');
  });

  test('an intent that is withdrawn takes its bundles with it, and nothing else', async () => {
    management.blueprints.edit('network-slice/embb-intent.yaml', text =>
      text.replace('  serviceType: eMBB\n', '$&  intentAdminState: DEACTIVATED\n'),
    );
    await release('v7');
    expect([bundles('edge1'), bundles('edge2')]).toEqual([[], URLLC_BUNDLES]);
    for (const site of SITES) expect(files(site, SLICE)).toContain(BY_HAND);
  });

  // An upgrade deletes what a site has left as it came, and Porch marks every object of a clone with an annotation that
  // it then takes for a change (pkg/util/merge3: kyamlAnnos lacks upstream-identifier). So first withdraw, then delete.
  test('deleted in the blueprint without that, its file would stay at every site: Porch deletes nothing it has marked', async () => {
    management.blueprints.delete('network-slice/embb-intent.yaml');
    await release('v8');
    for (const site of SITES) expect(files(site, SLICE)).toContain(`${SLICE}/embb-intent.yaml`);
    expect([bundles('edge1'), bundles('edge2')]).toEqual([[], URLLC_BUNDLES]);
  });
});

describe('a site that goes', () => {
  test('with its variant deleted, its package is proposed for deletion; approved, it leaves the repository', async () => {
    await management.porch.admin.kubectl(['delete', 'packagevariant', 'network-slice-edge1']);
    await management.settled();
    await management.reaches('edge1-config', SLICE, 'DeletionProposed');
    await management.removePackage('edge1-config', SLICE);
    expect(files('edge1', SLICE)).toEqual([]);
    expect(files('edge1', 'baseline')).not.toEqual([]);
    expect(bundles('edge2')).toEqual(URLLC_BUNDLES);
  });
});
