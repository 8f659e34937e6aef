import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { git } from '../support/kpt-package';
import type { Data } from '../support/run';
import { UpstreamWorld } from '../support/upstream-world';
import { yaml } from '../support/yaml';

/** What happens to a site's package while upstream adds, moves and deletes objects, and says something else of sites. */

const objectFor = (name: string, target: string) => yaml`
  # About ${name}.
  apiVersion: v1
  kind: ConfigMap
  metadata:
    name: ${name}
    namespace: intent-to-krm
    annotations:
      intent.nephio.org/target-sites: ${target}
  data:
    a: "1" # first
`;
const together = (...documents: string[]) =>
  documents
    .map(text => text.trimEnd())
    .join('\n---\n')
    .concat('\n');

describe('objects of one file, some of them parked', () => {
  let world: UpstreamWorld;
  beforeAll(() => {
    world = new UpstreamWorld();
    world.edit('objects.yaml', () => together(objectFor('one', 'edge1'), objectFor('two', 'edge2')));
    world.release();
  }, 90_000);
  afterAll(() => world.remove());

  const objects = (site: string): Data[] =>
    parseAllDocuments(world.read(site, 'objects.yaml')).map(document => document.toJS());
  /** By name: whether it is applied to the cluster of a site. */
  const applied = (site: string) =>
    Object.fromEntries(
      objects(site).map(({ metadata }) => [
        metadata.name,
        metadata.annotations['intent.nephio.org/parked'] === undefined,
      ]),
    );

  test('each is applied where it is meant for', () => {
    expect([applied('edge1'), applied('edge2')]).toEqual([
      { one: true, two: false },
      { one: false, two: true },
    ]);
  });

  test('one that comes upstream comes to both, beside what is parked', () => {
    world.edit('objects.yaml', text => together(text, objectFor('three', 'both'), objectFor('four', 'edge1')));
    world.release();
    expect(applied('edge1')).toEqual({ one: true, two: false, three: true, four: true });
    expect(applied('edge2')).toEqual({ one: false, two: true, three: true, four: false });
  });

  test('one that changes upstream while it is parked has changed when it comes back, with the edits of the site', () => {
    const file = world.at('edge1', 'slice/objects.yaml');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/(name: two[\s\S]*?a: "1" # first\n)/, '$1  mine: kept # here\n'),
    );
    git(world.at('edge1'), 'commit', '--quiet', '--all', '--message', 'by hand');
    world.edit('objects.yaml', text => text.replace(/(name: two[\s\S]*?)a: "1"/, '$1a: "2"'));
    world.release();
    expect(applied('edge1').two).toBe(false);
    world.edit('objects.yaml', text => text.replace('target-sites: edge2', 'target-sites: edge1'));
    world.release();
    expect([applied('edge1').two, applied('edge2').two]).toEqual([true, false]);
    expect(objects('edge1').find(({ metadata }) => metadata.name === 'two').data).toEqual({ a: '2', mine: 'kept' });
    expect(world.read('edge1', 'objects.yaml')).toContain('mine: kept # here');
  });

  test('one that is deleted upstream while it is parked stays out of the cluster', () => {
    world.edit('objects.yaml', text =>
      together(...text.split(/^---\n/m).filter(document => !document.includes('name: one'))),
    );
    world.release();
    // kpt keeps what a package has changed, and the stamp is a change: the target `none` withdraws an object first.
    expect(applied('edge2').one ?? false).toBe(false);
    expect(Object.keys(applied('edge2'))).toEqual(expect.arrayContaining(['two', 'three', 'four']));
  });
});

describe('what upstream says of sites', () => {
  let world: UpstreamWorld;
  beforeAll(() => {
    world = new UpstreamWorld();
    world.edit('north.yaml', () => objectFor('north', 'nephio.org/region=north'));
    world.release();
  }, 90_000);
  afterAll(() => world.remove());

  const isApplied = (site: string) => !world.read(site, 'north.yaml').includes('intent.nephio.org/parked');
  const plmn = (site: string) =>
    /mcc: "(\d+)"\n\s+mnc: "(\d+)"/.exec(world.read(site, 'slices/slice-embb-video.yaml'))?.slice(1);

  test('each has its PLMN, and what its labels choose', () => {
    expect([plmn('edge1'), plmn('edge2')]).toEqual([
      ['001', '01'],
      ['001', '02'],
    ]);
    expect([isApplied('edge1'), isApplied('edge2')]).toEqual([true, false]);
  });

  test('values that change come with the next render', () => {
    world.edit('sites.yaml', text =>
      text.replace('plmnId: "00102"', 'plmnId: "310260"').replace('edge-cluster-02', 'edge-cluster-2b'),
    );
    world.release();
    expect([plmn('edge1'), plmn('edge2')]).toEqual([
      ['001', '01'],
      ['310', '260'],
    ]);
    expect(world.read('edge2', 'slices/slice-embb-video.yaml')).toContain('nephio.org/cluster-name: edge-cluster-2b');
    expect(world.read('edge1', 'slices/slice-embb-video.yaml')).toContain('nephio.org/cluster-name: edge-cluster-01');
  });

  test('labels that change move what selectors choose', () => {
    world.edit('sites.yaml', text =>
      text
        .replace('nephio.org/region: south', 'nephio.org/region: north')
        .replace('nephio.org/region: north', 'nephio.org/region: west'),
    );
    world.release();
    expect([isApplied('edge1'), isApplied('edge2')]).toEqual([false, true]);
  });

  test('a group that a site leaves takes its objects along', () => {
    world.edit('sites.yaml', text => text.replace('groups: [all, both]', 'groups: [all]'));
    world.release();
    expect([world.bundles('edge1'), world.bundles('edge2').length]).toEqual([[], 6]);
  });
});
