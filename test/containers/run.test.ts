import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AS_KPT, CASES, describeContainers, docker, finish, image, inspect } from '../support/containers';
import { executable } from '../support/kpt-package';
import { writeResources } from '../support/real-packages';
import { configMap, listOf } from '../support/run';
import { config, SITES } from '../support/sites';

/** Images run as kpt runs them, or with less, and give the bytes that the executable gives. */

/** What 1,000 resources must do with. */
const MEMORY = { bun: '64m', node: '96m' };

/** All packs; what they find are warnings, for the package is to pass. */
const PACKS = `[${['guardrails', 'hardening', 'pss-restricted', 'slice']
  .map(name => `{name: ${name}, actions: [Warn]}`)
  .join(', ')}]`;

/** Configs with which each function has something to do in every package. */
const CONFIGS: Record<string, string> = {
  'apply-setters': configMap({ site: 'edge1' }),
  'expectation-to-bundle': configMap({ namespace: 'slices' }),
  'policy-enforcer': configMap({ packs: PACKS }),
  'set-labels': configMap({ env: 'prod' }),
  'set-namespace': configMap({ namespace: 'prod' }),
  'set-target-site': config({ site: 'edge1' }),
  'validate-schema': configMap({ ignoreMissingSchemas: 'true' }),
};

const folder = mkdtempSync(join(tmpdir(), 'run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function examples(name: string): string[] {
  const root = join('functions', name, 'examples');
  return readdirSync(root).map(example => readFileSync(join(root, example, 'input.yaml'), 'utf8'));
}

describeContainers.each(CASES)('$name on $variant', ({ name, variant }) => {
  const run = (input: string, ...args: string[]) =>
    docker(['run', '--rm', ...AS_KPT, image(name, variant), ...args], input);

  let resources: string[];
  beforeAll(() => {
    const resourceFolder = join(folder, `${name}-${variant}`);
    writeResources(resourceFolder, 1000);
    resources = readdirSync(resourceFolder).map(file => readFileSync(join(resourceFolder, file), 'utf8'));
  });

  /** Runs a list of 1,000 resources with a memory limit, on a read-only root, without capabilities. */
  function runCapped(memory: string) {
    const list = listOf([...SITES, ...resources], CONFIGS[name]);
    const container = `${image(name, variant).replace(/[/:]/g, '-')}-${memory}`;
    const limits = ['--read-only', '--cap-drop=ALL', `--memory=${memory}`, `--memory-swap=${memory}`];
    const finished = docker(['run', '--name', container, ...AS_KPT, ...limits, image(name, variant)], list);
    const { State } = inspect<{ State: { OOMKilled: boolean } }>(container);
    docker(['rm', container]);
    return { list, finished, killed: State.OOMKilled };
  }

  test('1,000 resources on a read-only root, without capabilities, in little memory', () => {
    const { list, finished, killed } = runCapped(MEMORY[variant]);
    expect({ status: finished.status, stderr: finished.stderr, killed }).toEqual({
      status: 0,
      stderr: '',
      killed: false,
    });
    expect(finished.stdout === finish(executable(name), [], list).stdout).toBe(true);
  });

  test('a limit that is too low is noticed', () => {
    // Killed, by nobody but the kernel: the engine does not always learn in time that it was for want of memory.
    expect(runCapped('8m').finished.status).toBe(137);
  });

  test('its examples, verdicts and messages are those of the executable', () => {
    for (const input of [...examples(name), '', 'kind: List\n'])
      expect(run(input)).toEqual(finish(executable(name), [], input));
    expect(run('', '--help')).toEqual(finish(executable(name), ['--help']));
    expect(run('', '--verbose')).toEqual(finish(executable(name), ['--verbose']));
  });
});

const onBun = CASES.filter(({ variant }) => variant === 'bun');

describeContainers.each(onBun)('$name on bun', ({ name, variant }) => {
  test('starts from bytecode', () => {
    const verbose = ['--env', 'BUN_JSC_verboseDiskCache=1'];
    const { status, stdout, stderr } = docker(['run', '--rm', ...AS_KPT, ...verbose, image(name, variant), '--help']);
    expect(status).toBe(0);
    expect(stdout + stderr).toContain('Cache hit for sourceCode');
  });
});
