/** DNS names as Kubernetes writes them (RFC 1123, lower case; apimachinery `validation.IsDNS1123Label`, `…Subdomain`). */

/** At most `DNS_LABEL_LENGTH` characters long. */
export const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
export const DNS_LABEL_LENGTH = 63;

/** A label that begins with a letter (RFC 1035, `…IsDNS1035Label`). */
export const DNS_1035_LABEL = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;

/** Labels with dots between them, at most `DNS_SUBDOMAIN_LENGTH` characters long. */
export const DNS_SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
export const DNS_SUBDOMAIN_LENGTH = 253;

export function isDns1035Label(text: string): boolean {
  return text.length <= DNS_LABEL_LENGTH && DNS_1035_LABEL.test(text);
}
