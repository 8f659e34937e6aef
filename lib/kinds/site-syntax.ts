import { DNS_LABEL, DNS_LABEL_LENGTH, DNS_SUBDOMAIN, DNS_SUBDOMAIN_LENGTH } from '../krm/dns-syntax';

/** What the texts of a `Site` are made of. */
export interface TextSyntax {
  pattern: RegExp;
  /** At most so many characters. */
  length: number;
}

/** Of sites and groups: it becomes a label. */
export const NAME_SYNTAX: TextSyntax = { pattern: DNS_SUBDOMAIN, length: DNS_LABEL_LENGTH };
export const CLUSTER_SYNTAX: TextSyntax = { pattern: DNS_SUBDOMAIN, length: DNS_SUBDOMAIN_LENGTH };
export const NAMESPACE_SYNTAX: TextSyntax = { pattern: DNS_LABEL, length: DNS_LABEL_LENGTH };
/** Linux has 15 characters for the name of an interface. */
export const INTERFACE_SYNTAX: TextSyntax = { pattern: /^[^\s/:]{1,15}$/, length: 15 };

export const ENVIRONMENTS = ['production', 'staging', 'development'] as const;
