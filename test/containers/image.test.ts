import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { VARIANTS, version } from '../../tools/images/names';
import { baseOf, CASES, describeContainers, docker, finish, functions, image, inspect } from '../support/containers';
import { FUNCTIONS } from '../support/functions';

/** What is in the images, as `docker inspect` tells it. */
interface Image {
  Id: string;
  Size: number;
  Config: {
    Cmd: string[] | null;
    Entrypoint: string[];
    Env: string[];
    Labels: Record<string, string>;
    User: string;
  };
  RootFS: { Layers: string[] };
}

const ENTRYPOINTS = {
  bun: ['/usr/local/bin/bun', '--cwd=/', '--config=/dev/null', '--no-env-file', '/function.cjs'],
  node: ['/nodejs/bin/node', '/function.cjs'],
};
/**
 * A function's own bytes: its bundle, and what its runtime has compiled of it. The largest is policy-enforcer, with the
 * schemas and defaults of five versions of Kubernetes, CEL, and the packs.
 */
const LARGEST_LAYER = { bun: 3_300_000, node: 2_400_000 };

const folder = mkdtempSync(join(tmpdir(), 'containers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeContainers.each(CASES)('$name on $variant', ({ name, variant }) => {
  const inspected = () => inspect<Image>(image(name, variant));

  test('starts with ENTRYPOINT alone, as a numeric user', () => {
    const { Entrypoint, Cmd, User } = inspected().Config;
    expect({ Entrypoint, Cmd, User }).toEqual({ Entrypoint: ENTRYPOINTS[variant], Cmd: null, User: '65534:65534' });
  });

  test('says what it is', () => {
    expect(inspected().Config.Labels).toMatchObject({
      'org.opencontainers.image.title': name,
      'org.opencontainers.image.description': FUNCTIONS.find(each => each.name === name)?.summary,
      'org.opencontainers.image.version': version(),
      'org.opencontainers.image.revision': expect.stringMatching(/^(?:[0-9a-f]{40}(?:-modified)?|unknown)$/),
      'org.opencontainers.image.source': 'https://github.com/intent-krm/intent-krm',
      'org.opencontainers.image.licenses': 'Apache-2.0',
      'org.opencontainers.image.base.name': baseOf(variant),
    });
  });

  test('adds one small layer to its base', () => {
    const [own, base] = [inspected(), inspect<Image>(baseOf(variant))];
    expect(own.RootFS.Layers.slice(0, -1)).toEqual(base.RootFS.Layers);
    expect(own.Size - base.Size).toBeLessThanOrEqual(LARGEST_LAYER[variant]);
  });

  test('has no shell', () => {
    const options = ['--rm', '--network=none', '--entrypoint=/bin/sh'];
    const { status, stderr } = docker(['run', ...options, image(name, variant), '-c', 'true']);
    expect(status).toBe(127);
    expect(stderr).toContain('no such file or directory');
  });
});

describeContainers.each(functions)('%s on node', name => {
  test("has V8's code cache of its bundle, and Node.js takes it", () => {
    const script = `
      const { readFileSync } = require('node:fs');
      const [bundle, cachedData] = ['bundle', 'cache'].map(part => readFileSync('/function.cjs.' + part));
      const { cachedDataRejected } = new (require('node:vm').Script)(bundle.toString(), { cachedData });
      process.stdout.write(JSON.stringify({ cachedDataRejected }));`;
    const options = ['--rm', '--network=none', `--entrypoint=${ENTRYPOINTS.node[0]}`];
    const { stdout } = docker(['run', ...options, image(name, 'node'), '--eval', script]);
    expect(JSON.parse(stdout)).toEqual({ cachedDataRejected: false });
  });
});

describeContainers.each(VARIANTS)('all images on %s', variant => {
  test('share all layers but one', () => {
    const layers = functions.map(name => inspect<Image>(image(name, variant)).RootFS.Layers);
    const shared = layers.map(each => each.slice(0, -1).join());
    expect(new Set(shared).size).toBe(1);
    expect(new Set(layers.flat()).size).toBe((layers[0]?.length ?? 0) - 1 + functions.length);
  });

  test('hold the runtime, its libraries, the user `nobody`, and no other program', () => {
    const container = docker(['create', '--network=none', image('set-labels', variant)]).stdout.trim();
    const passwd = join(folder, `passwd-${variant}`);
    docker(['cp', `${container}:/etc/passwd`, passwd]);
    docker(['export', '--output', join(folder, 'image.tar'), container]);
    docker(['rm', container]);
    expect(readFileSync(passwd, 'utf8')).toMatch(/^nobody:x:65534:65534:/m);
    const listing = finish('tar', ['--list', '--verbose', '--file', join(folder, 'image.tar')]).stdout;
    // Docker itself adds empty files, such as /etc/hosts.
    const programs = [...listing.matchAll(/^-.{8}x\S* +\S+ +[1-9].* (\S+)$/gm)].map(match => `/${match[1]}`);
    expect(programs.filter(path => !path.startsWith('/lib/'))).toEqual([ENTRYPOINTS[variant][0]]);
  });
});
