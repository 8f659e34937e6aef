import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { validateSchema } from '../../functions/validate-schema/function';
import { functionNames, imageName, REPOSITORY, version } from '../../tools/images/names';
import { repositoryObjects } from '../../tools/management/cluster-files';
import { managementFiles } from '../../tools/management/management-files';
import { readInventoryFile } from '../../tools/render/inventory-file';
import { splitDocuments } from '../../tools/render/package-folder';
import { listOf, run } from '../support/run';

const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, 'blueprints/management');
const inventory = readInventoryFile(join(ROOT, 'blueprints/network-slice/sites.yaml'));
const SETTINGS = { namespace: 'default', gitServer: 'https://git.example.com/nephio' };
const files = managementFiles(inventory.sites, SETTINGS);

describe('what Porch has to know of the sites', () => {
  /** UPDATE_GOLDEN=1 writes the files anew. */
  test.each([...files])('%s is what `make management` makes of the inventory', (file, text) => {
    if (process.env.UPDATE_GOLDEN) writeFileSync(join(FOLDER, file), text);
    expect(readFileSync(join(FOLDER, file), 'utf8')).toBe(text);
  });

  test('passes validate-schema, as objects of the management cluster', () => {
    const documents = [...files.values()].flatMap(splitDocuments);
    expect(documents).toHaveLength(1 + inventory.sites.length + 1 + inventory.sites.length);
    const { exitCode, results } = run(validateSchema, listOf(documents));
    expect(results.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(exitCode).toBe(0);
  });

  test('a misspelt field would be found', () => {
    const [document = ''] = splitDocuments(files.get('network-slice.yaml') ?? '');
    const { exitCode, stderr } = run(validateSchema, listOf([document.replace('downstream:', 'downstraem:')]));
    expect(exitCode).toBe(1);
    expect(stderr).toContain('downstraem');
  });

  test('sites whose names differ by a dot only, and one with the repository of the blueprints, are refused', () => {
    const sites = (...entries: { name: string; values?: Record<string, string> }[]) =>
      entries.map(entry => ({
        cluster: entry.name,
        groups: [],
        serviceTypes: [],
        labels: {},
        cnis: [],
        values: {},
        ...entry,
      }));
    expect(() => managementFiles(sites({ name: 'a.b' }, { name: 'a-b' }), SETTINGS)).toThrow(
      'the repository of site a.b and the repository of site a-b would both be called a-b-config',
    );
    expect(() =>
      managementFiles(
        sites({ name: 'a.b', values: { repository: 'one' } }, { name: 'a-b', values: { repository: 'two' } }),
        SETTINGS,
      ),
    ).toThrow('would both be called network-slice-a-b: rename one of them; nothing was written');
    expect(() => managementFiles(sites({ name: 'a', values: { repository: 'blueprints' } }), SETTINGS)).toThrow(
      'that of the blueprints and the repository of site a',
    );
  });
});

describe('make management', () => {
  const folder = mkdtempSync(join(tmpdir(), 'management-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    [
      ['--git-server', 'https://bob:s3cret@git.example.com/x'],
      /^the address of https:\/\/git\.example\.com\/x has a password/,
    ],
    [['--namespace', 'Porch System'], /^--namespace "Porch System" is no name of a namespace: lower-case letters/],
    [['--secret', 'a b'], /^--secret "a b" is no name of a Secret: lower-case letters/],
  ])('%j is refused, and nothing is written', (args, message) => {
    const command = [join(ROOT, 'dist/tools/management.cjs'), '--out', join(folder, 'out'), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('s3cret');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('what is no object is named, with its file; JSON is read as Config Sync reads it', () => {
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'b' } };
    writeFileSync(join(folder, 'a.json'), JSON.stringify(config));
    writeFileSync(join(folder, '.values.yaml'), 'replicas: 3\n');
    expect(repositoryObjects(folder).map(({ name }) => name)).toEqual(['a']);
    writeFileSync(join(folder, 'values.yaml'), 'replicas: 3\n');
    expect(() => repositoryObjects(folder)).toThrow(
      `${join(folder, 'values.yaml')}: something without apiVersion or kind, which Config Sync refuses: move the file`,
    );
  });
});

/** `make test-porch` has the other manifests: no Porch that can be had as a Go module knows this kind. */
test('every function has a FunctionConfig for the image that the blueprints name', () => {
  const text = readFileSync(join(FOLDER, 'function-configs.yaml'), 'utf8');
  const configs = parseAllDocuments(text).map(document => document.toJS());
  expect(configs.map(({ metadata }) => metadata.name)).toEqual(functionNames());
  for (const { kind, metadata, spec } of configs) {
    expect(kind).toBe('FunctionConfig');
    const [prefix, tag] = [spec.prefixes[0], spec.podExecutor.tags[0]];
    expect(`${prefix}/${spec.image}:${tag}`).toBe(imageName(REPOSITORY, metadata.name, 'node'));
    expect(spec.podExecutor.tags).toEqual([version()]);
  }
});
