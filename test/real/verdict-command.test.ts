import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { yaml } from '../support/yaml';

/** The command that `make verdict` calls. */

const folder = mkdtempSync(join(tmpdir(), 'verdict-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function verdict(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync('dist/tools/verdict.cjs', args, { input, encoding: 'utf8' });
  const lines = stdout.split('\n').filter(Boolean);
  return { status, stderr, lines: lines.filter(line => line.startsWith('{')).map(line => JSON.parse(line)) };
}

function write(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const BUNDLE = yaml`
  apiVersion: cn.nephio.org/v1alpha1
  kind: CNBundle
  metadata: {name: core}
  spec: {expectationId: e, expectationType: RANFunction}
`;
const SERVICE = yaml`
  apiVersion: v1
  kind: Service
  metadata: {name: web}
  spec:
    ports: [{port: 80}]
    type: Balanced
`;

test('one line for each document, in order, from files and standard input; refusals are no failure', () => {
  const files = [write('a.yaml', `# Nothing yet.\n---\n${SERVICE}---\n${BUNDLE}`), '-'];
  const setup = ['--setup', 'blueprints/cluster-baseline/crds.yaml'];
  const { status, lines } = verdict([...setup, ...files], 'apiVersion: example.com/v1\nkind: Thing\n');
  expect(status).toBe(0);
  expect(lines).toMatchObject([
    { file: files[0], index: 0, kind: 'Service', name: 'web', verdict: 'refused', causes: [{ field: 'spec.type' }] },
    { file: files[0], index: 1, kind: 'CNBundle', name: 'core', verdict: 'accepted', causes: [], warnings: [] },
    { file: '-', index: 0, kind: 'Thing', name: '', verdict: 'unknown-kind' },
  ]);
});

test('it leaves nothing behind', () => {
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  const env = { ...process.env, TMPDIR: scratch };
  const { status } = spawnSync('dist/tools/verdict.cjs', [], {
    input: SERVICE,
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  expect(status).toBe(0);
  expect(readdirSync(scratch)).toEqual([]);
});

test('a setup that the server refuses ends it with its message', () => {
  const { status, stderr } = verdict(['--setup', write('setup.yaml', SERVICE)], BUNDLE);
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/^setup: Service web: .*spec\.type/) });
});

test.each([
  ['a file that is not there', ['missing.yaml'], 'missing.yaml'],
  ['an option that is not there', ['--strict'], '--strict'],
  ['no document', [], 'no document'],
])('wrong use: %s', (_what, args, message) => {
  expect(verdict(args)).toEqual({ status: 2, stderr: expect.stringContaining(message), lines: [] });
});

test('--help says what comes out', () => {
  expect(verdict(['--help'])).toMatchObject({ status: 0 });
});
