import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { validateSchema } from '../../functions/validate-schema/function';
import { clusterFiles, repositoryObjects } from '../../tools/management/cluster-files';
import { DEPLOYMENTS } from '../../tools/render/deployments';
import { readInventoryFile } from '../../tools/render/inventory-file';
import { splitDocuments } from '../../tools/render/package-folder';
import { renderPackage } from '../../tools/render/render-package';
import { KptPackage } from '../support/kpt-package';
import { listOf, run } from '../support/run';

const BLUEPRINTS = join(__dirname, '../../blueprints');
const BLUEPRINT = join(BLUEPRINTS, 'clusters');
// biome-ignore lint/suspicious/noTemplateCurlyInString: that is how setters are written
const SETTER = ' # kpt-set: ${git-server}/${site}-config.git';

const inventory = readInventoryFile(join(BLUEPRINTS, 'network-slice/sites.yaml'));
const scratch = mkdtempSync(join(tmpdir(), 'clusters-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe("what `make management` makes for a site's cluster", () => {
  let files: Map<string, Map<string, string>>;
  beforeAll(async () => {
    files = new Map();
    for (const site of inventory.sites.slice(0, 2)) {
      for (const { blueprint, path } of DEPLOYMENTS) {
        const kpt = process.env.KPT ?? 'kpt';
        await renderPackage({ site, blueprint: join(BLUEPRINTS, blueprint), path, scratch, kpt });
      }
      const objects = repositoryObjects(join(scratch, site.name, 'packages'));
      files.set(site.name, clusterFiles(site, objects, { gitServer: 'https://git.example.com/nephio' }));
    }
  }, 60_000);

  /** UPDATE_GOLDEN=1 writes the file anew. */
  function isShipped(file: string, text: string): void {
    if (process.env.UPDATE_GOLDEN) writeFileSync(join(BLUEPRINT, file), text);
    expect(readFileSync(join(BLUEPRINT, file), 'utf8')).toBe(text);
  }

  test('the RootSync of the blueprint is that of edge1, with a setter', () => {
    const text = files.get('edge1')?.get('rootsync.yaml') ?? '';
    isShipped('rootsync.yaml', text.replace(/^ *repo: .*$/m, `$&${SETTER.replaceAll('$', '$$$$')}`));
  });

  test('its role is what every site needs for the shipped packages, without wildcards', () => {
    const role = files.get('edge1')?.get('sync-role.yaml') ?? '';
    isShipped('sync-role.yaml', role);
    expect(files.get('edge2')?.get('sync-role.yaml')).toBe(role);
    expect(role).not.toContain('*');
  });

  test('the namespace of the packages is closed', () => {
    expect(splitDocuments(files.get('edge1')?.get('isolation.yaml') ?? '').map(text => parse(text))).toMatchObject([
      { kind: 'Namespace', metadata: { name: 'intent-to-krm' } },
      { kind: 'NetworkPolicy', metadata: { name: 'edge-isolation', namespace: 'intent-to-krm' } },
    ]);
  });

  test('passes validate-schema, applied by hand or kept in the repository', () => {
    const documents = [...(files.get('edge2')?.values() ?? [])].flatMap(splitDocuments);
    expect(documents).toHaveLength(4);
    const asSynced = documents.map(text =>
      text.replace(/^ {4}config\.kubernetes\.io\/local-config: "true"$/m, '    a: b'),
    );
    for (const each of [documents, asSynced.filter(text => !text.includes('kind: RootSync'))]) {
      const { exitCode, stderr } = run(validateSchema, listOf(each));
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    }
  });

  test('holds no credential', () => {
    for (const text of [...files.values()].flatMap(each => [...each.values()]))
      expect(text).not.toMatch(/password|token: |BEGIN|:\/\/[^/\n]*@/);
  });
});

describe('the bootstrap of a cluster', () => {
  const kptPackage = new KptPackage(BLUEPRINT);
  afterAll(() => kptPackage.remove());
  const text = readFileSync(join(BLUEPRINT, 'rootsync.yaml'), 'utf8');

  test('renders, and stays as it is when it is in a package that is made for a site', () => {
    expect(kptPackage.render()).toMatchObject({ status: 0 });
    expect(kptPackage.eval('set-target-site', ['site=edge1'])).toMatchObject({ status: 0 });
    expect(kptPackage.eval('set-labels', ['env=prod'])).toMatchObject({ status: 0 });
    for (const file of ['rootsync.yaml', 'sync-role.yaml'])
      expect(readFileSync(join(kptPackage.folder, file), 'utf8')).toBe(readFileSync(join(BLUEPRINT, file), 'utf8'));
  });

  test('its setters say which repository it is about', () => {
    const repository = (site: string) => text.replace('/nephio/edge1-config.git', `/nephio/${site}-config.git`);
    for (const site of ['edge1', 'edge2']) {
      const setters = [`site=${site}`, 'git-server=https://git.example.com/nephio'];
      expect(kptPackage.eval('apply-setters', setters)).toMatchObject({ status: 0 });
      expect(readFileSync(join(kptPackage.folder, 'rootsync.yaml'), 'utf8')).toBe(repository(site));
    }
  });
});
