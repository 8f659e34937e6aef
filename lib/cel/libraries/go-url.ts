import { parseIpAddress } from './ip-address';
import { goQuote } from './quote';

/** The parts of an address that CEL gives. Paths and queries are as written. */
export interface UrlParts {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

/** Reads an absolute address or path; gives what is wrong with another text. Source: `url.ParseRequestURI` of Go. */
export function parseRequestUrl(text: string): UrlParts | string {
  const asked = parse(text, true);
  // What stands behind `#` is no part of a request, but of an address.
  const parts = typeof asked === 'string' ? asked : parse(text.split('#', 1)[0] ?? '', false);
  return typeof parts === 'string' ? `parse ${goQuote(text)}: ${parts}` : parts;
}

/** Whether `url.ParseRequestURI` reads a text: an absolute address or path. */
export function isRequestUri(text: string): boolean {
  return typeof parse(text, true) !== 'string';
}

/** `isRequest`: two slashes at the start are a part of the path. */
function parse(text: string, isRequest: boolean): UrlParts | string {
  if (/[\x00-\x1f\x7f]/.test(text)) return 'net/url: invalid control character in URL';
  if (text === '') return 'empty url';
  if (text === '*') return { scheme: '', host: '', path: '*', query: '' };
  if (text.startsWith(':')) return 'missing protocol scheme';
  const [whole = '', scheme = ''] = /^([A-Za-z][-+.A-Za-z0-9]*):/.exec(text) ?? [];
  const [rest = '', query = ''] = text.slice(whole.length).split(/\?(.*)/s);
  const parts = { scheme: scheme.toLowerCase(), host: '', path: '', query };
  if (!rest.startsWith('/')) return scheme === '' ? 'invalid URI for request' : parts;
  const [, authority, path = rest] =
    scheme === '' && (isRequest || rest.startsWith('///')) ? [] : (/^\/\/([^/]*)(.*)$/s.exec(rest) ?? []);
  const host = authority === undefined ? { text: '' } : readAuthority(authority);
  const problem = host.problem ?? escapeProblem(path);
  return problem ?? { ...parts, host: host.text, path };
}

/** `%` without two digits behind it. */
function escapeProblem(text: string): string | undefined {
  const [wrong] = /%(?![\da-fA-F]{2}).{0,2}/s.exec(text) ?? [];
  return wrong === undefined ? undefined : `invalid URL escape ${goQuote(wrong)}`;
}

interface Host {
  readonly text: string;
  readonly problem?: string | undefined;
}

function readAuthority(authority: string): Host {
  const at = authority.lastIndexOf('@');
  const host = readHost(authority.slice(at + 1));
  if (host.problem !== undefined || at < 0) return host;
  const user = authority.slice(0, at);
  if (!/^[-A-Za-z0-9._:~!$&'()*+,;=%@]*$/.test(user)) return { text: '', problem: 'net/url: invalid userinfo' };
  return { ...host, problem: escapeProblem(user) };
}

function readHost(host: string): Host {
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) return { text: '', problem: 'invalid IP-literal' };
  if (bracket === 0) return readBracketedHost(host);
  const colon = host.indexOf(':');
  const port = colon < 0 ? '' : host.slice(colon);
  if (!/^(?::\d*)?$/.test(port)) return { text: '', problem: `invalid port ${goQuote(port)} after host` };
  return unescapeHost(host);
}

function readBracketedHost(host: string): Host {
  const end = host.lastIndexOf(']');
  if (end < 0) return { text: '', problem: "missing ']' in host" };
  const port = host.slice(end + 1);
  if (!/^(?::\d*)?$/.test(port)) return { text: '', problem: `invalid port ${goQuote(port)} after host` };
  const name = unescapeHost(host.slice(1, end));
  if (name.problem !== undefined) return name;
  const address = parseIpAddress(name.text);
  if ('problem' in address) return { text: '', problem: `invalid host: ${address.problem}` };
  if (address.bytes.length === 4) return { text: '', problem: 'invalid IP-literal' };
  return { text: `[${name.text}]${port}` };
}

/** Only characters beyond ASCII, and `%` before a zone, may be escaped in a host. */
function unescapeHost(host: string): Host {
  const [wrong] = /%(?:25|[89A-Fa-f][\dA-Fa-f])|%.{0,2}/s.exec(host.replace(/%(?:25|[89A-Fa-f][\dA-Fa-f])/g, '')) ?? [];
  if (wrong !== undefined) return { text: '', problem: `invalid URL escape ${goQuote(wrong)}` };
  const odd = [...host].find(char => char < '\x80' && !/[-A-Za-z0-9._~!$&'()*+,;=:[\]<>"%]/.test(char));
  if (odd !== undefined) return { text: '', problem: `invalid character ${goQuote(odd)} in host name` };
  return { text: host.includes('%') ? unescaped(host) : host };
}

function unescaped(text: string): string {
  const bytes = Buffer.from(
    text.replace(/%([\da-fA-F]{2})/g, (_, hex) => String.fromCharCode(0xe000 + Number.parseInt(hex, 16))),
  );
  // Escaped bytes stand in a private area for the moment, so that they can be told from characters.
  const parts: number[] = [];
  for (const char of bytes.toString()) {
    const code = char.codePointAt(0) as number;
    if (code >= 0xe000 && code < 0xe100) parts.push(code - 0xe000);
    else parts.push(...Buffer.from(char));
  }
  return Buffer.from(parts).toString();
}

/** The path with escapes: as written where that is one way to write it, else with the least that must be escaped. */
export function escapedPath({ path }: UrlParts): string {
  if (path === '*' || /^[-A-Za-z0-9_.~!$&'()*+,;=:@[\]%/]*$/.test(path)) return path;
  return [...Buffer.from(unescaped(path))]
    .map(byte => String.fromCharCode(byte))
    .map(char => (/[-A-Za-z0-9_.~$&+,/:;=@]/.test(char) ? char : `%${hex(char)}`))
    .join('');
}

function hex(char: string): string {
  return char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
}

/** The values of a query, by their keys. What is broken is left out. */
export function queryOf({ query }: UrlParts): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '' || pair.includes(';')) continue;
    const [key = '', value = ''] = pair.split(/=(.*)/s);
    if (escapeProblem(key) !== undefined || escapeProblem(value) !== undefined) continue;
    const name = unescaped(key.replaceAll('+', ' '));
    const known = values.get(name);
    const text = unescaped(value.replaceAll('+', ' '));
    if (known) known.push(text);
    else values.set(name, [text]);
  }
  return values;
}
