import { describe, expect, test } from '@jest/globals';
import { yaml } from '../../test/support/yaml';
import { YamlDocument } from '../yaml/document';
import type { YamlValue } from '../yaml/value';
import { DYN, typeText } from './check/type';
import { Environment } from './environment';
import { equal } from './evaluate/compare';
import { Frame } from './evaluate/frame';
import { celValue } from './evaluate/from-yaml';

const environment = Environment.ofKubernetes(36);

function parse(text: string): YamlValue {
  const document = new YamlDocument(Buffer.from(text));
  return document.get(document.root, []) ?? null;
}

/** What becomes of an expression: its value as another expression, or why it has none. */
function outcome(text: string, minor = 36): { value: unknown } | { error: string } | { problem: string } {
  const program = Environment.ofKubernetes(minor).compile(text);
  if ('problem' in program) return { problem: program.problem.split('\n')[0] as string };
  const { cost: _cost, ...rest } = program.run({});
  return rest;
}

describe('expressions that are true', () => {
  test.each([
    '1 + 2 * 3 == 7 && -7 / 2 == -3 && -7 % 2 == -1',
    '9223372036854775807 - 1 == 9223372036854775806',
    '4503599627370497 * 2001 == 9011702854368364497',
    'dyn(1) == 1.0 && dyn(1u) == 1 && 2 > 1.5 && type(1) != type(1.0)',
    // An int beside a double is made one, and loses what a double cannot hold.
    'dyn(9007199254740993) == 9007199254740992.0 && 9007199254740992.0 == dyn(9007199254740993u)',
    'dyn(9223372036854775807) >= 9223372036854775808.0 && !(dyn(9223372036854775807) < 9223372036854775808.0)',
    'dyn(18446744073709551615u) <= 18446744073709551616.0 && dyn(9007199254740993) != 9007199254740992',
    '[dyn(9007199254740993)].indexOf(9007199254740992.0) == 0 && [dyn(9007199254740993)] == [9007199254740992.0]',
    '"\\u0085\\ufeff a\\u00a0".trim() == "\\ufeff a"',
    'double("1_0") == 10.0 && double("0x1p-2") == 0.25 && double("-0X_1.8p1") == -3.0',
    '[1.0, double("NaN")].min() == 1.0 && [3.0, 1.0, double("NaN")].sort().size() == 3 && [1.0, double("NaN")].isSorted()',
    '"%.25f %.30f".format([1234.5, -0.1]) == "1,234.5000000000000000000000000 -0.100000000000000005551115123126"',
    'isQuantity("1e400") && quantity("1e-400") == quantity("1n")',
    'false && 1 / 0 > 0 || true',
    '[0, 2].exists(x, 4 / x == 2)',
    '![0, -1].all(x, 1 / x > 0)',
    '{"a": 1, "b": 2}.transformMap(k, v, k != "a", v * 2) == {"b": 4}',
    '["b", "a"].sortBy(x, x) == ["a", "b"]',
    '{"a": {}}.?a.?b.orValue("none") == "none"',
    '[?optional.none(), 1] == [1]',
    'dyn(1).orValue(2) == 1',
    '"héllo😀".size() == 6 && "héllo😀".charAt(5) == "😀"',
    '"%s %d %.2f %e".format(["a", 1, 2.5, 3.14]) == "a 1 2.50 3.140000×10⁰⁰"',
    '"a,b,,c".split(",", 2) == ["a", "b,,c"]',
    'timestamp("2026-02-28T23:30:00-01:00").getDayOfMonth() == 0',
    'timestamp("2026-01-01T00:00:00Z").getHours("America/New_York") == 19',
    'string(duration("1h") + duration("1ms")) == "3600.001s"',
    'quantity("1.5Gi").isGreaterThan(quantity("1.6G")) && quantity("0.1").add(quantity("200m")) == quantity("300m")',
    'cidr("10.1.0.0/16").containsIP("10.1.2.3") && string(cidr("2001:db8:1::/32").masked()) == "2001:db8::/32"',
    'semver("1.10.0").isGreaterThan(semver("1.9.0")) && semver("v1.2", true).minor() == 2',
    'url("https://[::1]:8443/a%20b?k=1&k=2").getHostname() == "::1"',
    '"foo.example.com".find("[a-z]+$") == "com" && "aXbX".findAll("[a-z]+?X") == ["aX", "bX"]',
    '"kElvin".matches("^(?i)KELVIN$")',
    'sets.equivalent([1, 2, 2], [2, 1]) && [3, 1].sum() == 4 && !["b", "a"].isSorted()',
    'format.dns1123Label().validate("Upper").hasValue() && !format.named("date").value().validate("2024-02-29").hasValue()',
  ])('%s', text => {
    expect(outcome(text)).toEqual({ value: true });
  });
});

