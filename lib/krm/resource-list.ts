import { YamlDocument } from '../yaml/document';
import { YamlError, type YamlProblem } from '../yaml/errors';
import type { NodeId } from '../yaml/node-table';
import { partitionPoint } from '../yaml/partition-point';
import type { YamlMap, YamlValue } from '../yaml/value';
import { blockText } from '../yaml/write/render';
import { PACKAGE_PATH_ANNOTATION } from './annotations';
import { KubeObject } from './kube-object';
import { INTENT_GROUP } from './own-kinds';
import type { Result } from './result';

const API_VERSIONS = ['config.kubernetes.io/v1', 'config.kubernetes.io/v1beta1'];

/** By this comment `kpt pkg update` knows an object of the upstream package again. */
const MERGE_COMMENT = /^(metadata:) # kpt-merge: .*$/m;

/** Name of the ConfigMap in `package-context.yaml`. */
const PACKAGE_CONTEXT = 'kptfile.kpt.dev';

/** The input is no ResourceList: there is nothing that could be given back. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** Something is wrong with the text of an item, though the list could be read. */
export interface ListProblem {
  object: KubeObject | undefined;
  /** Path of the field inside the object. */
  path: readonly (string | number)[];
  problem: YamlProblem;
}

/** The wire format between an orchestrator and a function: items in, items and results out. */
export class ResourceList {
  readonly functionConfig: KubeObject | undefined;
  private readonly document: YamlDocument;
  private readonly received: readonly KubeObject[];
  private readonly removed = new Set<KubeObject>();
  private readonly added: Addition[] = [];
  private readonly receivedResults: number;
  private configs: readonly KubeObject[] | undefined;
  private root: string | undefined;
  private itemsAreWritten = false;

  /** Throws `InputError` where the bytes are not one ResourceList of a version this library knows. */
  constructor(bytes: Uint8Array) {
    this.document = readDocument(bytes);
    const { document } = this;
    refuseOtherKinds(document);
    if (
      document.has(document.root, ['items']) &&
      !['sequence', 'null'].includes(document.kind(document.root, ['items']) ?? '')
    ) {
      throw new InputError('the ResourceList has `items` that are no list: give a list of Kubernetes objects');
    }
    this.received = document.items(document.root, ['items']).map(node => new KubeObject(document, node));
    this.refuseOddItems();
    this.refuseUnresolvedAliases();
    this.receivedResults = document.length(document.root, ['results']);
    const config = document.tree.find(document.root, ['functionConfig']);
    const hasConfig = typeof config === 'number' && document.kind(config, []) === 'map';
    this.functionConfig = hasConfig ? new KubeObject(document, config) : undefined;
  }

  /** The size of the list as it came in. */
  get receivedBytes(): number {
    return this.document.tree.source.bytes.byteLength;
  }

  /** The objects in their order, without those removed, with those added. */
  get items(): KubeObject[] {
    if (this.removed.size === 0 && this.added.length === 0) return [...this.received];
    return [...this.received.filter(object => !this.removed.has(object)), ...this.added.map(({ object }) => object)];
  }

  /**
   * The objects a function may edit: all but the Kptfile, what is kept out of the cluster (`local-config`), the
   * package context, and the configs of this and the other functions of the package.
   */
  get editable(): KubeObject[] {
    const configs = new Set(this.functionConfigs);
    return this.items.filter(object => !isPackageMetadata(object) && !object.isLocalConfig && !configs.has(object));
  }

  /** The configs of this and the other functions of the package, as far as they are in its files. */
  get functionConfigs(): readonly KubeObject[] {
    if (!this.configs) {
      const files = this.configFiles();
      this.configs = files.size > 0 ? this.received.filter(object => files.has(fileKey(object))) : [];
    }
    return this.configs;
  }

  /** The Kptfile of the root package. */
  get kptfile(): KubeObject | undefined {
    return this.received.find(object => isKptfile(object) && object.identity.packagePath === this.rootPackage);
  }

  /** The package context of the root package; those of subpackages speak of themselves. */
  get packageContext(): KubeObject | undefined {
    return this.received.find(object => isPackageContext(object) && object.identity.packagePath === this.rootPackage);
  }

  /** Adds an object behind all others; among the items it can be read and edited like them. */
  add(object: YamlMap): void {
    this.added.push(new Addition(object));
  }

