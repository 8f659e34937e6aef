import { isIPv4, isIPv6 } from 'node:net';
import { isRequestUri } from '../cel/libraries/go-url';
import { isByte, isDate, isDateTime } from '../cel/strfmt';
import { DNS_LABEL, DNS_LABEL_LENGTH, DNS_SUBDOMAIN, DNS_SUBDOMAIN_LENGTH } from '../krm/dns-syntax';
import { isCreditCard, isIsbn10, isIsbn13 } from './formats/check-digits';
import { isDuration } from './formats/duration';
import { isEmail } from './formats/email';

/** A format of texts that the API server checks. */
export interface TextFormat {
  readonly name: string;
  readonly isValid: (text: string) => boolean;
  readonly example: string;
  /** The first version of Kubernetes that knows it. */
  readonly since?: string;
}

const UUID_EXAMPLE = '123e4567-e89b-42d3-a456-426614174000';

/**
 * The formats that the API server checks in custom resources, without dashes, as it compares them. Others are not
 * checked, here either. Source: `formats.go` of apiextensions-apiserver, pkg/validation/strfmt of kube-openapi.
 */
const FORMATS: readonly TextFormat[] = [
  { name: 'bsonobjectid', isValid: text => /^[\da-fA-F]{24}$/.test(text), example: '507f1f77bcf86cd799439011' },
  { name: 'byte', isValid: isByte, example: 'c2VjcmV0' },
  { name: 'cidr', isValid: isCidr, example: '10.0.0.0/8' },
  { name: 'creditcard', isValid: isCreditCard, example: '4111 1111 1111 1111' },
  { name: 'date', isValid: isDate, example: '2026-01-31' },
  { name: 'datetime', isValid: isDateTime, example: '2026-01-31T12:00:00Z' },
  { name: 'duration', isValid: isDuration, example: '1h30m' },
  { name: 'email', isValid: isEmail, example: 'somebody@example.com' },
  { name: 'hexcolor', isValid: text => /^#?(?:[\da-fA-F]{3}|[\da-fA-F]{6})$/.test(text), example: '#FF8800' },
  { name: 'hostname', isValid: isHostname, example: 'www.example.com' },
  { name: 'ipv4', isValid: text => isIPv4(withoutLeadingZeros(text)) || isMappedIPv4(text), example: '10.0.0.1' },
  { name: 'ipv6', isValid: text => isIPv6(text) && !text.includes('%'), example: '2001:db8::1' },
  { name: 'isbn', isValid: text => isIsbn10(text) || isIsbn13(text), example: '978-3-16-148410-0' },
  { name: 'isbn10', isValid: isIsbn10, example: '0-306-40615-2' },
  { name: 'isbn13', isValid: isIsbn13, example: '978-3-16-148410-0' },
  { name: 'k8slongname', isValid: isLongName, example: 'edge1.example.com', since: '1.35' },
  { name: 'k8sshortname', isValid: isShortName, example: 'edge1', since: '1.35' },
  { name: 'mac', isValid: isMac, example: '00:00:5e:00:53:01' },
  { name: 'password', isValid: () => true, example: '' },
  { name: 'rgbcolor', isValid: isRgbColor, example: 'rgb(255, 136, 0)' },
  {
    name: 'ssn',
    isValid: text => text.length === 11 && /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text),
    example: '111-22-3333',
  },
  { name: 'uri', isValid: isRequestUri, example: 'https://example.com/' },
  { name: 'uuid', isValid: text => uuid('[\\da-f]', '[\\da-f]').test(text), example: UUID_EXAMPLE },
  { name: 'uuid3', isValid: text => uuid('3', '[\\da-f]').test(text), example: UUID_EXAMPLE.replace('42d3', '32d3') },
  { name: 'uuid4', isValid: text => uuid('4', '[89ab]').test(text), example: UUID_EXAMPLE },
  { name: 'uuid5', isValid: text => uuid('5', '[89ab]').test(text), example: UUID_EXAMPLE.replace('42d3', '52d3') },
];

