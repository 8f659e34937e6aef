import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readInventoryFile } from '../../tools/render/inventory-file';
import { listFiles, splitDocuments } from '../../tools/render/package-folder';
import { renderPackage } from '../../tools/render/render-package';
import { KptPackage } from '../support/kpt-package';
import type { Data } from '../support/run';
import { suiteJudge } from './apiserver/suite-judge';

/** What we ship and what comes of it, judged by a real API server: strict, so that nothing of it would be pruned. */

const BASELINE_CRDS = 'blueprints/cluster-baseline/crds.yaml';

const judge = suiteJudge(splitDocuments(readFileSync(BASELINE_CRDS, 'utf8')));
const scratch = mkdtempSync(join(tmpdir(), 'shipped-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The documents of a package that a cluster gets. */
function applied(folder: string): string[] {
  const files = listFiles(folder).filter(file => file.endsWith('.yaml') && !file.startsWith('.git/'));
  const texts = files.map(file => readFileSync(join(folder, file), 'utf8'));
  return texts.flatMap(splitDocuments).filter(text => {
    const annotations: Data = parse(text, { logLevel: 'silent' }).metadata.annotations;
    return annotations?.['config.kubernetes.io/local-config'] !== 'true';
  });
}

/** `Kind name: verdict` of each document, with the server's words if it is not accepted. */
async function verdicts(documents: readonly string[]): Promise<string[]> {
  const said = await Promise.all(
    documents.map(async text => {
      const { kind, metadata } = parse(text, { logLevel: 'silent' });
      const { verdict, message, warnings } = await judge().verdict(text);
      return [`${kind} ${metadata.name}: ${verdict}`, message, ...warnings].filter(Boolean).join(': ');
    }),
  );
  return said.sort();
}

const inventory = readInventoryFile('blueprints/network-slice/sites.yaml');

// The intents are for these two.
const sites = inventory.sites.filter(({ groups }) => groups.includes('both'));

describe.each(sites)('the blueprints, rendered for $name', site => {
  test.each([
    ['cluster-baseline', ['ClusterRole', 'CustomResourceDefinition', 'Namespace', 'NetworkPolicy']],
    ['network-slice', ['CNBundle', 'ConfigMap', 'NetworkSlice', 'RANBundle', 'TNBundle']],
  ])('%s: all accepted', async (blueprint, kinds) => {
    const kpt = process.env.KPT ?? 'kpt';
    const job = { site, blueprint: join('blueprints', blueprint), path: blueprint, scratch, kpt };
    const said = await verdicts(applied((await renderPackage(job)).folder));
    expect(said.filter(line => !line.endsWith(': accepted'))).toEqual([]);
    expect([...new Set(said.map(line => line.split(' ')[0]))]).toEqual(kinds);
  });
});

test('the policies of the baseline are such as a cluster takes', async () => {
  const { policies, bindings } = parse(readFileSync('blueprints/cluster-baseline/policies.yaml', 'utf8'));
  const said = await verdicts([...policies, ...bindings].map(object => JSON.stringify(object)));
  expect(said).toHaveLength(4);
  expect(said.filter(line => !line.endsWith(': accepted'))).toEqual([]);
});

test('a bundle with a field that its CRD does not have would be refused', async () => {
  const bundle = {
    apiVersion: 'cn.nephio.org/v1alpha1',
    kind: 'CNBundle',
    metadata: { name: 'a', namespace: 'intent-to-krm' },
    spec: { pruned: true },
  };
  const { verdict, causes } = await judge().verdict(bundle);
  expect(verdict).toBe('refused');
  expect(causes).toMatchObject([{ field: 'spec.pruned', reason: 'UnknownField' }]);
});

describe('the examples, rendered', () => {
  /** Kinds of others, whose CRDs a cluster has from elsewhere or gets with the package. */
  const UNKNOWN: Record<string, string[]> = {
    'set-labels': ['Service'],
    'set-labels-options': ['Rollout'],
    'set-target-site-values': ['NFDeployment'],
    'validate-schema': ['Cell'],
  };
  const examples = readdirSync('Kptfile-examples', { withFileTypes: true }).filter(entry => entry.isDirectory());

  test.each(examples.map(({ name }) => name))('%s: all accepted', async name => {
    const kptPackage = new KptPackage(join('Kptfile-examples', name));
    try {
      expect(kptPackage.render()).toMatchObject({ status: 0 });
      const said = await verdicts(applied(kptPackage.folder));
      const others = said.filter(line => !line.endsWith(': accepted'));
      expect(others.map(line => line.replace(/ .*?: unknown-kind: .*/, ''))).toEqual(UNKNOWN[name] ?? []);
      expect(said.length).toBeGreaterThan(others.length);
    } finally {
      kptPackage.remove();
    }
  });
});
