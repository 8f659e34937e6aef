import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { CELL_CASES, CELL_CRD, cell } from '../../test/support/custom-resource-cases';
import { KubeObject } from '../krm/kube-object';
import { YamlDocument } from '../yaml/document';
import { formatPath } from '../yaml/path';
import type { YamlMap } from '../yaml/value';
import { SchemaCatalog } from './catalog';
import { checkObject } from './check-object';
import { applyDefaults } from './defaulting';

const catalog = new SchemaCatalog({ kubernetesVersion: '1.36', hasApiRules: false }, [parse(CELL_CRD)]);
const kind = catalog.kindOf({ apiVersion: 'ran.example.com/v1', kind: 'Cell' });
if ('message' in kind) throw new Error(kind.message);

test.each(CELL_CASES)('%s', (_what, spec, refused) => {
  const document = new YamlDocument(Buffer.from(cell(spec)));
  const object = new KubeObject(document, document.root);
  const findings = checkObject(object, kind, object.get(['metadata']) as YamlMap);
  const fields = findings.map(({ path }) => formatPath(path));
  // Of labels the API server names the mapping, we the label.
  expect(fields.map(field => field.replace(/^spec\./, '').replace(/(\.labels)\..*/, '$1'))).toEqual(refused);
});

test('defaults are filled in on a copy that shares what does not change', () => {
  const value = parse(cell('{counted: {a: x, b: null, c: null}, set: [1]}')) as YamlMap;
  const before = JSON.stringify(value);
  const complete = applyDefaults(value, kind.schema) as YamlMap;
  expect(JSON.stringify(value)).toBe(before);
  expect(complete.spec).toEqual({ counted: { a: 'x', b: 'x' }, set: [1], deep: { inner: { depth: 2 } } });
  expect((complete.spec as YamlMap).set).toBe((value.spec as YamlMap).set);
  expect(applyDefaults(complete, kind.schema)).toBe(complete);
});