const BY_NAME = new Map(FORMATS.map(format => [format.name, format]));

/** The format of a name; undefined where this version of Kubernetes does not check it. */
export function formatOf(name: string, kubernetesVersion: string): TextFormat | undefined {
  const format = BY_NAME.get(name.replaceAll('-', ''));
  const isKnown = format?.since === undefined || minorOf(kubernetesVersion) >= minorOf(format.since);
  return isKnown ? format : undefined;
}

/** What is wrong with a text of a format, and an example; undefined where nothing is. */
export function formatProblem({ name, isValid, example }: TextFormat, text: string): string | undefined {
  return isValid(text) ? undefined : `${JSON.stringify(text)} is no ${name}: write it as ${example}`;
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}

/** As in Go before 1.17, numbers may begin with zeros. */
function withoutLeadingZeros(address: string): string {
  return address.replace(/(^|\.)0+(?=\d)/g, '$1');
}

/** An IPv6 address that ends in an IPv4 one passes for one: it has dots. */
function isMappedIPv4(text: string): boolean {
  return text.includes('.') && isIPv6(text) && !text.includes('%');
}

function isCidr(text: string): boolean {
  const [address = '', prefix = '', ...more] = text.split('/');
  if (more.length > 0 || !/^\d{1,3}$/.test(prefix)) return false;
  if (isIPv4(withoutLeadingZeros(address))) return Number(prefix) <= 32;
  return isIPv6(address) && !address.includes('%') && Number(prefix) <= 128;
}

/** EUI-48, EUI-64 and InfiniBand addresses, as Go's `net.ParseMAC` reads them; without marks since Go 1.26. */
const MAC = /^(?:[\da-f]{2}(?::[\da-f]{2})+|[\da-f]{2}(?:-[\da-f]{2})+|[\da-f]{4}(?:\.[\da-f]{4})+|[\da-f]+)$/i;

function isMac(text: string): boolean {
  return MAC.test(text) && [12, 16, 40].includes(text.replace(/[-:.]/g, '').length);
}

const HOST_CHAR = '[a-zA-Z0-9\\p{S}\\p{L}]';
const HOST_LABEL = new RegExp(`^${HOST_CHAR}(?:(?:[-a-zA-Z0-9\\p{S}\\p{L}]{0,61})${HOST_CHAR})?$`, 'u');
const TOP_LABEL = /^[a-zA-Z\p{L}]{2,63}$/u;
const SINGLE_LABEL = new RegExp(`^${HOST_CHAR}-?[a-zA-Z0-9\\p{S}\\p{L}]{0,62}$`, 'u');

/** One label, or several of which the last has letters only. */
function isHostname(text: string): boolean {
  const labels = text.split('.');
  if (Buffer.byteLength(text) > 255 || labels.some(label => Buffer.byteLength(label) > 63)) return false;
  const top = labels.pop() ?? '';
  if (labels.length === 0) return SINGLE_LABEL.test(top);
  return TOP_LABEL.test(top) && labels.every(label => HOST_LABEL.test(label));
}

function isShortName(text: string): boolean {
  return text.length <= DNS_LABEL_LENGTH && DNS_LABEL.test(text);
}

function isLongName(text: string): boolean {
  return text.length <= DNS_SUBDOMAIN_LENGTH && DNS_SUBDOMAIN.test(text);
}

/** Go's expression takes 0 to 255 without leading zeros. */
function isRgbColor(text: string): boolean {
  const [, ...parts] =
    /^rgb\([\t\n\f\r ]*(\d+)[\t\n\f\r ]*,[\t\n\f\r ]*(\d+)[\t\n\f\r ]*,[\t\n\f\r ]*(\d+)[\t\n\f\r ]*\)$/.exec(text) ??
    [];
  return parts.length === 3 && parts.every(part => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function uuid(version: string, variant: string): RegExp {
  const digits = (count: number) => `[\\da-f]{${count}}`;
  return new RegExp(`^${digits(8)}-?${digits(4)}-?${version}${digits(3)}-?${variant}${digits(3)}-?${digits(12)}$`, 'i');
}
