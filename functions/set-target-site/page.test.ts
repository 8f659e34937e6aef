import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { KNOWN_VALUES } from '../../lib/kinds/site-values';
import { ADDRESS_FIELDS, NAMED_AFTER_SITE, PEER_FIELDS, SITE_FIELDS } from './site-fields';

const page = readFileSync(join(__dirname, 'README.md'), 'utf8');

interface OfKind {
  group?: string | undefined;
  kind?: string | undefined;
}

/** The rows of a table, those that differ in their groups only as one. */
function rows<Entry extends OfKind>(entries: readonly Entry[], cells: (entry: Entry) => string[]): string {
  const groups = new Map<string, string[]>();
  for (const entry of entries) {
    const kind = entry.kind === undefined ? 'any' : code(entry.kind);
    const key = [`${kind}${entry.group === undefined ? '' : '\0'}`, ...cells(entry)].join(' | ');
    groups.set(key, [...(groups.get(key) ?? []), entry.group === '' ? 'core' : (entry.group ?? '')]);
  }
  return [...groups].map(([key, names]) => `| ${key.replace('\0', ` (${names.join(', ')})`)} |\n`).join('');
}
const code = (text: string) => `\`${text.replaceAll('|', '\\|')}\``;

test('the table of fields on the page is that of the code', () => {
  const head = '| kind | field | value | set |\n|---|---|---|---|\n';
  expect(page).toContain(head + rows(SITE_FIELDS, ({ path, value, rule }) => [code(path), code(value), rule]));
});

test('so are those of addresses, peers, and kinds that are named after sites', () => {
  const head = '| kind | field |\n|---|---|\n';
  expect(page).toContain(head + rows(ADDRESS_FIELDS, ({ path }) => [code(path)]));
  expect(page).toContain(head + rows(PEER_FIELDS, ({ path }) => [code(path)]));
  for (const { kind, group } of NAMED_AFTER_SITE)
    expect(page.replace(/\s+/g, ' ')).toContain(`\`${kind}\` of ${group}`);
});

test('the page names the values that are checked', () => {
  expect(page).toContain(KNOWN_VALUES.map(name => `\`${name}\``).join(', '));
});
