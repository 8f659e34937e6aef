import { DEFAULT_NAMESPACE } from '../../krm/default-namespace';
import type { KubeObject } from '../../krm/kube-object';
import { compareObjects } from '../../krm/object-order';
import type { ResourceList } from '../../krm/resource-list';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import {
  CLUSTER_NAME_SELECTOR,
  CLUSTER_SELECTOR,
  CONFIG_MANAGEMENT_GROUP,
  MANAGEMENT_MODE,
  NAMESPACE_SELECTOR,
} from './config-sync-names';
import type { GitOpsFinding } from './rules';

/** What a rule finds in one object because of others. */
export interface ObjectFinding extends GitOpsFinding {
  object: KubeObject;
}

interface Place {
  isNamespaced: boolean | undefined;
  /** Empty for a kind without namespaces. */
  namespace: string;
  metadata: YamlMap;
  /** The object of the same identity that came before. */
  twin: KubeObject | undefined;
}

/** The kinds that annotations choose by. */
const SELECTOR_KINDS = {
  [CLUSTER_SELECTOR]: 'ClusterSelector',
  [NAMESPACE_SELECTOR]: 'NamespaceSelector',
} as const;

type SelectorAnnotation = keyof typeof SELECTOR_KINDS;

/** How many objects a message names. */
const NAMED = 3;

/** What Config Sync finds when it sees all objects of a repository; here, of a package. */
export class Together {
  constructor(private readonly resources: ResourceList) {}

  private readonly twins: ObjectFinding[] = [];
  private readonly homeless: KubeObject[] = [];
  private readonly selected: { object: KubeObject; annotation: SelectorAnnotation; selector: string }[] = [];
  private readonly selectors = new Set<string>();
  private readonly unmanaged = new Set<string>();

  add(object: KubeObject, { isNamespaced, namespace, metadata, twin }: Place): void {
    if (twin) this.twins.push(this.twice(object, twin, namespace));
    const { annotations } = metadata;
    const known = isMap(annotations) ? annotations : {};
    const isUnmanaged = known[MANAGEMENT_MODE] === 'disabled';
    if (isUnmanaged && object.kind === 'Namespace' && object.apiVersion === 'v1') this.unmanaged.add(object.name);
    const isFree = isNamespaced !== false && !metadata.namespace;
    const byCluster = known[CLUSTER_NAME_SELECTOR] === undefined ? known[CLUSTER_SELECTOR] : undefined;
    const byNamespace = isFree ? known[NAMESPACE_SELECTOR] : undefined;
    this.addSelected(object, CLUSTER_SELECTOR, byCluster);
    this.addSelected(object, NAMESPACE_SELECTOR, byNamespace);
    if (isFree && isNamespaced && byNamespace === undefined) this.homeless.push(object);
    if (object.isOfGroup(CONFIG_MANAGEMENT_GROUP)) this.selectors.add(`${object.kind} ${object.name}`);
  }

  private addSelected(object: KubeObject, annotation: SelectorAnnotation, selector: YamlValue | undefined): void {
    if (typeof selector === 'string') this.selected.push({ object, annotation, selector });
  }

  findings(): ObjectFinding[] {
    return [...this.twins, ...this.withoutNamespace(), ...this.withoutSelector(), ...this.inUnmanaged()];
  }

  private twice(object: KubeObject, twin: KubeObject, namespace: string): ObjectFinding {
    const file = this.resources.fileOf(twin);
    const where = file ? ` (${file.path}${file.index > 0 ? `, object ${file.index}` : ''})` : '';
    const place = namespace === '' ? '' : ` in the namespace ${namespace}`;
    const version = twin.apiVersion === object.apiVersion ? '' : '; versions do not tell them apart';
    const message = `there is another ${object.kind} ${object.name}${place}${where}${version}: rename or delete one`;
    return { rule: 'object-twice', object, path: ['metadata', 'name'], message, current: object.name };
  }

  /** One finding, however many there are: they are mended together. */
  private withoutNamespace(): ObjectFinding[] {
    const [object, ...others] = this.homeless.sort(compareObjects);
    if (!object) return [];
    const more = others.length > 0 ? ` (nor have ${named(others)})` : '';
    const message = `${object.kind} ${object.name} has no namespace${more}, so Config Sync puts it into \`${DEFAULT_NAMESPACE}\`: give metadata.namespace (set-namespace does)`;
    return [{ rule: 'namespace-missing', object, path: ['metadata', 'namespace'], message }];
  }

  private withoutSelector(): ObjectFinding[] {
    return this.selected
      .filter(({ annotation, selector }) => !this.selectors.has(`${SELECTOR_KINDS[annotation]} ${selector}`))
      .map(({ object, annotation, selector }) => ({
        rule: 'selector-unknown',
        object,
        path: ['metadata', 'annotations', annotation],
        message: `there is no ${SELECTOR_KINDS[annotation]} ${selector} in this package: see that the repository has one`,
        current: selector,
      }));
  }

  private inUnmanaged(): ObjectFinding[] {
    if (this.unmanaged.size === 0) return [];
    return this.resources.editable
      .filter(({ annotations, namespace }) => {
        return this.unmanaged.has(namespace) && annotations.get(MANAGEMENT_MODE) !== 'disabled';
      })
      .map(object => ({
        rule: 'unmanaged-namespace',
        object,
        path: ['metadata', 'namespace'],
        message: `the Namespace ${object.namespace} has ${MANAGEMENT_MODE}: disabled, so what is in it needs it too: add the annotation, or take it off the Namespace`,
        current: object.namespace,
      }));
  }
}

/** `ConfigMap a, Secret b and 12 more`. */
function named(objects: readonly KubeObject[]): string {
  const names = objects.slice(0, NAMED).map(({ kind, name }) => `${kind} ${name}`);
  const rest = objects.length - names.length;
  return rest > 0 ? `${names.join(', ')} and ${rest} more` : names.join(', ');
}
