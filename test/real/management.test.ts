import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { INSTEAD } from '../../lib/kinds/third-party/shape';
import { thirdPartyCrd } from '../../lib/kinds/third-party/third-party-kinds';
import type { KubeObject } from '../../lib/krm/kube-object';
import { ResourceNames } from '../../lib/schema/api-resource';
import { type GroupScopes, SCOPES } from '../../lib/schema/scope-table';
import { clusterFiles, repositoryObjects } from '../../tools/management/cluster-files';
import { managementFiles } from '../../tools/management/management-files';
import { DEPLOYMENTS } from '../../tools/render/deployments';
import { readInventoryFile } from '../../tools/render/inventory-file';
import { splitDocuments } from '../../tools/render/package-folder';
import { renderPackage } from '../../tools/render/render-package';
import { type RealApiServer, startApiServer } from './apiserver/api-server';
import type { Status } from './apiserver/client';
import { Judge } from './apiserver/judge';
import type { Manifest } from './apiserver/manifest';
import type { Setup } from './apiserver/setup';
import { until } from './until';

/** What `make management` writes, judged by a real API server that has the CRDs. */

const SETTINGS = { namespace: 'default', gitServer: 'https://git.example.com/nephio', secret: 'git-porch' };
const inventory = readInventoryFile('blueprints/network-slice/sites.yaml');
const scratch = mkdtempSync(join(tmpdir(), 'management-'));

let server: RealApiServer;
let judge: Judge;
let crds: Setup;
let objects: KubeObject[];
let bootstrap: Map<string, string>;
beforeAll(async () => {
  server = await startApiServer();
  judge = new Judge(server);
  const kinds = ['PackageVariant', 'PackageVariantSet', 'Repository'].map(
    kind => ['config.porch.kpt.dev', kind] as const,
  );
  const others = [...kinds, ['configsync.gke.io', 'RootSync'] as const];
  crds = await judge.setUp(others.map(([group, kind]) => crdOfTable(group, kind)));
  const site = inventory.sites.find(({ name }) => name === 'edge2');
  if (!site) throw new Error('there is no edge2');
  const kpt = process.env.KPT ?? 'kpt';
  for (const { blueprint, path } of DEPLOYMENTS)
    await renderPackage({ site, blueprint: join('blueprints', blueprint), path, scratch, kpt });
  objects = repositoryObjects(join(scratch, site.name, 'packages'));
  bootstrap = clusterFiles(site, objects, SETTINGS);
}, 120_000);
afterAll(async () => {
  await crds?.remove();
  await server?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** Our hints in it are no field of a CRD. */
function crdOfTable(group: string, kind: string): object {
  return JSON.parse(JSON.stringify(thirdPartyCrd(group, kind), (key, value) => (key === INSTEAD ? undefined : value)));
}

test('every document is accepted, with no field that would be dropped', async () => {
  const files = [...managementFiles(inventory.sites, SETTINGS), ...bootstrap];
  const said = await Promise.all(
    files.flatMap(([file, text]) =>
      splitDocuments(text).map(async document => {
        const { verdict, message } = await judge.verdict(document);
        return `${file} ${parse(document).kind}: ${verdict} ${message}`.trim();
      }),
    ),
  );
  expect(said.length).toBeGreaterThan(10);
  expect(said.filter(line => !line.endsWith(': accepted'))).toEqual([]);
});

interface Served {
  groups?: { versions: { groupVersion: string }[] }[];
  resources?: { name: string; kind: string }[];
}

test("the plurals of Kubernetes' own kinds are those that the server serves them as", async () => {
  const { body } = await server.client.get<Served>('/apis');
  const versions = (body.groups ?? []).flatMap(each => each.versions.map(({ groupVersion }) => groupVersion));
  const names = new ResourceNames([]);
  const compared: string[] = [];
  for (const apiVersion of ['v1', ...versions]) {
    const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
    const { namespaced = [], cluster = [] }: GroupScopes = SCOPES[group] ?? {};
    const { body: list } = await server.client.get<Served>(apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`);
    for (const { name, kind } of list.resources ?? []) {
      if (name.includes('/') || ![...namespaced, ...cluster].includes(kind)) continue;
      expect([apiVersion, kind, names.pluralOf({ apiVersion, kind })]).toEqual([apiVersion, kind, name]);
      compared.push(kind);
    }
  }
  expect(compared.length).toBeGreaterThan(60);
});

describe('with the role that is made for its sync', () => {
  const SYNC = 'sync-of-edge2';
  const role = () => parse(splitDocuments(bootstrap.get('sync-role.yaml') ?? '')[0] ?? '');
  let made: Setup;
  beforeAll(async () => {
    const crdsOfPackages = objects.filter(({ kind }) => kind === 'CustomResourceDefinition');
    made = await judge.setUp([
      ...crdsOfPackages.map(crd => crd.toJS() as object),
      role(),
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: SYNC },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role().metadata.name },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: SYNC }],
      },
    ]);
  });
  afterAll(() => made?.remove());

  async function apply(object: Manifest): Promise<{ code: number; message: string }> {
    const path = await judge.place(object);
    const place = `${path}/${object.metadata?.name}?dryRun=All&fieldManager=sync&force=true`;
    const { code, body } = await server.client.as(SYNC).apply<Status>(place, object);
    return { code, message: body.message ?? '' };
  }

  test('everything that is rendered for the site may be applied, its own roles too', async () => {
    await until(async () => (await apply(objects[0]?.toJS() as object)).code !== 403, {
      what: 'the role holds',
      seconds: 20,
    });
    for (const object of objects) {
      const { code, message } = await apply(object.toJS() as object);
      expect({ object: `${object.kind} ${object.name}`, code, message: code < 300 ? '' : message }).toEqual({
        object: `${object.kind} ${object.name}`,
        code: expect.any(Number),
        message: '',
      });
    }
  });

  test('and nothing else: no Secret, and no role that allows more', async () => {
    const metadata = { name: 'a', namespace: 'intent-to-krm' };
    expect((await apply({ apiVersion: 'v1', kind: 'Secret', metadata })).code).toBe(403);
    const wider = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'wider' },
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }],
    };
    expect(await apply(wider)).toMatchObject({ code: 403, message: expect.stringContaining('not currently held') });
  });
});
