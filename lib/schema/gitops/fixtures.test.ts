import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { validateSchema } from '../../../functions/validate-schema/function';
import { configMap, listOf, run } from '../../../test/support/run';
import type { Result } from '../../krm/result';
import { GITOPS_RULES } from './rules';

/**
 * A file for each fault; its first lines say what is found: severity, rule, code of Config Sync, field. Beside it, as
 * `.good.yaml`, the same without the fault.
 */
const FOLDER = join(__dirname, 'fixtures');
const files = readdirSync(FOLDER).sort();
const bad = files.filter(file => !file.endsWith('.good.yaml'));
const good = files.filter(file => file.endsWith('.good.yaml'));

function read(file: string): string {
  return readFileSync(join(FOLDER, file), 'utf8');
}

/** What a fixture says of itself. */
function expected(file: string): string[] {
  return [...read(file).matchAll(/^# (.+)$/gm)].map(match => match[1] as string);
}

function results(file: string): Result[] {
  // CRDs are not what these are about.
  const config = configMap({ ignoreMissingSchemas: 'true' });
  return run(validateSchema, listOf(read(file).split(/^---$/m), config)).results;
}

function line({ severity, tags, field }: Result): string {
  return [severity, tags?.rule, tags?.knv, field?.path].filter(Boolean).join(' ');
}

describe('faults', () => {
  test.each(bad)('%s', file => {
    const found = results(file).filter(({ severity, tags }) => severity !== 'info' || tags?.rule);
    expect(found.map(line).sort()).toEqual(expected(file).sort());
  });
});

describe('the same without the fault', () => {
  test.each(good)('%s', file => {
    expect(bad).toContain(file.replace('.good', ''));
    expect(results(file).filter(({ severity }) => severity !== 'info')).toEqual([]);
  });
});

test('every rule has a fixture', () => {
  const shown = new Set(bad.flatMap(expected).map(each => each.split(' ')[1]));
  expect(Object.keys(GITOPS_RULES).filter(rule => !shown.has(rule))).toEqual([]);
});

test('a fixture with a code is named after one that it shows', () => {
  const withCode = bad.filter(file => file.startsWith('KNV'));
  expect(withCode.filter(file => !expected(file).some(each => each.includes(file.slice(0, 7))))).toEqual([]);
});
