import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SchemaCatalog } from '../../lib/schema/catalog';
import { withDefaults } from '../../lib/schema/with-defaults';
import { isMap, type YamlMap } from '../../lib/yaml/value';
import { readApiFixtures } from '../support/api-fixtures';
import { readMinimalObjects } from '../support/minimal-objects';
import { mutate, randomNumbers } from '../support/mutations';
import { AdmissionView, type Viewed } from './apiserver/admission-view';
import { type RealApiServer, startApiServer } from './apiserver/api-server';
import { Judge } from './apiserver/judge';
import { withoutUnknowable } from './defaults/unknowable';

/** Objects with our defaults, and as validating admission of a real API server has them. */

const MUTATIONS = 1500;
const SEED = 36;

interface Shown {
  name: string;
  written: YamlMap;
  viewed: Viewed;
}

let server: RealApiServer;
let shown: Shown[];
beforeAll(async () => {
  server = await startApiServer();
  const judge = new Judge(server);
  const view = await AdmissionView.open(server, judge);
  shown = [];
  for (const { name, written } of objects()) shown.push({ name, written, viewed: await view.show(written) });
  await view.close();
}, 240_000);
afterAll(() => server.stop());

function objects(): { name: string; written: YamlMap }[] {
  const minimal = readMinimalObjects().map(written => ({ name: `minimal: ${nameOf(written)}`, written }));
  const fixtures = readApiFixtures();
  const good = fixtures.flatMap(({ name, good, accepted }) => [
    { name, written: good },
    ...accepted.map(change => ({ name: `${name}: ${change.name}`, written: change.object })),
  ]);
  const random = randomNumbers(SEED);
  const mutations = Array.from({ length: MUTATIONS }, (_, i) => {
    const fixture = fixtures[i % fixtures.length];
    if (!fixture) throw new Error('there are no fixtures');
    const { name, object } = mutate(fixture.good, random);
    return { name: `${fixture.name}: ${name}`, written: object };
  });
  return [...minimal, ...good, ...mutations];
}

function nameOf({ kind, metadata }: YamlMap): string {
  return `${kind} ${isMap(metadata) ? metadata.name : ''}`;
}

const catalog = new SchemaCatalog({ kubernetesVersion: '1.36', hasApiRules: false }, []);

test('the API server takes all minimal objects, and enough of the others, of many kinds', () => {
  const taken = shown.filter(({ viewed }) => viewed.object);
  const refused = shown.filter(({ name, viewed }) => name.startsWith('minimal') && !viewed.object);
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
    return differences(ours, server).map(each => `${name} ${each}`);
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
