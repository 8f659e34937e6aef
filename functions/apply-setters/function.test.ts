import { describe, expect, test } from '@jest/globals';
import { configMap, listOf, run } from '../../test/support/run';
import { applySetters } from './function';

const HEAD = 'apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: x\n';

/** Runs on one object with these lines behind its metadata; gives them back as they came out. */
function set(lines: string, setters: Record<string, string>, head = HEAD) {
  const input = listOf([head + lines], configMap(setters));
  const { stdout, exitCode, results } = run(applySetters, input);
  const item = stdout.slice(stdout.indexOf('items:\n') + 'items:\n'.length, stdout.indexOf('functionConfig:'));
  const text = item.replace(/^(?:- | {2})/gm, '').slice(head.length);
  const codes = results.map(({ severity, tags }) => `${severity} ${tags?.code}`);
  return { text, exitCode, results, codes, isKept: stdout.startsWith(input) };
}

describe('a value', () => {
  test.each([
    ['a: edge # kpt-set: ${name}\n', 'a: core # kpt-set: ${name}\n'],
    ['a: x-edge-y # kpt-set: x-${name}-${other}\n', 'a: x-core-y # kpt-set: x-${name}-${other}\n'],
    ['a: "edge"   # kpt-set: ${name}\n', 'a: "core"   # kpt-set: ${name}\n'],
    ['a: edge # kpt-set: ${number}\n', 'a: "5" # kpt-set: ${number}\n'],
    ['a: 3 # kpt-set: ${number}\n', 'a: 5 # kpt-set: ${number}\n'],
    ['a: v3 # kpt-set: v${number}\n', 'a: v5 # kpt-set: v${number}\n'],
    ['a: edge # kpt-set: ${empty}\n', 'a: "" # kpt-set: ${empty}\n'],
    ['a: edge # kpt-set: ${hash}\n', "a: 'a # b' # kpt-set: ${hash}\n"],
    ['a: edge # kpt-set: ${lines}\nb: c\n', 'a: | # kpt-set: ${lines}\n  l\n  m\nb: c\n'],
    ['a: | # kpt-set: ${name}\n  edge\nb: c\n', 'a: |- # kpt-set: ${name}\n  core\nb: c\n'],
    [
      'a:\n- b: edge # kpt-set: ${name}\n  c: d\n- edge # kpt-set: ${name}\n',
      'a:\n- b: core # kpt-set: ${name}\n  c: d\n- core # kpt-set: ${name}\n',
    ],
    ['a: {b: edge, # kpt-set: ${name}\n  c: d}\n', 'a: {b: core, # kpt-set: ${name}\n  c: d}\n'],
    ['a: &x edge # kpt-set: ${name}\nb: *x\n', 'a: &x core # kpt-set: ${name}\nb: *x\n'],
    ['<<: {a: edge} # merged\nb: edge # kpt-set: ${name}\n', '<<: {a: edge} # merged\nb: core # kpt-set: ${name}\n'],
    [
      '# above\na: edge # kpt-set: ${name}\n# below\n\n# kept\n',
      '# above\na: core # kpt-set: ${name}\n# below\n\n# kept\n',
    ],
  ])('%j', (before, after) => {
    const setters = { name: 'core', number: '5', empty: '', hash: 'a # b', lines: 'l\nm\n' };
    expect(set(before, setters)).toMatchObject({ exitCode: 0, text: after });
    expect(set(after, setters)).toMatchObject({ exitCode: 0, text: after });
  });

  test('that stands there already is reported as set, and not changed', () => {
    const { results, isKept } = set('a: core # kpt-set: ${name}\n', { name: 'core' });
    expect(isKept).toBe(true);
    expect(results).toMatchObject([{ message: '1 field has a setter with a value, 0 changed', severity: 'info' }]);
  });

  test('that changes is told with its field, old and new', () => {
    const { results } = set('a:\n- b: edge # kpt-set: ${name}\n', { name: 'core' });
    expect(results[1]).toMatchObject({
      severity: 'info',
      message: 'a[0].b is set to "core"; it was "edge" (`${name}`)',
      field: { path: 'a[0].b' },
      resourceRef: { name: 'x' },
    });
  });

  test('of a ConfigMap is taken as it is written there', () => {
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: 1.10, b: ~, c: 0777, d: True}\n';
    const lines = 'a: 1 # kpt-set: ${a}\nb: x # kpt-set: ${b}\nc: 1 # kpt-set: ${c}\nd: "x" # kpt-set: ${d}\n';
    const { stdout } = run(applySetters, listOf([HEAD + lines], config));
    expect(stdout).toContain(
      '  a: 1.10 # kpt-set: ${a}\n  b: "" # kpt-set: ${b}\n  c: 0777 # kpt-set: ${c}\n  d: "True" # kpt-set: ${d}\n',
    );
  });
});