describe('expressions without a value', () => {
  test.each([
    ['1 / 0', 'division by zero'],
    ['9223372036854775807 + 1', 'integer overflow'],
    ['0u - 1u', 'unsigned integer overflow'],
    ['timestamp("9999-12-31T23:59:59Z") - timestamp("0001-01-01T00:00:00Z")', 'integer overflow'],
    ['double("1__0" + "") == 10.0', "type conversion error from 'string' to 'double'"],
    ['"%s".format([{1.5: "a"}])', 'error during formatting: no formatting function for map key of type double'],
    ['{"a": 1}.b', 'no such key: b'],
    ['[1][dyn(1)]', 'index out of bounds: 1'],
    ['dyn(1) + dyn("a")', 'no such overload'],
    ['dyn("a").all(x, true)', "got 'types.String', expected iterable type"],
    ['[1, 0].all(x, 1 / x > 0)', 'division by zero'],
    ['optional.none().value()', 'optional.none() dereference'],
    ['duration("1h" + "x")', "type conversion error from 'string' to 'google.protobuf.Duration'"],
    ['quantity("10Mm")', "unable to parse quantity's suffix"],
    [
      'ip("2001:db8:::68")',
      'IP Address "2001:db8:::68" parse error during conversion from string: ParseAddr("2001:db8:::68"): each colon-separated field must have at least one digit (at ":68")',
    ],
    ['timestamp(0).getHours("Mars")', 'unknown time zone Mars'],
  ])('%s: %s', (text, error) => {
    expect(outcome(text)).toEqual({ error });
  });
});

describe('expressions that do not compile, in the words of the API server', () => {
  test.each([
    ['1 +', "1:4: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false'"],
    ['(1', "1:3: Syntax error: missing ')' at '<EOF>'"],
    ['1 2', "1:3: Syntax error: extraneous input '2' expecting <EOF>"],
    ['a.all(1, true)', '1:7: argument must be a simple name'],
    ['99999999999999999999', '1:1: invalid int literal'],
    ['if', '1:1: reserved identifier: if'],
    ['self.x', "1:1: undeclared reference to 'self' (in container '')"],
    ['1 == "a"', "1:3: found no matching overload for '_==_' applied to '(int, string)'"],
    ['"a".startsWith(1)', "1:15: found no matching overload for 'startsWith' applied to 'string.(int)'"],
    ['[1, "a"]', "1:5: expected type 'int' but found 'string'"],
    ['"x".all(c, true)', "1:1: expression of type 'string' cannot be range of a comprehension"],
    ['duration(1)', '1:10: invalid duration argument'],
    ['duration("1d")', '1:10: invalid duration argument'],
    ['"a".matches("(?=a)")', '1:13: invalid matches argument'],
    ['"%d".format(["a"])', '1:14: error during formatting: decimal clause can only be used on integers, was given str'],
    ['1.foo()', "1:6: undeclared reference to 'foo' (in container '')"],
  ])('%s', (text, start) => {
    const found = outcome(text);
    expect('problem' in found ? found.problem.slice(0, `ERROR: <input>:${start}`.length) : found).toBe(
      `ERROR: <input>:${start}`,
    );
  });

  test('the place is marked below the line', () => {
    const program = environment.compile('true &&\n  "é" == x');
    const marked =
      "ERROR: <input>:2:10: undeclared reference to 'x' (in container '')\n |   \"é\" == x\n | ...．.....^";
    expect(program).toEqual({ problem: marked, isChecked: false });
  });
});

