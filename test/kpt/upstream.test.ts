import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { git } from '../support/kpt-package';
import { ALL_BUNDLES, EMBB_BUNDLES, URLLC_BUNDLES, WRITTEN_FOR_EDGE2 } from '../support/network-slice';
import { UpstreamWorld } from '../support/upstream-world';

describe('changes upstream', () => {
  let world: UpstreamWorld;
  beforeAll(() => {
    world = new UpstreamWorld();
  }, 60_000);
  afterAll(() => world.remove());

  const isParked = (site: string) => world.read(site, 'by-hand.yaml').includes('intent.nephio.org/parked');

  test('at first each site has what is meant for it', () => {
    expect([world.bundles('edge1'), world.bundles('edge2')]).toEqual([EMBB_BUNDLES, ALL_BUNDLES]);
  });

  test('an intent that moves from edge2 to edge1, and back', () => {
    world.edit('urllc-intent.yaml', text => text.replace('targetSite: edge2', 'targetSite: edge1'));
    world.release();
    expect([world.bundles('edge1'), world.bundles('edge2')]).toEqual([ALL_BUNDLES, EMBB_BUNDLES]);
    const before = world.read('edge1', 'bundles/ran-bundle-urllc-ran.yaml');
    expect(before).toContain('nephio.org/cluster-name: edge-cluster-01');

    world.edit('urllc-intent.yaml', text => text.replace('targetSite: edge1', 'targetSite: edge2'));
    world.release();
    expect([world.bundles('edge1'), world.bundles('edge2')]).toEqual([EMBB_BUNDLES, ALL_BUNDLES]);
    expect(world.read('edge2', 'bundles/ran-bundle-urllc-ran.yaml')).toBe(
      before
        .replaceAll('edge-cluster-01', 'edge-cluster-02')
        .replaceAll('site: edge1', 'site: edge2')
        .replace('target-sites: edge1', 'target-sites: edge2'),
    );
  });

  test('a hand-written object for edge2: applied there, parked here', () => {
    world.edit('by-hand.yaml', () => WRITTEN_FOR_EDGE2);
    world.release();
    expect([isParked('edge1'), isParked('edge2')]).toEqual([true, false]);
    expect(world.read('edge2', 'by-hand.yaml')).toContain('nephio.org/cluster-name: edge-cluster-02');
    for (const site of ['edge1', 'edge2']) expect(world.read(site, 'by-hand.yaml')).toContain('name: by-hand # ours');
  });

  test('its content follows upstream, parked or not; what was added in a package stays', () => {
    const file = world.at('edge2', 'slice/by-hand.yaml');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('  a: "1"\n', '  a: "1"\n  mine: kept # by the site team\n'),
    );
    writeFileSync(
      world.at('edge1', 'slice/local.yaml'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: local\n  annotations:\n    intent.nephio.org/target-sites: edge1\ndata: {mine: "too"}\n',
    );
    for (const site of ['edge1', 'edge2']) {
      git(world.at(site), 'add', '--all');
      git(world.at(site), 'commit', '--quiet', '--message', 'by hand');
    }
    world.edit('by-hand.yaml', text => text.replace('a: "1"', 'a: "2"'));
    world.release();
    expect(world.read('edge1', 'by-hand.yaml')).toContain('a: "2"');
    expect(world.read('edge2', 'by-hand.yaml')).toContain('a: "2"\n  mine: kept # by the site team\n');
    expect(world.read('edge1', 'local.yaml')).toContain('data: {mine: "too"}');
  });

  test('it moves to edge1, and back: parked there, back here', () => {
    world.edit('by-hand.yaml', text => text.replace('target-sites: edge2', 'target-sites: edge1'));
    world.release();
    expect([isParked('edge1'), isParked('edge2')]).toEqual([false, true]);
    expect(world.read('edge2', 'by-hand.yaml')).toContain('mine: kept # by the site team');
    world.edit('by-hand.yaml', text => text.replace('target-sites: edge1', 'target-sites: edge2'));
    world.release();
    expect([isParked('edge1'), isParked('edge2')]).toEqual([true, false]);
    expect(world.read('edge2', 'by-hand.yaml')).toContain('mine: kept # by the site team');
  });

  test('an intent that is deleted takes its bundles with it, and nothing else', () => {
    rmSync(world.at('upstream/network-slice/embb-intent.yaml'));
    world.release();
    expect([world.bundles('edge1'), world.bundles('edge2')]).toEqual([[], URLLC_BUNDLES]);
    expect(existsSync(world.at('edge1', 'slice/local.yaml'))).toBe(true);
  });

  test('a hand-written object is withdrawn from all clusters by the target `none`; its deletion is up to kpt', () => {
    world.edit('by-hand.yaml', text => text.replace('target-sites: edge2', 'target-sites: none'));
    world.release();
    expect([isParked('edge1'), isParked('edge2')]).toEqual([true, true]);
    rmSync(world.at('upstream/network-slice/by-hand.yaml'));
    world.release();
    // kpt deletes only what a package has left as it came; a parked object has changed, and stays out of the cluster.
    expect([isParked('edge1'), isParked('edge2')]).toEqual([true, true]);
    expect(world.read('edge2', 'by-hand.yaml')).toContain('mine: kept # by the site team');
  });
});
