import { describe, expect, test } from '@jest/globals';
import { fc } from '../../test/support/fast-check';
import { siteObjectSchema } from '../kinds/site';
import { parseWith } from '../krm/schema-issues';
import type { YamlValue } from '../yaml/value';
import { plainSite } from './plain-site';

/** What zod makes of the same. */
function checked(name: string, labels: YamlValue | undefined, spec: YamlValue | undefined) {
  const parsed = parseWith(siteObjectSchema, {
    metadata: { name, ...(labels ? { labels } : {}) },
    spec: spec ?? {},
  });
  return 'data' in parsed ? { ...parsed.data.spec, ...parsed.data.metadata } : undefined;
}

const EVERYTHING = {
  cluster: 'edge-cluster-01.example',
  namespace: 'ran-edge1',
  groups: ['both', 'all.west'],
  environment: 'staging',
  serviceTypes: ['eMBB', ''],
  cnis: ['macvlan'],
  masterInterface: 'eth1.100',
  values: { plmnId: '001-01', tac: '0001', anything: 'at all', repository: 'edge1-config' },
};
const LABELS = { 'nephio.org/region': 'us-west', empty: '' };

describe('a plain site', () => {
  test('has any of the fields there are, and is what zod makes of it', () => {
    const plain = plainSite('edge1', LABELS, EVERYTHING);
    expect(plain).toEqual(checked('edge1', LABELS, EVERYTHING));
    expect(plain).toEqual({ ...EVERYTHING, name: 'edge1', labels: LABELS });
    expect(plainSite('edge1', undefined, {})).toEqual({ name: 'edge1' });
  });

  test('is never what zod refuses, or reads otherwise', () => {
    const text = fc.constantFrom(
      'edge1',
      'a.b-c',
      '',
      'UPPER',
      'x'.repeat(64),
      'a/b',
      '0001',
      '001-01',
      'staging',
      ' ',
    );
    const scalar = fc.oneof(text, text, fc.integer(), fc.boolean(), fc.constant(null));
    const map = fc.dictionary(fc.constantFrom('tac', 'plmnId', 'a.b/c', 'free', '-x', '__proto__'), scalar);
    const field = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), map);
    // Most is what a site has there: of anything at all, next to nothing is a plain site.
    const name = fc.oneof(fc.constant('edge1'), text);
    const labelling = fc.oneof(fc.constantFrom(undefined, LABELS), map);
    const plausible = Object.entries(EVERYTHING).map(([key, value]) => [
      key,
      fc.oneof({ arbitrary: fc.constant(value), weight: 4 }, { arbitrary: field, weight: 1 }),
    ]);
    const site = fc.record(Object.fromEntries(plausible), { requiredKeys: [] });
    const spec = fc.dictionary(fc.constantFrom(...Object.keys(EVERYTHING), 'token', 'toString', 'klusters'), field);
    let plainOnes = 0;
    fc.assert(
      fc.property(name, labelling, fc.oneof(site, spec, field), (named, labels, given) => {
        const plain = plainSite(named, labels, given as YamlValue);
        if (plain === undefined) return;
        plainOnes++;
        expect(plain).toEqual(checked(named, labels, given as YamlValue));
      }),
      { numRuns: 5000 },
    );
    expect(plainOnes).toBeGreaterThan(200);
  });
});
