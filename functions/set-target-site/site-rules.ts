import { type FieldPattern, matchPattern, parseFieldPattern } from '../../lib/krm/field-pattern';
import type { KubeObject } from '../../lib/krm/kube-object';
import { type SiteValue, siteValue } from '../../lib/site/site-value';
import type { Path } from '../../lib/yaml/path';
import type { FieldSetting, PeerFieldSetting } from './settings-schema';
import { ADDRESS_FIELDS, PEER_FIELDS, SITE_FIELDS, type SiteFieldRule } from './site-fields';

/** A field of a kind that has a site's value. */
export interface SiteField {
  pattern: FieldPattern;
  value: SiteValue;
  rule: SiteFieldRule;
  /** Whether it is made where it is not there. */
  create: boolean;
  /** Whether the config asks for it: then a site without the value is an error. */
  isAsked: boolean;
  /** What the paths of the field begin with: an object without it has none of them. */
  lead: Path;
}

interface OfKind {
  group?: string | undefined;
  kind?: string | undefined;
}

/** The fields that belong to sites, by kind: the tables' and the config's. */
export class SiteRules {
  private readonly fields = new ByKind<SiteField>();
  private readonly peers = new ByKind<FieldPattern>();
  private readonly addresses = new ByKind<FieldPattern>();

  constructor(fields: readonly FieldSetting[], peerFields: readonly PeerFieldSetting[]) {
    const asked = new Set(fields.map(({ kind, path }) => `${kind} ${path}`));
    for (const { path, value, rule, ...ofKind } of SITE_FIELDS) {
      // What the config says of a field is said instead of what the table says.
      if (asked.has(`${ofKind.kind} ${path}`)) continue;
      this.fields.add(ofKind, siteField(path, value, { rule, create: false, isAsked: false }));
    }
    for (const { path, value, create = false, ...ofKind } of fields)
      this.fields.add(ofKind, siteField(path, value, { rule: 'always', create, isAsked: true }));
    for (const { path, ...ofKind } of [...PEER_FIELDS, ...peerFields]) this.peers.add(ofKind, pattern(path));
    for (const { path, ...ofKind } of ADDRESS_FIELDS) this.addresses.add(ofKind, pattern(path));
  }

  /** The fields that an object has, or is to get: most objects have few of those that any object may have. */
  fieldsOf(object: KubeObject): SiteField[] {
    return this.fields.of(object).filter(({ create, lead }) => create || object.has(lead));
  }

  /** The paths of a field in an object, without those that name a peer. */
  pathsOf(object: KubeObject, field: FieldPattern): Path[] {
    const paths = matchPattern(object, field);
    const peers = paths.length === 0 ? [] : this.peers.of(object).flatMap(peer => matchPattern(object, peer));
    return peers.length === 0 ? paths : paths.filter(path => !peers.some(peer => isAtOrBelow(path, peer)));
  }

  /** Whether a field names a peer. */
  isPeer(object: KubeObject, path: Path): boolean {
    return this.peers.of(object).some(peer => matchPattern(object, peer).some(known => isAtOrBelow(path, known)));
  }

  addressesOf(object: KubeObject): Path[] {
    return this.addresses.of(object).flatMap(address => this.pathsOf(object, address));
  }
}

/** Things that are said of kinds, or of all of them. */
class ByKind<Thing> {
  private readonly things = new Map<string, { group: string | undefined; thing: Thing }[]>();

  add({ group, kind = '' }: OfKind, thing: Thing): void {
    const list = this.things.get(kind);
    if (list) list.push({ group, thing });
    else this.things.set(kind, [{ group, thing }]);
  }

  of(object: KubeObject): Thing[] {
    const candidates = [...(this.things.get(object.kind) ?? []), ...(this.things.get('') ?? [])];
    return candidates.flatMap(({ group, thing }) => (group === undefined || group === object.group ? [thing] : []));
  }
}

function siteField(path: string, value: string, rest: Pick<SiteField, 'rule' | 'create' | 'isAsked'>): SiteField {
  const found = pattern(path);
  return { pattern: found, value: siteValue(value), lead: leadOf(found), ...rest };
}

/** The keys before the first step into a list. */
function leadOf({ steps }: FieldPattern): Path {
  const lead: string[] = [];
  for (const step of steps) {
    if (step.kind !== 'key') break;
    lead.push(step.key);
  }
  return lead;
}

function pattern(text: string): FieldPattern {
  const parsed = parseFieldPattern(text);
  if (!parsed) throw new TypeError(`no field path: ${text}`);
  return parsed;
}

function isAtOrBelow(path: Path, ancestor: Path): boolean {
  return ancestor.every((step, i) => path[i] === step);
}
