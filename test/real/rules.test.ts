import { describe, expect, test } from '@jest/globals';
import { SUBRESOURCE_KINDS } from '../../lib/schema/api-server/subresource-kinds';
import { type RefusedCase, readApiFixtures } from '../support/api-fixtures';
import type { Status } from './apiserver/client';
import type { Manifest } from './apiserver/manifest';
import { suiteJudge } from './apiserver/suite-judge';

/** The rules of validate-schema, and their fixtures, confirmed by the API server they were taken from. */

const judge = suiteJudge();

describe.each(readApiFixtures())('$name', ({ good, accepted, refused }) => {
  const cases = [{ name: 'as it is', object: good }, ...accepted];

  test.each(cases)('accepted: $name', async ({ object }) => {
    expect(await judge().verdict(object)).toMatchObject({ verdict: 'accepted', message: '' });
    expect((await judge().appliedVerdict(object))?.message).toBe('');
  });

  if (refused.length === 0) return;
  test.each(refused)('refused: $name', async refusal => {
    const { verdict, causes } = await asked(refusal);
    expect(verdict).toBe('refused');
    if (refusal.asked === 'apply') return;
    expect([...new Set(causes.map(({ field }) => field))].sort()).toEqual([...refusal.serverFields].sort());
  });
});

/** What was said, and where. */
interface Said {
  verdict: string;
  causes: readonly { field: string }[];
}

test.each(Object.keys(SUBRESOURCE_KINDS))('there are no objects of kind %s', async name => {
  const [apiVersion = '', kind = ''] = name.split(' ');
  expect(await judge().verdict({ apiVersion, kind, metadata: { name: 'a' } })).toMatchObject({
    verdict: 'unknown-kind',
  });
});

function asked({ object, asked: how }: RefusedCase): Promise<Said> {
  if (how === 'apply') return applied(object);
  return how === 'create' ? created(object) : judge().verdict(object);
}

/** Who creates it is only warned. */
async function applied(object: Manifest): Promise<Said> {
  expect(await judge().verdict(object)).toMatchObject({ verdict: 'accepted' });
  return (await judge().appliedVerdict(object)) ?? { verdict: 'unknown-kind', causes: [] };
}

/** What a dry run does not ask for, such as a port. */
async function created(object: Manifest): Promise<Said> {
  expect(await judge().verdict(object)).toMatchObject({ verdict: 'accepted' });
  const path = await judge().place(object);
  if (path === undefined) throw new Error(`nobody serves ${object.kind}`);
  const { code, body } = await judge().server.client.create<Status>(path, object);
  const causes = (body.details?.causes ?? []).map(({ field = '' }) => ({ field }));
  return { verdict: code < 300 ? 'accepted' : 'refused', causes };
}
