import { describe, expect, test } from '@jest/globals';
import { DYN, INT, listOf, mapOf, STRING, typeText } from '../../lib/cel/check/type';
import { Environment } from '../../lib/cel/environment';
import { isList } from '../../lib/cel/evaluate/compare';
import { doubleToString } from '../../lib/cel/evaluate/convert';
import { celValue } from '../../lib/cel/evaluate/from-yaml';
import { formatDuration, formatTimestamp } from '../../lib/cel/evaluate/time';
import {
  CelMap,
  type CelValue,
  Double,
  Duration,
  isInt,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
} from '../../lib/cel/evaluate/value';
import { Cidr } from '../../lib/cel/libraries/cidr';
import { Ip } from '../../lib/cel/libraries/ip';
import { formatIpAddress } from '../../lib/cel/libraries/ip-address';
import { anyExpression } from '../support/any-expression';
import { type Answer, askKubernetes, celProgram } from '../support/cel';
import { fc } from '../support/fast-check';

const withKubernetes = celProgram === undefined ? describe.skip : describe;

const variables = { x: DYN, i: INT, s: STRING, l: listOf(INT), m: mapOf(STRING, DYN) };
const bindings = {
  x: celValue({ a: 1, b: 'text', c: [1, 5], n: null }),
  i: 7,
  s: 'héllo wörld',
  l: [3, 1, 2],
  m: celValue({ one: 1, l: [1], s: 'x' }),
};
const environment = Environment.ofKubernetes(36).withVariables(variables);

function answer(expression: string): Answer {
  const program = environment.compile(expression);
  if ('problem' in program) return { problem: program.problem, cost: 0 };
  const outcome = program.run(bindings);
  const type = typeText(program.type);
  const { cost } = outcome;
  return 'error' in outcome ? { type, error: outcome.error, cost } : { type, value: text(outcome.value), cost };
}

/** A value as test/cel writes it. */
function text(value: CelValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null) return 'null';
  if (typeof value === 'boolean') return `bool ${value}`;
  if (isInt(value)) return `int ${value}`;
  if (value instanceof Uint) return `${value.value}u`;
  if (value instanceof Double) return `double ${doubleToString(value)}`;
  if (value instanceof Duration) return `google.protobuf.Duration ${formatDuration(value)}`;
  if (value instanceof Timestamp) return `google.protobuf.Timestamp ${formatTimestamp(value)}`;
  if (value instanceof TypeValue) return `type ${value.name}`;
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`;
  if (value instanceof Optional) return value.value === undefined ? 'none' : `optional ${text(value.value)}`;
  if (isList(value)) return `[${value.map(text).join(', ')}]`;
  if (value instanceof Cidr) return `net.CIDR ${formatIpAddress(value.bytes)}/${value.bits}`;
  if (value instanceof Ip) return `net.IP ${formatIpAddress(value.bytes)}`;
  if (!(value instanceof CelMap)) return value.type.name;
  const entries = [...value.entries()].map(([key, entry]) => `${text(key)}: ${text(entry)}`);
  return `{${entries.sort().join(', ')}}`;
}

function sorted(answer: Answer): unknown[] {
  return Object.entries(answer).sort();
}

/** Compares expressions; gives how many have a value. */
function compare(expressions: readonly string[]): number {
  const there = askKubernetes(expressions);
  const found: unknown[] = [];
  const expected: unknown[] = [];
  expect(there).toHaveLength(expressions.length);
  for (const [i, expression] of expressions.entries()) {
    const theirs = there[i] as Answer;
    // Where Kubernetes' own library stumbles, there is nothing to compare with.
    if (/^(?:panic|internal error)/.test(theirs.error ?? '')) continue;
    const ours = answer(expression);
    // What comes to nothing costs a little less here, also where another operand makes up for it; of broken syntax, the
    // first mistake is named only.
    const mayAbsorb = /&&|\|\||all\(|exists\(/.test(expression) && ours.cost <= theirs.cost;
    if (mayAbsorb || theirs.value === undefined) ours.cost = theirs.cost;
    if (theirs.problem?.includes('Syntax error')) theirs.problem = theirs.problem.split('\nERROR')[0] ?? '';
    if (JSON.stringify(sorted(ours)) === JSON.stringify(sorted(theirs))) continue;
    found.push({ expression, ...ours });
    expected.push({ expression, ...theirs });
  }
  expect(found).toEqual(expected);
  return there.filter(({ value }) => value !== undefined).length;
}

withKubernetes('the CEL library of Kubernetes says the same', () => {
  test('of 5,000 expressions', () => {
    const expressions = fc.sample(anyExpression, { numRuns: 5000, seed: 28_312 });
    expect(compare(expressions)).toBeGreaterThan(2000);
  });

  test('of any expressions', () => {
    fc.assert(
      fc.property(fc.array(anyExpression, { minLength: 50, maxLength: 50 }), expressions => {
        compare(expressions);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});
