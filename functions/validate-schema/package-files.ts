import { isThirdPartyKind } from '../../lib/kinds/third-party/third-party-kinds';
import type { KubeObject } from '../../lib/krm/kube-object';
import { isKptfile, type ResourceList } from '../../lib/krm/resource-list';
import { SKIP_ANNOTATION } from './skip-annotation';

/**
 * What no cluster gets from this package, and is checked all the same: Kptfiles, which kpt reads strictly, and the
 * local config of projects whose kinds are known here, a RootSync say, which somebody applies by hand later.
 */
export function packageFiles(resources: ResourceList): KubeObject[] {
  return resources.items.filter(
    object =>
      isThirdPartyKind(object) &&
      (object.isLocalConfig || isKptfile(object)) &&
      !object.annotations.has(SKIP_ANNOTATION),
  );
}
