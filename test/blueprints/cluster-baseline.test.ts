import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { KptPackage } from '../support/kpt-package';

const ROOT = join(__dirname, '../..');

describe('the baseline of a cluster', () => {
  const kptPackage = new KptPackage(join(ROOT, 'blueprints/cluster-baseline'));
  afterAll(() => kptPackage.remove());
  const at = (file: string) => join(kptPackage.folder, file);
  const labels = () => parse(readFileSync(at('namespace.yaml'), 'utf8')).metadata.labels;

  test('renders before anybody has said its site, with the values of the blueprint', () => {
    expect(kptPackage.render()).toMatchObject({ status: 0 });
    expect(labels()).toMatchObject({ 'nephio.org/cluster-name': 'example', 'nephio.org/workload-type': 'ran' });
  });

  test('gets the setters that its PackageVariantSet brings', () => {
    const set = parse(readFileSync(join(ROOT, 'blueprints/management/cluster-baseline.yaml'), 'utf8'));
    const { data, dataExprs } = set.spec.targets[0].template.packageContext;
    const keys = [...Object.keys(data), ...dataExprs.map(({ key }: { key: string }) => key)];
    const context = keys.map(key => `  ${key}: ${key === 'site' ? 'edge1' : `edge1-${key}`}\n`).join('');
    const file = readFileSync(at('package-context.yaml'), 'utf8');
    kptPackage.write('package-context.yaml', `${file}${context}`);
    expect(kptPackage.render()).toMatchObject({ status: 0 });
    expect(labels()).toMatchObject({
      'nephio.org/cluster-name': 'edge1-cluster-name',
      'nephio.org/cluster-type': 'edge1-cluster-type',
      'nephio.org/workload-type': 'edge1-workload-type',
      'nephio.org/site-id': 'edge1-site-id',
    });
    expect(readFileSync(at('package-context.yaml'), 'utf8')).toBe(`${file}${context}`);
  });
});
