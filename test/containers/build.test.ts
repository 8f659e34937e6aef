import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { buildCommand } from '../../tools/images/build-command';
import { buildArguments, stageFunction } from '../../tools/images/function-context';
import { imageName, REPOSITORY } from '../../tools/images/names';
import { baseOf, CASES, describeContainers, docker, image, inspect, ownBase, repository } from '../support/containers';

/** How images are made: names, `make images`, the same image from the same input, any base. */

const folder = mkdtempSync(join(tmpdir(), 'build-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `make images` calls. */
function makeImages(args: readonly string[], env: object = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('dist', 'tools', 'images.cjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

interface Built {
  Id: string;
  Config: { Cmd: string[] | null; Entrypoint: string[]; Env: string[] | null; Labels: Record<string, string> };
  RootFS: { Layers: string[] };
}

describe('names', () => {
  /** As Porch does it: the last path segment and the tag without dots, then a number and a digest. */
  const podName = (name: string) => {
    const [, last = '', tag = ''] = /([^/]*):([^:/]*)$/.exec(name) ?? [];
    return `${last.replaceAll('_', '-')}-${tag.replaceAll('.', '')}-1-0123abcd`;
  };

  test.each(CASES)('$name on $variant: Porch can make a Pod and a Service of it', ({ name, variant }) => {
    const full = imageName(REPOSITORY, name, variant);
    expect(full).toMatch(/^ghcr\.io\/intent-krm\/[a-z][a-z0-9-]*:v\d+\.\d+\.\d+(?:-bun)?$/);
    // RFC 1035, as the API server checks a Service's name.
    expect(podName(full)).toMatch(/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
  });
});

describe('make images without an engine', () => {
  test('no docker command: says how to get one', () => {
    expect(makeImages([], { PATH: '' })).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'make images needs a running Docker engine: there is no docker command (Debian: apt-get install docker.io)\n',
    });
  });
});

describeContainers('make images', () => {
  test('an engine that does not answer: says so in one line', () => {
    const { status, stdout, stderr } = makeImages([], { DOCKER_HOST: `unix://${folder}/none.sock` });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^make images needs a running Docker engine: .*none\.sock.*\n$/);
  });

  test('builds all images, and ends with a table of them', () => {
    const { status, stdout, stderr } = makeImages(['--base', 'local', '--repository', `${repository}-made`]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const { name, variant } of CASES) {
      const made = imageName(`${repository}-made`, name, variant);
      expect(inspect<Built>(made).RootFS).toEqual(inspect<Built>(image(name, variant)).RootFS);
      expect(stdout).toMatch(new RegExp(`^│ ${made} +│ +[0-9.]+ MB │ +[0-9]+ bytes │$`, 'm'));
    }
  });
});

describeContainers.each(CASES.slice(0, 2))('Dockerfile.function, $name on $variant', ({ name, variant }) => {
  /** Builds into `…-again`; the suite's images stay. */
  function build(context: string, base: string, ...options: string[]): Built {
    const tag = imageName(`${repository}-again`, name, variant);
    stageFunction(name, variant, context);
    const [build, ...rest] = buildCommand(context, variant, tag, buildArguments(name, base));
    const finished = docker([build ?? '', ...options, ...rest]);
    expect(finished).toMatchObject({ status: 0 });
    return inspect<Built>(tag);
  }

  test('the same input, elsewhere: the same image', () => {
    const base = ownBase('again', variant);
    const first = build(join(folder, `${variant}-a`), base);
    expect(build(join(folder, `${variant}-b`), base).Id).toBe(first.Id);
    // Without the engine's cache, all but the times in its own record.
    const uncached = build(join(folder, `${variant}-c`), base, '--no-cache');
    expect(uncached.RootFS).toEqual(first.RootFS);
    expect({ ...uncached.Config, Image: '' }).toEqual({ ...first.Config, Image: '' });
  });

  test('ENTRYPOINT and CMD of a base do not get through', () => {
    const base = `${repository}/base-with-command:${variant}`;
    const dockerfile = `FROM ${baseOf(variant)}\nENTRYPOINT ["/bin/entry"]\nCMD ["command"]\nUSER root\n`;
    expect(docker(['build', '--tag', base, '-'], dockerfile)).toMatchObject({ status: 0 });
    const { Config } = build(join(folder, `${variant}-d`), base);
    const expected = inspect<Built>(image(name, variant)).Config;
    expect([Config.Entrypoint, Config.Cmd]).toEqual([expected.Entrypoint, null]);
  });
});
