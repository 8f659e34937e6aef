import type { KubeObject } from '../krm/kube-object';
import type { ResourceList } from '../krm/resource-list';

/** The CustomResourceDefinitions of a package, those kept out of the cluster too. */
export function packageCrds(resources: ResourceList): KubeObject[] {
  return resources.items.filter(
    object => object.kind === 'CustomResourceDefinition' && object.isOfGroup('apiextensions.k8s.io'),
  );
}
