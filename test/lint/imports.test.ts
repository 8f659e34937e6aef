import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

const ROOT = join(__dirname, '../..');
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Folders of lib, and what each may import: policy → schema → cel, intent → site, porch → site, all → kinds → krm → yaml. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  yaml: [],
  krm: ['yaml'],
  kinds: ['krm', 'yaml'],
  site: ['kinds', 'krm', 'yaml'],
  cel: ['kinds', 'krm', 'yaml'],
  intent: ['site', 'kinds', 'krm', 'yaml'],
  porch: ['site', 'kinds', 'krm', 'yaml'],
  schema: ['cel', 'kinds', 'krm', 'yaml'],
  policy: ['schema', 'cel', 'kinds', 'krm', 'yaml'],
};
const FOLDERS = Object.keys(MAY_IMPORT);

/** Files of a tree like ours that `make lint` refuses, by what each imports. */
function refused(files: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'imports-'));
  folders.push(folder);
  for (const name of ['biome.json', '.gitignore', 'package.json']) copyFileSync(join(ROOT, name), join(folder, name));
  for (const [file, imported] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `import { a } from '${imported}';\n\nexport const b = a;\n`);
  }
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'ci', '--colors=off', '--reporter=json', '--max-diagnostics=none', '.'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const diagnostics: { category: string; location: { path: string } }[] = JSON.parse(stdout).diagnostics;
  const found = diagnostics.filter(({ category }) => category === 'lint/style/noRestrictedImports');
  return found.map(({ location }) => location.path).sort();
}

test('inside lib and from functions, imports point one way only', () => {
  const files: Record<string, string> = {
    'functions/a/up.ts': '../../lib/policy/x',
    'functions/a/steps/up.ts': '../../../lib/krm/x',
    'functions/a/own.ts': './steps/x',
  };
  const forbidden = { 'functions/a/other.ts': '../b/x', 'functions/a/steps/other.ts': '../../b/x' };
  Object.assign(files, forbidden);
  const expected = Object.keys(forbidden);
  for (const from of FOLDERS) {
    for (const to of [...FOLDERS, 'functions']) {
      const file = `lib/${from}/steps/${to}.ts`;
      files[file] = to === 'functions' ? '../../../functions/a/x' : `../../${to}/x`;
      if (to !== from && !MAY_IMPORT[from]?.includes(to)) expected.push(file);
    }
  }
  expect(refused(files)).toEqual(expected.sort());
});

test('the TypeScript SDK is imported by its adapter and by tests only', () => {
  const forbidden = ['functions/a/sdk.ts', 'tools/sdk.ts', ...FOLDERS.map(from => `lib/${from}/sdk.ts`)];
  const allowed = ['lib/krm/sdk/sdk.ts', 'lib/krm/sdk/sdk.test.ts', 'test/sdk.ts'];
  const files = Object.fromEntries([...forbidden, ...allowed].map(file => [file, 'kpt-functions']));
  Object.assign(files, { 'tools/deep.ts': 'kpt-functions/dist/src/types', 'lib/krm/sdk/up.ts': '../../site/x' });
  expect(refused(files)).toEqual([...forbidden, 'lib/krm/sdk/up.ts', 'tools/deep.ts'].sort());
});

test('tests import fast-check with its fixed seed only', () => {
  const forbidden = ['functions/a/a.test.ts', 'lib/yaml/read/b.test.ts', 'test/properties/packages.ts'];
  const files = Object.fromEntries([...forbidden, 'test/support/fast-check.ts'].map(file => [file, 'fast-check']));
  Object.assign(files, { 'lib/yaml/c.test.ts': '../../test/support/fast-check' });
  expect(refused(files)).toEqual(forbidden);
});
