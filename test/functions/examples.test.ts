import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../../lib/krm/function';
import { YamlDocument } from '../../lib/yaml/document';
import { isMap } from '../../lib/yaml/value';
import { FUNCTIONS } from '../support/functions';

const ROOT = join(__dirname, '../../functions');

describe.each(FUNCTIONS.map(krmFunction => [krmFunction.name, krmFunction] as const))('%s', (name, krmFunction) => {
  const folder = join(ROOT, name);

  /** UPDATE_GOLDEN=1 writes the outputs anew: read the difference before you commit it. */
  test.each(readdirSync(join(folder, 'examples')))('example %s', example => {
    const outputFile = join(folder, 'examples', example, 'output.yaml');
    const { stdout, exitCode } = evaluate(krmFunction, readFileSync(join(folder, 'examples', example, 'input.yaml')));
    if (process.env.UPDATE_GOLDEN) writeFileSync(outputFile, stdout);
    expect(stdout.toString()).toBe(readFileSync(outputFile, 'utf8'));
    const document = new YamlDocument(stdout);
    const results = document.get(document.root, ['results']) ?? [];
    const hasErrors = Array.isArray(results) && results.some(result => isMap(result) && result.severity === 'error');
    expect(exitCode).toBe(hasErrors ? 1 : 0);
  });

  test('its page begins with its summary, and shows what kpt fn doc looks for', () => {
    const page = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(page).toContain(`# ${name}\n\n<!--mdtogo:Short-->\n${krmFunction.summary}\n<!--mdtogo-->\n`);
    expect(page).toMatch(/<!--mdtogo:Long-->\n[\s\S]+<!--mdtogo-->/);
    expect(page).toMatch(/<!--mdtogo:Examples-->\n[\s\S]+<!--mdtogo-->/);
  });
});

test('every folder of functions is tested as one', () => {
  expect(FUNCTIONS.map(({ name }) => name)).toEqual(
    readdirSync(ROOT).filter(name => existsSync(join(ROOT, name, 'function.ts'))),
  );
});
