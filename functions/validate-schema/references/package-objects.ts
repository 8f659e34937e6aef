import type { KubeObject } from '../../../lib/krm/kube-object';
import type { ObjectIndex } from '../../../lib/schema/gitops/object-index';

/** The objects of a package as references see them: each looks at a few kinds of many. */
export class PackageObjects {
  private readonly byKind = new Map<string, KubeObject[]>();

  /**
   * `all`: with those for functions and for people; `applied`: those that go to the cluster; `index`: the same, by
   * identity.
   */
  constructor(
    readonly all: readonly KubeObject[],
    applied: readonly KubeObject[],
    readonly index: ObjectIndex,
  ) {
    for (const object of applied) {
      const ofKind = this.byKind.get(object.kind);
      if (ofKind) ofKind.push(object);
      else this.byKind.set(object.kind, [object]);
    }
  }

  /** Those that go to the cluster, of kinds with these names, in whatever group. */
  ofKinds(kinds: Iterable<string>): KubeObject[] {
    return [...kinds].flatMap(kind => this.byKind.get(kind) ?? []);
  }
}
