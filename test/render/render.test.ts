import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFolder } from '../../tools/render/render-package';
import type { Finished } from '../support/kpt-package';

const ROOT = join(__dirname, '../..');
const out = mkdtempSync(join(tmpdir(), 'render-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** What `make render SITES=… OUT=…` calls. */
function render(...sites: string[]): Finished {
  const args = [join(ROOT, 'dist/tools/render.cjs'), '--kpt', process.env.KPT ?? 'kpt', '--out', out, ...sites];
  return spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
}

const at = (...path: string[]) => join(out, ...path);
const read = (...path: string[]) => readFileSync(at(...path), 'utf8');
const snapshot = () => new Map([...readFolder(out)].map(([file, content]) => [file, content.toString()]));

describe('a wrong site', () => {
  test('exits non-zero, names the sites there are, and writes nothing', () => {
    const { status, stderr } = render('edge1', 'edge9');
    expect(status).toBe(1);
    expect(stderr).toContain('edge9');
    expect(stderr).toMatch(/edge1.*edge2/);
    expect(stderr).toMatch(/nothing was written\n$/);
    expect(snapshot().size).toBe(0);
  });
});

describe('two sites', () => {
  let first: Finished;
  beforeAll(() => {
    first = render('edge1', 'edge2');
  });

  test('each gets its packages, and the table says what is in them', () => {
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(at('edge1-config/baseline/network-policy.yaml'))).toBe(true);
    expect(read('edge2-config/baseline/namespace.yaml')).toContain('cluster-name: edge-cluster-02 # kpt-set: ');
    expect(existsSync(at('edge1-config/services/network-slice/bundles/ran-bundle-embb-ran.yaml'))).toBe(true);
    expect(existsSync(at('edge1-config/services/network-slice/bundles/ran-bundle-urllc-ran.yaml'))).toBe(false);
    expect(existsSync(at('edge2-config/services/network-slice/bundles/ran-bundle-urllc-ran.yaml'))).toBe(true);
    const cells = first.stdout
      .split('\n')
      .filter(line => line.includes('services/network-slice') && line.includes('│'));
    expect(cells.map(line => line.split('│').map(cell => cell.trim()))).toMatchObject([
      ['', 'edge1', 'services/network-slice', '1 CNBundle', 'embb-video', '6 info', ''],
      ['', 'edge2', 'services/network-slice', '2 CNBundle', 'embb-video', '6 info', ''],
    ]);
  });

  test('what is written names images, and no path of this machine', () => {
    for (const [file, content] of snapshot()) {
      expect(content).not.toContain(ROOT);
      if (file.endsWith('Kptfile')) expect(content).toContain('image: ghcr.io/intent-krm/');
      if (file.endsWith('Kptfile')) expect(content).not.toContain('exec:');
    }
  });

  test('again: nothing changes', () => {
    const before = snapshot();
    const { status, stdout } = render('edge1', 'edge2');
    expect(status).toBe(0);
    expect(stdout).toMatch(/is up to date: nothing changed\n$/);
    expect(snapshot()).toEqual(before);
  });

  test('what was added and edited by hand stays', () => {
    const policy = at('edge1-config/baseline/network-policy.yaml');
    const edited = `# ours\n${readFileSync(policy, 'utf8')}`;
    writeFileSync(policy, edited);
    writeFileSync(at('edge1-config/baseline/ours.yaml'), 'a: b # ours\n');
    const { status, stdout } = render('edge1', 'edge2');
    expect(status).toBe(0);
    expect(stdout).toMatch(/kept an edit by hand: .*edge1-config\/baseline\/network-policy\.yaml\n/);
    expect(readFileSync(policy, 'utf8')).toBe(edited);
    expect(read('edge1-config/baseline/ours.yaml')).toBe('a: b # ours\n');
  });

  test('an edit that contradicts what is rendered is refused, and nothing is written', () => {
    // As if the blueprint had changed since the last run, in the line that was edited by hand.
    const file = 'edge2-config/baseline/network-policy.yaml';
    writeFileSync(at('.rendered', file), read('.rendered', file).replace('name: edge-isolation', 'name: earlier'));
    writeFileSync(at(file), read(file).replace('name: edge-isolation', 'name: by-hand'));
    const before = snapshot();
    const { status, stderr } = render('edge1', 'edge2');
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /edits by hand contradict what was rendered; nothing was written:\n {2}.*network-policy\.yaml/,
    );
    expect(snapshot()).toEqual(before);
  });

  test('a file that is no longer rendered goes; one that was edited stays', () => {
    rmSync(at('edge2-config/baseline/network-policy.yaml'));
    writeFileSync(at('.rendered/edge2-config/baseline/network-policy.yaml'), 'a: b\n');
    writeFileSync(at('edge2-config/baseline/network-policy.yaml'), 'a: b\n');
    for (const [name, content] of Object.entries({ stale: 'a: b\n', mine: 'a: c\n' })) {
      writeFileSync(at(`.rendered/edge2-config/baseline/${name}.yaml`), 'a: b\n');
      writeFileSync(at(`edge2-config/baseline/${name}.yaml`), content);
    }
    expect(render('edge1', 'edge2').status).toBe(0);
    expect(existsSync(at('edge2-config/baseline/stale.yaml'))).toBe(false);
    expect(read('edge2-config/baseline/mine.yaml')).toBe('a: c\n');
    expect(read('edge2-config/baseline/network-policy.yaml')).toContain('name: edge-isolation');
  });
});

test('without a site it says how it is called', () => {
  const { status, stdout } = render();
  expect(status).toBe(1);
  expect(stdout).toMatch(/^Renders the blueprints once per site/);
});
