import { type IpBytes, isMapped } from '../../krm/ip-address';
import { opaque } from '../check/type';
import { charactersCost, costSize, traversal } from '../cost';
import { EvaluationError, noSuchOverload } from '../evaluate/errors';
import { type CelValue, ExtensionValue } from '../evaluate/value';
import { type FunctionRow, type Library, overloadsOf } from './declare';
import { IP_TYPE, Ip, parseIp } from './ip';
import { formatIpAddress, parseIpAddress } from './ip-address';
import { goQuote } from './quote';

const CIDR_TYPE = opaque('net.CIDR');

/** A range of addresses: an address, and how many of its first bits all of them share. */
export class Cidr extends ExtensionValue {
  readonly type = CIDR_TYPE;

  constructor(
    readonly bytes: IpBytes,
    readonly bits: number,
  ) {
    super();
  }

  override get size(): number {
    return Math.ceil(this.bits / 8);
  }

  equals(other: ExtensionValue): boolean {
    return other instanceof Cidr && other.bits === this.bits && String(other.bytes) === String(this.bytes);
  }
}

/** Reads a range; gives what is wrong with a text that is none. Source: `netip.ParsePrefix` of Go. */
function parseCidr(text: string): Cidr | string {
  const prefix = parsePrefix(text);
  if (typeof prefix === 'string') {
    return `network address parse error during conversion from string: netip.ParsePrefix(${goQuote(text)}): ${prefix}`;
  }
  return isMapped(prefix.bytes) ? `IPv4-mapped IPv6 address ${goQuote(text)} is not allowed` : prefix;
}

function parsePrefix(text: string): Cidr | string {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return "no '/'";
  const address = parseIpAddress(text.slice(0, slash));
  if ('problem' in address) return address.problem;
  if (address.zone !== '') return 'IPv6 zones cannot be present in a prefix';
  const bits = text.slice(slash + 1);
  if (!/^(?:\d|[1-9]\d+)$/.test(bits)) return `bad bits after slash: ${goQuote(bits)}`;
  const isTooLong = Number(bits) > address.bytes.length * 8;
  return isTooLong ? 'prefix length out of range' : new Cidr(address.bytes, Number(bits));
}

function cidrOf(text: string): Cidr {
  const cidr = parseCidr(text);
  if (typeof cidr !== 'string') return cidr;
  throw new EvaluationError(`network address parse error during conversion from string: ${cidr}`);
}

function containsIp({ bytes, bits }: Cidr, ip: Ip): boolean {
  return bytes.length === ip.bytes.length && String(mask(bytes, bits)) === String(mask(ip.bytes, bits));
}

function containsCidr(outer: Cidr, inner: Cidr): boolean {
  return outer.bits <= inner.bits && containsIp(outer, new Ip(inner.bytes));
}

/** What is no address is said to be of no type that fits: so it is in the API server. */
function containsIpText(cidr: Cidr, text: string): boolean {
  const ip = parseIp(text);
  if (typeof ip === 'string') throw noSuchOverload();
  return containsIp(cidr, ip);
}

function containsCidrText(outer: Cidr, text: string): boolean {
  const inner = parseCidr(text);
  if (typeof inner === 'string') throw noSuchOverload();
  return containsCidr(outer, inner);
}

function mask(bytes: IpBytes, bits: number): number[] {
  return bytes.map((byte, i) => {
    const kept = Math.min(8, Math.max(0, bits - i * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
}

type Values = readonly CelValue[];

const twice = ([cidr]: Values) => charactersCost(2 * costSize(cidr));
const ipCost = ([cidr, other]: Values) => twice([cidr as CelValue]) + readingCost(other);
const cidrCost = ([cidr, other]: Values) => {
  return twice([cidr as CelValue]) + charactersCost(costSize(cidr)) + 1 + readingCost(other);
};

/** A text has to be read first. */
function readingCost(other: CelValue | undefined): number {
  return typeof other === 'string' ? charactersCost(costSize(other)) : 0;
}

/** Source: `library/cidr.go` of k8s.io/apiserver. */
const ROWS: readonly FunctionRow[] = [
  ['cidr', '(string) -> CIDR', cidrOf, traversal],
  ['isCIDR', '(string) -> bool', (text: string) => typeof parseCidr(text) !== 'string', traversal],
  ['containsIP', 'CIDR.(string) -> bool', containsIpText, ipCost],
  ['containsIP', 'CIDR.(IP) -> bool', containsIp, ipCost],
  ['containsCIDR', 'CIDR.(string) -> bool', containsCidrText, cidrCost],
  ['containsCIDR', 'CIDR.(CIDR) -> bool', containsCidr, cidrCost],
  ['ip', 'CIDR.() -> IP', ({ bytes }: Cidr) => new Ip(bytes)],
  ['prefixLength', 'CIDR.() -> int', ({ bits }: Cidr) => bits],
  ['masked', 'CIDR.() -> CIDR', ({ bytes, bits }: Cidr) => new Cidr(mask(bytes, bits), bits)],
  ['string', '(CIDR) -> string', ({ bytes, bits }: Cidr) => `${formatIpAddress(bytes)}/${bits}`],
];

export const CIDR: Library = {
  since: 30,
  types: [CIDR_TYPE],
  overloads: overloadsOf(ROWS, { types: [CIDR_TYPE, IP_TYPE], costOf: 'function' }),
};
