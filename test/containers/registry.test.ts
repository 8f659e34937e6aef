import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildCommand } from '../../tools/images/build-command';
import { removeUnnamed } from '../../tools/images/docker';
import { buildArguments, stageFunction } from '../../tools/images/function-context';
import { VARIANTS, type Variant, version } from '../../tools/images/names';
import { describeRegistry, docker, inspect, ownBase } from '../support/containers';
import { KptPackage, kpt } from '../support/kpt-package';
import { yaml } from '../support/yaml';

/** Images go through a real registry, and kpt pulls them by digest. */

const EXAMPLE = 'Kptfile-examples/set-labels';

const folder = mkdtempSync(join(tmpdir(), 'registry-'));
let address: string;
let registry: ChildProcess | undefined;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const bound = server.address();
      server.close(() => resolve(bound !== null && typeof bound === 'object' ? bound.port : 0));
    });
  });
}

async function startRegistry(): Promise<void> {
  const port = await freePort();
  address = `localhost:${port}`;
  // Debian's own configuration asks for a password and listens on all addresses.
  const config = yaml`
    version: 0.1
    log: {level: error, accesslog: {disabled: true}}
    storage:
      filesystem: {rootdirectory: ${folder}/storage}
    http:
      addr: 127.0.0.1:${port}
  `;
  writeFileSync(join(folder, 'config.yml'), config);
  registry = spawn('docker-registry', ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  while (!(await answers())) {
    if (registry.exitCode !== null) throw new Error(`docker-registry ended with exit code ${registry.exitCode}`);
    await setTimeout(50);
  }
}

const answers = () =>
  fetch(`http://${address}/v2/`).then(
    ({ ok }) => ok,
    () => false,
  );

interface Image {
  Id: string;
  RepoDigests: string[];
}

/** Builds an image that nothing else has, not even its layer: once removed, it is in the registry only. */
function buildUnique(tag: string, variant: Variant): void {
  const context = join(folder, `context-${variant}`);
  stageFunction('set-labels', variant, context);
  writeFileSync(join(context, 'function.cjs.unique'), context);
  const base = ownBase('registry', variant);
  expect(docker(buildCommand(context, variant, tag, buildArguments('set-labels', base)))).toMatchObject({ status: 0 });
}

function removeImage(reference: string, variant: Variant): void {
  expect(docker(['image', 'rm', reference])).toMatchObject({ status: 0 });
  removeUnnamed(ownBase('registry', variant));
}

describeRegistry.each(VARIANTS)('a registry, with an image on %s', variant => {
  const withImage = new KptPackage(EXAMPLE);
  const withExecutable = new KptPackage(EXAMPLE);

  beforeAll(startRegistry, 20_000);
  afterAll(() => {
    registry?.kill();
    withImage.remove();
    withExecutable.remove();
  });

  test('gives back the image that was pushed; kpt pulls it by digest and renders with it', () => {
    const pushed = `${address}/set-labels:${version()}`;
    buildUnique(pushed, variant);
    expect(docker(['push', '--quiet', pushed])).toMatchObject({ status: 0 });
    const { Id, RepoDigests } = inspect<Image>(pushed);
    const digest = RepoDigests.find(each => each.startsWith(address)) ?? '';
    expect(digest).toMatch(/@sha256:[0-9a-f]{64}$/);

    removeImage(pushed, variant);
    expect(docker(['image', 'inspect', Id])).toMatchObject({ status: 1 });
    const pulled = docker(['pull', pushed]);
    expect(pulled.stdout.match(/: Pull complete$/gm)).toHaveLength(1);
    expect(inspect<Image>(pushed)).toMatchObject({ Id, RepoDigests });

    removeImage(pushed, variant);
    const kptfile = readFileSync(join(EXAMPLE, 'Kptfile'), 'utf8');
    withImage.write('Kptfile', kptfile.replace(/image: .*/, `image: ${digest}`));
    const rendered = kpt(['fn', 'render', withImage.folder, '--image-pull-policy=always']);
    expect(rendered).toMatchObject({ status: 0 });
    expect(inspect<Image>(digest)).toMatchObject({ Id });
    removeImage(digest, variant);

    expect(withExecutable.render()).toMatchObject({ status: 0 });
    for (const each of [withImage, withExecutable]) each.write('Kptfile', kptfile);
    expect(withImage.diff()).toBe(withExecutable.diff());
  }, 60_000);
});
