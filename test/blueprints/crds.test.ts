import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { BUNDLES } from '../../lib/kinds/bundle';
import { toCrd } from '../../lib/kinds/custom-resource';
import { blockText } from '../../lib/yaml/write/render';

const FILE = join(__dirname, '../../blueprints/cluster-baseline/crds.yaml');

/** UPDATE_GOLDEN=1 writes the file anew. */
function render(): string {
  const documents = BUNDLES.map(bundle => {
    const crd = toCrd(bundle);
    const metadata = { ...(crd.metadata as object), annotations: { 'intent.nephio.org/target-sites': 'all' } };
    return blockText({ ...crd, metadata });
  });
  return `# Made from the schemas in lib/kinds: edit those, then UPDATE_GOLDEN=1 make test.\n${documents.join('\n---\n')}\n`;
}

describe('the CRDs of the baseline', () => {
  test('are those of lib/kinds', () => {
    if (process.env.UPDATE_GOLDEN) writeFileSync(FILE, render());
    expect(readFileSync(FILE, 'utf8')).toBe(render());
  });
});
