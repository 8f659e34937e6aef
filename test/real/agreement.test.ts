import { spawnSync } from 'node:child_process';
import { beforeAll, expect, test } from '@jest/globals';
import { validateSchema } from '../../functions/validate-schema/function';
import type { Result } from '../../lib/krm/result';
import { readApiFixtures } from '../support/api-fixtures';
import { type Mutation, mutate, randomNumbers } from '../support/mutations';
import { listOf, run } from '../support/run';
import type { Judge, Verdict } from './apiserver/judge';
import { suiteJudge } from './apiserver/suite-judge';
import { EXPLAINED } from './explained-differences';

/** validate-schema and a real API server, asked the same: good objects of many kinds, and mutations of them. */

const COUNT = 1000;
const SEED = 2026;
/** How many the API server is asked at a time. */
const WIDTH = 4;
/** Every so many the function is asked as the program that is shipped, too. */
const PROGRAM_EVERY = 25;

interface Judged extends Mutation {
  kind: string;
  /** The errors, but for what only Config Sync refuses: the API server knows nothing of that. */
  ours: readonly Result[];
  isOnlyForConfigSync: boolean;
  server: Verdict;
}

const judge = suiteJudge();
let judged: Judged[];
beforeAll(async () => {
  judged = await judgeAll(judge(), objects());
}, 240_000);

/** The good objects, and as many mutations of each. */
function objects(): Mutation[] {
  const fixtures = readApiFixtures();
  const random = randomNumbers(SEED);
  const good = fixtures.map(fixture => ({ name: `${fixture.name}: as it is`, object: fixture.good }));
  const mutations = Array.from({ length: COUNT - good.length }, (_, i) => {
    const fixture = fixtures[i % fixtures.length];
    if (!fixture) throw new Error('there are no fixtures');
    const { name, object } = mutate(fixture.good, random);
    return { name: `${fixture.name}: ${name}`, object };
  });
  return [...good, ...mutations];
}

async function judgeAll(judge: Judge, asked: readonly Mutation[]): Promise<Judged[]> {
  const ours = asked.map(errorsOf);
  const answers: Judged[] = [];
  let next = 0;
  const ask = async () => {
    while (next < asked.length) {
      const i = next++;
      const mutation = asked[i];
      if (!mutation) return;
      const { apiVersion, kind } = mutation.object;
      const errors = ours[i] ?? [];
      const ofServer = errors.filter(({ tags }) => tags?.['code'] !== 'GITOPS');
      answers[i] = {
        ...mutation,
        kind: `${apiVersion} ${kind}`,
        ours: ofServer,
        isOnlyForConfigSync: errors.length > 0 && ofServer.length === 0,
        server: await verdictOf(judge, mutation),
      };
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, ask));
  return answers;
}

/** Config Sync applies: what only server-side apply refuses is refused. */
async function verdictOf(judge: Judge, { object }: Mutation): Promise<Verdict> {
  const created = await judge.verdict(object);
  if (created.verdict !== 'accepted') return created;
  return (await judge.appliedVerdict(object)) ?? created;
}

function inputOf({ object }: Mutation): string {
  return listOf([JSON.stringify(object)]);
}

function errorsOf(mutation: Mutation): Result[] {
  return run(validateSchema, inputOf(mutation)).results.filter(({ severity }) => severity === 'error');
}

const isRefused = ({ server: { verdict } }: Judged) => verdict !== 'accepted';
const percent = (count: number, all: number) => `${((100 * count) / all).toFixed(1)} %`;

test('the objects are of many kinds, and of both verdicts', () => {
  expect(new Set(judged.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(30);
  const refused = judged.filter(isRefused).length;
  expect(refused).toBeGreaterThanOrEqual(0.3 * COUNT);
  expect(COUNT - refused).toBeGreaterThanOrEqual(0.3 * COUNT);
});

test('the verdict is the same; each difference is explained', () => {
  const different = judged.filter(each => isRefused(each) !== each.ours.length > 0);
  const explained = different.map(each => EXPLAINED.find(({ explains }) => explains(each))?.rule);
  const unexplained = different.filter((_, i) => explained[i] === undefined);
  process.stderr.write(`${summary(different, explained)}\n`);
  expect(unexplained.map(describe)).toEqual([]);
  expect(different.length).toBeLessThanOrEqual(0.01 * COUNT);
});

test('the program that is shipped says the same', () => {
  const asked = judged.filter((_, i) => i % PROGRAM_EVERY === 0);
  const said = asked.map(
    mutation => spawnSync('node', ['dist/validate-schema.cjs'], { input: inputOf(mutation) }).status,
  );
  expect(said).toEqual(asked.map(({ ours, isOnlyForConfigSync }) => (ours.length > 0 || isOnlyForConfigSync ? 1 : 0)));
});

function summary(different: readonly Judged[], explained: readonly (string | undefined)[]): string {
  const kinds = new Set(judged.map(({ kind }) => kind)).size;
  const refused = judged.filter(isRefused);
  const both = refused.filter(({ ours, server: { causes } }) => ours.length > 0 && causes.length > 0);
  const count = [...new Set(explained)].map(rule => `${rule}: ${explained.filter(each => each === rule).length}`);
  return [
    `${COUNT} objects of ${kinds} kinds: same verdict ${percent(COUNT - different.length, COUNT)}, refused ${percent(refused.length, COUNT)}`,
    `refused for Config Sync only: ${judged.filter(each => each.isOnlyForConfigSync && !isRefused(each)).length}`,
    `differences: ${different.length === 0 ? 'none' : count.join(', ')}`,
    `fields, where both refuse and the server names some (${both.length}): the same ${percent(both.filter(namesSame).length, both.length)}, all of the server's at or around ours ${percent(both.filter(namesNear).length, both.length)}`,
  ].join('\n');
}

const fieldsOf = ({ ours, server: { causes } }: Judged) => ({
  our: [...new Set(ours.map(({ field }) => plain(field?.path ?? '')))].sort(),
  their: [...new Set(causes.map(({ field }) => plain(field)))].sort(),
});

/** A key is spelled `.key` by some messages and `[key]` by others, and an index is left out at times. */
function plain(path: string): string {
  return path.replace(/\["?([^\]"]*)"?\]/g, (_, key: string) => (/^\d+$/.test(key) ? '' : `.${key}`));
}

function namesSame(each: Judged): boolean {
  const { our, their } = fieldsOf(each);
  return our.join(' ') === their.join(' ');
}

function namesNear(each: Judged): boolean {
  const { our, their } = fieldsOf(each);
  return their.every(field => our.some(own => `${own}.`.startsWith(`${field}.`) || `${field}.`.startsWith(`${own}.`)));
}

function describe({ name, ours, server: { verdict, message } }: Judged): string {
  const said = ours.map(result => result.message).join('; ');
  return `${name}\n  API server: ${verdict} ${message}\n  validate-schema: ${said === '' ? 'accepted' : said}`;
}
