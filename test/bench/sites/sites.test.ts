import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(__dirname, '../../..');

test('times a render for several sites by what runs in the steps, and shows that a second one changes nothing', () => {
  const args = ['--kpt', process.env.KPT ?? 'kpt', '--sites', '2', '--objects', '10'];
  const program = join(ROOT, 'dist/tools/bench-sites.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: ROOT, encoding: 'utf8' });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^2 sites, a package of 10 objects, five functions, \d+ cores:\n/);
  expect(stdout).toMatch(/functions on Bun [\d.]+ \/ cat: [\d.]+ \((?:met|missed)\)/);
  expect(stdout).toMatch(/memory of the tool: \d+ MB after a tenth of the sites, \d+ MB after all\n$/);
}, 120_000);
