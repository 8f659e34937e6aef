import { comparable } from '../kinds/site-values';
import { ipBytes, isMapped } from '../krm/ip-address';
import type { Inventory } from './inventory';
import type { Site } from './site';
import type { SiteValue } from './site-value';

/** Tells whose value a text is. The sites are gone through once for each value that is asked for. */
export class SiteValueOwners {
  private readonly owners = new Map<string, Map<string, Site[]>>();
  private addresses: Map<string, Site[]> | undefined;

  constructor(private readonly inventory: Inventory) {}

  /** Another site that has this text as its value, where `site` itself has not. */
  otherOwner(value: SiteValue, text: string, site: Site): Site | undefined {
    return otherThan(site, this.ownersOf(value).get(comparable(text)));
  }

  /**
   * Another site that has this address, or one in the same place with a prefix length, among its values, and the name of
   * that value; where `site` itself has not.
   */
  otherOwnerOfAddress(text: string, site: Site): { owner: Site; name: string } | undefined {
    this.addresses ??= ownersBy(this.inventory, ({ values }) => Object.values(values).flatMap(v => addressIn(v) ?? []));
    const address = addressIn(text);
    const owner = address === undefined ? undefined : otherThan(site, this.addresses.get(address));
    if (!owner) return undefined;
    const [name = ''] = Object.entries(owner.values).find(([, value]) => addressIn(value) === address) ?? [];
    return { owner, name };
  }

  private ownersOf(value: SiteValue): Map<string, Site[]> {
    const known =
      this.owners.get(value.text) ??
      ownersBy(this.inventory, site => {
        const text = value.of(site);
        return text === undefined ? [] : [comparable(text)];
      });
    this.owners.set(value.text, known);
    return known;
  }
}

function ownersBy(inventory: Inventory, textsOf: (site: Site) => readonly string[]): Map<string, Site[]> {
  const owners = new Map<string, Site[]>();
  for (const site of inventory.sites) {
    for (const text of new Set(textsOf(site))) {
      const same = owners.get(text);
      if (same) same.push(site);
      else owners.set(text, [site]);
    }
  }
  return owners;
}

function otherThan(site: Site, owners: readonly Site[] = []): Site | undefined {
  return owners.some(({ name }) => name === site.name) ? undefined : owners[0];
}

/** The address in a text that is one, without prefix length: the same for all ways to write it. */
function addressIn(text: string): string | undefined {
  const address = text.replace(/\/\d{1,3}$/, '');
  const isIpv6 = address.includes(':');
  if (!isIpv6 && !/^\d+(?:\.\d+){3}$/.test(address)) return undefined;
  const bytes = ipBytes(isIpv6 ? address : address.replace(/\b0+(?=\d)/g, ''));
  return bytes && (isMapped(bytes) ? bytes.slice(12) : bytes).join('.');
}
