import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { executable, KptPackage, kpt } from '../support/kpt-package';
import { writeResources } from '../support/real-packages';
import { configMap, withConfig } from '../support/run';
import { yaml } from '../support/yaml';

/** Comments and values wherever kpt can put them. */
const NASTY = yaml`
  # licence header

  # head of the object
  apiVersion: v1 # version
  kind: ConfigMap # kind
  # before metadata
  metadata: # metadata
    name: nasty
    # before labels
    labels: # labels
      # before x
      x: y # x
      # behind x

      # before z
      z: "w"
      # behind labels
    annotations: {a: b, c: "d"}
    # behind metadata
  # before data
  data:
    literal: |
      # no comment
      hello: world
        indented
    keep: |+
      kept


    stripped: |-
      text
    double: "a\\tb"
    single: 'it''s'
    octal: 0777
    hex: 0xFF
    float: 1.10
    large: 12345678901234567890
    date: 2024-01-02
    yes: on
    "quoted key": v
    empty:
    tilde: ~
    unicode: é
  list:
  # before a
  - a
  # before b
  - b # b
  - - nested
    - twice # twice
  - k: v # k
    # before k2
    k2: v2
  - {f: 1, g: [1, 2, 3]}
  flow: [a, "b", 'c', {d: e}] # flow
  anchored: &anchor
    q: r # q
  alias: *anchor
  merged:
    <<: *anchor
    s: t
  binary: !!binary aGVsbG8=
  tagged: !!str 123
  # the end
  ---
  apiVersion: v1
  kind: ConfigMap
  metadata: {name: flow, annotations: {k: v}}
  data: {}
  # behind the flow object
`;

const KPTFILE = (pipeline: string) => `apiVersion: kpt.dev/v1
kind: Kptfile
metadata:
  name: nasty
  annotations:
    config.kubernetes.io/local-config: "true"
pipeline:
  mutators:
${pipeline}`;

const CONTEXT = yaml`
  apiVersion: v1
  kind: ConfigMap
  metadata:
    name: kptfile.kpt.dev
    annotations:
      config.kubernetes.io/local-config: "true"
  data:
    name: example
    site: edge1
`;

describe('a package with comments and odd values everywhere', () => {
  const kptPackage = new KptPackage();
  afterAll(() => kptPackage.remove());

  test('loses no line in three renders through all functions; the second and third change nothing', () => {
    kptPackage.write('nasty.yaml', NASTY);
    kptPackage.write(
      'crlf.yaml',
      'apiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: crlf # c\r\ndata:\r\n  x: "y"\r\n',
    );
    kptPackage.write('sub/Kptfile', KPTFILE('  - exec: cat\n').replace('name: nasty', 'name: sub'));
    // The same path, and the same object, as in the package above.
    kptPackage.write('sub/nasty.yaml', NASTY);
    kptPackage.write('package-context.yaml', CONTEXT);
    // What kpt itself changes in a file (it drops empty lines, writes LF …) is not ours: first with cat.
    kptPackage.write('Kptfile', KPTFILE('  - exec: cat\n'));
    expect(kptPackage.render()).toMatchObject({ status: 0 });
    const functions = ['expectation-to-bundle', 'set-target-site', 'set-labels'].map(
      name => `  - image: ghcr.io/intent-krm/${name}:v0.1.0\n`,
    );
    kptPackage.write('Kptfile', KPTFILE(`${functions.join('')}    configMap:\n      env: prod\n`));
    kptPackage.commit('as kpt writes it');

    expect(kptPackage.render()).toMatchObject({ status: 0 });
    const lost = kptPackage
      .diff()
      .split('\n')
      .filter(line => /^-(?!-- )/.test(line));
    // A flow mapping has one line; it comes back with the labels in it.
    expect(lost).toEqual(
      Array(2)
        .fill([
          expect.stringContaining('-  annotations: {a: b, c: "d"}'),
          expect.stringContaining('-metadata: {name: flow'),
        ])
        .flat(),
    );
    for (const round of [2, 3]) {
      kptPackage.commit(`before render ${round}`);
      expect(kptPackage.render()).toMatchObject({ status: 0 });
      expect(kptPackage.diff()).toBe('');
    }
  });
});

describe('5,000 real resources', () => {
  const folder = mkdtempSync(join(tmpdir(), 'resources-'));
  let list = '';
  beforeAll(() => {
    writeResources(folder, 5000);
    list = kpt(['fn', 'source', folder]).stdout;
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const CHOOSES_NONE =
    'apiVersion: fn.kpt.dev/v1alpha1\nkind: SetLabels\nmetadata: {name: c}\nlabels: {env: prod}\nmatch: [{kind: NoSuchKind}]\n';

  test.each<[string, string | undefined]>([
    ['apply-setters', configMap({ site: 'edge1' })],
    ['set-labels', CHOOSES_NONE],
    ['set-namespace', configMap({ namespace: 'prod', namespaceMatcher: 'no-such-namespace' })],
    ['set-target-site', undefined],
    ['expectation-to-bundle', undefined],
  ])('%s has nothing to do with them, and gives back the same bytes', (name, config) => {
    const input = withConfig(list, config);
    const { status, stdout } = spawnSync(executable(name), { input, maxBuffer: 1 << 28, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(list.match(/^- /gm)).toHaveLength(5000);
    expect(stdout.startsWith(input)).toBe(true);
    expect(stdout.slice(input.length)).toMatch(/^results:\n- message: .*\n {2}severity: info\n/);
  });
});

describe('two files with the same object', () => {
  const kptPackage = new KptPackage();
  afterAll(() => kptPackage.remove());

  test('both stay, and both are edited', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: same\n';
    kptPackage.write('a.yaml', `${text}data: {a: "1"}\n`);
    kptPackage.write('b.yaml', `${text}data: {b: "2"}\n`);
    expect(kptPackage.eval('set-labels', ['env=prod'])).toMatchObject({ status: 0 });
    for (const [file, data] of [
      ['a.yaml', 'data: {a: "1"}'],
      ['b.yaml', 'data: {b: "2"}'],
    ] as const) {
      expect(readFileSync(join(kptPackage.folder, file), 'utf8')).toBe(`${text}  labels:\n    env: prod\n${data}\n`);
    }
  });
});

describe('kpt fn eval', () => {
  const kptPackage = new KptPackage();
  afterAll(() => kptPackage.remove());

  test('shows the finding, fails, and changes nothing', () => {
    kptPackage.write('a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n');
    kptPackage.commit('a');
    const { status, stderr } = kptPackage.eval('set-labels', ['env=not valid']);
    expect(status).toBe(1);
    expect(stderr).toContain('"not valid" is no valid value for the label env');
    expect(kptPackage.diff()).toBe('');
  });
});
