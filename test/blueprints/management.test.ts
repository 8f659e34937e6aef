import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { validateSchema } from '../../functions/validate-schema/function';
import { functionNames, imageName, REPOSITORY, version } from '../../tools/images/names';
import { managementFiles } from '../../tools/management/management-files';
import { readInventoryFile } from '../../tools/render/inventory-file';
import { splitDocuments } from '../../tools/render/package-folder';
import { listOf, run } from '../support/run';

const FOLDER = join(__dirname, '../../blueprints/management');
const inventory = readInventoryFile(join(__dirname, '../../blueprints/network-slice/sites.yaml'));
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
