import type { LineComment } from '../yaml/comments/line-comments';
import type { NodeKind, YamlDocument } from '../yaml/document';
import type { NodeId } from '../yaml/node-table';
import type { Path } from '../yaml/path';
import type { YamlValue } from '../yaml/value';
import {
  INDEX_ANNOTATION,
  INTERNAL_INDEX_ANNOTATION,
  INTERNAL_PATH_ANNOTATION,
  LOCAL_CONFIG_PATH,
  PACKAGE_PATH_ANNOTATION,
  PATH_ANNOTATION,
} from './annotations';
import { type GroupVersionKind, parseApiVersion } from './gvk';

const API_VERSION_PATH = ['apiVersion'];
const KIND_PATH = ['kind'];
const NAME_PATH = ['metadata', 'name'];

/** Where kpt keeps an object. Two objects with the same name are told apart by it. */
export interface Identity {
  /** Absolute path of the package the object belongs to; empty where kpt did not say. */
  packagePath: string;
  /** Path of the file, relative to its package. */
  path: string;
  /** Place in the file, from 0. */
  index: number;
}

/**
 * A Kubernetes object in its text. Reads take only what is asked for; edits change only what differs, and keep
 * everything else byte for byte.
 *
 * @example
 * object.labels.set('env', 'prod');
 * object.set(['spec', 'replicas'], 3);
 */
export class KubeObject implements GroupVersionKind {
  private cachedApiVersion: string | undefined;
  private cachedKind: string | undefined;

  constructor(
    readonly document: YamlDocument,
    readonly node: NodeId,
  ) {}

  get apiVersion(): string {
    this.cachedApiVersion ??= this.getString(API_VERSION_PATH) ?? '';
    return this.cachedApiVersion;
  }

  get kind(): string {
    this.cachedKind ??= this.getString(KIND_PATH) ?? '';
    return this.cachedKind;
  }

  get group(): string {
    return parseApiVersion(this.apiVersion).group;
  }

  get version(): string {
    return parseApiVersion(this.apiVersion).version;
  }

  /** Whether the object is of this group, which is not the core group. */
  isOfGroup(group: string): boolean {
    const { apiVersion } = this;
    return apiVersion.startsWith(group) && apiVersion[group.length] === '/';
  }

  get name(): string {
    return this.getString(NAME_PATH) ?? '';
  }

  /** Empty for a cluster-scoped object, and where the manifest leaves it out. */
  get namespace(): string {
    return this.getString(['metadata', 'namespace']) ?? '';
  }

  get labels(): StringMap {
    return this.stringMap(['metadata', 'labels']);
  }

  get annotations(): StringMap {
    return this.stringMap(['metadata', 'annotations']);
  }

  /** Kept in the package, not applied to a cluster. */
  get isLocalConfig(): boolean {
    const value = this.getText(LOCAL_CONFIG_PATH);
    return value !== undefined && value !== 'false';
  }

  get identity(): Identity {
    const { annotations } = this;
    const path = annotations.get(INTERNAL_PATH_ANNOTATION) ?? annotations.get(PATH_ANNOTATION) ?? '';
    const index = Number(annotations.get(INTERNAL_INDEX_ANNOTATION) ?? annotations.get(INDEX_ANNOTATION) ?? 0);
    return {
      packagePath: annotations.get(PACKAGE_PATH_ANNOTATION) ?? '',
      path,
      index: Number.isInteger(index) ? index : 0,
    };
  }

  /** The value at a path as JavaScript data (a copy); undefined where there is none. */
  get(path: Path): YamlValue | undefined {
    return this.document.get(this.node, path);
  }

  /** The string at a path; undefined where there is none, or something else. */
  getString(path: Path): string | undefined {
    return this.document.getString(this.node, path);
  }

  /** The text of a string, number or boolean at a path. */
  getText(path: Path): string | undefined {
    return textOf(this.get(path));
  }

  /** What stands at a path; undefined where there is nothing. */
  kindAt(path: Path): NodeKind | undefined {
    return this.document.kind(this.node, path);
  }

  has(path: Path): boolean {
    return this.document.has(this.node, path);
  }

