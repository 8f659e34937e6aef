import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { STANDARD_OBJECT_TYPES } from '../../lib/intent/object-types';
import { concerns, TARGETS, type TargetDefinition } from '../../lib/intent/targets';
import { generated, input, render } from '../../test/support/expectations';
import { listOf, run } from '../../test/support/run';
import { expectationToBundle } from './function';

const FILE = join(__dirname, 'README.md');
/** A shape on the page: its title, its package, its JSON, and a bundle that comes of it. */
const SHAPE =
  /^### (?<title>[A-J]): .*?Kptfile-examples\/(?<example>[a-z0-9-]+)\).*?```json\n(?<json>.*?)```\n\n```yaml\n(?<yaml>.*?)```\n/gms;

const readPage = () => readFileSync(FILE, 'utf8');

/** Kind and spec of the first bundle; the rest is the same for all. */
function shownBundle(json: string): string {
  const [bundle] = generated(render(input(json, 'network'))).filter(({ kind }) => kind !== 'ConfigMap');
  return stringify({ kind: bundle.kind, spec: bundle.spec }, { indentSeq: false, lineWidth: 0 });
}

describe('the page', () => {
  const HEAD =
    '| target | condition | of (object type) | unit | bundles | ServiceProfile |\n|---|---|---|---|---|---|\n';

  function row({ name, condition, objectTypes, unit, since, serviceProfile = [] }: TargetDefinition): string {
    const bundles = objectTypes.flatMap(objectType =>
      (STANDARD_OBJECT_TYPES[objectType]?.domains ?? [])
        .filter(domain => concerns(objectType, name, domain))
        .map(domain => domain.toUpperCase()),
    );
    const cells = [
      `\`${name}\`${since === undefined ? '' : ` (Rel-${since})`}`,
      `\`${condition}\``,
      objectTypes.map(type => `\`${type}\``).join(', '),
      unit ?? '–',
      [...new Set(bundles)].sort().join(', '),
      serviceProfile.map(field => `\`${field}\``).join(', ') || '–',
    ];
    return `| ${cells.join(' | ')} |\n`;
  }

  /** UPDATE_GOLDEN=1 writes the table anew. */
  test('lists every target of 28.312 with where it goes', () => {
    const page = readPage();
    const start = page.indexOf(HEAD);
    const end = page.indexOf('\n\n', start);
    const table = (HEAD + TARGETS.map(row).join('')).trimEnd();
    if (process.env.UPDATE_GOLDEN) writeFileSync(FILE, page.slice(0, start) + table + page.slice(end));
    expect(readPage()).toContain(`\n${table}\n\n`);
  });

  const shapes = [...readPage().matchAll(SHAPE)].map(match => match.groups as Record<string, string>);

  /** UPDATE_GOLDEN=1 writes the bundles anew. */
  test('shows each shape with its output and its package', () => {
    if (process.env.UPDATE_GOLDEN) {
      const updated = readPage().replace(SHAPE, (whole, ...rest) => {
        const { json = '', yaml = '' } = rest.at(-1);
        return whole.replace(`\`\`\`yaml\n${yaml}\`\`\``, () => `\`\`\`yaml\n${shownBundle(json)}\`\`\``);
      });
      writeFileSync(FILE, updated);
    }
    expect(shapes.map(({ title }) => title).join('')).toBe('ABCDEFGHIJ');
    for (const { json = '', yaml = '', example = '' } of shapes) {
      if (!process.env.UPDATE_GOLDEN) expect(parse(yaml)).toEqual(parse(shownBundle(json)));
      expect(existsSync(join(__dirname, '../../Kptfile-examples', example))).toBe(true);
    }
  });

  test('shows a config that is valid', () => {
    const config = /```yaml\n(apiVersion: intent\.nephio\.org\/v1alpha1\nkind: ExpectationToBundle\n.*?)```/s.exec(
      readPage(),
    );
    expect(run(expectationToBundle, listOf([], config?.[1])).exitCode).toBe(0);
  });
});
