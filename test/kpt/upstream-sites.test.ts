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

describe('a package for all sites', () => {
  let world: UpstreamWorld;
  beforeAll(() => {
    world = new UpstreamWorld();
    // Both packages become such; one is enough to look at.
    for (const site of ['edge1', 'edge2']) {
      const context = world.at(site, 'slice/package-context.yaml');
      writeFileSync(context, readFileSync(context, 'utf8').replace(/^ {2}site: .*\n/m, ''));
      git(world.at(site), 'commit', '--quiet', '--all', '--message', 'of all sites');
    }
    world.edit('Kptfile', text =>
      text.replace(/( *)- image: .*set-target-site.*\n/, '$&$1  configMap: {mode: fan-out}\n'),
    );
    world.edit('objects.yaml', () => together(objectFor('one', 'edge1'), objectFor('two', 'both')));
    world.release();
  }, 90_000);
  afterAll(() => world.remove());

  const copies = (site: string) =>
    parseAllDocuments(world.read('edge1', `${site}-config/objects.yaml`)).map(document => document.toJS());
  const named = (site: string, name: string): Data => copies(site).find(({ metadata }) => metadata.name === name);

  test('what upstream adds, changes and retargets reaches the folders of its sites', () => {
    expect([copies('edge1').length, copies('edge2').length]).toEqual([2, 1]);
    world.edit('objects.yaml', text =>
      together(
        text.replace('target-sites: edge1', 'target-sites: edge2').replace('a: "1"', 'a: "2"'),
        objectFor('three', 'all'),
      ),
    );
    world.release();
    expect(copies('edge1').map(({ metadata }) => metadata.name)).toEqual(['two', 'three']);
    expect(named('edge2', 'one').data).toEqual({ a: '2' });
    expect(named('edge4', 'three').metadata.annotations['nephio.org/cluster-name']).toBe('edge-cluster-04');
  });

  test('a new copy is none of upstream: only its template says what it is there', () => {
    expect(world.read('edge1', 'objects.yaml')).toContain("upstream-identifier: '|ConfigMap|intent-to-krm|three'");
    expect(named('edge1', 'three').metadata.annotations).not.toHaveProperty(['internal.kpt.dev/upstream-identifier']);
    expect(world.read('edge1', 'edge1-config/objects.yaml')).not.toContain('kpt-merge: intent-to-krm/three');
  });
});
