import { struct } from '../check/type';
import { traversal } from '../cost';
import { EvaluationError } from '../evaluate/errors';
import { CelMap, type CelValue, ExtensionValue } from '../evaluate/value';
import { type FunctionRow, type Library, overloadsOf } from './declare';
import { escapedPath, parseRequestUrl, queryOf, type UrlParts } from './go-url';

const URL_TYPE = struct('kubernetes.URL');

/** An address as Go reads it. */
class Url extends ExtensionValue {
  readonly type = URL_TYPE;

  constructor(
    readonly parts: UrlParts,
    private readonly text: string,
  ) {
    super();
  }

  equals(other: ExtensionValue): boolean {
    return other instanceof Url && other.text === this.text;
  }
}

function urlOf(text: string): Url {
  const parts = parseRequestUrl(text);
  if (typeof parts === 'string') {
    throw new EvaluationError(`URL parse error during conversion from string: ${parts}`);
  }
  return new Url(parts, text);
}

function query({ parts }: Url): CelValue {
  const map = new CelMap();
  for (const [key, values] of queryOf(parts)) map.set(key, values);
  return map;
}

/** Without the port and the brackets of IPv6. */
function hostname({ parts: { host } }: Url): string {
  return host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
}

function port({ parts: { host } }: Url): string {
  return /:(\d*)$/.exec(host)?.[1] ?? '';
}

/** Source: `library/urls.go` of k8s.io/apiserver. */
const ROWS: readonly FunctionRow[] = [
  ['url', '(string) -> URL', urlOf, traversal],
  ['isURL', '(string) -> bool', (text: string) => typeof parseRequestUrl(text) !== 'string'],
  ['getScheme', 'URL.() -> string', ({ parts }: Url) => parts.scheme],
  ['getHost', 'URL.() -> string', ({ parts }: Url) => parts.host],
  ['getHostname', 'URL.() -> string', hostname],
  ['getPort', 'URL.() -> string', port],
  ['getEscapedPath', 'URL.() -> string', ({ parts }: Url) => escapedPath(parts)],
  ['getQuery', 'URL.() -> map(string, list(string))', query],
];

export const URLS: Library = {
  since: 0,
  overloads: overloadsOf(ROWS, { types: [URL_TYPE], costOf: 'function' }),
};
