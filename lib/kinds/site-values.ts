import { DNS_SUBDOMAIN } from '../krm/dns-syntax';

interface ValueSyntax {
  pattern: RegExp;
  /** For messages: what the text is made of. */
  expected: string;
}

/**
 * Values of sites that have a syntax: the source systems' names (their per-site translator writes plmnId, gnbId and
 * tac), and 3GPP's. PLMN: TS 23.003 §2.2; TAC: §19.4.2.3 (4 hexadecimal digits, 6 in 5GS); SST and SD: §28.4.2;
 * gNB id: TS 38.413 §9.3.1.6 (22 to 32 bits); DNN: §9A; repository: the name of Porch's object.
 */
const VALUE_SYNTAX: Readonly<Record<string, ValueSyntax>> = {
  dnn: {
    pattern: /^[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*$/,
    expected: 'labels with dots between',
  },
  gnbId: { pattern: /^\d{1,10}$/, expected: '1 to 10 digits' },
  mcc: { pattern: /^\d{3}$/, expected: '3 digits' },
  mnc: { pattern: /^\d{2,3}$/, expected: '2 or 3 digits' },
  plmn: { pattern: /^\d{3}-?\d{2,3}$/, expected: '3 digits of MCC and 2 or 3 of MNC' },
  plmnId: { pattern: /^\d{3}-?\d{2,3}$/, expected: '3 digits of MCC and 2 or 3 of MNC' },
  repository: { pattern: DNS_SUBDOMAIN, expected: 'lower-case letters, digits, "-" and "." between them' },
  sd: { pattern: /^[0-9A-Fa-f]{6}$/, expected: '6 hexadecimal digits' },
  sst: { pattern: /^(?:\d{1,2}|1\d\d|2[0-4]\d|25[0-5])$/, expected: 'a number from 0 to 255' },
  tac: { pattern: /^(?:[0-9A-Fa-f]{4}|[0-9A-Fa-f]{6})$/, expected: '4 or 6 hexadecimal digits' },
};

/** What is wrong with a value of a known name; undefined where it is well, and for free names. */
export function siteValueProblem(name: string, value: string): string | undefined {
  const syntax = Object.hasOwn(VALUE_SYNTAX, name) ? VALUE_SYNTAX[name] : undefined;
  if (!syntax || syntax.pattern.test(value)) return undefined;
  return `expected ${syntax.expected}`;
}

/** The names whose values have a syntax. */
export const KNOWN_VALUES: readonly string[] = Object.keys(VALUE_SYNTAX);

/** A text as site values are compared: a PLMN is the same with a dash between its parts and without. */
export function comparable(text: string): string {
  return /^\d{3}-\d{2,3}$/.test(text) ? text.replace('-', '') : text;
}

/** MCC and MNC of a PLMN; undefined for another text. */
export function plmnParts(plmn: string): { mcc: string; mnc: string } | undefined {
  const match = /^(\d{3})-?(\d{2,3})$/.exec(plmn);
  return match ? { mcc: match[1] as string, mnc: match[2] as string } : undefined;
}