  /**
   * A copy of an object as it came in, with its text and its comments, but for the one by which kpt would take it for
   * the original. It is in no list: it can be edited, and added with `addObject`.
   */
  copyOf(object: KubeObject): KubeObject {
    const { document } = this;
    const source = document.itemSource(document.root, ['items'], object.node);
    const copy = source === undefined ? undefined : readAlone(source.replace(MERGE_COMMENT, '$1'));
    return copy ?? asObject(object.toJS() as YamlMap);
  }

  /** Adds an object that has a text of its own, written as that is. */
  addObject(object: KubeObject): void {
    this.added.push(new Addition(object));
  }

  remove(object: KubeObject): void {
    const index = this.added.findIndex(addition => addition.is(object));
    if (index >= 0) this.added.splice(index, 1);
    else this.removed.add(object);
  }

  /** Duplicate keys and aliases without anchor, with the items they stand in. */
  get problems(): ListProblem[] {
    return this.document.problems.map(problem => {
      const { node } = problem;
      const object = node === undefined ? undefined : this.holderOf(node);
      if (node === undefined || !object) return { object, path: [], problem };
      return { object, path: this.document.pathOf(node, object.node) ?? [], problem };
    });
  }

  /** Absolute path of the package that holds all others; empty where kpt did not say. */
  get rootPackage(): string {
    this.root ??= this.received
      .map(object => object.annotations.get(PACKAGE_PATH_ANNOTATION) ?? '')
      .filter(path => path !== '')
      .reduce((shortest, path) => (shortest === '' || path.length < shortest.length ? path : shortest), '');
    return this.root;
  }

  /** The file of an object, relative to the root package; undefined where the list does not say. */
  fileOf(object: KubeObject): { path: string; index: number } | undefined {
    const { packagePath, path, index } = object.identity;
    if (path === '') return undefined;
    const root = this.rootPackage;
    const inside = packagePath.startsWith(`${root}/`) ? `${packagePath.slice(root.length + 1)}/` : '';
    return { path: inside + path, index };
  }

  /**
   * The list with all edits, additions and removals, own results behind those that came in. A second call may bring
   * other results, but no other items.
   */
  toBytes(results: readonly Result[]): Buffer {
    if (!this.itemsAreWritten) this.writeItems();
    return this.withResults(results);
  }

  /** The list as it came in, own results behind those that came in. */
  toOriginalBytes(results: readonly Result[]): Buffer {
    this.document.discardEdits();
    return this.withResults(results);
  }

  private writeItems(): void {
    const { document } = this;
    for (const object of this.removed) document.deleteItem(document.root, ['items'], object.node);
    document.appendWritten(
      document.root,
      ['items'],
      this.added.map(({ written }) => written),
    );
    this.itemsAreWritten = true;
  }

  private withResults(results: readonly Result[]): Buffer {
    const { document, receivedResults } = this;
    if (receivedResults === 0 && results.length > 0) document.set(document.root, ['results'], results.map(toValue));
    else {
      results.forEach((result, i) => {
        document.set(document.root, ['results', receivedResults + i], toValue(result));
      });
    }
    return document.toBytes();
  }

  /** The item, or the function config, that a node stands in. */
  private holderOf(node: NodeId): KubeObject | undefined {
    const { received, functionConfig, document } = this;
    // Rows stand in the order of the text: the last item that starts before the node is the one to ask.
    const behind = partitionPoint(received.length, i => (received[i] as KubeObject).node <= node);
    return [received[behind - 1], functionConfig].find(object => object && document.pathOf(node, object.node));
  }

  /** Keys of the files that pipelines take function configs from (`configPath`). */
  private configFiles(): Set<string> {
    const files = new Set<string>();
    for (const kptfile of this.received.filter(isKptfile)) {
      const { packagePath } = kptfile.identity;
      for (const path of ['mutators', 'validators'].flatMap(stage =>
        kptfile.expand(['pipeline', stage, '*', 'configPath']),
      )) {
        const file = kptfile.getString(path);
        if (file !== undefined) files.add(`${packagePath}\n${file}`);
      }
    }
    if (this.functionConfig && this.functionConfig.identity.path !== '') files.add(fileKey(this.functionConfig));
    return files;
  }

