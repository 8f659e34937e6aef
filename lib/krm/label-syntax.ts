import { DNS_SUBDOMAIN, DNS_SUBDOMAIN_LENGTH } from './dns-syntax';

/** Syntax of label and annotation keys and of label values (apimachinery `validation.IsQualifiedName`, `IsValidLabelValue`). */

const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** What is wrong with a key, and the mend; undefined where it is valid. */
export function labelKeyProblem(key: string): string | undefined {
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  if (slash >= 0) {
    const prefix = key.slice(0, slash);
    if (prefix.length > DNS_SUBDOMAIN_LENGTH || !DNS_SUBDOMAIN.test(prefix)) {
      return `the prefix ${JSON.stringify(prefix)} is no DNS subdomain (lower-case letters, digits, "-" and "." between them, at most 253)`;
    }
  }
  if (name.length > 63) return `the name has ${name.length} characters, at most 63 are allowed`;
  if (!NAME.test(name))
    return 'the name may hold letters, digits, "-", "_" and ".", and starts and ends with a letter or digit';
  return undefined;
}

/** What is wrong with a label value, and the mend; undefined where it is valid. */
export function labelValueProblem(value: string): string | undefined {
  if (value === '') return undefined;
  if (value.length > 63) return `it has ${value.length} characters, at most 63 are allowed`;
  if (!NAME.test(value))
    return 'it may hold letters, digits, "-", "_" and ".", and starts and ends with a letter or digit';
  return undefined;
}
