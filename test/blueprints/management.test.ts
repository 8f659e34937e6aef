import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { functionNames, imageName, REPOSITORY, version } from '../../tools/images/names';

const FILE = join(__dirname, '../../blueprints/management/function-configs.yaml');

/** `make test-porch` has the other manifests: no Porch that can be had as a Go module knows this kind. */
test('every function has a FunctionConfig for the image that the blueprints name', () => {
  const configs = parseAllDocuments(readFileSync(FILE, 'utf8')).map(document => document.toJS());
  expect(configs.map(({ metadata }) => metadata.name)).toEqual(functionNames());
  for (const { kind, metadata, spec } of configs) {
    expect(kind).toBe('FunctionConfig');
    const [prefix, tag] = [spec.prefixes[0], spec.podExecutor.tags[0]];
    expect(`${prefix}/${spec.image}:${tag}`).toBe(imageName(REPOSITORY, metadata.name, 'node'));
    expect(spec.podExecutor.tags).toEqual([version()]);
  }
});