describe('a list', () => {
  test.each([
    ['a: # kpt-set: ${list}\n- x # first\n- y\nb: c\n', 'a: # kpt-set: ${list}\n- p # first\n- 1.10\nb: c\n'],
    ['a: # kpt-set: ${list}\n  - p # first\n', 'a: # kpt-set: ${list}\n  - p # first\n  - 1.10\n'],
    ['a: [x, y] # kpt-set: ${list}\nb: c\n', 'a: # kpt-set: ${list}\n- p\n- 1.10\nb: c\n'],
    ['a: [] # kpt-set: ${list}\nb: c\n', 'a: # kpt-set: ${list}\n- p\n- 1.10\nb: c\n'],
    ['a: # kpt-set: ${none}\n- x\nb: c\n', 'a: [] # kpt-set: ${none}\nb: c\n'],
    ['a: [x] # kpt-set: ${none}\n', 'a: [] # kpt-set: ${none}\n'],
    ['a: {b: [x], # kpt-set: ${list}\n  c: d}\n', 'a: {b: [p, 1.1], # kpt-set: ${list}\n  c: d}\n'],
    // What stands behind the old items means nothing any more.
    ['a: # kpt-set: ${list}\n- x # kpt-set: ${none}\n- y\n', 'a: # kpt-set: ${list}\n- p # kpt-set: ${none}\n- 1.10\n'],
  ])('%j', (before, after) => {
    const setters = { list: '[p, 1.10]', none: '' };
    expect(set(before, setters)).toMatchObject({ exitCode: 0, text: after });
    expect(set(after, setters)).toMatchObject({ exitCode: 0, text: after });
  });
});

describe('an error, with nothing changed', () => {
  test.each([
    ['a: edge # kpt-set: ${name}:${tag}\n', 'VALUES_MISSING', 'a needs the setter `tag`, too: its text "edge"'],
    ['a: edge # kpt-set: ${name}${x}${y}\n', 'VALUES_MISSING', 'a needs the setters `x` and `y`, too'],
    ['a: edge # kpt-set: ${nested}\n', 'VALUES_UNRESOLVED', 'a text with `${HOME}` in it'],
    ['a: # kpt-set: ${name}\n- x\n', 'LIST_VALUE', 'the list a cannot be set to "core", which is no YAML list'],
    ['a: # kpt-set: ${broken}\n- x\n', 'LIST_VALUE', 'no YAML list'],
    ['a: # kpt-set: ${bomb}\n- x\n', 'LIST_VALUE', 'no YAML list'],
    ['a: [x] # kpt-set: x-${name}\n', 'LIST_PATTERN', 'one setter sets a list as a whole'],
  ])('%j: %s', (lines, code, message) => {
    const bomb = `- &a [x]\n${Array.from({ length: 30 }, (_, i) => `- &b${i} [*a, *a, ${i ? `*b${i - 1}, *b${i - 1}` : 'x'}]\n`).join('')}`;
    const setters = { name: 'core', nested: '${HOME}/x', broken: '[', bomb };
    const { exitCode, codes, results, isKept } = set(`first: edge # kpt-set: \${name}\n${lines}`, setters);
    expect({ exitCode, codes, isKept }).toEqual({ exitCode: 1, codes: [`error ${code}`], isKept: true });
    expect(results[0]?.message).toContain(message);
  });

  test('all of them are reported', () => {
    const { codes } = set('a: x # kpt-set: ${name}:${tag}\nb: # kpt-set: ${name}\n- x\n', { name: 'core' });
    expect(codes).toEqual(['error VALUES_MISSING', 'error LIST_VALUE']);
  });
});

