import { describe, expect, test } from '@jest/globals';
import {
  addAnnotation,
  addLabel,
  type Configs,
  configFileResult,
  generalResult,
  type KubernetesObject,
  kubernetesObjectResult,
} from 'kpt-functions';
import { parse } from 'yaml';
import { configMap, type Data, listOf } from '../../../test/support/run';
import { kptFunc, sdkRoundTrip } from '../../../test/support/sdk';
import { yaml } from '../../../test/support/yaml';
import { evaluateKptFunc } from './evaluate';

const idle = kptFunc(() => {});

async function run(change: (configs: Configs) => void | Promise<void>, input: string) {
  const { stdout, stderr, exitCode } = await evaluateKptFunc(kptFunc(change), Buffer.from(input));
  const list: Data = parse(stdout.toString(), { logLevel: 'silent' });
  return { stdout: stdout.toString(), stderr, exitCode, items: list?.items ?? [], results: list?.results ?? [] };
}

/** A ConfigMap in a file, as kpt sends it. */
const fileWith = (file: string, data: string, name = 'same') => yaml`
  apiVersion: v1
  kind: ConfigMap
  metadata: # of ${file}
    name: ${name}
    annotations:
      config.kubernetes.io/index: '0'
      config.kubernetes.io/path: '${file}'
      internal.config.kubernetes.io/index: '0'
      internal.config.kubernetes.io/path: '${file}'
  data: {from: ${data}} # kept
`;

const SAME = listOf([fileWith('a.yaml', 'a'), fileWith('b.yaml', 'b')]);

/** What kpt sends for a file with these values; `!!merge` is how it writes a merge key. */
const VALUES = yaml`
  apiVersion: example.com/v1
  kind: Values
  metadata:
    name: values
  spec:
    date: 2024-01-02
    large: 12345678901234567890
    octal: 0777
    float: 1.10
    word: yes
    base: &base
      x: 1 # one
    merged:
      !!merge <<: *base
      y: 2
`;
const WITHOUT_MERGE = VALUES.replace('    !!merge <<: *base\n', '');

describe("what the SDK's own reader and writer lose", () => {
  test('of two files with the same object it keeps one; here both stay', async () => {
    const bySdk: Data = parse(await sdkRoundTrip(idle, SAME));
    expect(bySdk.items.map((item: Data) => item.data.from)).toEqual(['b']);
    expect((await run(() => {}, SAME)).stdout).toBe(SAME);
  });

  test('dates and numbers come out changed; here they stay', async () => {
    const list = listOf([WITHOUT_MERGE]);
    const bySdk = await sdkRoundTrip(idle, list);
    expect(bySdk).toContain('date: 2024-01-02T00:00:00.000Z');
    expect(bySdk).toContain('large: 12345678901234567000');
    expect(bySdk).toContain('octal: 511');
    expect(bySdk).toContain('float: 1.1\n');
    expect((await run(() => {}, list)).stdout).toBe(list);
  });

  test('a merge key makes it crash; here it stays', async () => {
    const list = listOf([VALUES]);
    await expect(sdkRoundTrip(idle, list)).rejects.toThrow('bad indentation of a mapping entry');
    expect((await run(() => {}, list)).stdout).toBe(list);
  });

  test('a small edit beside all of that changes one line', async () => {
    const list = listOf([VALUES]);
    const { stdout } = await run(configs => {
      const [object] = configs.getAll() as Data[];
      object.spec.merged.y = 3;
    }, list);
    expect(stdout).toBe(list.replace('y: 2', 'y: 3'));
  });

  test('both of two files with the same object can be edited', async () => {
    const { stdout } = await run(configs => {
      for (const object of configs.getAll()) addLabel(object, 'env', 'prod');
    }, SAME);
    const labels = '    labels:\n      env: prod\n';
    expect(stdout).toBe(SAME.replace(/^ {2}data:/gm, `${labels}  data:`));
  });
});

describe('the values a function sees', () => {
  test('are data: large integers as bigint, dates as their text, merge keys expanded', async () => {
    let seen: Data;
    await run(
      configs => {
        seen = configs.getAll()[0];
      },
      listOf([VALUES]),
    );
    expect(seen.spec).toEqual({
      date: '2024-01-02',
      large: 12345678901234567890n,
      octal: 511,
      float: 1.1,
      word: 'yes',
      base: { x: 1 },
      merged: { x: 1, y: 2 },
    });
  });

  test('the function config is an object, kpt annotations are there', async () => {
    const { results } = await run(
      configs => {
        const [object] = configs.getAll();
        configs.addResults(
          generalResult(configs.getFunctionConfigValueOrThrow('x'), 'info', { kind: String(object?.kind) }),
        );
        configs.addResults(generalResult(JSON.stringify(object?.metadata.annotations), 'info'));
      },
      listOf([fileWith('a.yaml', 'a')], configMap({ x: 'set' })),
    );
    expect(results).toMatchObject([
      { message: 'set', severity: 'info', tags: { kind: 'ConfigMap' } },
      { message: expect.stringContaining('"config.kubernetes.io/path":"a.yaml"') },
    ]);
  });
});

