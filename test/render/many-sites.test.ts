import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { packageFiles } from '../bench/inputs/package-files';
import { warningPolicies } from '../bench/sites/fleet-package';
import { SitesOfAPackage } from './sites-of-a-package';

// Every render starts kpt and git a dozen times.
jest.setTimeout(240_000);

/** Ten sites, a package of 50 objects with all steps of the network-slice blueprint; `make bench-sites` has a hundred. */

const BLUEPRINT = join(__dirname, '../../blueprints/network-slice');
const SITES = Array.from({ length: 10 }, (_, i) => `site-${i}`);

function newFleet(): SitesOfAPackage {
  const fleet = new SitesOfAPackage(SITES, readFileSync(join(BLUEPRINT, 'Kptfile'), 'utf8'));
  for (const [file, text] of packageFiles('intents', 38))
    fleet.write(file, text.replaceAll('targetSite: both', 'targetSite: site-3, site-7'));
  fleet.write('policies.yaml', warningPolicies(BLUEPRINT));
  cpSync(join(BLUEPRINT, 'embb-intent.yaml'), join(fleet.blueprint, 'for-one.yaml'));
  fleet.write(
    'for-one.yaml',
    readFileSync(join(fleet.blueprint, 'for-one.yaml'), 'utf8').replaceAll(/targetSite: both\b/g, 'targetSite: site-9'),
  );
  return fleet;
}

let fleet: SitesOfAPackage;
let trees: string[];
beforeAll(async () => {
  fleet = newFleet();
  await fleet.render();
  trees = SITES.map(site => fleet.tree(site));
});
afterAll(() => fleet.remove());

test('each gets what is meant for it, in one commit that says so', () => {
  const subjects = SITES.map(site => fleet.git(site, 'log', '--format=%s'));
  expect(subjects.filter((_, i) => ![3, 7, 9].includes(i))).toEqual(
    [0, 1, 2, 4, 5, 6, 8].map(i => `blueprint for site-${i}`),
  );
  expect(subjects[9]).toBe('blueprint: embb-video for site-9');
  expect(subjects[3]).toBe('blueprint: intent-19, intent-29, intent-9 for site-3');
  expect(new Set(trees).size).toBe(SITES.length);
});

test('rendered again, and rendered anew, they have the same trees', async () => {
  const before = fleet.state();
  await fleet.render();
  expect(fleet.state()).toEqual(before);
  const other = newFleet();
  try {
    await other.render();
    expect(SITES.map(site => other.tree(site))).toEqual(trees);
  } finally {
    other.remove();
  }
});

test('they are told in their order, whichever is done first', () => {
  const order = SITES.map((site, i) => `rendered ${i + 1} of 10: ${site}\n`);
  expect(fleet.progress).toEqual([...order, ...order]);
});
