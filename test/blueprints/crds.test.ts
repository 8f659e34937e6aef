import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { BUNDLES } from '../../lib/kinds/bundle';
import { type CustomResource, toCrd } from '../../lib/kinds/custom-resource';
import { INTENT_RESOURCE } from '../../lib/kinds/intent';
import { NETWORK_SLICE } from '../../lib/kinds/network-slice';
import { PROVISIONING_REQUEST } from '../../lib/kinds/provisioning-request';
import { SITE_RESOURCE } from '../../lib/kinds/site';
import { blockText } from '../../lib/yaml/write/render';

const FILE = join(__dirname, '../../blueprints/cluster-baseline/crds.yaml');

/** Kinds that clusters get. */
const APPLIED: readonly CustomResource[] = [...BUNDLES, NETWORK_SLICE];
/** Kinds that stay in packages, or come to clusters from elsewhere: their CRDs are here for validators. */
const LOCAL: readonly CustomResource[] = [INTENT_RESOURCE, SITE_RESOURCE, PROVISIONING_REQUEST];

/** UPDATE_GOLDEN=1 writes the file anew. */
function render(): string {
  const documents = [
    ...APPLIED.map(resource => crdText(resource, { 'intent.nephio.org/target-sites': 'all' })),
    ...LOCAL.map(resource => crdText(resource, { 'config.kubernetes.io/local-config': 'true' })),
  ];
  return `# Made from the schemas in lib/kinds: edit those, then UPDATE_GOLDEN=1 make test.\n# Those that are local-config are for validators: clusters do not get them from here.\n${documents.join('\n---\n')}\n`;
}

function crdText(resource: CustomResource, annotations: Record<string, string>): string {
  const crd = toCrd(resource);
  return blockText({ ...crd, metadata: { ...(crd.metadata as object), annotations } });
}

describe('the CRDs of the baseline', () => {
  test('are those of lib/kinds', () => {
    if (process.env.UPDATE_GOLDEN) writeFileSync(FILE, render());
    expect(readFileSync(FILE, 'utf8')).toBe(render());
  });
});
