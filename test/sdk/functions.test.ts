import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Configs, type KptFunc } from 'kpt-functions';
import { parse } from 'yaml';
import { applySetters } from '../../functions/apply-setters/kpt-func';
import { expectationToBundle } from '../../functions/expectation-to-bundle/kpt-func';
import { policyEnforcer } from '../../functions/policy-enforcer/kpt-func';
import { setLabels } from '../../functions/set-labels/kpt-func';
import { setNamespace } from '../../functions/set-namespace/kpt-func';
import { setTargetSite } from '../../functions/set-target-site/kpt-func';
import { validateSchema } from '../../functions/validate-schema/kpt-func';
import { evaluate } from '../../lib/krm/function';
import { packageText } from '../properties/packages';
import { fc } from '../support/fast-check';
import { FUNCTIONS } from '../support/functions';
import { executable } from '../support/kpt-package';
import { configMap, type Data, listOf, withConfig } from '../support/run';
import { readBySdk } from '../support/sdk';

/** Each function as a `KptFunc`, with the SDK's own `Configs`: it does what the program does. */

const ROOT = join(__dirname, '../../functions');
const KPT_FUNCS: Record<string, KptFunc> = {
  'apply-setters': applySetters,
  'expectation-to-bundle': expectationToBundle,
  'policy-enforcer': policyEnforcer,
  'set-labels': setLabels,
  'set-namespace': setNamespace,
  'set-target-site': setTargetSite,
  'validate-schema': validateSchema,
};
const CONFIGS: Record<string, string> = {
  'set-labels': configMap({ env: 'prod', app: 'x' }),
  'set-namespace': configMap({ namespace: 'prod' }),
};

const SDK_SEVERITY: Record<string, string> = { error: 'error', warning: 'warn', info: 'info' };

/** A result of the specification as the SDK has it. */
function inSdkWords({ severity, resourceRef, field, ...rest }: Data): Data {
  const { proposedValue, ...others } = field ?? {};
  return {
    ...rest,
    severity: SDK_SEVERITY[severity],
    ...(resourceRef && { resourceRef: { namespace: '', ...resourceRef } }),
    ...(field && { field: { ...others, ...(proposedValue !== undefined && { suggestedValue: proposedValue }) } }),
  };
}

/** Runs a function both ways on what the SDK reads in a list. */
async function runBothWays(name: string, given: string) {
  // The objects of the SDK have no comments.
  const input = given.replaceAll(/ # kpt-set: .*$/gm, '');
  const configs = readBySdk(input);
  const before = configs.getAll();
  const kptFunc = KPT_FUNCS[name] as KptFunc;
  await kptFunc(configs);
  const krmFunction = FUNCTIONS.find(each => each.name === name);
  const { stdout } = evaluate(krmFunction as NonNullable<typeof krmFunction>, Buffer.from(input));
  const program = stdout.toString();
  const results: Data[] = parse(program, { logLevel: 'silent' }).results ?? [];
  return { configs, before, expected: readBySdk(program).getAll(), results: results.map(inSdkWords) };
}

/** Rules about how a value is written: the SDK hands on values. */
const OF_TEXTS = [
  'boolean-for-text',
  'key-rewritten',
  'no-json',
  'null-for-text',
  'number-for-text',
  'text-for-boolean',
];

const byName = (objects: readonly Data[]) =>
  new Map(
    objects.map(each => [[each.apiVersion, each.kind, each.metadata.namespace, each.metadata.name].join(), each]),
  );

describe.each(FUNCTIONS.map(({ name }) => name))('%s', name => {
  const folder = join(ROOT, name, 'examples');

  test.each(readdirSync(folder))('example %s: same objects, same results', async example => {
    const input = readFileSync(join(folder, example, 'input.yaml'), 'utf8');
    const { configs, before, expected, results } = await runBothWays(name, input);
    expect(byName(configs.getAll())).toEqual(byName(expected));
    expect(configs.getResults()).toEqual(results);
    const kept = configs.getAll().filter(object => before.includes(object));
    // What the user holds is what was changed; only what is new is new.
    expect(kept).toHaveLength(
      before.filter(object => byName(expected).has([...byName([object]).keys()][0] ?? '')).length,
    );
  });

  test('generated packages: same objects, results of the same kinds', async () => {
    // Some messages name objects in the order of the list, and the SDK has an order of its own.
    const kindsOf = (results: readonly Data[]) =>
      results
        .filter(({ tags }) => !OF_TEXTS.includes(tags.rule))
        .map(({ severity, tags }) => [severity, tags.code].join());
    await fc.assert(
      fc.asyncProperty(packageText, async list => {
        const { configs, expected, results } = await runBothWays(name, withConfig(list, CONFIGS[name]));
        expect(byName(configs.getAll())).toEqual(byName(expected));
        expect(kindsOf(configs.getResults()).sort()).toEqual(kindsOf(results).sort());
      }),
      { numRuns: 100 },
    );
  });

  test('no objects, and no config', async () => {
    const { configs, results } = await runBothWays(name, withConfig(listOf([]), CONFIGS[name]));
    expect([configs.getAll(), configs.getResults()]).toEqual([[], results]);
    const empty = new Configs();
    await (KPT_FUNCS[name] as KptFunc)(empty);
    expect(empty.getAll()).toEqual([]);
  });

  test('a wrong config: an error result, and nothing changed', async () => {
    const list = listOf(
      ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: "y"}\n'],
      'apiVersion: v1\nkind: Secret\nmetadata: {name: no-config}\n',
    );
    const { configs } = await runBothWays(name, list);
    expect(configs.getAll()).toEqual(readBySdk(list).getAll());
    expect(configs.getResults()).toMatchObject([{ severity: 'error', tags: { code: 'CONFIG_KIND' } }]);
  });

  test('its usage is its page', () => {
    const { usage } = KPT_FUNCS[name] as KptFunc;
    expect(usage.startsWith(`# ${name}\n`)).toBe(true);
    expect(usage).not.toContain('<!--');
  });
});

test('every function is one of the SDK too, and can be imported', () => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, '../package.json'), 'utf8'));
  for (const { name } of FUNCTIONS) {
    expect(KPT_FUNCS[name]).toBeDefined();
    expect(existsSync(join(ROOT, name, 'kpt-func.ts'))).toBe(true);
    expect(exports[`./${name}`].default).toBe(`./dist/sdk/${name}.cjs`);
  }
});

test('nothing that is built contains the SDK: users bring their own version', () => {
  const inSdk = 'functionConfig expected to be of kind ConfigMap';
  expect(readFileSync(join(ROOT, '../node_modules/kpt-functions/dist/src/types.js'), 'utf8')).toContain(inSdk);
  const built = ['index', ...Object.keys(KPT_FUNCS)].map(name => executable(`sdk/${name}`));
  for (const file of [...built, ...Object.keys(KPT_FUNCS).map(executable)])
    expect([file, readFileSync(file, 'utf8').includes(inSdk)]).toEqual([file, false]);
});
