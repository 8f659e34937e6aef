import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { podOf } from '../../lib/policy/pod-projection';
import { SchemaCatalog } from '../../lib/schema/catalog';
import { withDefaults } from '../../lib/schema/with-defaults';
import { isMap, type YamlMap, type YamlValue } from '../../lib/yaml/value';
import { readApiFixtures } from '../support/api-fixtures';
import { cellCrd } from '../support/cell-crd';
import { readMinimalObjects } from '../support/minimal-objects';
import { mutate, randomNumbers } from '../support/mutations';
import { yaml } from '../support/yaml';
import { zeroFields } from '../support/zero-fields';
import { AdmissionView, type Viewed } from './apiserver/admission-view';
import { type RealApiServer, startApiServer } from './apiserver/api-server';
import { Judge } from './apiserver/judge';
import { withoutUnknowable } from './defaults/unknowable';

/** Objects with our defaults, and as validating admission of a real API server has them. */

const MUTATIONS = 1500;
const ZEROS = 3000;
const SEED = 36;
/** Those that are off by default, too: a cluster may have them on. */
const ALL_KINDS = { 'runtime-config': 'api/all=true' };

const CELL_SPEC = yaml`
  type: object
  default: {}
  properties:
    band: {type: string, default: n78}
    power: {type: integer, default: 40, nullable: true}
    beams: {type: array, items: {type: object, properties: {width: {type: number, default: 1}}}}
`;
const CELL_CRD: YamlMap = parse(cellCrd(CELL_SPEC));
const CELLS: YamlMap[] = parse(yaml`
  - {apiVersion: ran.example.com/v1, kind: Cell, metadata: {name: bare}}
  - {apiVersion: ran.example.com/v1, kind: Cell, metadata: {name: nulls, uid: a, generation: 7}, spec: {band: null, power: null, beams: [{}, {width: 2}, {width: null}]}}
  - {apiVersion: ran.example.com/v1, kind: Cell, metadata: {name: empty, labels: {}, namespace: core}, spec: {band: '', beams: []}}
`);
const catalog = new SchemaCatalog({ kubernetesVersion: '1.36', hasApiRules: false }, [CELL_CRD]);

/** An empty mapping is no mapping: the API server tells them apart here only. */
const EXPLAINED = /: status\.allocatable: {}$/;

interface Written {
  name: string;
  written: YamlMap;
  /** The API server has to take it. */
  isGood?: boolean;
}

interface Shown extends Written {
  viewed: Viewed;
}

let server: RealApiServer | undefined;
let view: AdmissionView | undefined;
let shown: Shown[];
beforeAll(async () => {
  server = await startApiServer(ALL_KINDS);
  const judge = new Judge(server);
  view = await AdmissionView.open(server, judge);
  const asked = objects();
  const needed = asked.filter(({ isGood }) => isGood).flatMap(({ written }) => surroundings(written));
  await judge.setUp([CELL_CRD, ...new Map(needed.map(object => [JSON.stringify(object), object])).values()]);
  shown = [];
  for (const each of asked) shown.push({ ...each, viewed: await view.show(each.written) });
}, 240_000);
afterAll(async () => {
  await view?.close();
  await server?.stop();
});

function objects(): Written[] {
  const minimal = [...readMinimalObjects(), ...CELLS].map(written => ({
    name: `minimal: ${nameOf(written)}`,
    written,
    isGood: true,
  }));
  const fixtures = readApiFixtures();
  const good = fixtures.flatMap(({ name, good, accepted }) => [
    { name, written: good },
    ...accepted.map(change => ({ name: `${name}: ${change.name}`, written: change.object })),
  ]);
  const workloads = [...minimal, ...fixtures.map(({ name, good }) => ({ name, written: good, isGood: true }))];
  const pods = workloads.flatMap(({ name, written }) => {
    const pod = podOf(withDefaults(written, catalog))?.pod;
    return pod ? [{ name: `Pod of ${name}`, written: pod, isGood: true }] : [];
  });
  const random = randomNumbers(SEED);
  const mutations = Array.from({ length: MUTATIONS }, (_, i) => {
    const fixture = fixtures[i % fixtures.length];
    if (!fixture) throw new Error('there are no fixtures');
    const { name, object } = mutate(fixture.good, random);
    return { name: `${fixture.name}: ${name}`, written: object };
  });
  return [...minimal, ...pods, ...good, ...mutations, ...zeros([...workloads, ...pods], random)];
}

/** Good objects, each with a field more that is as good as not written. */
function zeros(good: readonly Written[], random: () => number): Written[] {
  const all = good.flatMap(({ name, written }) => {
    const known = catalog.kindOf(written as { apiVersion: string; kind: string });
    if (!('schema' in known)) return [];
    return zeroFields(written, known.schema).map(zero => ({ name: `${name}: ${zero.name}`, written: zero.object }));
  });
  return all.filter(() => random() < ZEROS / all.length);
}

/** What the API server asks for where it is to take a Pod: its account, and the class of its priority. */
function surroundings({ kind, metadata, spec }: YamlMap): YamlMap[] {
  if (kind !== 'Pod' || !isMap(spec) || !isMap(metadata)) return [];
  const { serviceAccountName, serviceAccount = serviceAccountName, priorityClassName } = spec;
  const account = isOwn(serviceAccount, 'default')
    ? [
        {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name: serviceAccount, namespace: metadata.namespace ?? 'default' },
        },
      ]
    : [];
  const priority = isOwn(priorityClassName, 'system-')
    ? [{ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: priorityClassName }, value: 1 }]
    : [];
  return [...account, ...priority];
}

/** Whether a name is that of an object that every cluster has, or of no object at all. */
function isOwn(name: YamlValue | undefined, known: string): name is string {
  return typeof name === 'string' && name !== '' && !name.startsWith(known);
}

function nameOf({ kind, metadata }: YamlMap): string {
  return `${kind} ${isMap(metadata) ? metadata.name : ''}`;
}

test('the API server takes all minimal objects, the Pods of all workloads, and enough of the others', () => {
  const taken = shown.filter(({ viewed }) => viewed.object);
  const refused = shown.filter(({ isGood, viewed }) => isGood && !viewed.object);
  expect(refused.map(({ name, viewed }) => `${name}: ${viewed.refused}`)).toEqual([]);
  expect(taken.length).toBeGreaterThanOrEqual(700);
  expect(new Set(taken.map(({ written }) => `${written.apiVersion} ${written.kind}`)).size).toBeGreaterThanOrEqual(50);
  process.stderr.write(`${taken.length} objects that the API server takes\n`);
});

test('with defaults, an object is what admission has', () => {
  const different = shown.flatMap(({ name, written, viewed }) => {
    if (!viewed.object) return [];
    const server = withoutUnknowable(viewed.object, written);
    const ours = withoutUnknowable(withDefaults(written, catalog), written);
    return EXPLAINED.test(name) ? [] : differences(ours, server).map(each => `${name} ${each}`);
  });
  expect(different).toEqual([]);
});

/** Where two values differ, by path. */
function differences(ours: unknown, server: unknown, path = ''): string[] {
  const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  if (isTree(ours) && isTree(server) && Array.isArray(ours) === Array.isArray(server)) {
    const keys = new Set([...Object.keys(ours), ...Object.keys(server)]);
    return [...keys].flatMap(key => differences(ours[key], server[key], `${path}.${key}`));
  }
  return ours === server ? [] : [`${path}: ours ${JSON.stringify(ours)}, the API server's ${JSON.stringify(server)}`];
}
