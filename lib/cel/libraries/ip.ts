import { type IpBytes, isMapped } from '../../krm/ip-address';
import { opaque } from '../check/type';
import { traversal, traversalAndResult } from '../cost';
import { EvaluationError } from '../evaluate/errors';
import { ExtensionValue } from '../evaluate/value';
import { type FunctionRow, type Library, overloadsOf } from './declare';
import { formatIpAddress, parseIpAddress } from './ip-address';
import { goQuote } from './quote';

export const IP_TYPE = opaque('net.IP');

/** An IP address. */
export class Ip extends ExtensionValue {
  readonly type = IP_TYPE;

  constructor(readonly bytes: IpBytes) {
    super();
  }

  override get size(): number {
    return this.bytes.length;
  }

  equals(other: ExtensionValue): boolean {
    return other instanceof Ip && String(other.bytes) === String(this.bytes);
  }
}

/** Reads an address; gives what is wrong with a text that is none, or none that Kubernetes takes. */
export function parseIp(text: string): Ip | string {
  const address = parseIpAddress(text);
  if ('problem' in address) {
    return `IP Address ${goQuote(text)} parse error during conversion from string: ${address.problem}`;
  }
  if (address.zone !== '') return `IP address ${goQuote(text)} with zone value is not allowed`;
  if (isMapped(address.bytes)) return `IPv4-mapped IPv6 address ${goQuote(text)} is not allowed`;
  return new Ip(address.bytes);
}

export function ipOf(text: string): Ip {
  const ip = parseIp(text);
  if (typeof ip === 'string') throw new EvaluationError(ip);
  return ip;
}

/** Kinds of addresses. Source: `net/netip` of Go. */
function isLoopback({ bytes }: Ip): boolean {
  return bytes.length === 4 ? bytes[0] === 127 : bytes.every((byte, i) => byte === (i === 15 ? 1 : 0));
}

function isLinkLocalUnicast({ bytes: [a = 0, b = 0, ...rest] }: Ip): boolean {
  return rest.length === 2 ? a === 169 && b === 254 : a === 0xfe && (b & 0xc0) === 0x80;
}

function isLinkLocalMulticast({ bytes: [a = 0, b = 0, c, ...rest] }: Ip): boolean {
  return rest.length === 1 ? a === 224 && b === 0 && c === 0 : a === 0xff && (b & 0x0f) === 0x02;
}

function isMulticast({ bytes: [a = 0, ...rest] }: Ip): boolean {
  return rest.length === 3 ? (a & 0xf0) === 0xe0 : a === 0xff;
}

function isUnspecified({ bytes }: Ip): boolean {
  return bytes.every(byte => byte === 0);
}

function isGlobalUnicast(ip: Ip): boolean {
  const isBroadcast = ip.bytes.length === 4 && ip.bytes.every(byte => byte === 255);
  return !(isBroadcast || isUnspecified(ip) || isLoopback(ip) || isMulticast(ip) || isLinkLocalUnicast(ip));
}

/** Source: `library/ip.go` of k8s.io/apiserver. */
const ROWS: readonly FunctionRow[] = [
  ['ip', '(string) -> IP', ipOf, traversal],
  ['isIP', '(string) -> bool', (text: string) => typeof parseIp(text) !== 'string', traversal],
  [
    'ip.isCanonical',
    '(string) -> bool',
    (text: string) => formatIpAddress(ipOf(text).bytes) === text,
    traversalAndResult,
  ],
  ['family', 'IP.() -> int', ({ bytes }: Ip) => (bytes.length === 4 ? 4 : 6)],
  ['isUnspecified', 'IP.() -> bool', isUnspecified],
  ['isLoopback', 'IP.() -> bool', isLoopback],
  ['isLinkLocalMulticast', 'IP.() -> bool', isLinkLocalMulticast],
  ['isLinkLocalUnicast', 'IP.() -> bool', isLinkLocalUnicast],
  ['isGlobalUnicast', 'IP.() -> bool', isGlobalUnicast],
  ['string', '(IP) -> string', ({ bytes }: Ip) => formatIpAddress(bytes)],
];

export const IP: Library = {
  since: 30,
  types: [IP_TYPE],
  overloads: overloadsOf(ROWS, { types: [IP_TYPE], costOf: 'function' }),
};
