import { LOCAL_CONFIG_ANNOTATION, LOCAL_CONFIG_PATH } from '../../krm/annotations';
import type { KubeObject } from '../../krm/kube-object';
import { INTENT_GROUP } from '../../krm/own-kinds';
import { isPackageContext, type ResourceList } from '../../krm/resource-list';
import type { GitOpsFinding } from './rules';
import type { ObjectFinding } from './together';

/** Groups whose kinds only functions read: no cluster has them. */
const FUNCTION_GROUPS: readonly string[] = ['fn.kpt.dev', INTENT_GROUP];
/** Groups of the management cluster. */
const MANAGEMENT_GROUPS: readonly string[] = ['config.porch.kpt.dev', 'porch.kpt.dev'];

const MEND = `add the annotation \`${LOCAL_CONFIG_ANNOTATION}: "true"\``;

/** What functions read and clusters do not: it must not be sent to one. */
export class FunctionConfigs {
  private readonly configs: ReadonlySet<KubeObject>;

  constructor(private readonly resources: ResourceList) {
    this.configs = new Set(resources.functionConfigs);
  }

  /** What is wrong with the objects that functions pass over though they are not kept out of the cluster. */
  checkAll(): ObjectFinding[] {
    return this.resources.items
      .filter(object => this.isPassedOver(object) && !object.isLocalConfig)
      .flatMap(object => {
        const finding = this.check(object);
        return finding ? [{ ...finding, object }] : [];
      });
  }

  /** What is wrong with an object that is not kept out of the cluster, if it is one for functions. */
  check(object: KubeObject): GitOpsFinding | undefined {
    const { apiVersion, kind } = object;
    if (hasGroup(apiVersion, FUNCTION_GROUPS)) {
      return notLocal('function-config-not-local', `${kind} (${apiVersion}) is for functions, and no cluster knows it`);
    }
    if (hasGroup(apiVersion, MANAGEMENT_GROUPS)) {
      const message = `${kind} (${apiVersion}) belongs on the management cluster, not on a site's: take it out of this package, or ${MEND}`;
      return { rule: 'management-object', path: ['kind'], message };
    }
    if (!this.isPassedOver(object)) return undefined;
    const isConfigMap = kind === 'ConfigMap' && apiVersion === 'v1';
    const rule = isConfigMap ? 'config-map-not-local' : 'function-config-not-local';
    return notLocal(rule, `this ${kind} is for the functions of the pipeline, and would be sent to the cluster`);
  }

  private isPassedOver(object: KubeObject): boolean {
    return object.isOfGroup(INTENT_GROUP) || this.configs.has(object) || isPackageContext(object);
  }
}

/** By hand: it is asked of every object. */
function hasGroup(apiVersion: string, groups: readonly string[]): boolean {
  for (const group of groups) if (apiVersion.startsWith(group) && apiVersion[group.length] === '/') return true;
  return false;
}

function notLocal(rule: GitOpsFinding['rule'], fault: string): GitOpsFinding {
  return { rule, path: LOCAL_CONFIG_PATH, message: `${fault}: ${MEND}`, proposed: 'true' };
}
