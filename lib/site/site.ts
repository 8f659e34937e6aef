import type { SiteEntry, SiteEnvironment } from '../kinds/site';
import { comparable, plmnParts } from '../kinds/site-values';

/** A site that packages are rendered for. */
export interface Site {
  readonly name: string;
  /** The name of its cluster. */
  readonly cluster: string;
  readonly namespace?: string | undefined;
  readonly groups: readonly string[];
  readonly environment?: SiteEnvironment | undefined;
  readonly serviceTypes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly cnis: readonly string[];
  readonly masterInterface?: string | undefined;
  /** What differs from site to site, by name; texts. */
  readonly values: Readonly<Record<string, string>>;
}

export function toSite(entry: SiteEntry): Site {
  const { name, cluster = name, groups = [], serviceTypes = [], labels = {}, cnis = [] } = entry;
  return { ...entry, name, cluster, groups, serviceTypes, labels, cnis, values: withPlmn(entry.values) };
}

/** A PLMN is known by its parts too, and by both of the names in use. */
function withPlmn(values: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const plmn = values.plmnId ?? values.plmn ?? (values.mcc && values.mnc ? values.mcc + values.mnc : undefined);
  return plmn === undefined ? values : { plmnId: plmn, plmn, ...plmnParts(plmn), ...values };
}

/** What contradicts itself in a site's own words. */
export function siteContradiction({ values }: Site): string | undefined {
  const { plmnId = '', plmn = '', mcc, mnc } = values;
  const parts = plmnParts(plmnId);
  if (!parts) return undefined;
  if (comparable(plmn) !== comparable(plmnId)) return 'values.plmn and values.plmnId are two PLMNs: keep one of them';
  if (parts.mcc !== mcc || parts.mnc !== mnc)
    return 'values.plmnId and values.mcc, values.mnc are two PLMNs: keep one of them';
  return undefined;
}
