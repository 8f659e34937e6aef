import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { KptPackage, kpt } from '../support/kpt-package';
import { listOf } from '../support/run';
import { SdkProject } from '../support/sdk-program';
import { yaml } from '../support/yaml';

/** SDK functions as programs, with this library's `run` in place of the SDK's. */

const project = new SdkProject();
afterAll(() => project.remove());

const LIST = listOf(['apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a # c\n']);

/** A program around the body of an SDK function. */
function program(name: string, body: string, runner = 'intent-krm/sdk'): string {
  return project.bundle(
    name,
    `import { run } from '${runner}';
     import { addLabel, generalResult, type Configs } from 'kpt-functions';
     async function example(configs: Configs): Promise<void> { ${body} }
     example.usage = 'Does what the test says.';
     run(example);`,
  );
}

function start(file: string, args: readonly string[] = [], input = LIST) {
  const { status, stdout, stderr } = spawnSync(file, args, { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('the process', () => {
  test('passes, fails, and prints its usage as our functions do', () => {
    const labels = program('labels', "for (const object of configs.getAll()) addLabel(object, 'env', 'prod');");
    const labelled = LIST.replace('a # c\n', 'a # c\n    labels:\n      env: prod\n');
    expect(start(labels)).toEqual({ status: 0, stdout: labelled, stderr: '' });
    expect(start(labels, ['--help'])).toEqual({ status: 0, stdout: 'Does what the test says.\n', stderr: '' });
    expect(start(labels, ['-i', 'x.yaml'])).toMatchObject({ status: 1, stdout: '' });
    expect(start(labels, [], '')).toMatchObject({ status: 1, stdout: '' });
    const failing = program('failing', "configs.addResults(generalResult('not good'));");
    expect(start(failing)).toEqual({
      status: 1,
      stdout: `${LIST}results:\n- message: not good\n  severity: error\n`,
      stderr: '[error]: not good\n',
    });
  });

  test('what the function logs goes to stderr, and nothing else does', () => {
    expect(start(program('logging', "console.log('a log');"))).toEqual({ status: 0, stdout: LIST, stderr: 'a log\n' });
  });

  test.each([
    ['never settles', 'await new Promise(() => {});', 'ended before its promise was settled'],
    ['ends the process', 'process.exit(0);', 'ended before its promise was settled'],
    [
      'throws where nobody waits',
      "await new Promise(() => setTimeout(() => { throw new Error('late'); }, 1));",
      'example: late',
    ],
    [
      'rejects where nobody waits',
      "Promise.reject(new Error('early')); await new Promise(() => {});",
      'example: early',
    ],
  ])('a function that %s fails in one line', (name, body, reason) => {
    const { status, stdout, stderr } = start(program(name.replaceAll(' ', '-'), body));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^\[error\] example: .*\n$/);
    expect(stderr).toContain(reason);
  });

  test("the first of these passes under the SDK's run, without output: kpt would delete the package", () => {
    const unsettled = program('unsettled-by-sdk', 'await new Promise(() => {});', 'kpt-functions');
    expect(start(unsettled)).toMatchObject({ status: 0, stdout: '' });
  });
});

describe('kpt fn eval of a function that does nothing', () => {
  const FILES = {
    'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: same\ndata: {from: "a"} # a\n',
    'b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: same\ndata: {from: "b"} # b\n',
  };
  const VALUES = yaml`
    apiVersion: example.com/v1
    kind: Values
    metadata:
      name: values
    spec:
      date: 2024-01-02 # date
      large: 12345678901234567890
      octal: 0777
      float: 1.10
      word: yes
  `;
  const MERGED = `${VALUES}  base: &base\n    x: 1\n  merged:\n    <<: *base\n    y: 2\n`;

  const packages: KptPackage[] = [];
  afterAll(() => {
    for (const kptPackage of packages) kptPackage.remove();
  });

  /** A package as kpt writes it; `fn` runs over it. */
  function open(files: Record<string, string>) {
    const kptPackage = new KptPackage();
    packages.push(kptPackage);
    for (const [file, content] of Object.entries(files)) kptPackage.write(file, content);
    const evaluate = (file: string) =>
      kpt(['fn', 'eval', kptPackage.folder, '--exec', file, '--truncate-output=false']);
    // What kpt itself changes in a file, such as the tag it gives a merge key, is not ours.
    expect(evaluate('cat')).toMatchObject({ status: 0 });
    kptPackage.commit('as kpt writes it');
    return { evaluate, kptPackage };
  }

  const ours = program('idle', '');
  const theirs = program('idle-by-sdk', '', 'kpt-functions');

  test("loses a file of two with the same object under the SDK's run, and nothing under ours", () => {
    const { evaluate, kptPackage } = open(FILES);
    expect(evaluate(ours)).toMatchObject({ status: 0 });
    expect(kptPackage.diff()).toBe('');
    expect(evaluate(theirs)).toMatchObject({ status: 0 });
    expect(kptPackage.diff()).toContain('deleted file mode 100644\n--- a/a.yaml');
  });

  test("changes values under the SDK's run, and none under ours", () => {
    const { evaluate, kptPackage } = open({ 'values.yaml': VALUES });
    expect(evaluate(ours)).toMatchObject({ status: 0 });
    expect(kptPackage.diff()).toBe('');
    expect(evaluate(theirs)).toMatchObject({ status: 0 });
    const diff = kptPackage.diff();
    for (const changed of ['2024-01-02T00:00:00.000Z', '12345678901234567000', 'octal: 511', 'float: 1.1\n'])
      expect(diff).toContain(changed);
  });

  test("fails at a merge key under the SDK's run, and keeps it under ours", () => {
    const { evaluate, kptPackage } = open({ ...FILES, 'values.yaml': MERGED });
    expect(readFileSync(join(kptPackage.folder, 'values.yaml'), 'utf8')).toContain('*base');
    expect(evaluate(theirs).status).not.toBe(0);
    expect(evaluate(ours)).toMatchObject({ status: 0 });
    expect(kptPackage.diff()).toBe('');
  });
});
