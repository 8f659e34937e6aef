import type { YamlMap } from '../../yaml/value';
import { CONFIG_SYNC_KINDS } from './config-sync';
import { KPT_KINDS } from './kpt';
import { MULTUS_KINDS } from './multus';
import { NEPHIO_KINDS } from './nephio';
import { O_RAN_KINDS } from './o-ran';
import { PORCH_KINDS } from './porch';
import { crdOf, type ThirdPartyKind } from './shape';

/** Kinds of other projects that our pipelines write, for where neither package nor config brings their CRDs. */
const KINDS: readonly ThirdPartyKind[] = [
  ...CONFIG_SYNC_KINDS,
  ...KPT_KINDS,
  ...MULTUS_KINDS,
  ...NEPHIO_KINDS,
  ...O_RAN_KINDS,
  ...PORCH_KINDS,
];

const BY_NAME = new Map(KINDS.map(each => [`${each.group} ${each.kind}`, each]));

/** The CRD of another project's kind; undefined where there is no table of it. */
export function thirdPartyCrd(group: string, kind: string): YamlMap | undefined {
  const found = BY_NAME.get(`${group} ${kind}`);
  return found && crdOf(found);
}

/** The plural name and scope of another project's kind, and its versions; undefined where there is no table of it. */
export function thirdPartyResource(group: string, kind: string): ThirdPartyResource | undefined {
  const found = BY_NAME.get(`${group} ${kind}`);
  return found && { plural: found.plural, scope: found.scope, versions: Object.keys(found.versions) };
}

export type ThirdPartyResource = Pick<ThirdPartyKind, 'plural' | 'scope'> & { readonly versions: readonly string[] };

export function isThirdPartyKind({ group, kind }: { group: string; kind: string }): boolean {
  return BY_NAME.has(`${group} ${kind}`);
}

/** The kinds of an API group that there are tables of. */
export function thirdPartyKindsOf(group: string): string[] {
  return KINDS.filter(each => each.group === group).map(({ kind }) => kind);
}

/** All CRDs, for what looks at the tables themselves. */
export function allThirdPartyCrds(): YamlMap[] {
  return KINDS.map(crdOf);
}
