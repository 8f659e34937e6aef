import { DNS_LABEL, DNS_LABEL_LENGTH, DNS_SUBDOMAIN, DNS_SUBDOMAIN_LENGTH } from '../../krm/dns-syntax';
import { labelKeyProblem, labelValueProblem } from '../../krm/label-syntax';
import { quote } from '../../krm/quote';
import { isMap } from '../../yaml/value';
import type { FieldRule, ValueCheck } from '../schema';
import { amountOf } from './quantity';

/** The checks that the tables of field rules are made of. A value of another type is not theirs to judge. */

/** Of a text: what is wrong with it. */
function text(problem: (value: string) => string | undefined): ValueCheck {
  return value => (typeof value === 'string' ? problem(value) : undefined);
}

/** A text for which an empty one is as if the field were left out. */
export function orEmpty(check: ValueCheck): ValueCheck {
  return value => (value === '' ? undefined : check(value));
}

/** A text that fits an expression; `what` says which those are. */
export function matching(expression: RegExp, what: string): ValueCheck {
  return text(value => (expression.test(value) ? undefined : `${quote(value)} ${what}`));
}

/** Both checks; the first problem counts. */
export function both(first: ValueCheck, second: ValueCheck): ValueCheck {
  return value => first(value) ?? second(value);
}

/** The field must be there, and not empty. */
export function required(check: ValueCheck = () => undefined): FieldRule {
  return { isRequired: true, check: both(notEmpty, check) };
}

/** The schema demands the field, the API server takes an object without it. */
export const OPTIONAL: FieldRule = { isRequired: false };

/** One of these words, and nothing else. */
export function words(...allowed: string[]): ValueCheck {
  return text(value => (allowed.includes(value) ? undefined : `${quote(value)} is none of ${allowed.join(', ')}`));
}

/** One of these words, the default where the field is left out or empty. */
export function wordsOrEmpty(...allowed: string[]): ValueCheck {
  return orEmpty(words(...allowed));
}

export function range(least: number, most = Number.POSITIVE_INFINITY): ValueCheck {
  const expected = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `from ${least} to ${most}`;
  return value =>
    (typeof value === 'number' || typeof value === 'bigint') && (value < least || value > most)
      ? `${value}: it must be ${expected}`
      : undefined;
}

export const COUNT = range(0);
export const PORT = range(1, 65535);
/** 0 is as if the port were left out. */
export const OPTIONAL_PORT = range(0, 65535);
/** Of files: 0777. */
export const MODE = range(0, 0o777);
/** Of users and groups. */
export const ID = range(0, 2 ** 31 - 1);

/** IANA service names: what ports are called. */
export const portName: ValueCheck = text(value => {
  const isName = value.length <= 15 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value) && /[a-z]/.test(value);
  return isName
    ? undefined
    : `${quote(value)} is no port name: use at most 15 lower-case letters, digits and "-", at least one letter`;
});

export const portOrName: ValueCheck = value => (typeof value === 'number' ? PORT(value) : portName(value));

export const dnsLabel: ValueCheck = text(value =>
  value.length <= DNS_LABEL_LENGTH && DNS_LABEL.test(value)
    ? undefined
    : `${quote(value)} is no name: use at most 63 lower-case letters, digits and "-"`,
);

/** RFC 1035: a label that begins with a letter. */
export const letterLabel: ValueCheck = text(value =>
  value.length <= DNS_LABEL_LENGTH && DNS_LABEL.test(value) && /^[a-z]/.test(value)
    ? undefined
    : `${quote(value)} is no name: use at most 63 lower-case letters, digits and "-", and begin with a letter`,
);

export const subdomain: ValueCheck = text(value =>
  value.length <= DNS_SUBDOMAIN_LENGTH && DNS_SUBDOMAIN.test(value)
    ? undefined
    : `${quote(value)} is no name: use lower-case letters, digits, "-" and ".", at most 253`,
);

/** A name of DNS, or `*.` before one. */
export const host: ValueCheck = text(value => (value.startsWith('*.') ? subdomain(value.slice(2)) : subdomain(value)));

