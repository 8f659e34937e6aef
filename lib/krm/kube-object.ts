import type { YamlDocument } from '../yaml/document';
import type { NodeId } from '../yaml/node-table';
import type { Path } from '../yaml/path';
import type { YamlValue } from '../yaml/value';
import {
  INDEX_ANNOTATION,
  INTERNAL_INDEX_ANNOTATION,
  INTERNAL_PATH_ANNOTATION,
  LOCAL_CONFIG_ANNOTATION,
  PACKAGE_PATH_ANNOTATION,
  PATH_ANNOTATION,
} from './annotations';
import { type GroupVersionKind, parseApiVersion } from './gvk';

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
  constructor(
    readonly document: YamlDocument,
    readonly node: NodeId,
  ) {}

  get apiVersion(): string {
    return this.getString(['apiVersion']) ?? '';
  }

  get kind(): string {
    return this.getString(['kind']) ?? '';
  }

  get group(): string {
    return parseApiVersion(this.apiVersion).group;
  }

  get version(): string {
    return parseApiVersion(this.apiVersion).version;
  }

  get name(): string {
    return this.getString(['metadata', 'name']) ?? '';
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
    const value = this.getText(['metadata', 'annotations', LOCAL_CONFIG_ANNOTATION]);
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
    const value = this.get(path);
    return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
  }

  has(path: Path): boolean {
    return this.document.has(this.node, path);
  }

  /** Sets a value, making the mappings on the way. Throws `TypeError` where something else stands in the way. */
  set(path: Path, value: YamlValue): void {
    this.document.set(this.node, path, value);
  }

  delete(path: Path): void {
    this.document.delete(this.node, path);
  }

  /** A mapping of strings, such as labels or a selector; it need not exist yet. */
  stringMap(path: Path): StringMap {
    return new StringMap(this, path);
  }

  /**
   * The paths that a pattern stands for: `*` is every item of a list. The last step, if it is no `*`, need not exist.
   */
  expand(pattern: readonly string[]): Path[] {
    let paths: Path[] = [[]];
    for (const step of pattern) {
      if (step !== '*') paths = paths.map(path => [...path, step]);
      else {
        paths = paths.flatMap(path => {
          const length = this.document.length(this.node, path);
          return Array.from({ length }, (_, i) => [...path, i]);
        });
      }
    }
    return paths;
  }

  toJS(): YamlValue {
    return this.get([]) ?? null;
  }
}

/** A mapping of strings inside an object. */
export class StringMap {
  constructor(
    private readonly object: KubeObject,
    readonly path: Path,
  ) {}

  /** The text of an entry, also where it is written as a number or boolean; undefined where there is none. */
  get(key: string): string | undefined {
    return this.object.getText([...this.path, key]);
  }

  has(key: string): boolean {
    return this.object.has([...this.path, key]);
  }

  set(key: string, value: string): void {
    this.object.set([...this.path, key], value);
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
}
