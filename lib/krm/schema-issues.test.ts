import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import type { YamlValue } from '../yaml/value';
import { parseWith } from './schema-issues';

const text = z.string();
const part = z.strictObject({ attribute: text, share: z.optional(z.number().check(z.gte(0), z.lte(1))) });

const schema = z.strictObject({
  kind: text,
  name: z.optional(text.check(z.minLength(1), z.maxLength(5))),
  mode: z.optional(z.enum(['site', 'fan-out'])),
  version: z.optional(z.literal('v1')),
  on: z.optional(z.boolean()),
  count: z.optional(z.int()),
  sites: z.optional(z.union([text, z.array(text)])),
  parts: z.optional(z.union([part, z.array(part)])),
  list: z.optional(z.array(part).check(z.minLength(1), z.maxLength(2))),
  labels: z.optional(z.record(z.string(), text)),
  scalar: z.optional(z.union([text, z.number(), z.boolean(), z.bigint()])),
  quoted: z.optional(z.string({ error: 'expected a text in quotes' })),
  even: z.optional(z.number().check(z.multipleOf(2))),
  lower: z.optional(text.check(z.regex(/^[a-z]+$/))),
  anything: z.optional(z.looseObject({ value: z.unknown() })),
});

const messages = (value: YamlValue) => {
  const parsed = parseWith(schema, value);
  return 'issues' in parsed ? parsed.issues.map(({ message }) => message) : [];
};

describe('what a schema does not allow', () => {
  test.each<[YamlValue, string]>([
    [{}, '`kind` is missing: expected a text'],
    [{ kind: null }, '`kind`: expected a text, not null'],
    [{ kind: 1 }, '`kind`: expected a text, not a number: put it in quotes'],
    [{ kind: 12345678901234567890n }, '`kind`: expected a text, not a number: put it in quotes'],
    [{ kind: true }, '`kind`: expected a text, not true: put it in quotes'],
    [{ kind: ['a'] }, '`kind`: expected a text, not a list'],
    [{ kind: { a: 'b' } }, '`kind`: expected a text, not a mapping'],
    [{ kind: 'a', name: '' }, '`name`: expected at least 1 character'],
    [{ kind: 'a', name: 'abcdef' }, '`name`: expected at most 5 characters'],
    [{ kind: 'a', mode: 'sit' }, '`mode`: expected site or fan-out, not "sit": did you mean site?'],
    [{ kind: 'a', mode: 'elsewhere' }, '`mode`: expected site or fan-out, not "elsewhere"'],
    [{ kind: 'a', mode: 1 }, '`mode`: expected site or fan-out, not a number'],
    [{ kind: 'a', version: 'v2' }, '`version`: expected v1, not "v2"'],
    [{ kind: 'a', on: 'yes' }, '`on`: expected true or false, not a text'],
    [{ kind: 'a', count: 1.5 }, '`count`: expected a whole number, not a number with a fraction'],
    [{ kind: 'a', sites: 5 }, '`sites`: expected a text or a list, not a number: put it in quotes'],
    [{ kind: 'a', sites: { a: 'b' } }, '`sites`: expected a text or a list, not a mapping'],
    [{ kind: 'a', sites: ['a', 5] }, '`sites.1`: expected a text, not a number: put it in quotes'],
    [{ kind: 'a', parts: 5 }, '`parts`: expected a mapping or a list, not a number'],
    [{ kind: 'a', parts: {} }, '`parts.attribute` is missing: expected a text'],
    [{ kind: 'a', parts: [{}] }, '`parts.0.attribute` is missing: expected a text'],
    [
      { kind: 'a', parts: [{ attribute: 'a', shar: 1 }] },
      '`parts.0`: there is no `shar`; did you mean `share`? (known: attribute, share)',
    ],
    [
      { kind: 'a', parts: { attribute: 'a', shar: 1 } },
      '`parts`: there is no `shar`; did you mean `share`? (known: attribute, share)',
    ],
    [{ kind: 'a', list: [] }, '`list`: expected at least 1 item'],
    [{ kind: 'a', list: ['a', 'b'].map(attribute => ({ attribute, share: 2 })) }, '`list.0.share`: expected at most 1'],
    [{ kind: 'a', list: ['a', 'b', 'c'].map(attribute => ({ attribute })) }, '`list`: expected at most 2 items'],
    [{ kind: 'a', labels: { a: 1 } }, '`labels.a`: expected a text, not a number: put it in quotes'],
    [{ kind: 'a', labels: 'a' }, '`labels`: expected a mapping, not a text'],
    [{ kind: 'a', scalar: [] }, '`scalar`: expected a text, a number or true or false, not a list'],
    [{ kind: 'a', quoted: 1 }, '`quoted`: expected a text in quotes'],
    [{ kind: 'a', even: 3 }, '`even`: expected a multiple of 2'],
    [{ kind: 'a', lower: 'A' }, '`lower`: expected a text that matches /^[a-z]+$/'],
    [{ kind: 'a', anything: {} }, '`anything.value` is missing'],
    ['a', 'expected a mapping, not a text'],
  ])('%j', (value, message) => {
    expect(messages(value)[0]).toBe(message);
  });

  test('is said of each place', () => {
    expect(messages({ sites: [1, 2] })).toEqual([
      '`kind` is missing: expected a text',
      '`sites.0`: expected a text, not a number: put it in quotes',
      '`sites.1`: expected a text, not a number: put it in quotes',
    ]);
  });

  test('a text that may be long, or a secret, is not repeated', () => {
    expect(messages({ kind: 'a', list: 'hunter2' })).toEqual(['`list`: expected a list, not a text']);
    expect(messages({ kind: 'a', mode: 'x'.repeat(1000) })[0]?.length).toBeLessThan(200);
  });
});
