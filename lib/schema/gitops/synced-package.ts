import { DEFAULT_NAMESPACE } from '../../krm/default-namespace';
import type { KubeObject } from '../../krm/kube-object';
import type { ResourceList } from '../../krm/resource-list';
import { isMap, type YamlMap } from '../../yaml/value';
import { CLUSTER_NAME_SELECTOR, CLUSTER_SELECTOR, NAMESPACE_SELECTOR } from './config-sync-names';
import { FunctionConfigs } from './function-configs';
import { checkSyncedKind } from './kind-rules';
import { Leftovers } from './leftovers';
import { checkScope, checkSyncedMetadata } from './metadata-rules';
import { ObjectIndex } from './object-index';
import type { GitOpsFinding } from './rules';
import { checkTexts } from './texts';
import { type ObjectFinding, Together } from './together';

/** Config Sync builds with these files, and does not send them. */
const KUSTOMIZE_GROUP = 'kustomize.config.k8s.io';

/**
 * The objects of a package as Config Sync takes them in: what is wrong with each, and with all of them together.
 *
 * @example
 * const synced = new SyncedPackage(resources);
 * for (const object of resources.editable) show(synced.check(object, metadataOf(object), isNamespaced(object)));
 * show(synced.checkTogether());
 */
export class SyncedPackage {
  /** The objects that were taken in, for references among them. */
  readonly index = new ObjectIndex();
  private readonly functionConfigs: FunctionConfigs;
  private readonly leftovers: Leftovers;
  private readonly together: Together;

  /** `folderOf`: the folder that an object's cluster syncs, where the package has those of several clusters. */
  constructor(
    resources: ResourceList,
    private readonly folderOf: (object: KubeObject) => string = () => '',
  ) {
    this.functionConfigs = new FunctionConfigs(resources);
    this.leftovers = new Leftovers(resources.kptfile);
    this.together = new Together(resources);
  }

  /** Takes an object in without a check. `isNamespaced`: undefined where its kind is not known. */
  add(object: KubeObject, metadata: YamlMap, isNamespaced: boolean | undefined): void {
    if (object.isOfGroup(KUSTOMIZE_GROUP)) return;
    const namespace = namespaceOf(metadata, isNamespaced);
    const twin = this.index.add(object, namespace, this.folderOf(object) + variantOf(metadata));
    this.together.add(object, { isNamespaced, namespace, metadata, twin });
  }

  /** Takes an object in, and gives what is wrong with it. */
  check(object: KubeObject, metadata: YamlMap, isNamespaced: boolean | undefined): GitOpsFinding[] {
    if (object.isOfGroup(KUSTOMIZE_GROUP)) return [];
    this.add(object, metadata, isNamespaced);
    const findings: GitOpsFinding[] = [];
    const misplaced = this.functionConfigs.check(object);
    if (misplaced) findings.push(misplaced);
    checkSyncedMetadata(object, metadata, findings);
    if (isNamespaced !== undefined) checkScope(metadata, isNamespaced, findings);
    if (isMap(metadata.annotations)) this.leftovers.check(metadata.annotations, findings);
    checkSyncedKind(object, findings);
    checkTexts(object, findings);
    return findings;
  }

  /** What the objects break together, and those that functions pass over; to be called when all of them are in. */
  checkTogether(): ObjectFinding[] {
    return [...this.functionConfigs.checkAll(), ...this.together.findings()];
  }
}

/** Where Config Sync puts an object: empty for a kind without namespaces. */
function namespaceOf({ namespace }: YamlMap, isNamespaced: boolean | undefined): string {
  if (isNamespaced === false) return '';
  return typeof namespace === 'string' && namespace !== '' ? namespace : DEFAULT_NAMESPACE;
}

/** Objects that different selectors choose are none of each other's business. */
function variantOf({ annotations }: YamlMap): string {
  if (!isMap(annotations)) return '';
  let variant = '';
  for (const selector of [CLUSTER_SELECTOR, CLUSTER_NAME_SELECTOR, NAMESPACE_SELECTOR]) {
    if (annotations[selector] !== undefined) variant += `\n${selector}=${String(annotations[selector])}`;
  }
  return variant;
}
