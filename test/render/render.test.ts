import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { listFiles } from '../../tools/render/package-folder';
import { type Finished, git } from '../support/kpt-package';

// Every render starts kpt and git a dozen times.
jest.setTimeout(240_000);

const ROOT = join(__dirname, '../..');
const out = mkdtempSync(join(tmpdir(), 'render-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** What `make render SITES=… OUT=…` calls. */
function render(...args: string[]): Finished {
  const command = [join(ROOT, 'dist/tools/render.cjs'), '--kpt', process.env.KPT ?? 'kpt', '--out', out, ...args];
  return spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8' });
}

const SITES = ['edge1', 'edge2', 'edge3', 'edge4'];
const at = (...path: string[]) => join(out, ...path);
const read = (...path: string[]) => readFileSync(at(...path), 'utf8');
const inRepository = (site: string, ...args: string[]) => git(at(`${site}-config`), ...args).trimEnd();
const heads = () => SITES.map(site => inRepository(site, 'rev-parse', 'main'));

describe('what is refused', () => {
  test.each([
    [
      'an unknown site: it names the sites there are',
      ['edge1', 'edge9'],
      /"edge9": did you mean edge1\? .*edge1.*edge4/,
    ],
    ['an inventory that is not there', ['--inventory', 'nowhere.yaml'], /there is no inventory nowhere\.yaml/],
    ['an inventory without sites', ['--inventory', 'LICENSE'], /LICENSE/],
  ])('%s, and nothing is written', (_what, args, message) => {
    const { status, stderr } = render(...args);
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
    expect(readdirSync(out)).toEqual([]);
  });
});

test('a site that is named twice, by its cluster too, is rendered once', () => {
  const { status, stdout } = render('--out', join(out, 'twice'), 'edge1', 'edge-cluster-01', 'edge1');
  rmSync(join(out, 'twice'), { recursive: true });
  expect(status).toBe(0);
  expect(stdout).toMatch(/: 2 commits$/m);
});

test('stopped by a signal, it leaves nothing behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stopped-'));
  const command = [
    join(ROOT, 'dist/tools/render.cjs'),
    '--kpt',
    process.env.KPT ?? 'kpt',
    '--out',
    join(folder, 'out'),
  ];
  const child = spawn(process.execPath, command, {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: folder },
    stdio: 'ignore',
  });
  const ended = new Promise(resolve => child.once('exit', resolve));
  while (readdirSync(folder).length === 0) await new Promise(resolve => setTimeout(resolve, 10));
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

describe('without a site named, all of the inventory', () => {
  let first: Finished;
  beforeAll(() => {
    first = render();
  });

  test('each gets its packages, and the table says what is in them, and which commit made them', () => {
    expect(first).toMatchObject({ status: 0 });
    expect(readdirSync(out)).toEqual(SITES.map(site => `${site}-config`));
    expect(existsSync(at('edge1-config/baseline/network-policy.yaml'))).toBe(true);
    expect(read('edge2-config/baseline/namespace.yaml')).toContain('cluster-name: edge-cluster-02 # kpt-set: ');
    expect(existsSync(at('edge1-config/services/network-slice/bundles/ran-bundle-embb-ran.yaml'))).toBe(true);
    expect(existsSync(at('edge1-config/services/network-slice/bundles/ran-bundle-urllc-ran.yaml'))).toBe(false);
    expect(existsSync(at('edge2-config/services/network-slice/bundles/ran-bundle-urllc-ran.yaml'))).toBe(true);
    const rows = first.stdout.split('\n').filter(line => line.includes('services/network-slice') && line.includes('│'));
    const cells = rows.map(line => line.split('│').map(cell => cell.trim()));
    const commit = (site: string) => `${inRepository(site, 'log', '-1', '--format=%h', 'services')} new`;
    expect(cells.slice(0, 2)).toMatchObject([
      ['', 'edge1', 'services/network-slice', '1 CNBundle', 'embb-video', '8 info', commit('edge1'), ''],
      ['', 'edge2', 'services/network-slice', '2 CNBundle', 'embb-video', '8 info', commit('edge2'), ''],
    ]);
    expect(cells.map(row => row[1])).toEqual(SITES);
  });

  test('commits say which package is for which site, from which intents', () => {
    expect(inRepository('edge2', 'log', '--format=%s')).toBe(
      'network-slice: embb-video, urllc-factory for edge2\ncluster-baseline for edge2',
    );
    expect(inRepository('edge2', 'log', '-1', '--format=%b')).toBe(
      'Site: edge2\nPackage: services/network-slice\nIntent: embb-video\nIntent: urllc-factory\nRendered-by: intent-krm',
    );
  });

  test('what is written names images, and no path of this machine, no time, and no credential', () => {
    for (const file of listFiles(out).filter(name => !name.includes('/.git/'))) {
      const content = read(file);
      expect(content).not.toContain(ROOT);
      expect(content).not.toMatch(/\d{4}-\d\d-\d\dT\d\d:|generated-at|timestamp|password|token:/i);
      if (file.endsWith('Kptfile')) expect(content).toContain('image: ghcr.io/intent-krm/');
      if (file.endsWith('Kptfile')) expect(content).not.toContain('exec:');
    }
  });

  test('again: nothing changes', () => {
    const before = heads();
    const { status, stdout } = render();
    expect(status).toBe(0);
    expect(stdout).toMatch(/is up to date: nothing changed\n$/);
    expect(heads()).toEqual(before);
  });

  test('one site, rolled back with git revert, and rendered again, is as it was; the others are not touched', () => {
    const [before, tree] = [heads(), inRepository('edge2', 'rev-parse', 'main^{tree}')];
    inRepository('edge2', 'revert', '--no-edit', 'HEAD');
    expect(existsSync(at('edge2-config/services'))).toBe(false);
    const { status, stdout } = render();
    expect(status).toBe(0);
    expect(stdout).toMatch(/: 1 commits?\n$/);
    expect(inRepository('edge2', 'rev-parse', 'main^{tree}')).toBe(tree);
    expect(heads().filter((head, i) => head !== before[i])).toHaveLength(1);
  });

  test('an edit by hand is refused, and nothing is written', () => {
    writeFileSync(at('edge2-config/baseline/network-policy.yaml'), '# ours\n');
    rmSync(at('edge1-config'), { recursive: true });
    const { status, stderr } = render();
    expect(status).toBe(1);
    expect(stderr).toMatch(/edge2-config has changes that are not committed:\n {2}baseline\/network-policy.yaml\n/);
    expect(stderr).toMatch(/nothing was written\n$/);
    expect(existsSync(at('edge1-config'))).toBe(false);
  });
});

test('--help says how it is called', () => {
  const { status, stdout } = render('--help');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Renders the blueprints once per site/);
});
