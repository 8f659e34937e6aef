import { isIP, isIPv4, isIPv6 } from 'node:net';

/**
 * The formats that the API server checks in custom resources. Formats it does not know are not checked, here either.
 * Source: `supportedFormats` of apiextensions-apiserver, which uses go-openapi/strfmt.
 */
const FORMATS: Record<string, { isValid: (text: string) => boolean; example: string }> = {
  byte: { isValid: text => /^[A-Za-z0-9+/\r\n]*={0,2}$/.test(text), example: 'c2VjcmV0' },
  cidr: { isValid: isCidr, example: '10.0.0.0/8' },
  date: { isValid: text => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)), example: '2026-01-31' },
  'date-time': { isValid: isTime, example: '2026-01-31T12:00:00Z' },
  datetime: { isValid: isTime, example: '2026-01-31T12:00:00Z' },
  duration: { isValid: isDuration, example: '1h30m' },
  email: { isValid: text => /^[^@\s]+@[^@\s]+$/.test(text), example: 'somebody@example.com' },
  hostname: {
    isValid: text => /^(?=.{1,253}$)[A-Za-z0-9_](?:[-A-Za-z0-9_.]*[A-Za-z0-9_])?\.?$/.test(text),
    example: 'www.example.com',
  },
  ipv4: { isValid: isIPv4, example: '10.0.0.1' },
  ipv6: { isValid: isIPv6, example: '2001:db8::1' },
  mac: { isValid: text => /^(?:[\da-fA-F]{2}[:-]){5}(?:[\da-fA-F]{2})$/.test(text), example: '00:00:5e:00:53:01' },
  uri: { isValid: text => URL.canParse(text) || text.startsWith('/'), example: 'https://example.com/' },
  uuid: {
    isValid: text => /^[\da-fA-F]{8}-?[\da-fA-F]{4}-?[\da-fA-F]{4}-?[\da-fA-F]{4}-?[\da-fA-F]{12}$/.test(text),
    example: '123e4567-e89b-12d3-a456-426614174000',
  },
};

/** What is wrong with a text of a format, and an example; undefined where nothing is. */
export function formatProblem(format: string, text: string): string | undefined {
  const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (!known || known.isValid(text)) return undefined;
  return `${JSON.stringify(text)} is no ${format}: write it as ${known.example}`;
}

function isCidr(text: string): boolean {
  const [address = '', prefix = '', ...more] = text.split('/');
  const family = isIP(address);
  return more.length === 0 && family !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
}

function isTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:[Zz]|[-+]\d{2}:?\d{2})?$/.test(text);
}

/** Go's durations, and those of strfmt (`3 days`). */
function isDuration(text: string): boolean {
  return (
    /^[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(text) ||
    /^(?:\d+\s*(?:ns|us|ms|s|m|h|d|w|nano\w*|micro\w*|milli\w*|sec\w*|min\w*|hours?|days?|weeks?)\s*)+$/i.test(text)
  );
}
