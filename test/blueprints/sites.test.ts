import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const BLUEPRINTS = join(__dirname, '../../blueprints');

test('all blueprints have one inventory', () => {
  const read = (blueprint: string) => readFileSync(join(BLUEPRINTS, blueprint, 'sites.yaml'), 'utf8');
  expect(read('cluster-baseline')).toBe(read('network-slice'));
});