  /**
   * Sets a value, making the mappings on the way; gives whether anything differed. Throws `TypeError` where something
   * else stands in the way.
   */
  set(path: Path, value: YamlValue): boolean {
    this.forgetType();
    return this.document.set(this.node, path, value);
  }

  delete(path: Path): void {
    this.forgetType();
    this.document.delete(this.node, path);
  }

  /** The comments in the object's text, as it was read, that hold a word. */
  commentsWith(word: string): LineComment[] {
    return this.document.commentsWith(word, this.node);
  }

  /** A mapping of strings, such as labels or a selector; it need not exist yet. */
  stringMap(path: Path): StringMap {
    return new StringMap(this, path);
  }

  /**
   * The paths that a pattern stands for: `*` is every item of a list. What comes behind the last `*` need not exist.
   */
  expand(pattern: readonly string[]): Path[] {
    return this.expandFrom([], pattern, 0);
  }

  /** Like `expand`, from step `from` of the pattern on, which stands at `path`. */
  expandFrom(path: Path, pattern: readonly string[], from: number): Path[] {
    const found: Path[] = [];
    this.expandInto(found, path, pattern, from);
    return found;
  }

  toJS(): YamlValue {
    return this.get([]) ?? null;
  }

  private expandInto(found: Path[], path: Path, pattern: readonly string[], from: number): void {
    const star = pattern.indexOf('*', from);
    if (star < 0) {
      found.push(path.length === 0 && from === 0 ? pattern : [...path, ...pattern.slice(from)]);
      return;
    }
    const list = [...path, ...pattern.slice(from, star)];
    const length = this.document.length(this.node, list);
    for (let i = 0; i < length; i++) this.expandInto(found, [...list, i], pattern, star + 1);
  }

  private forgetType(): void {
    this.cachedApiVersion = undefined;
    this.cachedKind = undefined;
  }
}

/** A mapping of strings inside an object. */
export class StringMap {
  /** The mapping's node, as of a revision of the document. */
  private node: NodeId | undefined;
  private revision = -1;

  /** `own`: the node at the path, where the caller knows it already. */
  constructor(
    readonly object: KubeObject,
    readonly path: Path,
    own?: NodeId,
  ) {
    if (own === undefined || !object.document.isMapping(own)) return;
    this.node = own;
    this.revision = object.document.revision;
  }

  /** What stands where the mapping is, or should be. */
  get kind(): NodeKind | undefined {
    return this.locate() === undefined ? this.object.kindAt(this.path) : 'map';
  }

  /** The text of an entry, also where it is written as a number or boolean; undefined where there is none. */
  get(key: string): string | undefined {
    const node = this.locate();
    if (node === undefined) return this.object.getText([...this.path, key]);
    return textOf(this.object.document.get(node, [key]));
  }

  has(key: string): boolean {
    const node = this.locate();
    return node === undefined ? this.object.has([...this.path, key]) : this.object.document.has(node, [key]);
  }

  /** Gives whether the entry was not this very string before. */
  set(key: string, value: string): boolean {
    const node = this.locate();
    return node === undefined
      ? this.object.set([...this.path, key], value)
      : this.object.document.setString(node, key, value);
  }

  /** Deletes an entry, and the mapping with its last one. */
  delete(key: string): void {
    if (!this.has(key)) return;
    if (this.keys().length === 1) this.object.delete(this.path);
    else this.object.delete([...this.path, key]);
  }

  keys(): string[] {
    return this.object.document.keys(this.object.node, this.path);
  }

  entries(): [string, string][] {
    return this.keys().map(key => [key, this.get(key) ?? '']);
  }

  /** The mapping's node; undefined where there is none, or where an edit or an alias brought it. */
  private locate(): NodeId | undefined {
    const { document, node } = this.object;
    if (this.revision !== document.revision) {
      const own = document.ownNode(node, this.path);
      this.node = own !== undefined && document.isMapping(own) ? own : undefined;
      this.revision = document.revision;
    }
    return this.node;
  }
}

function textOf(value: YamlValue | undefined): string | undefined {
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}
