import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { FUNCTIONS } from './support/functions';
import { KptPackage } from './support/kpt-package';
import { configMap, listOf } from './support/run';
import { SdkProject } from './support/sdk-program';

const ROOT = join(__dirname, '..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const pages = ['README.md', ...['Kptfile-examples', 'docs', 'functions'].flatMap(pagesBelow)];

function pagesBelow(folder: string): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter(file => file.endsWith('.md'))
    .map(file => join(folder, file))
    .sort();
}

/** The code blocks of a page in a language. */
function blocks(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    match => match[1] as string,
  );
}

describe('every page', () => {
  test.each(pages)('%s: its links lead somewhere', page => {
    const text = readFileSync(join(ROOT, page), 'utf8');
    const links = [...text.matchAll(/\]\((?!https:)([^)#]+)[^)]*\)/g)].map(match => match[1] as string);
    expect(links.filter(link => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
  });
});

describe('README.md', () => {
  const kptPackage = new KptPackage(join(ROOT, 'blueprints/network-slice'));
  const project = new SdkProject();
  afterAll(() => {
    kptPackage.remove();
    project.remove();
  });

  test('lists every function with its summary', () => {
    for (const { name, summary } of FUNCTIONS)
      expect(readme).toContain(`| [${name}](functions/${name}/README.md) | ${summary} |\n`);
  });

  test('the Kptfile and the package context to paste make a package for edge1', () => {
    const [kptfile, context] = blocks(readme, 'yaml') as [string, string];
    kptPackage.write('Kptfile', kptfile);
    kptPackage.write('package-context.yaml', context);
    expect(kptPackage.render()).toMatchObject({ status: 0 });
    const bundle = readFileSync(join(kptPackage.folder, 'bundles/ran-bundle-embb-ran.yaml'), 'utf8');
    expect(bundle).toContain('deployment.nephio.org/site: edge1\n    app.kubernetes.io/part-of: my-slice\n');
  });

  test('and with the limit that the page proposes to try, it names the bundle, its field and its intent', () => {
    const [kptfile] = blocks(readme, 'yaml') as [string];
    kptPackage.write('Kptfile', kptfile.replace('minLatency: 0.1', 'minLatency: 10'));
    const { status, stderr } = kptPackage.render();
    expect(status).toBe(1);
    expect(stderr).toContain('TNBundle/intent-to-krm/tn-bundle-embb-transport spec.targets[1].normalized.value: ');
    expect(stderr).toContain('by way of Intent/embb-video/embb-transport, which it is made from');
  });

  test('the TypeScript to paste is right to the compiler, and makes a program', () => {
    const [source] = blocks(readme, 'ts') as [string];
    const program = project.bundle('release', source);
    expect(project.check()).toEqual({ status: 0, stdout: '' });
    const input = listOf(
      ['apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a # kept\n'],
      configMap({ env: 'prod' }),
    );
    const { status, stdout } = spawnSync(program, { input, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toContain(
      '    name: a # kept\n    labels:\n      env: prod\n    annotations:\n      example.com/release: r7\n',
    );
  });

  test('names files, folders and targets that exist', () => {
    const makefile = readFileSync(join(ROOT, 'Makefile'), 'utf8');
    for (const [, target] of readme.matchAll(/^make ([a-z]+)/gm))
      expect(makefile).toMatch(new RegExp(`^${target}:`, 'm'));
    const files = [...readme.matchAll(/`((?:functions|lib|blueprints|tools|test|docs)\/[^`\s<]*)`/g)];
    expect(files.length).toBeGreaterThan(5);
    for (const [, file] of files) expect([file, existsSync(join(ROOT, file as string))]).toEqual([file, true]);
  });
});

describe('the pages of the functions', () => {
  const packages: KptPackage[] = [];
  afterAll(() => {
    for (const kptPackage of packages) kptPackage.remove();
  });

  /** The YAML blocks of a function's page; the first one is the pipeline of a package with these files. */
  function open(name: string, files: (shown: string[]) => Record<string, string>) {
    const shown = blocks(readFileSync(join(ROOT, 'functions', name, 'README.md'), 'utf8'), 'yaml');
    const kptPackage = new KptPackage();
    packages.push(kptPackage);
    kptPackage.write('Kptfile', `apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: shown\n${shown[0]}`);
    for (const [file, content] of Object.entries(files(shown))) kptPackage.write(file, content);
    return {
      shown,
      render: () => kptPackage.render(),
      read: (file: string) => readFileSync(join(kptPackage.folder, file), 'utf8'),
      kptPackage,
    };
  }

  const CONTEXT_OF_EDGE1 =
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kptfile.kpt.dev\ndata:\n  name: example\n  site: edge1\n';
  const QUOTA = 'apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: quota\n';

  test('expectation-to-bundle: the intent it shows becomes the bundle it shows', () => {
    const { shown, render, read } = open('expectation-to-bundle', ([, intent]) => ({
      'intent.yaml': intent as string,
    }));
    expect(render()).toMatchObject({ status: 0 });
    expect(read('bundles/ran-bundle-embb-ran.yaml')).toBe(shown[2]);
  });

  test('apply-setters: the object it shows gets the values of the pipeline it shows, and is listed', () => {
    const { render, read, kptPackage } = open('apply-setters', ([, upf, config]) => ({
      'upf.yaml': upf as string,
      'list.yaml': config as string,
    }));
    expect(render()).toMatchObject({ status: 0 });
    expect(read('upf.yaml')).toMatch(
      /name: upf-edge-cluster-01 # .*\nspec:\n {2}replicas: 3 # .*\n {2}zones: # .*\n {2}- a\n {2}- b\n/,
    );
    const { status, stderr } = kptPackage.eval(
      'apply-setters',
      [],
      ['--fn-config', join(kptPackage.folder, 'list.yaml')],
    );
    expect(status).toBe(0);
    expect(stderr).toContain('setter `replicas`: 1 field in upf.yaml, now "3"');
  });

  test('set-labels: by configMap, and by SetLabels', () => {
    const { render, read, kptPackage } = open('set-labels', ([, config]) => ({
      'quota.yaml': QUOTA,
      'labels.yaml': config as string,
    }));
    expect(render()).toMatchObject({ status: 0 });
    expect(read('quota.yaml')).toBe(`${QUOTA}  labels:\n    app.kubernetes.io/part-of: network-slice\n    env: prod\n`);
    kptPackage.write('deployment.yaml', 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec: {}\n');
    const config = ['--fn-config', join(kptPackage.folder, 'labels.yaml')];
    expect(kptPackage.eval('set-labels', [], config)).toMatchObject({ status: 0 });
    expect(read('deployment.yaml')).toContain('  labels:\n    env: prod\n');
  });

  test('set-namespace: by configMap, by the package context, and by SetNamespace', () => {
    const { shown, render, read, kptPackage } = open('set-namespace', ([, , config]) => ({
      'quota.yaml': QUOTA,
      'namespace.yaml': config as string,
      'package-context.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kptfile.kpt.dev\ndata:\n  name: example\n',
    }));
    expect(render()).toMatchObject({ status: 0 });
    expect(read('quota.yaml')).toBe(`${QUOTA}  namespace: ran-edge1\n`);
    kptPackage.write('Kptfile', read('Kptfile').slice(0, read('Kptfile').indexOf('pipeline:')) + shown[1]);
    expect(render()).toMatchObject({ status: 0 });
    expect(read('quota.yaml')).toBe(`${QUOTA}  namespace: example\n`);
    const config = ['--fn-config', join(kptPackage.folder, 'namespace.yaml')];
    expect(kptPackage.eval('set-namespace', [], config)).toMatchObject({ status: 0 });
    expect(read('quota.yaml')).toBe(`${QUOTA}  namespace: ran-edge1\n`);
  });

  test('set-target-site: the package is stamped for the site it shows', () => {
    const { render, read, kptPackage } = open('set-target-site', ([, sites]) => ({
      'quota.yaml': QUOTA,
      'sites.yaml': sites as string,
    }));
    // expectation-to-bundle, which the pipeline shows too, finds no intent.
    expect(render()).toMatchObject({ status: 0 });
    expect(read('quota.yaml')).toBe(QUOTA);
    expect(kptPackage.eval('set-target-site', ['site=edge1'])).toMatchObject({ status: 0 });
    expect(read('quota.yaml')).toContain('nephio.org/cluster-name: edge-cluster-01\n');
  });

  test('set-target-site: the package is fanned out, and gets the values, as it shows', () => {
    const upf = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: upf\ndata: {}\n';
    const { shown, read, kptPackage } = open('set-target-site', ([, sites, , settings]) => ({
      'upf.yaml': upf,
      'sites.yaml': sites as string,
      'site.yaml': settings as string,
    }));
    kptPackage.write('Kptfile', read('Kptfile').slice(0, read('Kptfile').indexOf('pipeline:')) + shown[2]);
    expect(kptPackage.render()).toMatchObject({ status: 0 });
    expect(read('edge1-config/upf.yaml')).toContain('nephio.org/cluster-name: edge-cluster-01\n');
    kptPackage.write('package-context.yaml', CONTEXT_OF_EDGE1);
    const config = ['--fn-config', join(kptPackage.folder, 'site.yaml')];
    expect(kptPackage.eval('set-target-site', [], config)).toMatchObject({ status: 0 });
    expect(read('upf.yaml')).toContain('fqdn: upf.edge1.example.com');
    expect(existsSync(join(kptPackage.folder, 'edge1-config/upf.yaml'))).toBe(false);
  });

  test('validate-schema: by configMap, and by ValidateSchema', () => {
    const { shown, render, kptPackage } = open('validate-schema', ([, config, skipped]) => ({
      'quota.yaml': QUOTA,
      'config.yaml': config as string,
      'widget.yaml': `apiVersion: example.com/v2\nkind: Widget\n${skipped?.replace('metadata:', 'metadata:\n  name: x')}`,
    }));
    expect(shown).toHaveLength(3);
    expect(render()).toMatchObject({ status: 0 });
    kptPackage.write('wrong.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: wrong\ndatas: {}\n');
    const config = ['--fn-config', join(kptPackage.folder, 'config.yaml')];
    const { status, stderr } = kptPackage.eval('validate-schema', [], config);
    expect(status).toBe(1);
    expect(stderr).toContain('there is no field `datas`: did you mean `data`?');
  });
});
