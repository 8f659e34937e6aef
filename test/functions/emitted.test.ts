import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { validateSchema } from '../../functions/validate-schema/function';
import { type Data, listOf, run } from '../support/run';

const ROOT = join(__dirname, '../../functions');

const outputs = readdirSync(ROOT).flatMap(name =>
  readdirSync(join(ROOT, name, 'examples')).map(example => join(name, 'examples', example, 'output.yaml')),
);

describe('what the functions make', () => {
  test.each(outputs)('%s: what was generated is what its CRD allows, and Config Sync', file => {
    const { items } = parse(readFileSync(join(ROOT, file), 'utf8'), { logLevel: 'silent' });
    const generated = items.filter((item: Data) => item.metadata.annotations?.['intent.nephio.org/generated-by']);
    const list = listOf(generated.map((item: Data) => JSON.stringify(item)));
    const { exitCode, results } = run(validateSchema, list);
    expect(exitCode).toBe(0);
    expect(results.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });
});
