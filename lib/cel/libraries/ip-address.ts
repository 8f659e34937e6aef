import { type IpBytes, ipBytes } from '../../krm/ip-address';
import { goQuote } from './quote';

/** Reads an address as Go does; gives what is wrong with a text that is none. Source: `netip.ParseAddr` of Go. */
export function parseIpAddress(text: string): { bytes: IpBytes; zone: string } | { problem: string } {
  const percent = text.indexOf('%');
  const address = percent < 0 ? text : text.slice(0, percent);
  const zone = percent < 0 ? '' : text.slice(percent + 1);
  const bytes = ipBytes(address);
  // Only an IPv6 address has a zone, and it is not empty.
  if (bytes && (percent < 0 || (zone !== '' && bytes.length === 16))) return { bytes, zone };
  return { problem: `ParseAddr(${goQuote(text)}): ${reasonOf(text)}` };
}

function reasonOf(text: string): string {
  const first = /[.:%]/.exec(text)?.[0];
  if (first === '.') return ipv4Reason(text);
  if (first === ':') return ipv6Reason(text);
  return first === '%' ? 'missing IPv6 address' : 'unable to parse IP';
}

function ipv4Reason(text: string): string {
  let field = '';
  let fields = 1;
  for (const [i, char] of [...text].entries()) {
    if (/\d/.test(char)) {
      if (field === '0') return 'IPv4 field has octet with leading zero';
      field += char;
      if (Number(field) > 255) return 'IPv4 field has value >255';
    } else if (char !== '.') return `unexpected character (at ${goQuote(text.slice(i))})`;
    else {
      const isEmpty = field === '' || i === text.length - 1;
      if (isEmpty) return `IPv4 field must have at least one digit (at ${goQuote(text.slice(i))})`;
      if (fields++ === 4) return 'IPv4 address too long';
      field = '';
    }
  }
  return 'IPv4 address too short';
}

/** Follows the fields up to the first that is wrong. */
function ipv6Reason(text: string): string {
  const [address = '', zone] = text.split(/%(.*)/s);
  if (zone === '') return 'zone must be a non-empty string';
  let hasGap = address.startsWith('::');
  let rest = hasGap ? address.slice(2) : address;
  for (let fields = 0; fields < 8 && rest !== ''; fields++) {
    const [digits = ''] = /^[\da-f]*/i.exec(rest) ?? [];
    const problem = fieldReason(rest, digits, fields, hasGap);
    if (problem !== undefined) return problem;
    rest = rest.slice(digits.length + 1);
    if (!rest.startsWith(':')) continue;
    if (hasGap) return `multiple :: in address${at(rest)}`;
    hasGap = true;
    rest = rest.slice(1);
  }
  return rest === '' ? GAP_TOO_SMALL : `trailing garbage after address${at(rest)}`;
}

const GAP_TOO_SMALL = 'the :: must expand to at least one field of zeros';

function at(rest: string): string {
  return ` (at ${goQuote(rest)})`;
}

/** What is wrong with a field, and the colon behind it. */
function fieldReason(rest: string, digits: string, fields: number, hasGap: boolean): string | undefined {
  if (digits.length > 4) return `each group must have 4 or less digits${at(rest)}`;
  if (digits === '') return `each colon-separated field must have at least one digit${at(rest)}`;
  if (rest[digits.length] === '.') return embeddedReason(rest, fields, hasGap);
  const behind = rest.slice(digits.length);
  if (behind === '') return fields === 7 || hasGap ? GAP_TOO_SMALL : 'address string too short';
  if (!behind.startsWith(':')) return `unexpected character, want colon${at(behind)}`;
  return behind === ':' ? `colon must be followed by more characters${at(behind)}` : undefined;
}

function embeddedReason(rest: string, fields: number, hasGap: boolean): string {
  if (!hasGap && fields !== 6) return `embedded IPv4 address must replace the final 2 fields of the address${at(rest)}`;
  if (fields > 6) return `too many hex fields to fit an embedded IPv4 at the end of the address${at(rest)}`;
  return ipv4Reason(rest);
}

/** As RFC 5952 writes it: the first longest row of zero fields is left out. */
export function formatIpAddress(bytes: IpBytes): string {
  if (bytes.length === 4) return bytes.join('.');
  const fields = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] as number) << 8) | (bytes[2 * i + 1] as number));
  const [start, length] = longestZeros(fields);
  const texts = fields.map(field => field.toString(16));
  if (length < 2) return texts.join(':');
  return `${texts.slice(0, start).join(':')}::${texts.slice(start + length).join(':')}`;
}

function longestZeros(fields: readonly number[]): [start: number, length: number] {
  let best: [number, number] = [0, 0];
  for (let start = 0; start < fields.length; start++) {
    let end = start;
    while (fields[end] === 0) end++;
    if (end - start > best[1]) best = [start, end - start];
  }
  return best;
}
