import { describe, expect, test } from '@jest/globals';
import { processorTime } from '../../test/support/processor-time';
import { siteEntrySchema } from '../kinds/site';
import { parseWith } from '../krm/schema-issues';
import { Inventory } from './inventory';

const inventoryOf = (...entries: Parameters<Inventory['add']>[0][]) => {
  const inventory = new Inventory();
  for (const entry of entries) expect(inventory.add(entry)).toEqual([]);
  return inventory;
};

describe('an inventory', () => {
  const inventory = inventoryOf(
    { name: 'edge1', cluster: 'c1', groups: ['all', 'both'], serviceTypes: ['eMBB', 'mMTC'], labels: { region: 'n' } },
    { name: 'edge2', groups: ['all'], environment: 'staging', labels: { region: 's' }, values: { plmnId: '00102' } },
  );

  test('finds a site by its name and by that of its cluster', () => {
    expect(inventory.find('c1')?.name).toBe('edge1');
    expect(inventory.find('edge2')?.cluster).toBe('edge2');
    expect(inventory.find('both')).toBeUndefined();
  });

  test.each([
    ['a site', 'edge1', ['edge1']],
    ['a cluster', 'c1', ['edge1']],
    ['a group', 'all', ['edge1', 'edge2']],
    ['a selector', 'region=n', ['edge1']],
    ['a selector of several parts', 'region in (n, s),region!=n', ['edge2']],
    ['an environment', 'environment=staging', ['edge2']],
    ['no site', 'none', []],
    ['a selector of no site', '!region', []],
    ['an unknown name', 'edge3', undefined],
    ['a selector that is none', 'region>3=', undefined],
  ])('expands %s', (_name, term, expected) => {
    expect(inventory.expand(term)).toEqual(expected);
  });

  test('has a label in place of the environment, if one has that name', () => {
    const named = inventoryOf({ name: 'a', environment: 'staging', labels: { environment: 'pilot' } });
    expect([named.expand('environment=pilot'), named.expand('environment=staging')]).toEqual([['a'], []]);
  });

  test('knows the sites of a service type by any name of it', () => {
    for (const name of ['mMTC', 'MIoT', 'massive-machine-type'])
      expect(inventory.forServiceType(name)).toEqual(['edge1']);
    expect(inventory.forServiceType('URLLC')).toEqual([]);
  });

  test('tells a PLMN by its parts too', () => {
    expect(inventory.find('edge2')?.values).toEqual({ plmnId: '00102', plmn: '00102', mcc: '001', mnc: '02' });
    expect(inventoryOf({ name: 'a', values: { mcc: '001', mnc: '003' } }).find('a')?.values.plmnId).toBe('001003');
  });

  test.each([
    { plmnId: '00102', plmn: '001-02' },
    { plmnId: '001-02', plmn: '00102', mcc: '001', mnc: '02' },
  ])('takes a PLMN that is written in two ways for one: %j', values => {
    expect(inventoryOf({ name: 'a', values }).find('a')?.values).toMatchObject({ ...values, mcc: '001', mnc: '02' });
  });

  test('names the nearest of a thousand sites, and not all of them', () => {
    const many = inventoryOf(...Array.from({ length: 1000 }, (_, i) => ({ name: `edge${i}` })));
    const hint = many.hint('egde77');
    expect(hint).toMatch(/^did you mean edge\d+\? known sites: edge0, edge1, /);
    expect(hint).toMatch(/and 980 more$/);
  });

  test('ten thousand sites take no longer each than ten', () => {
    const time = (count: number) => {
      const sites = Array.from({ length: count }, (_, i) => ({
        name: `s${i}`,
        cluster: `c${i}`,
        groups: ['all', `g${i % 100}`],
      }));
      const all = processorTime(() => {
        const many = inventoryOf(...sites);
        for (let i = 0; i < count; i++) expect(many.find(`c${i}`)?.name).toBe(`s${i}`);
      });
      return all / count;
    };
    time(1000);
    expect(time(10_000)).toBeLessThan(20 * time(1000));
  });
});

