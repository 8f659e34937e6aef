import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AS_KPT, CASES, describeContainers, docker, finish, image } from '../support/containers';
import { executable } from '../support/kpt-package';
import { configMap, listOf } from '../support/run';

/** A user's folder may hold files that a runtime would obey; a function reads stdin and nothing else. */

const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FILES: Record<string, string> = {
  '.env': 'HOSTILE=from-env\nNODE_OPTIONS=--require=/work/preload.cjs\nBUN_OPTIONS=--preload=/work/preload.cjs\n',
  'bunfig.toml': 'preload = ["./preload.cjs"]\n',
  'node.config.json': '{"nodeOptions": {"import": ["./preload.cjs"]}}\n',
  'package.json': '{"type": "module", "main": "preload.cjs"}\n',
  'preload.cjs': 'console.log("preloaded", process.env.HOSTILE);\nprocess.exit(3);\n',
  'tsconfig.json': '{"compilerOptions": {"paths": {"*": ["./preload.cjs"]}}}\n',
};
beforeAll(() => {
  // A function that runs as `nobody` has to be able to read them.
  chmodSync(folder, 0o755);
  for (const [file, content] of Object.entries(FILES)) writeFileSync(join(folder, file), content, { mode: 0o644 });
});

const mounted = [`--volume=${folder}:/work:ro`, '--workdir=/work'];
const input = listOf(['apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n'], configMap({}));

describeContainers.each(CASES)('$name on $variant', ({ name, variant }) => {
  test('files in the working directory change nothing', () => {
    const finished = docker(['run', '--rm', ...AS_KPT, ...mounted, image(name, variant)], input);
    expect(finished).toEqual(finish(executable(name), [], input));
  });
});

describeContainers('Bun without the options of the ENTRYPOINT', () => {
  const bun = (...args: string[]) =>
    docker([
      'run',
      '--rm',
      ...AS_KPT,
      ...mounted,
      '--entrypoint=/usr/local/bin/bun',
      image('set-labels', 'bun'),
      ...args,
    ]);

  test('obeys those files', () => {
    expect(bun('/function.cjs')).toMatchObject({ status: 3, stdout: 'preloaded from-env\n' });
  });

  test('needs each of them', () => {
    const [config, env] = ['--config=/dev/null', '--no-env-file'];
    const preloads = (...options: string[]) => bun(...options, '/function.cjs').stdout;
    expect(preloads(env)).toBe('preloaded undefined\n');
    // tsconfig.json still puts another file in the place of the function.
    expect(preloads(config, env)).toBe('preloaded undefined\n');
    const printsEnv = ['-e', 'console.log(process.env.HOSTILE)'];
    expect(bun(config, ...printsEnv).stdout).toBe('from-env\n');
    expect(bun(config, env, ...printsEnv).stdout).toBe('undefined\n');
  });
});
