import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { NAMESPACE_REFERENCES } from './namespace-references';

test.each(['set-namespace', 'set-target-site'])('the page of %s has a row for each reference', name => {
  const page = readFileSync(join(__dirname, '../../../functions', name, 'README.md'), 'utf8');
  for (const { kinds, path } of NAMESPACE_REFERENCES) {
    const field = `${path.join('.').replaceAll('.*', '[]')}.namespace`;
    const row = page.split('\n').find(line => line.startsWith(`| \`${field}\` | `));
    for (const { kind } of kinds) expect({ field, row }).toEqual({ field, row: expect.stringContaining(kind ?? '') });
  }
});
