import type { KubeObject } from '../../../lib/krm/kube-object';
import type { ObjectIndex } from '../../../lib/schema/gitops/object-index';

/** The objects of a package, as references see them. */
export interface PackageObjects {
  /** Those for functions and for people too. */
  all: readonly KubeObject[];
  /** Those that go to the cluster. */
  applied: readonly KubeObject[];
  /** The same, by identity. */
  index: ObjectIndex;
}
