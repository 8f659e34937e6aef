import { expect, test } from '@jest/globals';
import { applySetters } from '../../functions/apply-setters/function';
import { fc } from '../support/fast-check';
import { listOf, run, withConfig } from '../support/run';
import { APPLY_SETTERS_DIFFERENCES } from './apply-setters/differences';
import { applySettersPackages } from './apply-setters/packages';
import { compareWithCatalog } from './compare';

compareWithCatalog({
  name: 'apply-setters',
  ours: applySetters as never,
  hasModule: true,
  keepsLayout: false,
  packages: applySettersPackages,
  differences: APPLY_SETTERS_DIFFERENCES,
});

test('set twice is set once (P2)', () => {
  fc.assert(
    fc.property(applySettersPackages, ({ documents, config }) => {
      const { stdout } = run(applySetters, listOf(documents, config));
      const items = stdout.replace(/^functionConfig:[\s\S]*|^results:[\s\S]*/m, '');
      expect(run(applySetters, withConfig(items, config)).stdout.startsWith(items)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
