import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { policyEnforcer } from '../../functions/policy-enforcer/function';
import { PACK_NAMES, packObjects, packsIn } from '../../lib/policy/packs';
import type { YamlMap } from '../../lib/yaml/value';
import { GOOD_OBJECTS, OF_CLUSTERS, PACK_CASES, type PackCase, SEPARATED } from '../support/pack-cases';
import { listOf, run } from '../support/run';
import type { Judge, Verdict } from './apiserver/judge';
import { suiteJudge } from './apiserver/suite-judge';

/** The packs on a real cluster, as they are but for their parameters, and the same in policy-enforcer. */

const CRDS = readFileSync('blueprints/cluster-baseline/crds.yaml', 'utf8').split(/^---$/m);

/** The documents of a pack, as a cluster is given them. */
function documentsOf(pack: string): string[] {
  return packsIn(pack).flatMap(name => readFileSync(`blueprints/policies/${name}.yaml`, 'utf8').split(/^---$/m));
}

/** What the API server says first, and all that the function says. */
function ours(object: YamlMap, { pack, params = {} }: Pick<PackCase, 'pack' | 'params'>): string[] {
  const config = {
    apiVersion: 'intent.nephio.org/v1alpha1',
    kind: 'PolicyEnforcer',
    metadata: { name: 'packs' },
    packs: [{ name: pack, params }],
  };
  const { results } = run(
    policyEnforcer,
    listOf([JSON.stringify(object), JSON.stringify(SEPARATED)], JSON.stringify(config)),
  );
  return results.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

/** Asks until the API server has got the parameters of the moment, which it watches with a delay. */
async function settled(judge: Judge, object: YamlMap, isExpected: (verdict: Verdict) => boolean): Promise<Verdict> {
  let verdict = await judge.verdict(object);
  for (let i = 0; i < TRIES && !isExpected(verdict); i++) {
    await setTimeout(200);
    verdict = await judge.verdict(object);
  }
  return verdict;
}

const TRIES = 25;

function denialIn({ message }: Verdict): string {
  return /denied request: (.*)$/s.exec(message)?.[1] ?? message;
}

// An API server each: it does not find the parameters of a policy that comes back.
describe.each(PACK_NAMES)('%s', pack => {
  const judge = suiteJudge(CRDS);
  beforeAll(async () => {
    // Under some packs nobody makes namespaces.
    await judge().ensureNamespace('core');
    await judge().setUp(documentsOf(pack));
  }, 60_000);

  async function setParams(params: Record<string, string>): Promise<void> {
    const own = packObjects(pack).find(({ kind }) => kind === 'ConfigMap') as YamlMap & { data: YamlMap };
    const place = `/api/v1/namespaces/kube-system/configmaps/${pack}?fieldManager=test&force=true`;
    await judge().server.client.apply(place, { ...own, data: { ...own.data, ...params } });
  }

  test('nothing against good objects, and what clusters write themselves', async () => {
    const objects = [...GOOD_OBJECTS, ...OF_CLUSTERS];
    const verdicts = objects.map(object => settled(judge(), object, ({ message }) => message === ''));
    expect((await Promise.all(verdicts)).map(({ message }) => message)).toEqual(objects.map(() => ''));
  }, 30_000);

  test.each(PACK_CASES.filter(one => one.pack === pack))(
    '$rule',
    async ({ rule, object, params = {} }) => {
      const all = ours(object, { pack, params }).map(message => message.replace(/^.* denied request: /s, ''));
      const isOurs = (verdict: Verdict) =>
        verdict.message !== '' && all.some(message => message.startsWith(denialIn(verdict)));
      await setParams(params);
      const verdict = await settled(judge(), object, isOurs);
      const server = verdict.message;
      expect({ rule, all, server, agree: isOurs(verdict) }).toEqual({ rule, all, server, agree: true });
    },
    30_000,
  );
});
