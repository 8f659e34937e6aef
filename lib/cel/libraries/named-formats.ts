import { DNS_1035_LABEL, DNS_LABEL, DNS_LABEL_LENGTH, DNS_SUBDOMAIN, DNS_SUBDOMAIN_LENGTH } from '../../krm/dns-syntax';
import { struct } from '../check/type';
import { costSize, patternCost } from '../cost';
import { ExtensionValue, Optional } from '../evaluate/value';
import { isByte, isDate, isDateTime } from '../strfmt';
import { type FunctionRow, type Library, overloadsOf } from './declare';
import { parseRequestUrl } from './go-url';

const FORMAT_TYPE = struct('kubernetes.NamedFormat');

/** What is wrong with a text, in the API server's words. */
type Validate = (text: string) => string[];

/** A format that texts may have. `patternSize`: what matching it counts as, for costs. */
class NamedFormat extends ExtensionValue {
  readonly type = FORMAT_TYPE;

  constructor(
    readonly name: string,
    readonly patternSize: number,
    readonly validate: Validate,
  ) {
    super();
  }

  equals(other: ExtensionValue): boolean {
    return other instanceof NamedFormat && other.name === this.name;
  }
}

/** A syntax of names, as messages describe it. Source: `util/validation` of apimachinery. */
interface Syntax {
  readonly pattern: RegExp;
  readonly length: number;
  readonly message: string;
  readonly examples: readonly string[];
  /** The pattern as messages show it. */
  readonly shown: string;
}

const LABEL: Syntax = {
  pattern: DNS_LABEL,
  length: DNS_LABEL_LENGTH,
  message:
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  examples: ['my-name', '123-abc'],
  shown: '[a-z0-9]([-a-z0-9]*[a-z0-9])?',
};

const SUBDOMAIN: Syntax = {
  pattern: DNS_SUBDOMAIN,
  length: DNS_SUBDOMAIN_LENGTH,
  message:
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  examples: ['example.com'],
  shown: '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*',
};

const LABEL_1035: Syntax = {
  pattern: DNS_1035_LABEL,
  length: DNS_LABEL_LENGTH,
  message:
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  examples: ['my-name', 'abc-123'],
  shown: '[a-z]([-a-z0-9]*[a-z0-9])?',
};

const NAME: Syntax = {
  pattern: /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/,
  length: 63,
  message:
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  examples: ['MyName', 'my.name', '123-abc'],
  shown: '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]',
};

const LABEL_VALUE: Syntax = {
  pattern: /^(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  length: 63,
  message:
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  examples: ['MyValue', 'my_value', '12345'],
  shown: '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?',
};

function tooLong(length: number): string {
  return `must be no more than ${length} bytes`;
}

function syntaxProblem({ message, examples, shown }: Syntax): string {
  const listed = examples.map((example, i) => `${i === 0 ? '' : "or '"}${i === 0 ? "'" : ''}${example}', `).join(' ');
  return `${message} (e.g. ${listed}regex used for validation is '${shown}')`;
}

const by =
  (syntax: Syntax): Validate =>
  text => [
    ...(Buffer.byteLength(text) > syntax.length ? [tooLong(syntax.length)] : []),
    ...(syntax.pattern.test(text) ? [] : [syntaxProblem(syntax)]),
  ];

/** What would do as a subdomain only has dots too many. */
function label(text: string): string[] {
  const problems = by(LABEL)(text);
  if (LABEL.pattern.test(text) || !SUBDOMAIN.pattern.test(text)) return problems;
  return [...problems.slice(0, -1), 'must not contain dots'];
}

/** A dash at the end of the start of a name is no mistake: something follows. */
const asStart =
  (validate: Validate): Validate =>
  text =>
    validate(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text);

function qualifiedName(text: string): string[] {
  const parts = text.split('/');
  const [prefix, name = ''] = parts.length === 1 ? [undefined, text] : parts;
  if (parts.length > 2) {
    const example = syntaxProblem({ ...NAME, message: 'a qualified name' }).replace('a qualified name (e.g.', '(e.g.');
    return [
      `a valid qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character ${example} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const problems: string[] = [];
  if (prefix === '') problems.push('prefix part must be non-empty');
  else if (prefix !== undefined) problems.push(...by(SUBDOMAIN)(prefix).map(problem => `prefix part ${problem}`));
  if (name === '') problems.push('name part must be non-empty');
  else if (name.length > NAME.length) problems.push(`name part ${tooLong(NAME.length)}`);
  return NAME.pattern.test(name) ? problems : [...problems, syntaxProblem(NAME)];
}

const when =
  (isValid: (text: string) => boolean, problem: string): Validate =>
  text =>
    isValid(text) ? [] : [problem];

const UUID = /^[\da-f]{8}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{12}$/i;

/** Source: `library/format.go` of k8s.io/apiserver. */
const FORMATS: Readonly<Record<string, NamedFormat>> = {
  byte: new NamedFormat('byte', 84, when(isByte, 'invalid base64')),
  date: new NamedFormat('date', 70, when(isDate, 'invalid date')),
  datetime: new NamedFormat('datetime', 70, when(isDateTime, 'invalid datetime')),
  dns1035Label: new NamedFormat('DNS1035Label', 30, by(LABEL_1035)),
  dns1035LabelPrefix: new NamedFormat('DNS1035LabelPrefix', 30, asStart(by(LABEL_1035))),
  dns1123Label: new NamedFormat('DNS1123Label', 30, label),
  dns1123LabelPrefix: new NamedFormat('DNS1123LabelPrefix', 30, asStart(label)),
  dns1123Subdomain: new NamedFormat('DNS1123Subdomain', 60, by(SUBDOMAIN)),
  dns1123SubdomainPrefix: new NamedFormat('DNS1123SubdomainPrefix', 60, asStart(by(SUBDOMAIN))),
  labelValue: new NamedFormat('LabelValue', 40, by(LABEL_VALUE)),
  qualifiedName: new NamedFormat('QualifiedName', 60, qualifiedName),
  uri: new NamedFormat('URI', 1103, uriProblems),
  uuid: new NamedFormat(
    'uuid',
    74,
    when(text => UUID.test(text), 'does not match the UUID format'),
  ),
};

function uriProblems(text: string): string[] {
  const parts = parseRequestUrl(text);
  return typeof parts === 'string' ? [parts] : [];
}

function validate(format: NamedFormat, text: string): Optional {
  const problems = format.validate(text);
  return problems.length === 0 ? Optional.NONE : new Optional(problems);
}

function named(name: string): Optional {
  return Object.hasOwn(FORMATS, name) ? new Optional(FORMATS[name]) : Optional.NONE;
}

const ROWS: readonly FunctionRow[] = [
  [
    'validate',
    'NamedFormat.(string) -> optional(list(string))',
    validate,
    ([format, text]) => patternCost(costSize(text), format instanceof NamedFormat ? format.patternSize : 0),
  ],
  ['format.named', '(string) -> optional(NamedFormat)', named],
  ...Object.entries(FORMATS).map(
    ([name, format]): FunctionRow => [`format.${name}`, '() -> NamedFormat', () => format],
  ),
];

export const NAMED_FORMATS: Library = {
  since: 31,
  overloads: overloadsOf(ROWS, { types: [FORMAT_TYPE], costOf: 'function' }),
};