const DEPLOYMENT = yaml`
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web}
  spec:
    replicas: 3 # three
    template:
      spec:
        containers:
        # the sidecar
        - name: sidecar # first
          image: s:1
        # the server
        - name: server # second
          image: w:1
          args: [--a, --b] # arguments
          env:
          - name: ONE # one
            value: "1"
          - name: TWO # two
            value: "2"
`;

describe('edits', () => {
  const edit = (change: (spec: Data) => void) =>
    run(configs => change((configs.getAll()[0] as Data).spec), listOf([DEPLOYMENT]));

  test('an item that a list loses takes its comments along; the others keep theirs', async () => {
    const { stdout } = await edit(spec => {
      spec.template.spec.containers.shift();
      spec.template.spec.containers[0].env.splice(0, 1);
    });
    const list = listOf([DEPLOYMENT]);
    const expected = list
      .replace(/ +# the sidecar\n.*sidecar # first\n.*s:1\n/, '')
      .replace(/ +- name: ONE # one\n.*"1"\n/, '');
    expect(stdout).toBe(expected);
  });

  test('an item in the place of another one, a new field, a field less', async () => {
    const { stdout } = await edit(spec => {
      const [, server] = spec.template.spec.containers;
      spec.template.spec.containers = [server, { name: 'log', image: 'l:1', command: undefined }];
      server.args = ['--b'];
      spec.paused = true;
      delete spec.replicas;
    });
    expect(stdout).toContain('- name: server # second');
    expect(stdout).toContain('args: [--b] # arguments');
    expect(stdout).toContain('        - name: log\n          image: l:1\n');
    expect(stdout).toContain('    paused: true\n');
    expect(stdout).not.toMatch(/sidecar|replicas|command/);
  });

  test('the same objects in another order of keys are no change', async () => {
    const { stdout } = await run(
      configs => {
        for (const object of configs.getAll()) {
          const { spec, ...rest } = object as Data;
          configs.insert({ spec: structuredClone(spec), ...rest });
        }
      },
      listOf([DEPLOYMENT]),
    );
    expect(stdout).toBe(listOf([DEPLOYMENT]));
  });
});

/** Functions as SDK users write them. */
async function requireLabel(configs: Configs): Promise<void> {
  const label = configs.getFunctionConfigValueOrThrow('label');
  for (const object of configs.getAll()) {
    if (object.metadata.labels?.[label] !== undefined) continue;
    const field = { path: `metadata.labels.${label}`, suggestedValue: 'someone' };
    configs.addResults(kubernetesObjectResult(`there is no label ${label}`, object, field, 'error'));
  }
  configs.addResults(configFileResult('seen', 'a.yaml', 'warn'));
}
requireLabel.usage = 'Requires a label.';

const quotaFor = (namespace: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'quota', namespace },
});

describe('a validator', () => {
  test('that adds errors fails, with results in today’s words; all items come back', async () => {
    const input = listOf([fileWith('a.yaml', 'a')], configMap({ label: 'owner' }));
    const { stdout, stderr, exitCode } = await evaluateKptFunc(requireLabel, Buffer.from(input));
    expect(exitCode).toBe(1);
    expect(stdout.toString().startsWith(input)).toBe(true);
    expect(parse(stdout.toString()).results).toEqual([
      {
        message: 'there is no label owner',
        severity: 'error',
        resourceRef: { apiVersion: 'v1', kind: 'ConfigMap', name: 'same' },
        field: { path: 'metadata.labels.owner', proposedValue: 'someone' },
        file: { path: 'a.yaml', index: 0 },
      },
      { message: 'seen', severity: 'warning', file: { path: 'a.yaml', index: 0 } },
    ]);
    expect(stderr).toBe('[error] v1/ConfigMap/same metadata.labels.owner: there is no label owner\n[warning]: seen\n');
  });

  test('in plain JavaScript may leave out what the types ask for', async () => {
    const odd = [
      { message: 'no severity' },
      { severity: 'fatal', message: 'unknown severity', resourceRef: { kind: 'ConfigMap' }, field: { path: '' } },
      { severity: 'warning', resourceRef: undefined, file: { path: undefined, index: undefined }, tags: { n: 1 } },
    ];
    const { results, exitCode } = await run(configs => configs.addResults(...(odd as Data[])), SAME);
    expect(exitCode).toBe(1);
    expect(results).toEqual([
      { message: 'no severity', severity: 'error' },
      { message: 'unknown severity', severity: 'error', resourceRef: { apiVersion: '', kind: 'ConfigMap', name: '' } },
      { message: '', severity: 'warning', tags: { n: '1' } },
    ]);
  });

  test('that is given no config fails with what the SDK says', async () => {
    const { stderr, exitCode } = await evaluateKptFunc(requireLabel, Buffer.from(SAME));
    expect({ stderr, exitCode }).toEqual({
      stderr: '[error]: requireLabel failed: The function config map was undefined (nothing was changed)\n',
      exitCode: 1,
    });
  });
});