/** The name of an object in a path: RBAC's names. */
export const pathSegment: ValueCheck = text(value =>
  /^\.\.?$|[/%]/.test(value)
    ? `${quote(value)} is no name: it must not hold "/" or "%", nor be "." or ".."`
    : undefined,
);

export const labelKey: ValueCheck = text(value => {
  const problem = labelKeyProblem(value);
  return problem && `${quote(value)}: ${problem}`;
});

export const labelValue: ValueCheck = text(value => {
  const problem = labelValueProblem(value);
  return problem && `${quote(value)}: ${problem}`;
});

/** A key with a domain before it: `example.com/name`. */
export const domainKey: ValueCheck = text(value =>
  value.includes('/') ? labelKey(value) : `${quote(value)} has no domain before it: write example.com/name`,
);

export const notEmpty: ValueCheck = value => {
  const isEmpty = Array.isArray(value)
    ? value.length === 0
    : value === '' || (isMap(value) && Object.keys(value).length === 0);
  return isEmpty ? 'it must not be empty' : undefined;
};

export const absolutePath: ValueCheck = text(value =>
  value.startsWith('/') ? undefined : `${quote(value)} is no absolute path: begin it with "/"`,
);

export const noBacksteps: ValueCheck = text(value =>
  value.split('/').includes('..') ? `${quote(value)} must not have ".." in it` : undefined,
);

/** A path inside a volume. */
export const relativePath: ValueCheck = both(
  text(value => (value.startsWith('/') ? `${quote(value)} must be a relative path: begin it without "/"` : undefined)),
  noBacksteps,
);

/** Of a ConfigMap or Secret. */
export const dataKey: ValueCheck = text(value =>
  value.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(value) && value !== '.' && !value.startsWith('..')
    ? undefined
    : `${quote(value)} is no key: use letters, digits, "-", "_" and ".", at most 253, and not ".." at the start`,
);

/** Of environment variables: printable ASCII without "=". */
export const variableName: ValueCheck = matching(
  /^[ -<>-~]+$/,
  'is no name of an environment variable: use printable ASCII without "="',
);

export const headerName: ValueCheck = matching(
  /^[-A-Za-z0-9]+$/,
  'is no name of an HTTP header: use letters, digits and "-"',
);

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const IPV6 = /^(?=.*:)(?!.*::.*::)(?!:[^:])(?!.*[^:]:$)(?:[0-9a-fA-F]{0,4}:){2,7}(?:[0-9a-fA-F]{0,4}|\d+(?:\.\d+){3})$/;

/** An IPv6 address that ends as an IPv4 address; beyond it the expression would be slow. */
const LONGEST_IP = 45;

export function isIp(value: string): boolean {
  if (value.length > LONGEST_IP) return false;
  if (IPV4.test(value)) return true;
  return IPV6.test(value) && (value.includes('::') || value.split(':').length === 8);
}

export const ip: ValueCheck = text(value => (isIp(value) ? undefined : `${quote(value)} is no IP address`));