describe('a warning, and nothing else', () => {
  test.each([
    ['a: edge\n# kpt-set: ${name}\nb: c\n', 'does not stand behind a value'],
    ['a: # kpt-set: ${name}\n  b: c\n', 'a mapping stands there'],
    ['a: {b: c} # kpt-set: ${name}\n', 'a mapping stands there'],
    ['a: # kpt-set: ${name}\nb: c\n', 'there is no value yet'],
    ['a: # kpt-set: ${name}\n  edge\n', 'the value starts on a later line'],
    ['a: # kpt-set: ${name}\n  [edge]\n', 'the value starts on a later line'],
    ['a: &x edge\nb: *x # kpt-set: ${name}\n', 'an alias'],
    ['a:\n- [edge] # kpt-set: ${name}\n', 'a list inside a list'],
    ['a: edge #kpt-set: ${name}\n', 'it must begin with `# kpt-set: `'],
    ['a: edge # kpt-set:${name}\n', 'it must begin with `# kpt-set: `'],
  ])('%j', (lines, why) => {
    const { exitCode, codes, results, text } = set(lines, { name: '[core]' });
    expect({ exitCode, text }).toEqual({ exitCode: 0, text: lines });
    expect(codes).toContain('warning SETTER_MISPLACED');
    expect(results[0]?.message).toContain(why);
  });

  test.each([
    ['the Kptfile', 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: x\n'],
    ['the package context', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kptfile.kpt.dev\n'],
    [
      'what Porch injects',
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  annotations: {kpt.dev/config-injection: required}\n',
    ],
  ])('in %s', (_name, head) => {
    const lines = 'data:\n  a: edge # kpt-set: ${name}\n  b: core # kpt-set: ${name}\n';
    const { exitCode, codes, results, text } = set(lines, { name: 'core' }, head);
    expect({ exitCode, text }).toEqual({ exitCode: 0, text: lines });
    expect(codes).toEqual(['warning SETTER_NOT_EDITED', 'info SETTERS_APPLIED']);
    expect(results[0]).toMatchObject({ field: { path: 'data.a' } });
  });
});

describe('a comment is consent', () => {
  test.each([
    ['local config', 'apiVersion: v1\nkind: ConfigMap\n'],
    ['an intent', 'apiVersion: intent.nephio.org/v1alpha1\nkind: Intent\n'],
  ])('in %s', (_name, type) => {
    const head = `${type}metadata:\n  name: x\n  annotations: {config.kubernetes.io/local-config: "true"}\n`;
    expect(set('spec:\n  targetSite: edge # kpt-set: ${name}\n', { name: 'core' }, head)).toMatchObject({
      exitCode: 0,
      text: 'spec:\n  targetSite: core # kpt-set: ${name}\n',
    });
  });

  test('in the config of another function; its own says what it says', () => {
    const config = (file: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${file}\n  annotations: {config.kubernetes.io/path: ${file}.yaml}\ndata:\n  name: core # kpt-set: x-\${name}\n`;
    const { stdout, results } = run(applySetters, listOf([config('x'), config('y')], config('x')));
    expect(stdout.match(/^ {4}name: .*core # .*$/gm)).toEqual([
      '    name: core # kpt-set: x-${name}',
      '    name: x-core # kpt-set: x-${name}',
      '    name: core # kpt-set: x-${name}',
    ]);
    const severity = 'warning';
    expect(results[0]).toMatchObject({ severity, tags: { code: 'SETTER_NOT_EDITED' }, file: { path: 'x.yaml' } });
  });
});

describe('no comment of ours', () => {
  test.each([
    'a: "x # kpt-set: ${name}"\n',
    'a: |\n  x # kpt-set: ${name}\n',
    'a: x # see # kpt-set: ${name}\n',
    'a: x # kpt-set: name\n',
    'a: x # kpt-set: \nb: c\n',
    '# kpt-set: ${name}: x\n',
  ])('%j', lines => {
    expect(set(lines, { name: 'core' })).toMatchObject({ exitCode: 0, text: lines });
  });
});

describe('setters that do not meet', () => {
  test('given, and in no comment: with the nearest one', () => {
    const { results } = set('a: x # kpt-set: ${cluster-name}\n', { 'clutser-name': 'core' });
    expect(results.map(({ message }) => message)).toEqual([
      'no value has a comment with any of the setters given: nothing is set',
      'the setter `clutser-name` is given, but no comment `# kpt-set: …` of the package has it (did you mean `cluster-name`?)',
      'no value is given for `cluster-name` (did you mean `clutser-name`?): fields with it keep what they have',
    ]);
  });

  test('the package context is there for others, too', () => {
    const context =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kptfile.kpt.dev}\ndata: {name: p, site: edge1}\n';
    const { stdout, results } = run(applySetters, listOf([`${HEAD}a: x # kpt-set: \${site}\n`], context));
    expect(stdout).toContain('  a: edge1 # kpt-set: ${site}\n');
    expect(results.map(({ tags }) => tags?.code)).toEqual(['SETTERS_APPLIED', 'FIELD_SET']);
  });

  test('none given, as for the catalog’s function, is none set', () => {
    for (const config of [undefined, configMap({})]) {
      const input = listOf([`${HEAD}a: x # kpt-set: \${name}\n`], config);
      const { stdout, exitCode, results } = run(applySetters, input);
      expect({ exitCode, isKept: stdout.startsWith(input) }).toEqual({ exitCode: 0, isKept: true });
      expect(results.map(({ severity }) => severity)).toEqual(['info', 'info']);
    }
  });
});

describe('ApplySetters', () => {
  const typed = (text: string) => `apiVersion: fn.kpt.dev/v1alpha1\nkind: ApplySetters\nmetadata: {name: c}\n${text}`;
  const results = (documents: string[], config: string) => run(applySetters, listOf(documents, config)).results;

  test('sets like a ConfigMap', () => {
    const { stdout } = run(
      applySetters,
      listOf([`${HEAD}a: x # kpt-set: \${name}\n`], typed('setters: {name: core}\n')),
    );
    expect(stdout).toContain('  a: core # kpt-set: ${name}\n');
  });

  test('lists: names, how often, where, and what stands there', () => {
    const first = [
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: upf-edge1 # kpt-set: upf-${cluster}',
      '  annotations:\n    config.kubernetes.io/path: a.yaml',
      'data:\n  cluster: "edge2" # kpt-set: ${cluster}\n  odd: edge # kpt-set: ${a}${b}',
      'zones: [a, b] # kpt-set: ${zones}',
    ].join('\n');
    expect(results([first], typed('list: true\n')).map(({ message }) => message)).toEqual([
      'setter `a`: 1 field in a.yaml',
      'setter `b`: 1 field in a.yaml',
      'setter `cluster`: 2 fields in a.yaml, now "edge1", "edge2"',
      'setter `zones`: 1 field in a.yaml, now ["a", "b"]',
    ]);
  });

  test('lists nothing where there is nothing', () => {
    expect(results([HEAD], typed('list: true\n'))).toMatchObject([{ severity: 'info', tags: { code: 'NO_SETTERS' } }]);
  });

  test.each([
    ['setters: [a]\n', '`setters` is no mapping'],
    ['setters: {replicas: 3}\n', 'the value of the setter replicas is no text: put it in quotes'],
    ['setters: {zones: [a]}\n', 'write the list as a text'],
    ['list: maybe\n', '`list` is neither true nor false'],
    ['setter: {a: b}\n', 'did you mean `setters`?'],
  ])('%j is an error', (text, message) => {
    expect(results([HEAD], typed(text))[0]).toMatchObject({
      severity: 'error',
      message: expect.stringContaining(message),
    });
  });

  test('a list in a ConfigMap is an error, not an empty text', () => {
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {zones: [a]}\n';
    expect(results([HEAD], config)[0]?.message).toContain('`zones` is a sequence, and values of a ConfigMap are texts');
  });
});

describe('much, and much of the same', () => {
  test('results stay small: the first changes, and how many there are', () => {
    const documents = Array.from(
      { length: 500 },
      (_, i) => `${HEAD}a: x${i} # kpt-set: \${name}\nb: y # kpt-set: \${n${i}}\n`,
    );
    const { exitCode, results } = run(
      applySetters,
      listOf(
        documents,
        configMap({ name: 'core', ...Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`unused${i}`, 'x'])) }),
      ),
    );
    expect(exitCode).toBe(0);
    expect(results.length).toBeLessThanOrEqual(101);
    expect(results[0]?.message).toBe(
      '500 fields have setters with a value, 500 changed, the first 80 of them are listed',
    );
  });

  test('10,000 values in one object, 10,000 setters', () => {
    const lines = Array.from({ length: 10_000 }, (_, i) => `k${i}: x # kpt-set: \${s${i}}-y\n`).join('');
    const setters = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`s${i}`, `v${i}`]));
    const start = process.cpuUsage();
    expect(set(lines, setters).text).toBe(lines.replace(/x # kpt-set: \$\{s(\d+)\}/g, 'v$1-y # kpt-set: ${s$1}'));
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(10);
  });
});

test('CRLF stays', () => {
  const input = listOf(
    [`${HEAD}a: x # kpt-set: \${name}\nb: [x] # kpt-set: \${list}\n`],
    configMap({ name: 'z', list: '- p\n- q\n' }),
  );
  const { stdout } = run(applySetters, input.replaceAll('\n', '\r\n'));
  expect(stdout).toContain('  a: z # kpt-set: ${name}\r\n  b: # kpt-set: ${list}\r\n  - p\r\n  - q\r\n');
  expect(stdout.replaceAll('\r\n', '')).not.toContain('\n');
});
