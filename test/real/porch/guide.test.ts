import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { kubectl } from '../apiserver/binaries';
import { porchBinary } from './binaries';
import type { CommandLine } from './command-line';
import { Management, shipped } from './management';

/** The commands of the guide, as they are typed; only the address of the Git server is another. */

const GUIDE = 'docs/from-intent-to-cluster.md';
const SLICE = 'services/network-slice';

let management: Management;
let folder: string;
beforeAll(async () => {
  management = await Management.start();
  folder = join(management.porch.folder, 'guide');
  mkdirSync(folder);
  management.createRepositories();
  symlinkSync(resolve('blueprints'), join(folder, 'blueprints'));
  mkdirSync(join(folder, 'bin'));
  symlinkSync(kubectl(), join(folder, 'bin/kubectl'));
  symlinkSync(porchBinary('porchctl'), join(folder, 'bin/porchctl'));
}, 180_000);
afterAll(() => management?.stop());

/** What a reader of the guide types. */
function script(): string {
  const blocks = [...readFileSync(GUIDE, 'utf8').matchAll(/^```shell\n([\s\S]*?)^```$/gm)].map(match => match[1]);
  return blocks.join('').replace('GIT=https://git.example.com/nephio', `GIT=${management.porch.git.address()}`);
}

test('its commands lead from the intents to the repositories of the sites, and a change follows', async () => {
  const file = join(folder, 'guide.sh');
  const identity =
    'export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com';
  const path = `export PATH=${join(folder, 'bin')}${delimiter}$PATH`;
  writeFileSync(file, ['set -euxo pipefail', `cd ${folder}`, identity, path, script()].join('\n'));
  chmodSync(file, 0o755);
  const { status, stdout, stderr } = await management.porch.admin.finish('bash', [file]);
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('ran-bundle-embb-ran.yaml');
  expect(management.read('edge1-config', `${SLICE}/bundles/ran-bundle-embb-ran.yaml`)).toContain('value: 15\n');
  expect(management.files('edge2-config', SLICE)).toEqual([]);
}, 300_000);

test('planners propose, and only site operators publish', async () => {
  await management.porch.admin.apply(shipped('rbac.yaml', management.porch));
  const draft = await management.draft('edge2-config', SLICE, 'network-slice/v1');
  const as = (group: string): CommandLine => management.porch.admin.as('somebody', group);
  await expect(management.rpkg('propose', draft.metadata.name, as('site-operators'))).rejects.toThrow('forbidden');
  await management.rpkg('propose', draft.metadata.name, as('slice-planners'));
  await expect(management.rpkg('approve', draft.metadata.name, as('slice-planners'))).rejects.toThrow('forbidden');
  await management.rpkg('approve', draft.metadata.name, as('site-operators'));
  expect(management.files('edge2-config', SLICE)).not.toEqual([]);
});
