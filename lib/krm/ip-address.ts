/** The bytes of an IP address: 4 or 16. */
export type IpBytes = readonly number[];

const OCTET = /^(?:0|[1-9]\d{0,2})$/;
const FIELD = /^[0-9a-f]{1,4}$/i;

/**
 * The bytes of an address without a zone, as Go reads it (`netip.ParseAddr`); undefined for another text. `node:net`
 * would tell as well, but functions that see few addresses would start later for it.
 */
export function ipBytes(text: string): IpBytes | undefined {
  return text.includes(':') ? ipv6Bytes(text) : ipv4Bytes(text);
}

function ipv4Bytes(text: string): number[] | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every(octet => OCTET.test(octet) && Number(octet) <= 255)) return undefined;
  return octets.map(Number);
}

function ipv6Bytes(text: string): IpBytes | undefined {
  const [before = '', after, ...more] = text.split('::');
  const head = fieldBytes(before, after === undefined);
  const tail = fieldBytes(after ?? '', true);
  if (!head || !tail || more.length > 0) return undefined;
  const missing = 16 - head.length - tail.length;
  // The gap stands for one field at least.
  if (after === undefined ? missing !== 0 : missing < 2) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** The bytes of fields with colons between them; the last two of the address may be an IPv4 address. */
function fieldBytes(text: string, isLast: boolean): number[] | undefined {
  if (text === '') return [];
  const fields = text.split(':');
  const dotted = isLast && fields.at(-1)?.includes('.') ? ipv4Bytes(fields.pop() ?? '') : [];
  if (!dotted || !fields.every(field => FIELD.test(field))) return undefined;
  const bytes = fields.map(field => Number.parseInt(field, 16)).flatMap(field => [field >> 8, field & 0xff]);
  return [...bytes, ...dotted];
}

/** IPv4 in IPv6 (`::ffff:1.2.3.4`). */
export function isMapped(bytes: IpBytes): boolean {
  return bytes.length === 16 && bytes.slice(0, 10).every(byte => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
}