/** `10.0.0.0/8`, with no bit set beyond the prefix where that is demanded. */
export const cidr: ValueCheck = text(value => {
  const [, address = '', length = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(value) ?? [];
  const isRange = isIp(address) && Number(length) <= (address.includes(':') ? 128 : 32);
  return isRange ? undefined : `${quote(value)} is no range of addresses: write 10.0.0.0/8`;
});

export const countOrPercent: ValueCheck = value => {
  if (typeof value === 'number') return COUNT(value);
  return text(each => (/^\d+%$/.test(each) ? undefined : `${quote(each)} is no percentage: write a number, or 25%`))(
    value,
  );
};

/** Of what there is: at most all of it. */
export const countOrShare: ValueCheck = value => {
  const problem = countOrPercent(value);
  if (problem || typeof value !== 'string') return problem;
  return Number.parseInt(value, 10) > 100 ? `${quote(value)}: it must be at most 100%` : undefined;
};

export const amount: ValueCheck = value =>
  (typeof value === 'string' || typeof value === 'number') && amountOf(String(value)) < 0
    ? `${value}: it must be at least 0`
    : undefined;

/** Of CSI drivers: upper case is taken. */
export const driverName: ValueCheck = text(value =>
  value.length <= DNS_LABEL_LENGTH && DNS_SUBDOMAIN.test(value.toLowerCase())
    ? undefined
    : `${quote(value)} is no name of a driver: use at most 63 letters, digits, "-" and "."`,
);

/** Of kinds: a label of DNS that may have upper case. */
export const kindName: ValueCheck = text(value => letterLabel(value.toLowerCase()));

/** Of Namespaces: `kubernetes`, or a key with a domain. */
export const finalizer: ValueCheck = text(value =>
  value === 'kubernetes' ? undefined : (labelKey(value) ?? domainKey(value)),
);

const LIMIT_TYPES = ['Container', 'PersistentVolumeClaim', 'Pod'];

export const limitType: ValueCheck = text(value =>
  value.includes('/') || LIMIT_TYPES.includes(value)
    ? labelKey(value)
    : `${quote(value)} is none of ${LIMIT_TYPES.join(', ')}, and has no domain`,
);

/** `/healthz`, `/healthz/*`, or `*`. */
export const nonResourceUrl: ValueCheck = text(value =>
  value === '*' || (/^\/\S*$/.test(value) && !/\/\/|\*./.test(value) && (!value.includes('*') || value.endsWith('/*')))
    ? undefined
    : `${quote(value)} is no path of the API server: write /healthz, or /healthz/*`,
);

/** `example.com/name`. */
export const signerName: ValueCheck = text(value => {
  const [domain = '', ...path] = value.split('/');
  const isName =
    path.length > 0 && domain.includes('.') && [domain, ...path].every(part => subdomain(part) === undefined);
  return isName ? undefined : `${quote(value)} is no signer: write example.com/name`;
});

/** Of CEL. */
export const identifier: ValueCheck = matching(
  /^[_a-zA-Z][_a-zA-Z0-9]*$/,
  'is no name of a variable: use letters, digits and "_"',
);

/** A label key without a domain. */
export const keyName: ValueCheck = text(value =>
  value.includes('/') ? `${quote(value)} must not hold "/"` : labelKey(value),
);

/** `v1`, or `apps/v1`. */
export const apiVersion: ValueCheck = text(value => {
  const parts = value.split('/');
  const [version = '', group] = parts.reverse();
  if (parts.length > 2) return `${quote(value)} is no API version: write v1, or apps/v1`;
  return letterLabel(version) ?? (group === undefined ? undefined : subdomain(group));
});

/** `apps/v1`. */
export const groupVersion: ValueCheck = text(value =>
  /^[^/]+\/[^/]*$/.test(value) ? undefined : `${quote(value)} must name an API group: write apps/v1`,
);

/** A certificate request in PEM. */
export const certificateRequest: ValueCheck = text(value =>
  Buffer.from(value, 'base64').toString('latin1').includes('-----BEGIN CERTIFICATE REQUEST-----')
    ? undefined
    : 'this is no certificate request in PEM, in base64',
);

/** A key in which upper case is taken. */
export const provisionerName: ValueCheck = text(value => labelKey(value.toLowerCase()));

/** A range that may have spaces around it. */
export const spacedCidr: ValueCheck = text(value => cidr(value.trim()));

/** A namespace, or `*`. */
export const anyNamespace: ValueCheck = text(value => (value === '*' ? undefined : dnsLabel(value)));

/** `example.com/ingress`: a path below a domain. */
export const domainPath: ValueCheck = text(value => {
  const [, domain = '', path = ''] = /^([^/]*)\/(.*)$/s.exec(value) ?? [];
  const isPath = subdomain(domain) === undefined && /^[-A-Za-z0-9/._~%!$&'()*+,;=:]+$/.test(path);
  return isPath ? undefined : `${quote(value)} is no path below a domain: write example.com/ingress`;
});

/** Of Services: 0 and an empty text stand for the port. */
export const optionalPortOrName: ValueCheck = value => (value === 0 || value === '' ? undefined : portOrName(value));

/** The name of an object to which more might be added, so it may end with "-". */
export const namePrefix: ValueCheck = text(value => subdomain(value.replace(/-$/, '')));
