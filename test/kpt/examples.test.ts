import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { executable, KptPackage, kpt } from '../support/kpt-package';

const EXAMPLES = join(__dirname, '../../Kptfile-examples');
const GOLDENS = join(__dirname, 'goldens');

const packages: KptPackage[] = [];
afterAll(() => {
  for (const kptPackage of packages) kptPackage.remove();
});

function open(source: string): KptPackage {
  const kptPackage = new KptPackage(source);
  packages.push(kptPackage);
  return kptPackage;
}

const examples = readdirSync(EXAMPLES, { withFileTypes: true }).filter(entry => entry.isDirectory());

describe('the examples', () => {
  /** UPDATE_GOLDEN=1 writes the expectations anew: read the difference before you commit it. */
  test.each(examples.map(({ name }) => name))('%s: renders as expected, and a second time without a change', name => {
    const kptPackage = open(join(EXAMPLES, name));
    expect(kptPackage.render()).toMatchObject({ status: 0 });
    const golden = join(GOLDENS, `${name}.patch`);
    const diff = kptPackage.diff();
    if (process.env.UPDATE_GOLDEN) {
      mkdirSync(GOLDENS, { recursive: true });
      writeFileSync(golden, diff);
    }
    expect(diff).toBe(readFileSync(golden, 'utf8'));
    kptPackage.commit('rendered');
    expect(kptPackage.render()).toMatchObject({ status: 0 });
    expect(kptPackage.diff()).toBe('');
  });

  test('each is in the list', () => {
    const page = readFileSync(join(EXAMPLES, 'README.md'), 'utf8');
    for (const { name } of examples) expect(page).toContain(`[${name}](${name})`);
  });

  test('porch-injection: specialised once Porch has injected the cluster', () => {
    const kptPackage = open(join(EXAMPLES, 'porch-injection'));
    const file = join(kptPackage.folder, 'workload-cluster.yaml');
    const injected = readFileSync(file, 'utf8')
      .replace('clusterName: example', 'clusterName: regional-01')
      .replace('config-injection: required', 'config-injection: required\n    kpt.dev/injected-resource: regional-01');
    writeFileSync(file, injected);
    expect(kptPackage.render()).toMatchObject({ status: 0 });
    expect(readFileSync(join(kptPackage.folder, 'network.yaml'), 'utf8')).toContain(
      'nephio.org/cluster-name: regional-01',
    );
    expect(readFileSync(file, 'utf8')).toBe(injected);
  });

  test('policy-enforcer: the check of a pull request fails for what the cluster would deny, and says what the page shows', () => {
    const page = readFileSync(join(EXAMPLES, 'README.md'), 'utf8');
    const [, command = ''] = /- run: kpt (fn eval .*--fn-config .*)/.exec(page) ?? [];
    const [, shown = ''] = /^(\[error\] .* denied request: )…$/m.exec(page) ?? [];
    const kptPackage = open(join(EXAMPLES, 'policy-enforcer'));
    const args = command
      .replaceAll('packages/upf', kptPackage.folder)
      .replace(/--image \S+/, `--exec ${executable('policy-enforcer')}`);
    const check = () => kpt([...args.split(' '), '--truncate-output=false']);
    expect(check()).toMatchObject({ status: 0 });
    const file = join(kptPackage.folder, 'upf.yaml');
    const changed = readFileSync(file, 'utf8')
      .replace('replicas: 2', 'replicas: 7')
      .replace('registry.example.com/', '');
    writeFileSync(file, changed);
    const { status, stderr } = check();
    expect(status).toBe(1);
    expect(shown).toContain('spec.replicas: upf.yaml');
    expect(stderr).toContain(`${shown}maxReplicas: Deployment upf has 7 replicas`);
    expect(stderr).toContain(
      "[error] apps/v1/Deployment/core/upf spec.template.spec.containers[0].image: upf.yaml: ValidatingAdmissionPolicy 'images' with binding 'images' denied request: images come from registry.example.com",
    );
    expect(readFileSync(file, 'utf8')).toBe(changed);
  });

  test('policy-enforcer-sites: what the laboratory is warned of, a production site does not take', () => {
    const kptPackage = open(join(EXAMPLES, 'policy-enforcer-sites'));
    const file = join(kptPackage.folder, 'package-context.yaml');
    const context = readFileSync(file, 'utf8');
    const verdictAt = (site: string) => {
      writeFileSync(file, context.replace('site: lab1', `site: ${site}`));
      const { status, stdout, stderr } = kptPackage.render();
      const found = `${stdout}${stderr}`.matchAll(/\[(\w+)\] apps\/v1\/Deployment\/core\/upf (\S+): /g);
      // kpt shows the findings of a failure twice.
      return [status, ...new Set([...found].map(([, severity, path]) => `${severity} ${path}`))];
    };
    expect(verdictAt('lab1')).toEqual([0, 'warning spec.template.spec.hostNetwork']);
    expect(verdictAt('edge1')).toEqual([1, 'error spec.replicas', 'error spec.template.spec.hostNetwork']);
    // Before Porch has told, nobody knows.
    expect(verdictAt('""')).toEqual([0]);
  });

  test('the goldens are those of examples that exist', () => {
    for (const file of readdirSync(GOLDENS))
      expect(existsSync(join(EXAMPLES, file.replace(/\.patch$/, '')))).toBe(true);
  });
});