test('libraries are there from the version of Kubernetes on that brought them', () => {
  expect(outcome('[1, 1].distinct() == [1]', 33)).toMatchObject({ problem: expect.stringContaining("'distinct'") });
  expect(outcome('[1, 1].distinct() == [1]', 34)).toEqual({ value: true });
  expect(outcome('isSemver("1.0.0")', 32)).toMatchObject({ problem: expect.stringContaining("'isSemver'") });
});

test('a Deployment is read as the API server reads it', () => {
  const deployment = parse(yaml`
    kind: Deployment
    spec:
      replicas: 2
      ratio: 0.5
      big: 9007199254740993
      template: {spec: {containers: [{image: "ghcr.io/a"}, {image: "docker.io/b"}]}}
  `);
  const rules = {
    'object.spec.template.spec.containers.all(c, c.image.startsWith("ghcr.io/"))': false,
    'object.spec.replicas % 2 == 0 && object.spec.ratio < 1 && type(object.spec.ratio) == double': true,
    'object.spec.big == 9007199254740993': true,
    'has(object.spec.paused) || object.?spec.?paused.orValue(true)': true,
  };
  const withObject = environment.withVariables({ object: DYN });
  for (const [rule, value] of Object.entries(rules)) {
    const program = withObject.compile(rule);
    if ('problem' in program) throw new Error(program.problem);
    expect([rule, program.run({ object: celValue(deployment) })]).toMatchObject([rule, { value }]);
  }
});

