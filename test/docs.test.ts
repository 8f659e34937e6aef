import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { FUNCTIONS } from './support/functions';
import { git, KptPackage } from './support/kpt-package';

const ROOT = join(__dirname, '..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const pages = git(ROOT, 'ls-files', '--cached', '--others', '--exclude-standard', '*.md').trim().split('\n');

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
  afterAll(() => kptPackage.remove());

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

  test('names files, folders and targets that exist', () => {
    const makefile = readFileSync(join(ROOT, 'Makefile'), 'utf8');
    for (const [, target] of readme.matchAll(/^make ([a-z]+)/gm))
      expect(makefile).toMatch(new RegExp(`^${target}:`, 'm'));
    const files = [...readme.matchAll(/`((?:functions|lib|blueprints|tools|test|docs)\/[^`\s<]*)`/g)];
    expect(files.length).toBeGreaterThan(5);
    for (const [, file] of files) expect([file, existsSync(join(ROOT, file as string))]).toEqual([file, true]);
  });
});

describe('functions/expectation-to-bundle/README.md', () => {
  const kptPackage = new KptPackage();
  afterAll(() => kptPackage.remove());

  test('the intent it shows becomes the bundle it shows', () => {
    const [pipeline, intent, bundle] = blocks(
      readFileSync(join(ROOT, 'functions/expectation-to-bundle/README.md'), 'utf8'),
      'yaml',
    ) as [string, string, string];
    kptPackage.write('Kptfile', `apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: shown\n${pipeline}`);
    kptPackage.write('intent.yaml', intent);
    expect(kptPackage.render()).toMatchObject({ status: 0 });
    expect(readFileSync(join(kptPackage.folder, 'bundles/ran-bundle-embb-ran.yaml'), 'utf8')).toBe(bundle);
  });
});