describe('sites that contradict each other', () => {
  test.each<[string, Parameters<Inventory['add']>[0][], string]>([
    ['a site twice', [{ name: 'a' }, { name: 'a' }], 'site a is defined twice'],
    [
      'a cluster twice',
      [
        { name: 'a', cluster: 'c' },
        { name: 'b', cluster: 'c' },
      ],
      'sites a and b have the same cluster c',
    ],
    [
      'a cluster with the name of a site',
      [{ name: 'a' }, { name: 'b', cluster: 'a' }],
      'sites a and b have the same cluster a',
    ],
    [
      'a site with the name of a cluster',
      [
        { name: 'a', cluster: 'b' },
        { name: 'b', cluster: 'c' },
      ],
      'the name of one of the sites a and b is the cluster of the other',
    ],
    [
      'a group with the name of a site',
      [{ name: 'a' }, { name: 'b', groups: ['a'] }],
      'a is the name of a site and of a group',
    ],
    [
      'a site with the name of a group',
      [{ name: 'b', groups: ['a'] }, { name: 'a' }],
      'a is the name of a site and of a group',
    ],
    [
      "a group with the name of another site's cluster",
      [
        { name: 'a', groups: ['c2'] },
        { name: 'b', cluster: 'c2' },
      ],
      'c2 is the name of a group and of the cluster of site b',
    ],
    [
      'a cluster with the name of a group',
      [
        { name: 'b', cluster: 'c2' },
        { name: 'a', groups: ['c2'] },
      ],
      'c2 is the name of a group and of the cluster of site b',
    ],
    [
      'a group with the name of the own cluster',
      [{ name: 'a', cluster: 'c1', groups: ['c1'] }],
      'c1 is the name of a group and of the cluster of site a',
    ],
    ['a group called none', [{ name: 'a', groups: ['none'] }], 'none is the target that is no site'],
    ['two PLMNs', [{ name: 'a', values: { plmnId: '00101', mnc: '02' } }], 'site a: values.plmnId and values.mcc'],
    [
      'two PLMNs, by both of the names in use',
      [{ name: 'a', values: { plmnId: '00101', plmn: '001-02' } }],
      'site a: values.plmn and values.plmnId',
    ],
  ])('%s', (_name, entries, message) => {
    const inventory = new Inventory();
    const problems = entries.flatMap(entry => inventory.add(entry));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });
});

describe('an entry', () => {
  test.each<[string, object, string]>([
    ['a TAC as a number', { values: { tac: 1 } }, '`values.tac`: expected a text, not a number: put it in quotes'],
    ['an unknown environment', { environment: 'prod' }, '`environment`'],
    ['a PLMN that is none', { values: { plmnId: '1' } }, '`values.plmnId`: expected 3 digits of MCC and 2 or 3 of MNC'],
    ['a repository that is no name', { values: { repository: 'Edge 1' } }, '`values.repository`'],
    ['a cluster that is no name', { cluster: 'Edge_1' }, 'a cluster name has lower-case letters'],
    ['a namespace that is none', { namespace: 'a.b' }, 'a namespace has lower-case letters'],
    ['a label value that is none', { labels: { a: 'b c' } }, '`labels.a`: it may hold letters'],
    ['an interface that is none', { masterInterface: 'a b' }, 'an interface name has 1 to 15 characters'],
    ['an unknown field', { value: {} }, 'there is no `value`; did you mean `values`?'],
  ])('%s is refused', (_name, entry, message) => {
    const checked = parseWith(siteEntrySchema, { name: 'a', ...entry });
    expect('issues' in checked && checked.issues.map(issue => issue.message)).toEqual([
      expect.stringContaining(message),
    ]);
  });

  test('free values are free', () => {
    expect(parseWith(siteEntrySchema, { name: 'a', values: { anything: 'at all' } })).toHaveProperty('data');
  });
});