describe('no expression runs without end', () => {
  const numbers = Array.from({ length: 2000 }, (_, i) => i);
  const withList = environment.withVariables({ list: DYN, text: DYN });
  test.each([
    'list.all(a, list.all(b, list.all(c, a + b + c >= 0)))',
    'list.map(a, list.map(b, list)).size() > 0',
    'lists.range(1000000000).size() > 0',
    'text.matches("(((((a*)*)*)*)*)*b") && text.findAll("(a|aa)+$").size() == 1 && list.all(a, list.all(b, true))',
    'list.map(a, list).flatten().distinct().size() > 0',
    `[list]${'.map(a, a + a)'.repeat(40)}.size() == 0`,
    `[text]${".map(a, '%s%s'.format([a, a]))".repeat(40)}.size() == 0`,
    `[text]${".map(a, a.replace('', a))".repeat(9)}.size() == 0`,
    `[list]${'.map(a, [a, a].flatten())'.repeat(40)}.size() == 0`,
    "list.all(a, list.all(b, timestamp(0).getHours('Asia/Kolkata') == 5))",
    `optional.of(1)${'.optMap(v, v + 1)'.repeat(60)}.hasValue() && false`,
  ])('%s', text => {
    const program = withList.compile(text);
    if ('problem' in program) throw new Error(program.problem);
    const ran = program.run({ list: numbers, text: `${'a'.repeat(5000)}!` });
    if ('value' in ran) expect(ran.value).toBe(false);
    else expect(ran.error).toBe('operation cancelled: actual cost limit exceeded');
  });

  const tenfold = '.map(a, [a, a, a, a, a, a, a, a, a, a])';
  const keyed = `.map(a, {${[...'abcdefghij'].map(key => `'${key}': a`).join(', ')}})`;
  const wide = `[text]${".map(a, a.replace('', 'aé€😀aaaaa'))".repeat(3)}`;
  const digits = `[text]${".map(a, a.replace('', '999999999'))".repeat(2)}.map(t, t.replace('a', '9').replace('!', '9'))`;

  test.each([
    ['equal lists', `[0]${tenfold.repeat(9)}.all(x, x != x)`],
    ['equal maps', `[0]${keyed.repeat(9)}.all(x, x != x)`],
    ['equal optionals', `[0]${tenfold.repeat(9)}.all(x, optional.of(x) != optional.of(x))`],
    ['membership', `[0]${tenfold.repeat(9)}.all(x, !(x in [x]))`],
    ['sets', `[0]${tenfold.repeat(9)}.all(x, !sets.equivalent([x], [x]))`],
    ['positions', `[0]${tenfold.repeat(9)}.all(x, [x].indexOf(x) > 0)`],
    ['costs of depth', `['']${tenfold.repeat(9)}.all(x, [x].lastIndexOf(dyn('a')) > 0)`],
    ['distinct', `[0]${tenfold.repeat(9)}.all(x, [x, x].distinct().size() == 2)`],
    ['flatten', `[0]${tenfold.repeat(9)}.flatten(9).size() == 0`],
    ['texts of lists', `[0]${tenfold.repeat(9)}.all(x, '%s'.format([x]) == '')`],
    ['texts of empty lists', `[[]]${tenfold.repeat(9)}.all(x, '%s'.format([x]) == '')`],
    ['texts of maps', `[0]${keyed.repeat(9)}.all(x, '%s'.format([x]) == '')`],
    ['many equal lists', `[0]${tenfold.repeat(5)}.all(x, list.all(a, x == x))`],
    ['many sums of lists', '[lists.range(100000)].exists(l, list.exists(a, list.exists(b, (l + l).size() == 0)))'],
    ['long texts', `${wide}.exists(t, list.exists(a, list.exists(b, t.size() == 0)))`],
    [
      'beside long texts',
      `${wide}.exists(t, list.exists(a, list.exists(b, t == 'a' || !t.contains('') || !t.matches(''))))`,
    ],
    ['characters of long texts', `${wide}.exists(t, list.exists(a, t.charAt(3000000) == 'zz'))`],
    ['texts with long texts', `${wide}.exists(t, list.exists(a, '%s'.format([t]) == ''))`],
    ['numbers of long texts', `${digits}.exists(t, list.exists(a, int(t) == 0))`],
    ['durations of long texts', `${digits}.exists(t, list.exists(a, duration(t + 'h') == duration('1h')))`],
    [
      'a search for one that is not there',
      "text.replace('a', 'aaaaaaaaaaaaaaaaaa').findAll('(a|aa){1,400}b').size() == 1",
    ],
    ['many such searches', "list.exists(a, text.findAll('(a|aa){1,400}b').size() == 1)"],
    [
      'many such matches',
      "[list.map(i, (i * i * 7919) % 13 < 6 ? 'a' : 'b').join()].exists(t, list.exists(a, t.matches('(a|b)(a|b){900}c')))",
    ],
  ])('%s', (_name, text) => {
    const program = withList.compile(text);
    if ('problem' in program) throw new Error(program.problem);
    const ran = program.run({ list: numbers, text: `${'a'.repeat(5000)}!` });
    expect(ran).toEqual({ error: expect.any(String), cost: expect.any(Number) });
  });

  test('nesting ends', () => {
    expect(environment.compile('('.repeat(10_000))).toHaveProperty('problem');
    expect(environment.compile(`${'['.repeat(300)}${']'.repeat(300)}`)).toHaveProperty('problem');
    expect(environment.compile(Array(5000).fill('true').join(' && '))).not.toHaveProperty('problem');
  });
});

test('costs are those of the API server', () => {
  const costs = {
    '[1, 2, 3].all(x, x > 0)': 16,
    '"abc".startsWith("a")': 1,
    '[1, 2].map(x, x)': 27,
    'true ? 1 : 2': 0,
  };
  for (const [text, cost] of Object.entries(costs)) {
    const program = environment.compile(text);
    expect([text, 'run' in program && program.run({}).cost]).toEqual([text, cost]);
  }
});

test('the type of an expression is known as far as it can be', () => {
  const types = {
    '[1].map(x, string(x))': 'list(string)',
    'optional.of({"a": 1u})': 'optional_type(map(string, uint))',
  };
  for (const [text, type] of Object.entries(types)) {
    const program = environment.compile(text);
    expect('type' in program && typeText(program.type)).toBe(type);
  }
  expect(equal([1, 'a'], [1, 'a'], new Frame([], 1))).toBe(true);
});