  /** For kpt such a text is no YAML at all: it could not read it back. */
  private refuseUnresolvedAliases(): void {
    const problem = this.document.problems.find(({ code }) => code === 'UNRESOLVED_ALIAS');
    if (!problem) return;
    const object = problem.node === undefined ? undefined : this.holderOf(problem.node);
    const file = object && this.fileOf(object);
    throw new InputError(`${file ? `${file.path}: ` : ''}${problem.message} (line of the ResourceList)`);
  }

  private refuseOddItems(): void {
    this.received.forEach((object, i) => {
      if (this.document.isMapping(object.node) || this.document.kind(object.node, []) === 'map') return;
      throw new InputError(
        `item ${i} of the ResourceList is no Kubernetes object: give it apiVersion, kind and metadata`,
      );
    });
  }
}

/** An object that was added. It is made a text, and read, only if someone looks at it. */
class Addition {
  private made: KubeObject | undefined;

  constructor(private readonly given: YamlMap | KubeObject) {
    if (given instanceof KubeObject) this.made = given;
  }

  get object(): KubeObject {
    this.made ??= asObject(this.given as YamlMap);
    return this.made;
  }

  /** With what was edited since; what came with its own text keeps that. */
  get written(): { value: YamlValue; text?: string } {
    const { given, made } = this;
    if (!(given instanceof KubeObject)) return { value: made ? made.toJS() : given };
    return {
      value: given.toJS(),
      text: given.document
        .toBytes()
        .toString('utf8')
        .replace(/\r?\n$/, ''),
    };
  }

  is(object: KubeObject): boolean {
    return this.made === object;
  }
}

function asObject(value: YamlMap): KubeObject {
  const document = new YamlDocument(Buffer.from(`${blockText(value)}\n`));
  return new KubeObject(document, document.root);
}

/** Reads the text of an item; undefined where it says something only among the others: an alias, lines kept at its end. */
function readAlone(text: string): KubeObject | undefined {
  if (/[|>]\d?\+/.test(text)) return undefined;
  const document = new YamlDocument(Buffer.from(`${text}\n`));
  return document.problems.length > 0 ? undefined : new KubeObject(document, document.root);
}

export function isKptfile(object: KubeObject): boolean {
  return object.kind === 'Kptfile' && object.isOfGroup('kpt.dev');
}

/** The Kptfile, the ConfigMap that kpt and Porch write a package's context to, and this library's own kinds. */
function isPackageMetadata(object: KubeObject): boolean {
  return isKptfile(object) || object.isOfGroup(INTENT_GROUP) || isPackageContext(object);
}

/** Whether an object is the ConfigMap of a `package-context.yaml`. */
export function isPackageContext(object: KubeObject): boolean {
  return object.kind === 'ConfigMap' && object.name === PACKAGE_CONTEXT && object.group === '';
}

function fileKey(object: KubeObject): string {
  const { packagePath, path } = object.identity;
  return `${packagePath}\n${path}`;
}

function toValue(result: Result): YamlMap {
  return { ...result } as unknown as YamlMap;
}

function readDocument(bytes: Uint8Array): YamlDocument {
  if (bytes.every(byte => byte === 10 || byte === 13 || byte === 32)) {
    throw new InputError('the input is empty: give a ResourceList on stdin (`kpt fn eval` and `kpt fn render` do)');
  }
  try {
    return new YamlDocument(bytes);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new InputError(`the input is no YAML that can be read: ${error.message} (line ${error.problem.line})`);
  }
}

function refuseOtherKinds(document: YamlDocument): void {
  if (document.kind(document.root, []) !== 'map') {
    throw new InputError('the input is no ResourceList: it is not even a mapping with apiVersion, kind and items');
  }
  const kind = document.getString(document.root, ['kind']);
  const apiVersion = document.getString(document.root, ['apiVersion']);
  if (kind !== 'ResourceList') {
    throw new InputError(
      `the input is ${kind ? `a ${kind}` : 'no object with a kind'}, not a ResourceList: wrap it in one, or use \`kpt fn eval\``,
    );
  }
  if (!API_VERSIONS.includes(apiVersion ?? '')) {
    throw new InputError(
      `the ResourceList has apiVersion ${apiVersion ?? '(none)'}; ${API_VERSIONS.join(' and ')} are understood`,
    );
  }
}
