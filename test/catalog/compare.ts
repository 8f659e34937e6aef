import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fc } from '../support/fast-check';
import { type CatalogFunction, type Divergence, goBinary } from './catalog-function';
import { divergences } from './divergences';

const RUNS = { numRuns: 500 };

/** Runs the function in Go beside ours: what they make of a package is the same, but for the differences in the table. */
export function compareWithCatalog(catalogFunction: CatalogFunction): void {
  const { name, packages, differences } = catalogFunction;
  const binary = goBinary(catalogFunction);
  const unexplained = (found: readonly Divergence[]) =>
    found.filter(divergence => !differences.some(difference => difference.explains(divergence))).map(shown);

  (binary === undefined ? describe.skip : describe)(`the catalog's ${name}`, () => {
    const compare = (given: Parameters<typeof divergences>[2]) => divergences(catalogFunction, binary ?? '', given);

    test('does the same with 500 packages, but for the intended differences', () => {
      fc.assert(
        fc.property(packages, given => {
          expect(unexplained(compare(given))).toEqual([]);
        }),
        RUNS,
      );
    }, 120_000);

    test.each(differences.map(({ code, ...rest }) => [code, rest] as const))(
      '%s: is shown, and explained',
      (_, { explains, example }) => {
        const found = compare({ ...example, isCanonical: true });
        expect(found.map(shown)).not.toEqual([]);
        expect(found.filter(divergence => !explains(divergence)).map(shown)).toEqual([]);
      },
    );
  });

  describe(`the intended differences from the catalog's ${name}`, () => {
    const page = readFileSync(join(__dirname, '../../functions', name, 'README.md'), 'utf8');
    const section = page.split(/^## /m).find(part => part.startsWith("Where it differs from the catalog's\n")) ?? '';

    test('are sorted, and each is on the page', () => {
      const codes = differences.map(({ code }) => code);
      expect(codes).toEqual([...codes].sort());
      expect(section.match(/`[A-Z_]+`(?= \|)/g)?.map(text => text.slice(1, -1))).toEqual(codes);
    });
  });
}

/** What a failing test shows of a divergence. */
function shown({ what, path, ours, theirs, item }: Divergence): object {
  return { what, path: path.join('.'), ours, theirs, ...(item && { of: `${item.apiVersion} ${item.kind}` }) };
}
