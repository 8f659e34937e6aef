/**
 * Whether a text is an absolute URI or an absolute path, as Go's `url.ParseRequestURI` reads it: little is refused, but
 * control characters, broken escapes, a host with odd characters, and a port that is no number.
 */
export function isRequestUri(text: string): boolean {
  if (text === '' || /[\x00-\x1F\x7F]/.test(text)) return false;
  if (text === '*') return true;
  const [whole = '', scheme] = /^(?:([A-Za-z][-+.A-Za-z0-9]*):)?/.exec(text) ?? [];
  const rest = text.slice(whole.length).split('?', 1)[0] ?? '';
  if (!rest.startsWith('/')) return scheme !== undefined;
  const isWithHost = (scheme !== undefined || !rest.startsWith('///')) && rest.startsWith('//') && scheme !== undefined;
  if (!isWithHost) return hasWholeEscapes(rest);
  const [authority = ''] = rest.slice(2).split('/', 1);
  return isAuthority(authority) && hasWholeEscapes(rest.slice(2 + authority.length));
}

function hasWholeEscapes(text: string): boolean {
  return !/%(?![\da-fA-F]{2})/.test(text);
}

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? '' : authority.slice(0, at);
  return /^[-A-Za-z0-9._:~!$&'()*+,;=%@]*$/.test(user) && hasWholeEscapes(user) && isHost(authority.slice(at + 1));
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) {
    const [, inside, port] = /^\[([^\]]*)\](.*)$/.exec(host) ?? [];
    return inside !== undefined && isPort(port ?? '') && /^[-A-Za-z0-9._~!$&'()*+,;=:[\]<>"%]*$/.test(inside);
  }
  const colon = host.indexOf(':');
  const name = colon < 0 ? host : host.slice(0, host.lastIndexOf(':'));
  // Characters beyond ASCII may stand there, and escapes of such only.
  const isPlain = ![...name.replace(/%[89A-Fa-f][\dA-Fa-f]/g, '')].some(isOddInHost);
  return isPlain && (colon < 0 || isPort(host.slice(host.lastIndexOf(':'))));
}

function isOddInHost(char: string): boolean {
  return /^[\x00-\x7F]$/.test(char) && !/^[-A-Za-z0-9._~!$&'()*+,;=:[\]<>"]$/.test(char);
}

function isPort(text: string): boolean {
  return /^(?::\d*)?$/.test(text);
}
