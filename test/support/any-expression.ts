import { fc } from './fast-check';

/**
 * Expressions by the type that they have, mostly: `{int}` stands for one of that type, the first of a row are the
 * simplest. The variables `x`, `i`, `s`, `l` and `m` are those of test/cel.
 */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  int: [
    ...['0', '1', '-1', '7', 'i', '9223372036854775807', '-9223372036854775808', 'x.a', 'm.one', 'l[0]'],
    ...['({int} + {int})', '({int} - {int})', '({int} * {int})', '({int} / {int})', '({int} % {int})', '-{int}'],
    ...['size({string})', '{list}.size()', 'int({string})', 'int({double})', 'int({uint})', 'int({timestamp})'],
    ...[
      '({bool} ? {int} : {int})',
      '{list}[{int}]',
      '{string}.indexOf({string})',
      '{string}.lastIndexOf({string}, {int})',
    ],
    ...['{list}.sum()', '{list}.max()', '{timestamp}.getDayOfYear()', "{timestamp}.getHours('Asia/Kolkata')"],
    ...["{timestamp}.getDate('-02:30')", '{timestamp}.getDayOfWeek()', '{duration}.getMinutes()'],
    ...['{optional}.orValue({int})', '{quantity}.sign()', '{quantity}.compareTo({quantity})', '{semver}.minor()'],
    ...['{cidr}.prefixLength()', '{ip}.family()', '{list}.indexOf({int})'],
  ],
  uint: [
    '0u',
    '5u',
    '18446744073709551615u',
    '({uint} + {uint})',
    '({uint} - {uint})',
    'uint({int})',
    'uint({double})',
  ],
  double: [
    ...['0.0', '1.5', '-2.25', '1e10', '({double} * {double})', '({double} / {double})', 'double({int})'],
    ...['double({string})', '{quantity}.asApproximateFloat()'],
  ],
  string: [
    ...[
      "''",
      "'a'",
      "'abc'",
      's',
      'x.b',
      "'a,b,c'",
      "'10Mi'",
      "'1.2.3'",
      "'192.168.0.1'",
      "'😀x'",
      "'2020-01-01T00:00:00Z'",
    ],
    ...['({string} + {string})', 'string({int})', 'string({double})', 'string({duration})', 'string({timestamp})'],
    ...['{string}.upperAscii()', '{string}.trim()', '{string}.substring({int})', '{string}.substring({int}, {int})'],
    ...[
      '{string}.charAt({int})',
      '{string}.replace({string}, {string})',
      '{string}.replace({string}, {string}, {int})',
    ],
    ...[
      "{strings}.join(', ')",
      "'%s'.format([{string}])",
      "'%d|%x'.format([{int}, {int}])",
      "'%.3f'.format([{double}])",
    ],
    ...[
      "'%s'.format([{map}])",
      'strings.quote({string})',
      "{string}.find('(a|ab)(c|bcd)')",
      "{string}.find('[a-z]+?b|x*')",
    ],
    ...['{url}.getHost()', '{url}.getEscapedPath()', 'string({ip})', 'string({cidr})'],
  ],
  bool: [
    ...['true', 'false', 'i > 3', 'has(x.a)', 'has(x.zz)', '({bool} && {bool})', '({bool} || {bool})', '!{bool}'],
    ...['{int} == {int}', '{string} != {string}', '{list} == {list}', '{int} < {double}', '{uint} >= {int}'],
    ...[
      '{string} < {string}',
      '{timestamp} <= {timestamp}',
      '{int} in {list}',
      '{string} in {map}',
      '{string} in {strings}',
    ],
    ...['{string}.startsWith({string})', '{string}.contains({string})', "{string}.matches('^[a-z]+$')"],
    ...["{string}.matches('(?i)H.*D')", '{list}.all(v, v > {int})', '{list}.exists(v, {int} / v > 0)'],
    ...['{list}.exists_one(v, v == {int})', '{map}.all(k, v, k != {string})', '{list}.exists(k, v, k == v)'],
    ...[
      '{optional}.hasValue()',
      '{optional} == {optional}',
      'isQuantity({string})',
      'isIP({string})',
      'isURL({string})',
    ],
    ...['isSemver({string})', 'isCIDR({string})', 'sets.contains({list}, {list})', 'sets.intersects({list}, {list})'],
    ...['{list}.isSorted()', '{ip}.isLoopback()', '{ip}.isGlobalUnicast()', '{cidr}.containsIP({ip})'],
    ...['{quantity}.isGreaterThan({quantity})', '{semver}.isLessThan({semver})', '{cidr}.containsCIDR({cidr})'],
    ...['format.dns1123Label().validate({string}).hasValue()', 'format.uri().validate({string}).hasValue()'],
  ],
  list: [
    ...[
      '[]',
      '[1, 2, 3]',
      'l',
      '[{int}, {int}]',
      '({list} + {list})',
      '{list}.map(v, v * {int})',
      '{list}.filter(v, v > {int})',
    ],
    ...[
      '{list}.map(v, v > {int}, v)',
      '{list}.sort()',
      '{list}.reverse()',
      '{list}.distinct()',
      '{list}.slice(0, {int})',
    ],
    ...['{list}.sortBy(v, -v)', 'lists.range(3)', '{list}.transformList(k, v, k + v)', '[[1], {list}].flatten()'],
  ],
  strings: [
    ...[
      "['a', 'b']",
      '[s]',
      '[]',
      '{string}.split({string})',
      '{string}.split({string}, {int})',
      '[{string}, {string}]',
    ],
    ...["{string}.findAll('[a-z]')", '{strings}.map(v, v + {string})'],
  ],
  map: [
    ...["{'a': 1}", 'm', '{{string}: {int}}', '{list}.transformMap(k, v, v + 1)', '{map}.transformMap(k, v, k)'],
    ...['{list}.transformMapEntry(k, v, {v: k})', '{url}.getQuery()'],
  ],
  duration: ["duration('1h')", "duration('-1.5s')", '({duration} + {duration})', '({timestamp} - {timestamp})'],
  timestamp: [
    ...["timestamp('2020-02-29T12:34:56.789Z')", "timestamp('1999-12-31T23:59:59+02:00')", 'timestamp(0)'],
    ...['({timestamp} + {duration})', 'timestamp({string})', 'timestamp({int})'],
  ],
  optional: [
    ...['optional.none()', 'm.?one', 'l[?0]', 'l[?9]', 'optional.of({int})', 'optional.ofNonZeroValue({int})'],
    ...[
      '{optional}.or({optional})',
      '{list}[?{int}]',
      '{optional}.optMap(v, {int})',
      '{list}.first()',
      '{list}.last()',
    ],
  ],
  quantity: [
    ...["quantity('1Gi')", "quantity('500m')", "quantity('-1.5k')", "quantity('1e3')", 'quantity({string})'],
    ...['{quantity}.add({quantity})', '{quantity}.sub(3)'],
  ],
  semver: ["semver('1.2.3')", "semver('1.2.3-rc.1')", "semver('v1.2', true)", 'semver({string})'],
  ip: ["ip('10.0.0.1')", "ip('::1')", "ip('2001:DB8::A')", "ip('1::2::3')", 'ip({string})', '{cidr}.ip()'],
  cidr: ["cidr('10.1.2.3/12')", "cidr('2001:db8::1/65')", "cidr('10.0.0.0/33')", '{cidr}.masked()'],
  url: ["url('https://u@a.b:80/p%20q?q=1&q=2')", "url('/x y')", "url('http://[::1]:x/')", "url('https://[::1]:8443/')"],
  mistake: [
    ...[
      '{int} + {string}',
      '{string}.foo()',
      '[{int}, {string}]',
      'zz + {int}',
      '{int} == {string}',
      '({int}',
      '{int} zz',
    ],
    ...[
      "duration('1d')",
      "{string}.matches('(')",
      "'%d'.format([{string}])",
      '{string}.all(v, true)',
      'has({int})',
      '{bool} ? 1',
    ],
  ],
};
const TYPES = Object.keys(TEMPLATES);

/** Any expression, made of a row of numbers: each chooses one of the templates. */
export const anyExpression: fc.Arbitrary<string> = fc
  .array(fc.nat(1000), { minLength: 4, maxLength: 12 })
  .map(([first = 0, ...choices]) => {
    const fill = (type: string): string => {
      const templates = TEMPLATES[type] ?? [];
      // The first of a row is whole: with it, an expression ends.
      const template = templates[(choices.shift() ?? 0) % templates.length] ?? '0';
      return template.replace(/\{([a-z]{2,})\}/g, (_, inner) => fill(inner));
    };
    return fill(TYPES[first % TYPES.length] as string);
  });