describe('a function that fails', () => {
  test.each<[string, (configs: Configs) => void | Promise<void>, string]>([
    [
      'throws',
      () => {
        throw new Error('two\nlines');
      },
      'two lines',
    ],
    ['rejects with a text', () => Promise.reject('no'), 'no'],
    [
      'leaves something that is no data',
      configs => void Object.assign(configs.getAll()[0] as Data, { spec: { on: () => {} } }),
      'ConfigMap same cannot be written: spec.on is a function',
    ],
    [
      'leaves an object that holds itself',
      configs => {
        const object: Data = configs.getAll()[0];
        object.self = object;
      },
      'nests without end',
    ],
  ])('%s: one line, and all items as they came', async (_name, change, reason) => {
    const { stdout, stderr, exitCode, results } = await run(configs => {
      configs.addResults(generalResult('before', 'info'));
      for (const object of configs.getAll()) addLabel(object, 'never', 'seen');
      return change(configs);
    }, SAME);
    expect(exitCode).toBe(1);
    expect(stdout.startsWith(SAME)).toBe(true);
    expect(stderr).toMatch(/^\[error\]: example failed: .* \(nothing was changed\)\n$/);
    expect(stderr).toContain(reason);
    expect(results).toMatchObject([{ severity: 'error' }, { severity: 'info', message: 'before' }]);
  });

  test('input that is no list, and items that are incomplete, do not reach it', async () => {
    const unreached = () => {
      throw new Error('unreached');
    };
    expect(await run(unreached, '')).toMatchObject({ exitCode: 1, stdout: '' });
    const { stderr } = await run(unreached, listOf(['apiVersion: v1\nkind: ConfigMap\n']));
    expect(stderr).toBe(
      '[error] v1/ConfigMap metadata.name: a resource has no metadata.name: kpt accepts only Kubernetes objects, give it what is missing\n',
    );
  });
});

describe('a mutator', () => {
  test('inserts, replaces and deletes objects; the rest keeps its bytes', async () => {
    const kept = fileWith('kept.yaml', 'kept', 'kept');
    const gone = fileWith('gone.yaml', 'gone', 'gone');
    const old = fileWith('old.yaml', 'old', 'old');
    const { stdout, items, exitCode } = await run(
      configs => {
        for (const object of configs.getAll()) if (object.metadata.name === 'gone') configs.delete(object);
        configs.insert(quotaFor('b'), quotaFor('a'));
        configs.insert({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'old' },
          data: { from: 'new' },
        } as never);
      },
      listOf([kept, gone, old]),
    );
    expect(exitCode).toBe(0);
    const replaced = old.replace('from: old', 'from: new');
    expect(stdout.startsWith(listOf([kept, replaced]))).toBe(true);
    expect(items.slice(2)).toEqual([quotaFor('a'), quotaFor('b')]);
  });

  test('may give a replacement a file of its own', async () => {
    const { items } = await run(
      configs => {
        const object: KubernetesObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'old' } };
        configs.insert(addAnnotation(object, 'config.kubernetes.io/path', 'new.yaml'));
      },
      listOf([fileWith('old.yaml', 'old', 'old')]),
    );
    expect(items[0].metadata.annotations).toEqual({ 'config.kubernetes.io/path': 'new.yaml' });
  });

  test('that makes its objects anew each time changes nothing the second time', async () => {
    const generate = (configs: Configs) => {
      configs.insert(quotaFor('a'));
    };
    const once = await run(generate, SAME);
    const twice = await run(generate, once.stdout);
    expect(twice.stdout).toBe(once.stdout);
  });

  test('can empty the list, and fill it again', async () => {
    const { items } = await run(configs => {
      configs.deleteAll();
      configs.insert(quotaFor('a'));
    }, SAME);
    expect(items).toEqual([quotaFor('a')]);
  });

  test('a Kustomization without metadata, which the SDK cannot hold, stays where it is', async () => {
    const list = listOf(['apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [] # none\n']);
    await expect(sdkRoundTrip(idle, list)).rejects.toThrow(TypeError);
    expect((await run(configs => expect(configs.getAll()).toEqual([]), list)).stdout).toBe(list);
  });

  test('an object that two files hold is not overwritten by guess', async () => {
    const { stdout, stderr, exitCode } = await run(configs => {
      configs.insert({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'same' } });
    }, SAME);
    expect(exitCode).toBe(1);
    expect(stdout.startsWith(SAME)).toBe(true);
    expect(stderr).toContain('ConfigMap same is there 2 times: an object that is put in must have the annotations');
  });
});
