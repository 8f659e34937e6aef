import { type FieldPattern, matchPattern, parseFieldPattern } from '../../lib/krm/field-pattern';
import type { KubeObject } from '../../lib/krm/kube-object';
import { type SiteValue, siteValue } from '../../lib/site/site-value';
import type { Path } from '../../lib/yaml/path';
import type { ScalarType } from './field-values';
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
  /** What it is to be; undefined for what stands there already. */
  type?: ScalarType | undefined;
  /** What the paths of the field begin with: an object without it has none of them. */
  lead: Path;
}

interface OfKind {
  group?: string | undefined;
  kind?: string | undefined;
}

/** The fields that belong to sites, by kind: the tables' and the config's. */
export class SiteRules {
  private readonly table = new ByKind<SiteField>();
  private readonly asked = new ByKind<SiteField>();
  private readonly peers = new ByKind<FieldPattern>();
  private readonly addresses = new ByKind<FieldPattern>();

  constructor(fields: readonly FieldSetting[], peerFields: readonly PeerFieldSetting[]) {
    for (const { path, value, rule, ...ofKind } of SITE_FIELDS)
      this.table.add(ofKind, siteField(path, value, { rule, create: false, isAsked: false }));
    for (const { path, value, create = false, type, ...ofKind } of fields)
      this.asked.add(ofKind, siteField(path, value, { rule: 'always', create, isAsked: true, type }));
    for (const { path, ...ofKind } of [...PEER_FIELDS, ...peerFields]) this.peers.add(ofKind, pattern(path));
    for (const { path, ...ofKind } of ADDRESS_FIELDS) this.addresses.add(ofKind, pattern(path));
  }

  /** The fields of an object's kind, the config's behind those of the table. */
  fieldsOf(object: KubeObject): SiteField[] {
    return [...this.table.of(object), ...this.asked.of(object)];
  }

  /**
   * The paths of a field in an object, without those that name a peer: none in most objects, which have few of the fields
   * that any object may have. What the config says of a path is said instead of what the table says.
   */
  pathsOf(object: KubeObject, { pattern: field, lead, create, isAsked }: SiteField): Path[] {
    if (!create && !object.has(lead)) return [];
    const paths = this.withoutPeers(object, field);
    if (isAsked || paths.length === 0) return paths;
    const taken = this.asked.of(object).flatMap(asked => matchPattern(object, asked.pattern));
    return taken.length === 0 ? paths : paths.filter(path => !taken.some(other => isSame(path, other)));
  }

  /** Whether a field names a peer. */
  isPeer(object: KubeObject, path: Path): boolean {
    return this.peers.of(object).some(peer => matchPattern(object, peer).some(known => isAtOrBelow(path, known)));
  }

  addressesOf(object: KubeObject): Path[] {
    return this.addresses.of(object).flatMap(address => this.withoutPeers(object, address));
  }

  private withoutPeers(object: KubeObject, field: FieldPattern): Path[] {
    const paths = matchPattern(object, field);
    const peers = paths.length === 0 ? [] : this.peers.of(object).flatMap(peer => matchPattern(object, peer));
    return peers.length === 0 ? paths : paths.filter(path => !peers.some(peer => isAtOrBelow(path, peer)));
  }
}

/** Things that are said of kinds, or of all of them. */
class ByKind<Thing> {
  private readonly things = new Map<string, { group: string | undefined; thing: Thing }[]>();
  /** By what has been asked for: a package has many objects, of few kinds. */
  private readonly found = new Map<string, readonly Thing[]>();

  add({ group, kind = '' }: OfKind, thing: Thing): void {
    const list = this.things.get(kind);
    if (list) list.push({ group, thing });
    else this.things.set(kind, [{ group, thing }]);
  }

  of(object: KubeObject): readonly Thing[] {
    const key = `${object.apiVersion} ${object.kind}`;
    const things = this.found.get(key) ?? this.find(object);
    this.found.set(key, things);
    return things;
  }

  private find(object: KubeObject): Thing[] {
    const candidates = [...(this.things.get(object.kind) ?? []), ...(this.things.get('') ?? [])];
    return candidates.flatMap(({ group, thing }) => (group === undefined || group === object.group ? [thing] : []));
  }
}

function siteField(path: string, value: string, rest: Omit<SiteField, 'pattern' | 'value' | 'lead'>): SiteField {
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

function isSame(path: Path, other: Path): boolean {
  return path.length === other.length && isAtOrBelow(path, other);
}
